// hocba.toml: one desk's keys, and what it works with. Paths in it are relative to the file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/freeze.h"
#include "cli/context.h"
#include "engine/base/secret.h"

namespace hocba::cli {

/// One of pkcs12, pkcs11 and csc says where it lies.
struct KeyFile {
    std::string role;  // "principal", "school"; empty for the seal
    std::filesystem::path pkcs12;
    std::string pkcs11;              // RFC 7512: "pkcs11:token=principal;object=sign"
    std::filesystem::path module;    // the token's PKCS#11 library; empty: those that p11-kit knows
    std::string csc, credential;     // base address of a remote signing service, and whose key there
    std::filesystem::path chain;     // PEM: certificates that the key's place lacks
    std::string digest = "SHA-256";  // or "SHA-384"
    std::string name, organisation;  // of the certificate that is asked for
    std::string pin_env;             // name of an environment variable; for csc: of the access token
    std::filesystem::path pin_file;  // mode 0600
    std::filesystem::path image{};   // PNG that the signature shows; empty: none
    std::int64_t stamp_mm = 0;       // real diameter of the stamp in `image`; 0: as the PNG says
};

struct SealKeyFile {
    std::filesystem::path certificate;  // PEM
    std::string school;
    std::string state = "active";
    std::filesystem::path issued;  // of a stolen key: its seals, one digest a line
};

struct SignerFile {
    std::filesystem::path certificate;  // PEM
    std::string role, school;
    std::string title;            // of a deputy: "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"
    std::string from, until;      // days; empty: as long as the certificate is valid
    std::string approval_number;  // the Sở's decision (QĐ 1789/QĐ-SGDĐT, Điều 20.3) …
    std::string approval_on;      // … and its day
};

/// What the custodian of the trust folder has (`hocba keys list -o`).
struct Custody {
    std::filesystem::path root_key;    // PEM, Ed25519; offline otherwise
    std::filesystem::path pdf_roots;   // PEM
    std::int64_t status_days = 30;     // lifetime of the status list
    std::filesystem::path exceptions;  // TOML: documents that were revoked or superseded; empty: none
    std::vector<std::string> hosts;    // the sites that a seal may name; empty: not judged
    std::vector<SealKeyFile> seal_keys;
    std::vector<SignerFile> signers;
};

/// The office that certifies copies (`hocba copy`), printed as it stands here.
struct CopyOffice {
    std::string superior, name, place;  // "ỦY BAN NHÂN DÂN PHƯỜNG …" (or empty), "TRƯỜNG …", "Hà Nội"
    std::string authority, title, person;  // "KT. HIỆU TRƯỞNG" (or empty), "HIỆU TRƯỞNG", "Trần Văn E"
    std::vector<std::string> recipients;
};

struct Config {
    std::string file;
    std::string school;              // code (MA_TRUONG)
    std::string host;                // of the seal's address, lower case
    std::string procedure;           // name in templates/procedures.toml; empty if roles are listed
    std::vector<std::string> roles;  // listed instead, in their order
    bool accept_unverified = false;
    std::filesystem::path archive, log_key, trust, work, output;  // empty: not set
    std::filesystem::path
        subject_codes;          // MA_MON_HOC of each subject: MOET's XML is then made and signed too
    archive::Freeze freeze;     // until when the school recalls or replaces by itself
    std::string level = "B-B";  // of signatures (ETSI EN 319 142-1): B-B, B-T, B-LT, B-LTA
    std::string timestamp_url;  // of an RFC 3161 authority
    std::string timestamp_proxy;
    std::optional<KeyFile> seal;
    std::filesystem::path seal_certificate;  // PEM: of a seal key on a token
    std::filesystem::path salt_key;
    std::vector<KeyFile> keys;
    std::optional<Custody> custody;
    std::optional<CopyOffice> copy;
};

/// Fault::usage with file:line:column; unknown names are refused, so that a misspelt one is not ignored.
Result<Config> read_config(const std::string& path);

/// Fault::usage with the name that hocba.toml lacks.
tl::unexpected<Error> not_configured(const Config& config, const std::string& name);

/// From the variable, the file (refused unless only its owner may read it), or a prompt on the terminal.
Result<Secret> pin_of(const Context& context, const KeyFile& key);

}  // namespace hocba::cli
