#include "engine/form/issue.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/uuid.h"

namespace hocba::form {
namespace {

constexpr std::size_t kSalt = 16;
constexpr std::int64_t kLargestRevision = 1'000'000;

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// RFC 952 and 1123 in lower case, with an optional path's characters left out.
bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

struct Rule {
    const char* name;
    bool sound;
    const char* vi;
    const char* en;
};

}  // namespace

Json to_json(const Issue& issue, bool with_salt) {
    Json::Object out{
        {"host", issue.host},     {"issued_at", to_rfc3339(issue.issued_at)}, {"revision", issue.revision},
        {"school", issue.school}, {"seal_key_id", issue.seal_key_id},         {"uuid", issue.uuid}};
    if (with_salt) out.emplace("salt", to_hex(issue.salt));
    return out;
}

Result<Issue> issue_from_json(const Json& json, const std::string& where) {
    Issue issue;
    issue.uuid = json.text_or("uuid");
    issue.revision = json.integer_or("revision", 0);
    issue.school = json.text_or("school");
    issue.host = json.text_or("host");
    issue.seal_key_id = json.text_or("seal_key_id");
    const auto time = parse_instant(json.text_or("issued_at"));
    const auto salt = from_hex(json.text_or("salt"));
    const Rule rules[] = {
        {"uuid", is_uuid4(issue.uuid), "phải là UUID phiên bản 4, chữ thường",
         "must be a UUID of version 4 in lower case"},
        {"revision", issue.revision >= 1 && issue.revision <= kLargestRevision, "phải là số từ 1",
         "must be a number from 1"},
        {"issued_at", time.has_value(), "phải là thời điểm RFC 3339", "must be a time as in RFC 3339"},
        {"school", !issue.school.empty() && issue.school.size() <= 32, "phải là mã trường",
         "must be the school's code"},
        {"host", is_host(issue.host), "phải là tên máy chủ, chữ thường", "must be a host name in lower case"},
        {"seal_key_id", issue.seal_key_id.size() == 8 && is_hex(issue.seal_key_id),
         "phải gồm 8 chữ số thập lục phân", "must be 8 hexadecimal digits"},
        {"salt", salt && (salt->size() == kSalt || json.find("salt") == nullptr),
         "phải gồm 32 chữ số thập lục phân", "must be 32 hexadecimal digits"},
    };
    Error error{Fault::record, {}};
    for (const Rule& rule : rules) {
        if (rule.sound) continue;
        error.problems.push_back(
            {where + "/" + rule.name,
             {fmt::format("{} {}", rule.name, rule.vi), fmt::format("{} {}", rule.name, rule.en)}});
    }
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    issue.issued_at = *time;
    issue.salt = *salt;
    return issue;
}

std::string salt_of(std::string_view salt_key, std::string_view uuid, std::int64_t revision) {
    const std::string message = std::string(uuid) + be64(static_cast<std::uint64_t>(revision));
    return hmac_sha256(salt_key, message).substr(0, kSalt);
}

std::string issue_id(const Issue& issue, std::string_view record_digest, std::string_view form_digest,
                     std::string_view fonts_digest) {
    return Sha256()
        .update(issue.salt)
        .update(canonical(to_json(issue, false)))
        .update(record_digest)
        .update(form_digest)
        .update(fonts_digest)
        .finish();
}

std::string human_code(std::string_view issue_id) {
    const std::string code = crockford60(issue_id);
    return code.substr(0, 4) + "-" + code.substr(4, 4) + "-" + code.substr(8, 4);
}

}  // namespace hocba::form
