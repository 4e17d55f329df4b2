// The list of digests that another program signs, and its answer (docs/json.md, "Hand-over").
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/act.h"
#include "engine/sign/keys.h"

namespace hocba::cli {

/// One document to sign, without its pupil.
struct Item {
    std::string code;
    std::string digest;  // of the signed attributes: what the key signs
};

struct HandOver {
    std::string role;
    ForAnother another;
    Instant claimed;
    std::string certificate;         // DER
    std::vector<std::string> chain;  // DER
    sign::Digest digest = sign::Digest::sha256;
    std::vector<Item> items;
};

Json to_json(const HandOver& list);
/// Fault::usage if it is no such list, or says two things of the same document.
Result<HandOver> read_hand_over(const std::string& path);

/// What a person reads before they sign: how many, as what, with which certificate.
std::string text_of(const Context& context, const HandOver& list, const std::string& json);

/// By code. A folder of CODE.sig (the bytes as a program wrote them), or a file of JSON lines
/// {"code","signature"} in base64. Fault::usage if it is neither, or names an unknown document.
Result<std::map<std::string, std::string>> read_signatures(const std::filesystem::path& path,
                                                           const HandOver& list);

/// A signer that only answers with what it was given: digest → signature. Without `answers` it only says who
/// signs.
Result<std::unique_ptr<sign::Signer>> signer_of(const HandOver& list, const std::string& place,
                                                std::map<std::string, std::string> answers = {});

}  // namespace hocba::cli
