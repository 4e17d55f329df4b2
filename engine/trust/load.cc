#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/handle.h"
#include "engine/trust/ed25519.h"
#include "engine/trust/jws.h"
#include "engine/trust/lists.h"

namespace hocba::trust {
namespace {

namespace fs = std::filesystem;
using CertificatePtr = Handle<X509, X509_free>;
using BioPtr = Handle<BIO, BIO_free_all>;

constexpr const char* kTimestampRoots = "pdf-roots-timestamp.pem";
constexpr std::uintmax_t kLargestFile = 64U << 20;

Problem problem(const std::string& name, const char* vi, const char* en) {
    return {name, {vi, en}, {"Tải lại tệp từ Sở GDĐT.", "Fetch the file again from the Sở."}};
}

std::string der_of(X509* certificate) {
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    if (size <= 0) return {};
    std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return out;
}

/// A trust anchor is a CA that signs itself (RFC 5280, 3.2).
bool is_root(X509* certificate) {
    return X509_check_ca(certificate) == 1 && X509_self_signed(certificate, 1) == 1;
}

/// Reads the files of one folder, each after the one that vouches for it.
class Loader {
  public:
    explicit Loader(fs::path folder) : folder_(std::move(folder)) {}

    Trust load() {
        roots();
        revocation_lists();
        root_key();
        if (const auto payload = list("seal-keys.jws", kSealKeysType)) seal_keys(*payload, "seal-keys.jws");
        if (const auto payload = list("status.jws", kStatusType))
            keep(status_from(*payload, "status.jws"), trust_.status);
        if (const auto payload = list("signers.jws", kSignersType)) signers(*payload, "signers.jws");
        return std::move(trust_);
    }

  private:
    std::optional<std::string> bytes(const std::string& name) {
        auto read = read_file(folder_ / name, kLargestFile);
        if (read) return std::move(*read);
        trust_.problems.push_back(unread(name, read.error().problems.front().what));
        return std::nullopt;
    }

    /// Why a file was not read; `otherwise` is what the system says.
    Problem unread(const std::string& name, const Text& otherwise) const {
        std::error_code code;
        if (!fs::exists(folder_ / name, code))
            return problem(name, "Thiếu tệp trong thư mục tin cậy.", "The trust folder lacks this file.");
        const auto size = fs::file_size(folder_ / name, code);
        if (!code && size > kLargestFile)
            return problem(name, "Tệp lớn hơn 64 MiB, mức lớn nhất của một danh sách: không đọc.",
                           "The file is larger than 64 MiB, the most that a list may have: it was not read.");
        return {name, otherwise, {"Kiểm tra quyền đọc tệp.", "Check whether it may be read."}};
    }

    /// Nothing, and a problem, if the file holds anything else.
    std::vector<std::string> roots_in(const std::string& name) {
        const auto pem = bytes(name);
        if (!pem) return {};
        const BioPtr bio(BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size())));
        std::vector<std::string> roots;
        bool all_roots = true;
        while (const CertificatePtr root{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
            all_roots = all_roots && is_root(root.get());
            roots.push_back(der_of(root.get()));
        }
        const bool read_to_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
        ERR_clear_error();
        if (!roots.empty() && all_roots && read_to_end) return roots;
        trust_.problems.push_back(problem(name, "Tệp có chứng thư không phải chứng thư gốc (PEM).",
                                          "The file holds something else than root certificates (PEM)."));
        return {};
    }

    void roots() {
        trust_.pdf_roots = roots_in("pdf-roots.pem");
        std::error_code ignored;
        if (fs::exists(folder_ / kTimestampRoots, ignored))
            trust_.timestamp_roots = roots_in(kTimestampRoots);
    }

    /// Lists that the office fetched itself; whoever uses one checks its signature.
    void revocation_lists() {
        std::error_code ignored;
        if (!fs::is_directory(folder_ / "crls", ignored)) return;
        const auto files = files_in(folder_ / "crls", ".crl");
        if (!files) return complain(files.error());
        for (const auto& file : *files)
            if (auto list = bytes((fs::path("crls") / file.filename()).string()))
                trust_.crls.push_back(*std::move(list));
    }

    void root_key() {
        const auto text = bytes("seal-root.jwk");
        if (!text) return;
        const auto jwk = parse_json(*text, "seal-root.jwk");
        root_ = jwk && jwk->text_or("kty") == "OKP" ? spki_of(*jwk) : std::nullopt;
        if (root_) trust_.root_sha256 = to_hex(sha256(*root_));
        if (!root_)
            trust_.problems.push_back(problem("seal-root.jwk",
                                              "Tệp không phải khóa gốc công khai (JWK, Ed25519).",
                                              "The file is no public root key (JWK, Ed25519)."));
    }

    std::optional<Json> list(const std::string& name, const char* type) {
        const auto text = bytes(name);
        if (!text || !root_) return std::nullopt;
        auto payload = open_jws(*text, *root_, type, name);
        if (payload) return std::move(*payload);
        complain(payload.error());
        return std::nullopt;
    }

    /// Without its hosts the list would let a look-alike site pass: it is believed whole or not at all.
    void seal_keys(const Json& payload, const std::string& name) {
        auto hosts = hosts_from(payload, name);
        const auto as_of = as_of_from(payload, name);
        if (hosts && as_of) keep(seal_keys_from(payload, name), trust_.seal_keys);
        keep(std::move(hosts), trust_.hosts);
        keep(as_of, trust_.seal_keys_as_of);
    }

    void signers(const Json& payload, const std::string& name) {
        const auto as_of = as_of_from(payload, name);
        if (as_of) keep(signers_from(payload, name), trust_.signers);
        keep(as_of, trust_.signers_as_of);
    }

    template <class T, class Into>
    void keep(Result<T> read, Into& into) {
        if (read)
            into = std::move(*read);
        else
            complain(read.error());
    }

    void complain(const Error& error) {
        trust_.problems.insert(trust_.problems.end(), error.problems.begin(), error.problems.end());
    }

    fs::path folder_;
    Trust trust_;
    std::optional<std::string> root_;
};

}  // namespace

Result<Trust> load(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return fail(Fault::io, folder.string(),
                    {"Không có thư mục tin cậy này.", "There is no such trust folder."},
                    {"Kiểm tra đường dẫn sau --trust.", "Check the path behind --trust."});
    return Loader(folder).load();
}

}  // namespace hocba::trust
