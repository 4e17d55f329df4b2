#include "engine/verify/issue_check.h"

#include <algorithm>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/record/record.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_check.h"

namespace hocba::verify {
namespace {

constexpr const char* issue_name = "issue.json";
constexpr const char* record_name = "record.json";
// A book of twelve years has 0.1 MB. What is read without a child must be small.
constexpr std::size_t largest_json = 1024UL * 1024;

std::optional<Json> attached(const Facts& facts, const char* name) {
    const auto found = facts.attachments.find(name);
    if (found == facts.attachments.end() || found->second.size() > largest_json) return std::nullopt;
    auto json = parse_json(found->second, name);
    return json ? std::optional<Json>(std::move(*json)) : std::nullopt;
}

const form::Form* form_with(const std::string& digest, const Options& options) {
    if (options.forms == nullptr) return nullptr;
    for (const auto& form : *options.forms)
        if (form.digest() == digest) return &form;
    return nullptr;
}

/// With the form's schema, marks count in tenths; without it the record is taken as it stands.
std::optional<std::string> record_digest(const Json& record, const form::Form* form) {
    if (form == nullptr) return sha256(canonical(record));
    auto read = record::from_json(record, form->schema(), record_name);
    return read ? std::optional<std::string>(read->digest()) : std::nullopt;
}

bool belongs(const seal::Claims& claims, const IssueFound& found) {
    return claims.document == found.id.substr(0, 8) && claims.revision == found.issue.revision &&
           claims.school == found.issue.school && claims.issued_at.unix_s == found.issue.issued_at.unix_s;
}

/// One token for each of the pages 1…n, all saying the same of the whole.
bool full_set(const std::vector<seal::Token>& tokens, std::int64_t pages) {
    if (tokens.empty() || static_cast<std::int64_t>(tokens.size()) != pages) return false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const seal::Claims& claims = tokens[i].claims;
        if (!same_document(claims, tokens.front().claims)) return false;
        if (claims.page != static_cast<std::int64_t>(i) + 1 || claims.pages != pages) return false;
    }
    return true;
}

void check_id(const Json& issue_json, const Facts& facts, const Options& options, IssueFound& found) {
    const auto say = [&](std::string_view code, const char* where) {
        found.reasons.push_back(reason(code, where));
    };
    const auto form_digest = from_hex(issue_json.text_or("form_digest"));
    const auto fonts_digest = from_hex(issue_json.text_or("fonts_digest"));
    if (!form_digest || !fonts_digest || form_digest->size() != 32 || fonts_digest->size() != 32)
        return say("issue-unreadable", issue_name);
    const std::string said = from_hex(property(facts, "issueId")).value_or("");
    found.id = said;
    const auto record = attached(facts, record_name);
    if (!record)
        return say(facts.attachments.count(record_name) == 0 ? "record-missing" : "record-unreadable",
                   record_name);
    found.printed = printed_signers(*record);
    const form::Form* form = form_with(*form_digest, options);
    found.form = form;
    const auto digest = record_digest(*record, form);
    if (!digest) return say("record-unreadable", record_name);
    found.id = form::issue_id(found.issue, *digest, *form_digest, *fonts_digest);
    if (found.id == said) return;
    // Without the form, marks in tenths cannot be told from a record that was exchanged.
    if (form == nullptr && said.size() == 32) {
        found.id = said;
        return say("form-unknown", record_name);
    }
    say(said.size() == 32 ? "issue-id" : "issue-xmp", said.size() == 32 ? record_name : "XMP");
}

void check_seals(const Json& issue_json, const Facts& facts, const Options& options, IssueFound& found) {
    const Json* seals = issue_json.find("seals");
    const Json::Array* texts = seals != nullptr ? seals->array() : nullptr;
    if (texts == nullptr || texts->empty())
        return found.reasons.push_back(reason("seal-missing", issue_name));
    if (static_cast<std::int64_t>(texts->size()) != facts.pages)
        return found.reasons.push_back(reason("seal-set", issue_name));
    for (std::size_t i = 0; i < texts->size(); ++i) {
        const std::string where = "page " + std::to_string(i + 1);
        const std::string* text = (*texts)[i].string();
        found.seals.push_back(text != nullptr ? *text : "");
        auto token = seal::parse(found.seals.back());
        if (!token) {
            found.reasons.push_back(reason("seal-text", where));
            continue;
        }
        judge_token(*token, where, options, found.reasons);
        if (!belongs(token->claims, found) || ascii_lower(token->host) != found.issue.host ||
            to_hex(token->key_id) != found.issue.seal_key_id)
            found.reasons.push_back(reason("seal-document", where));
        found.tokens.push_back(std::move(*token));
    }
    if (!full_set(found.tokens, facts.pages)) found.reasons.push_back(reason("seal-set", issue_name));
}

}  // namespace

IssueFound check_issue(const Facts& facts, const Options& options) {
    IssueFound found;
    if (facts.attachments.count(issue_name) == 0) {
        found.reasons.push_back(reason("issue-missing", issue_name));
        return found;
    }
    const auto json = attached(facts, issue_name);
    auto issue =
        json ? form::issue_from_json(*json, issue_name) : Result<form::Issue>(fail(Fault::record, "", {}));
    if (!issue || issue->salt.size() != 16) {
        found.reasons.push_back(reason("issue-unreadable", issue_name));
        return found;
    }
    found.present = true;
    found.issue = std::move(*issue);
    check_id(*json, facts, options, found);
    check_seals(*json, facts, options, found);
    return found;
}

}  // namespace hocba::verify
