#include "archive/entry.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

constexpr const char* manifest_format = "hocba-manifest/1";
constexpr const char* log_format = "hocba-log/1";

Json to_json(const Stored& stored) {
    if (stored.sha256.empty()) return nullptr;
    return Json::Object{{"member", stored.member()},
                        {"sha256", to_hex(stored.sha256)},
                        {"sha512", to_hex(stored.sha512)},
                        {"size", static_cast<std::int64_t>(stored.size)}};
}

Json to_json(const Description& d) {
    return Json::Object{{"class", d.class_name},
                        {"code", d.code},
                        {"document", to_hex(d.document)},
                        {"form", d.form},
                        {"pupil_id", d.pupil_id},
                        {"pupil_name", d.pupil_name},
                        {"record_digest", to_hex(d.record_digest)},
                        {"revision", d.revision},
                        {"school", d.school},
                        {"school_year", d.school_year},
                        {"uuid", d.uuid}};
}

std::string bytes_at(const Json& json, std::string_view name) {
    return from_hex(json.text_or(name)).value_or("");
}

Stored stored_from(const Json* json, std::string_view extension) {
    if (json == nullptr || json->is_null()) return {};
    return {std::string(extension), bytes_at(*json, "sha256"), bytes_at(*json, "sha512"),
            static_cast<std::uint64_t>(json->integer_or("size", 0))};
}

Description description_from(const Json& json) {
    Description d;
    d.class_name = json.text_or("class");
    d.code = json.text_or("code");
    d.document = bytes_at(json, "document");
    d.form = json.text_or("form");
    d.pupil_id = json.text_or("pupil_id");
    d.pupil_name = json.text_or("pupil_name");
    d.record_digest = bytes_at(json, "record_digest");
    d.revision = json.integer_or("revision", 0);
    d.school = json.text_or("school");
    d.school_year = json.text_or("school_year");
    d.uuid = json.text_or("uuid");
    return d;
}

const Json& member(const Json& json, std::string_view name) {
    static const Json none;
    const Json* found = json.find(name);
    return found != nullptr ? *found : none;
}

Instant instant_at(const Json& json, std::string_view name) {
    return parse_instant(json.text_or(name)).value_or(Instant{});
}

Json to_json(const Reference& reference) {
    return Json::Object{{"code", crockford60(reference.document)},
                        {"document", to_hex(reference.document)},
                        {"leaf", static_cast<std::int64_t>(reference.leaf)},
                        {"manifest", to_hex(reference.manifest)}};
}

Reference reference_from(const Json& json) {
    return {bytes_at(json, "document"), static_cast<std::uint64_t>(json.integer_or("leaf", 0)),
            bytes_at(json, "manifest")};
}

std::string bytes_of_notice(const Manifest& manifest) {
    const Notice& notice = *manifest.notice;
    const Event& event = notice.event;
    Json::Object salts{{"manifest", to_hex(manifest.salts.manifest)}};
    if (event.decision) salts.emplace("decision", to_hex(manifest.salts.decision));
    return canonical(
        Json::Object{{"civil_status", event.civil_status},
                     {"decision", to_json(notice.decision)},
                     {"decision_date", event.decision ? event.decision->date : ""},
                     {"decision_number", event.decision ? event.decision->number : ""},
                     {"format", manifest_format},
                     {"kind", manifest.kind},
                     {"person", event.person},
                     {"predecessor", to_json(notice.predecessor)},
                     {"reason", event.reason},
                     {"role", event.role},
                     {"salts", std::move(salts)},
                     {"stored_at", to_rfc3339(manifest.stored_at)},
                     {"successor", notice.successor ? to_json(*notice.successor) : Json(nullptr)}});
}

Manifest notice_from(const Json& json, EventKind kind) {
    Notice notice;
    Event& event = notice.event;
    event.kind = kind;
    event.reason = json.text_or("reason");
    event.role = json.text_or("role");
    event.person = json.text_or("person");
    const bool* civil = member(json, "civil_status").boolean();
    event.civil_status = civil != nullptr && *civil;
    notice.decision = stored_from(json.find("decision"), ".pdf");
    if (!notice.decision.sha256.empty())
        event.decision = Decision{json.text_or("decision_number"), json.text_or("decision_date"), {}};
    notice.predecessor = reference_from(member(json, "predecessor"));
    event.document = notice.predecessor.document;
    if (const Json& successor = member(json, "successor"); !successor.is_null()) {
        notice.successor = reference_from(successor);
        event.successor = notice.successor->document;
    }
    Salts salts;
    salts.manifest = bytes_at(member(json, "salts"), "manifest");
    salts.decision = bytes_at(member(json, "salts"), "decision");
    return manifest_of(std::move(notice), std::move(salts), instant_at(json, "stored_at"));
}

/// A scan of paper was never issued: it has a UUID and a revision, to tell a second scan by.
Result<form::Issue> issue_from(const Manifest& manifest, const Json& json, const std::string& where) {
    if (!is_paper(manifest.kind)) return form::issue_from_json(json, where);
    form::Issue none;
    none.uuid = manifest.submission.description.uuid;
    none.revision = manifest.submission.description.revision;
    return none;
}

/// All members by name; whatever is missing or odd shows when it is written again.
Result<Manifest> manifest_from(const Json& json, const std::string& where) {
    if (const auto kind = event_kind_of(json.text_or("kind"))) return notice_from(json, *kind);
    Manifest m;
    m.kind = json.text_or("kind");
    m.submission.description = description_from(member(json, "description"));
    auto issue = issue_from(m, member(json, "issue"), where);
    if (!issue) return forward(std::move(issue));
    m.submission.issue = std::move(*issue);
    if (const auto* seals = member(json, "seals").array())
        for (const Json& seal : *seals) m.submission.seals.push_back(seal.string() ? *seal.string() : "");
    m.submission.software = member(json, "software");
    const bool* accepted = member(json, "unverified_labels_accepted").boolean();
    m.submission.unverified_labels_accepted = accepted != nullptr && *accepted;
    const Json& lists = member(json, "approved_lists");
    if (lists.object() != nullptr)
        for (const auto& one : *lists.object())
            m.submission.approved_lists[one.first] = bytes_at(lists, one.first);
    m.record = stored_from(json.find("record"), ".json");
    m.pdf = stored_from(json.find("pdf"), ".pdf");
    m.xml = stored_from(json.find("xml"), ".xml");
    const Json& salts = member(json, "salts");
    m.salts = {bytes_at(salts, "manifest"),
               bytes_at(salts, "record"),
               bytes_at(salts, "pdf"),
               bytes_at(salts, "xml"),
               {}};
    m.stored_at = instant_at(json, "stored_at");
    return m;
}

}  // namespace

std::string commitment(std::string_view salt, std::string_view sha256_of_bytes) {
    return sha256(std::string(salt).append(sha256_of_bytes));
}

std::string Stored::member() const {
    return to_hex(sha256) + extension;
}

bool is_paper(std::string_view kind) {
    return kind == kDigitise || kind == kConfirm;
}

bool is_first(std::string_view kind) {
    return kind == "issue" || kind == kDigitise;
}

const char* state_of(std::string_view kind) {
    if (kind == kDigitise) return "unconfirmed";
    if (kind == kConfirm) return "confirmed";
    return kind == "seal" ? "pending" : "issued";
}

Stored stored_of(std::string_view bytes, std::string_view extension) {
    return {std::string(extension), sha256(bytes), sha512(bytes), bytes.size()};
}

Result<Salts> draw_salts(const Random& random, bool with_xml) {
    auto bytes = random((with_xml ? 4 : 3) * salt_size);
    if (!bytes) return forward(std::move(bytes));
    return Salts{bytes->substr(0, salt_size),
                 bytes->substr(salt_size, salt_size),
                 bytes->substr(2 * salt_size, salt_size),
                 bytes->substr(3 * salt_size),
                 {}};
}

Result<Salts> draw_salts(const Random& random, const Event& event) {
    auto bytes = random((event.decision ? 2 : 1) * salt_size);
    if (!bytes) return forward(std::move(bytes));
    Salts salts;
    salts.manifest = bytes->substr(0, salt_size);
    salts.decision = bytes->substr(salt_size);
    return salts;
}

std::vector<const Stored*> Manifest::members() const {
    std::vector<const Stored*> named;
    for (const Stored* stored : {&record, &pdf, &xml, notice ? &notice->decision : nullptr})
        if (stored != nullptr && !stored->sha256.empty()) named.push_back(stored);
    return named;
}

Manifest manifest_of(Notice notice, Salts salts, Instant now) {
    Manifest m;
    m.kind = name_of(notice.event.kind);
    m.salts = std::move(salts);
    m.stored_at = now;
    Description& d = m.submission.description;
    d.document = notice.predecessor.document;
    d.code = crockford60(d.document);
    m.notice = std::move(notice);
    return m;
}

std::string to_bytes(const Manifest& manifest) {
    if (manifest.notice) return bytes_of_notice(manifest);
    const Submission& s = manifest.submission;
    Json::Array seals(s.seals.begin(), s.seals.end());
    Json::Object salts{{"manifest", to_hex(manifest.salts.manifest)},
                       {"pdf", to_hex(manifest.salts.pdf)},
                       {"record", to_hex(manifest.salts.record)}};
    Json::Object members{{"description", to_json(s.description)},
                         {"format", manifest_format},
                         {"kind", manifest.kind},
                         {"pdf", to_json(manifest.pdf)},
                         {"predecessor", nullptr},
                         {"record", to_json(manifest.record)},
                         {"seals", std::move(seals)},
                         {"software", s.software},
                         {"stored_at", to_rfc3339(manifest.stored_at)},
                         {"unverified_labels_accepted", s.unverified_labels_accepted}};
    if (!is_paper(manifest.kind)) members.emplace("issue", form::to_json(s.issue, true));
    if (!s.approved_lists.empty()) {  // entries without them read as they always did
        Json::Object lists;
        for (const auto& [role, digest] : s.approved_lists) lists.emplace(role, to_hex(digest));
        members.emplace("approved_lists", std::move(lists));
    }
    if (!manifest.xml.sha256.empty()) {  // entries without an XML read as they always did
        members.emplace("xml", to_json(manifest.xml));
        salts.emplace("xml", to_hex(manifest.salts.xml));
    }
    members.emplace("salts", std::move(salts));
    return canonical(std::move(members));
}

Result<Manifest> manifest_of(std::string_view bytes, const std::string& where) {
    if (auto json = parse_json(bytes, where)) {
        auto manifest = manifest_from(*json, where);
        if (manifest && to_bytes(*manifest) == bytes) return manifest;
    }
    return damaged(
        where, {"Bản mô tả của một mục lưu trữ không đọc được.", "the manifest of an entry cannot be read"});
}

LogEntry log_entry_of(const Manifest& manifest, std::string_view manifest_bytes, std::int64_t pack,
                      std::uint64_t end) {
    LogEntry entry;
    entry.kind = manifest.kind;
    entry.manifest = commitment(manifest.salts.manifest, sha256(manifest_bytes));
    if (manifest.notice) {
        const Stored& decision = manifest.notice->decision;
        if (!decision.sha256.empty()) entry.decision = commitment(manifest.salts.decision, decision.sha256);
    } else {
        entry.record = commitment(manifest.salts.record, manifest.record.sha256);
    }
    if (!manifest.pdf.sha256.empty()) entry.pdf = commitment(manifest.salts.pdf, manifest.pdf.sha256);
    if (!manifest.xml.sha256.empty()) entry.xml = commitment(manifest.salts.xml, manifest.xml.sha256);
    entry.pack = pack;
    entry.end = end;
    entry.time = manifest.stored_at;
    return entry;
}

std::string to_bytes(const LogEntry& entry) {
    Json::Object commitments{{"manifest", to_hex(entry.manifest)}};
    for (const auto& [name, value] : {std::pair{"record", &entry.record},
                                      {"pdf", &entry.pdf},
                                      {"xml", &entry.xml},
                                      {"decision", &entry.decision}})
        if (!value->empty()) commitments.emplace(name, to_hex(*value));
    return canonical(Json::Object{{"commitments", std::move(commitments)},
                                  {"end", static_cast<std::int64_t>(entry.end)},
                                  {"format", log_format},
                                  {"kind", entry.kind},
                                  {"pack", entry.pack},
                                  {"time", to_rfc3339(entry.time)}});
}

Result<LogEntry> log_entry_of(std::string_view bytes, const std::string& where) {
    if (const auto json = parse_json(bytes, where)) {
        const Json& commitments = member(*json, "commitments");
        LogEntry entry;
        entry.kind = json->text_or("kind");
        entry.manifest = bytes_at(commitments, "manifest");
        entry.record = bytes_at(commitments, "record");
        entry.pdf = bytes_at(commitments, "pdf");
        entry.xml = bytes_at(commitments, "xml");
        entry.decision = bytes_at(commitments, "decision");
        entry.pack = json->integer_or("pack", 0);
        entry.end = static_cast<std::uint64_t>(json->integer_or("end", 0));
        entry.time = instant_at(*json, "time");
        const bool is_event = event_kind_of(entry.kind).has_value();
        const bool known = is_event || entry.kind == "issue" || entry.kind == "seal" ||
                           entry.kind == "renew" || is_paper(entry.kind);
        if (known && is_event == entry.record.empty() && to_bytes(entry) == bytes) return entry;
    }
    return damaged(where, {"Một mục nhật ký không đọc được, hoặc do phiên bản hocba mới hơn ghi.",
                           "an entry of the log cannot be read, or a newer hocba has written it"});
}

bool proves(const LogEntry& entry, const Manifest& manifest, std::string_view manifest_bytes) {
    return to_bytes(entry) == to_bytes(log_entry_of(manifest, manifest_bytes, entry.pack, entry.end));
}

}  // namespace hocba::archive
