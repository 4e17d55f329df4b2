// What the child found in an untrusted PDF, and the strict form in which it travels through the pipe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/verify/envelope.h"

namespace hocba::verify {

/// A form field, and the signature in it if there is one. Texts are as the file has them, in UTF-8.
struct FieldFact {
    std::string name;
    std::int64_t object = 0;
    bool locks = false;         // it carries /Lock
    bool is_signed = false;     // it has a value
    bool is_timestamp = false;  // that value is a document timestamp
    std::array<std::uint64_t, 4> range{};
    std::string contents_digest;  // SHA-256 of the value's /Contents
    std::string sub_filter, claimed, signer, reason;
    bool operator==(const FieldFact&) const = default;
};

/// A stream that the document security store names.
struct EvidenceFact {
    std::string kind;           // "certificate" | "ocsp" | "crl"
    std::int64_t revision = 0;  // the first that names it
    std::string bytes;
    bool operator==(const EvidenceFact&) const = default;
};

/// A change that a revision makes and that nobody may make, or what it may: "signature", "timestamp", "dss".
struct ChangeFact {
    std::int64_t revision = 0;
    std::string code;
    std::string where;
    bool operator==(const ChangeFact&) const = default;
};

struct Facts {
    std::vector<Finding> faults;
    std::int64_t pages = 0;
    std::vector<FieldFact> fields;
    std::vector<ChangeFact> changes;
    std::vector<EvidenceFact> evidence;
    std::map<std::string, std::string> attachments;  // name, bytes
    std::map<std::string, std::string> properties;   // of urn:hocba:xmp:1#
    bool operator==(const Facts&) const = default;
};

/// "" if the file has no such property.
std::string property(const Facts& facts, const char* name);

/// Netstrings (length ":" bytes ","): a tag, then its values; "end" closes.
std::string encode(const Facts& facts);
/// Nothing if one byte is not as `encode` writes it.
std::optional<Facts> decode(std::string_view text);

}  // namespace hocba::verify
