// Who and when of one issued document: the arguments that make rendering reproducible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::form {

/// One unit (đơn vị học bạ số, CV 2088 §1.5): one pupil's one school year. All of it comes from the caller.
struct Issue {
    std::string uuid;  // UUID v4 of the unit, lower case with dashes: "Mã số tra cứu học bạ"
    std::int64_t revision = 1;
    Instant issued_at;
    std::string school;       // school code (MA_TRUONG)
    std::string host;         // verification host, as printed in the seal's URL, lower case
    std::string seal_key_id;  // 4 bytes, hexadecimal
    std::string salt;         // 16 bytes: HMAC-SHA-256(salt key, uuid ‖ revision), first 16 bytes
};

/// issue.json. `salt` (hexadecimal) is left out of the digest's input and kept in the archive.
Json to_json(const Issue& issue, bool with_salt);
Result<Issue> issue_from_json(const Json& json, const std::string& where);

/// The 16-byte salt of an issue. Same key, uuid and revision: same salt.
std::string salt_of(std::string_view salt_key, std::string_view uuid, std::int64_t revision);

/// 32 bytes: SHA-256(salt ‖ JCS(issue without salt) ‖ record digest ‖ form digest ‖ fonts digest).
std::string issue_id(const Issue& issue, std::string_view record_digest, std::string_view form_digest,
                     std::string_view fonts_digest);

/// What the seal says of the holder; taken from the record by the form's `seal` paths.
struct Holder {
    std::string name;         // UTF-8 NFC, as printed
    std::string pupil_id;     // as printed; the seal holds its last four digits only
    std::string born;         // ISO date
    std::string school_year;  // "2023-2024"
    std::string class_name;   // "4A1"
};

/// "0123-4567-89AB": the human code of an issue id, 12 Crockford base32 characters.
std::string human_code(std::string_view issue_id);

}  // namespace hocba::form
