// tests/seal/verdicts.json: seals on paper, the lists of an office, and the verdict that every reader must
// give. Made here from fixed keys, and read by the verification page's tests too.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/seal/claims.h"
#include "engine/seal/cose.h"
#include "engine/trust/ed25519.h"
#include "engine/verify/verify.h"
#include "tests/seal/support.h"

using namespace hocba;

namespace {

const std::string kVerdicts = HOCBA_SOURCE "/tests/seal/verdicts.json";
/// RFC 8032, 7.1, test 2: the root that signs the lists; test 3: a key that the lists do not name.
constexpr const char* kRoot = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr const char* kStranger = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";

/// RFC 8410, 7: a private key of that seed.
std::string pem_of(const char* seed_hex) {
    const std::string der = *from_hex("302e020100300506032b657004220420") + *from_hex(seed_hex);
    return "-----BEGIN PRIVATE KEY-----\n" + to_base64(der) + "\n-----END PRIVATE KEY-----\n";
}

Instant at(const char* text) {
    return *parse_instant(text);
}

struct Paper {
    seal::Claims claims;
    std::string host = "HOCBA.EXAMPLE";
    std::string key = test::kKeyPem;
};

Paper paper(std::int64_t page, const std::string& document = "A", std::int64_t revision = 1) {
    Paper made;
    seal::Claims& c = made.claims;
    c.form = 1;
    c.document = sha256("issue " + document).substr(0, 8);
    c.revision = revision;
    c.page = page;
    c.pages = 3;
    c.issued_at = at("2024-05-31T10:00:00+07:00");
    const std::string set = document + std::to_string(revision);
    c.page_digest = sha256(set + std::to_string(page)).substr(0, 16);
    c.set_digest = sha256(set).substr(0, 8);
    c.school = "01000417";
    c.pupil_tail = "0017";
    c.name = document == "B" ? "Trần Thị B" : "Nguyễn Văn A";
    c.born = "2014-03-15";
    c.school_year = document == "C" ? "2022-2023" : "2023-2024";
    c.class_name = "4A1";
    if (page == 3) c.cells = {{0, 105}, {1, 90}, {2, 106}, {3, 80}, {4, 104}, {5, 104}, {30, 107}};
    return made;
}

std::string text_of(const Paper& paper) {
    const auto jwk = trust::jwk_of(paper.key);
    const std::string spki = *from_hex("302a300506032b6570032100") + *from_base64url(jwk->text_or("x"));
    seal::Sign1 message{seal::kEdDsa, sha256(spki).substr(0, 4), *seal::encode(paper.claims), {}};
    message.signature = *trust::sign_ed25519(seal::sig_structure(message), paper.key);
    return "HTTPS://" + paper.host + "/V#" + to_base32(seal::encode(message));
}

/// The lists of an office, and what a case changes in them.
struct Lists {
    trust::KeyState state = trust::KeyState::active;
    std::vector<std::string> issued;
    std::string school = "01000417";
    const char *from = "2023-01-01T00:00:00+07:00", *until = "2028-01-01T00:00:00+07:00";
    std::vector<trust::StatusEntry> entries;
    const char *as_of = "2024-07-01T00:00:00+07:00", *expires = "2024-10-01T00:00:00+07:00";
    bool with_status = true;
    const char* keys_as_of = as_of;
};

Json trust_of(const Lists& lists) {
    const std::string root = pem_of(kRoot);
    const auto jwk = trust::jwk_of(test::kKeyPem);
    trust::SealKey key;
    key.spki = *from_hex("302a300506032b6570032100") + *from_base64url(jwk->text_or("x"));
    key.key_id = sha256(key.spki).substr(0, 4);
    key.school = lists.school;
    key.from = at(lists.from);
    key.until = at(lists.until);
    key.state = lists.state;
    key.issued = lists.issued;
    const Json keys = Json::Object{{"as_of", lists.keys_as_of},
                                   {"keys", Json::Array{trust::to_json(key)}},
                                   {"hosts", Json::Array{"hocba.example", "hocba.old.example"}}};
    const trust::StatusList status{at(lists.as_of), at(lists.expires), lists.entries, at(lists.as_of), {}};
    Json::Object out{{"seal-root.jwk", *trust::jwk_of(root)},
                     {"seal-keys.jws", *trust::make_jws(canonical(keys), root, trust::kSealKeysType)}};
    if (lists.with_status)
        out["status.jws"] = *trust::make_jws(trust::canonical(status), root, trust::kStatusType);
    return out;
}

struct Case {
    std::string name, trust;
    std::vector<std::string> texts;
    bool complete = false;
    const char* at = "2024-08-01T00:00:00+07:00";
};

/// As the list of a stolen key names a seal.
std::string digest_of(const std::string& text) {
    return sha256(*from_base32(text.substr(text.find('#') + 1))).substr(0, trust::seal_digest_size);
}

template <class Edit>
std::string edited(std::int64_t page, Edit edit) {
    Paper made = paper(page);
    edit(made);
    return text_of(made);
}

/// That seal with another payload under its signature.
std::string with_payload(const std::string& text, const std::string& payload) {
    const auto data = text.find('#') + 1;
    auto message = *seal::decode_sign1(*from_base32(text.substr(data)));
    message.payload = payload;
    return text.substr(0, data) + to_base32(seal::encode(message));
}

Json::Object trusts() {
    const std::string a = sha256("issue A").substr(0, 8);
    const std::string genuine = digest_of(text_of(paper(3)));
    const auto key = [](trust::KeyState state, std::vector<std::string> issued) {
        Lists lists;
        lists.state = state;
        lists.issued = std::move(issued);
        return trust_of(lists);
    };
    const auto status = [&](trust::DocumentState state) {
        Lists lists;
        lists.entries = {{a, 1, state, "QĐ 12/QĐ-THCS"}};
        return trust_of(lists);
    };
    Lists school, early, expired, older, without, before_theft;
    school.school = "01000999";
    early.from = "2024-06-01T00:00:00+07:00";
    expired.expires = "2024-07-15T00:00:00+07:00";
    older.as_of = "2024-05-01T00:00:00+07:00";
    without.with_status = false;
    before_theft.keys_as_of = "2024-06-01T00:00:00+07:00";
    return {
        {"current", trust_of({})},
        {"key-retired", key(trust::KeyState::retired, {})},
        {"key-revoked", key(trust::KeyState::revoked, {})},
        {"key-stolen", key(trust::KeyState::stolen, {sha256("another").substr(0, trust::seal_digest_size)})},
        {"key-stolen-listed", key(trust::KeyState::stolen, {genuine})},
        {"key-of-another-school", trust_of(school)},
        {"key-too-young", trust_of(early)},
        {"pending", status(trust::DocumentState::pending)},
        {"revoked", status(trust::DocumentState::revoked)},
        {"superseded", status(trust::DocumentState::superseded)},
        {"list-expired", trust_of(expired)},
        {"list-older", trust_of(older)},
        {"list-missing", trust_of(without)},
        {"keys-older-than-the-status-list", trust_of(before_theft)}};
}

std::vector<Case> cases() {
    const std::string one = text_of(paper(1)), two = text_of(paper(2)), three = text_of(paper(3));
    std::string flipped = three;
    flipped[flipped.size() - 90] = flipped[flipped.size() - 90] == 'Q' ? 'R' : 'Q';
    std::string lower = three;
    for (std::size_t i = 0; i < lower.find('#'); ++i) lower[i] = static_cast<char>(std::tolower(lower[i]));
    // The signature of the genuine seal over claims that say 10 where it said 9.
    const std::string changed_mark = with_payload(three, *seal::encode([] {
                                                      seal::Claims claims = paper(3).claims;
                                                      claims.cells[1].code = 100;
                                                      return claims;
                                                  }()));
    std::vector<Case> out = {
        {"altered: a mark changed in the payload", "current", {changed_mark}},
        {"altered: another pupil's seal on a page", "current", {one, two, text_of(paper(3, "B"))}},
        {"altered: an older revision after replacement", "superseded", {three}},
        {"altered: page 3 of another document", "current", {one, two, text_of(paper(3, "C"))}},
        {"altered: a printed draft", "current", {}},
        {"altered: printed and never fully signed", "pending", {three}},
        {"altered: a revoked document", "revoked", {three}},
        {"altered: a retired key", "key-retired", {three}},
        {"altered: a stolen key, a back-dated forgery",
         "key-stolen-listed",
         {edited(3, [](Paper& p) { p.claims.document = sha256("forged").substr(0, 8); })}},
        {"altered: a stolen key, a listed document with one mark changed",
         "key-stolen-listed",
         {edited(3, [](Paper& p) { p.claims.cells[1].code = 100; })}},
        {"altered: a stale status list", "list-expired", {three}},
        {"altered: a look-alike host", "current", {edited(3, [](Paper& p) { p.host = "H0CBA.EXAMPLE"; })}},
        {"two different seals of one page",
         "current",
         {one, three, edited(3, [](Paper& p) { p.claims.cells[1].code = 100; })}},
        {"two seals of one page that differ in the class alone",
         "current",
         {three, edited(3, [](Paper& p) { p.claims.class_name = "4A2"; })}},
        {"one seal under two addresses",
         "current",
         {three, edited(3, [](Paper& p) { p.host = "HOCBA.OLD.EXAMPLE"; })}},
        {"one page", "current", {three}},
        {"one page, address as a browser writes it", "current", {lower.replace(lower.find("/v#"), 3, "/V#")}},
        {"all pages, in any order", "current", {three, one, two}, true},
        {"a page is missing", "current", {three, one}, true},
        {"a page is missing, and nobody asked for all", "current", {three, one}},
        {"a page twice", "current", {three, three}},
        {"two revisions of one document", "current", {one, three, text_of(paper(2, "A", 2))}},
        {"a page of the same document with another set",
         "current",
         {one, three, edited(2, [](Paper& p) { p.claims.set_digest = std::string(8, 'x'); })}},
        {"a character of the seal is altered", "current", {flipped}},
        {"no seal's text", "current", {"https://example.com/"}},
        {"unknown key", "current", {edited(3, [](Paper& p) { p.key = pem_of(kStranger); })}},
        {"a former host", "current", {edited(3, [](Paper& p) { p.host = "HOCBA.OLD.EXAMPLE"; })}},
        {"a form that the reader does not know",
         "current",
         {edited(3, [](Paper& p) { p.claims.form = 999; })}},
        {"a code that the form does not know",
         "current",
         {edited(3, [](Paper& p) { p.claims.cells[0].code = 125; })}},
        {"a text that the seal does not hold",
         "current",
         {edited(3, [](Paper& p) { p.claims.cells[0].code = 126; })}},
        {"the clock is two weeks behind the list", "current", {three}, false, "2024-06-15T00:00:00+07:00"},
        {"the clock is a day behind the list", "current", {three}, false, "2024-06-30T00:00:00+07:00"},
        {"altered: a stolen key's forgery, with the key list of before the theft",
         "keys-older-than-the-status-list",
         {edited(3, [](Paper& p) { p.claims.document = sha256("forged").substr(0, 8); })}},
    };
    for (const auto& [name, unused] : trusts())
        if (name != "current") out.push_back({"trust: " + name, name, {three}});
    return out;
}

Json grid_json(const verify::Report& report) {
    Json::Array cells;
    for (const auto& cell : report.grid)
        cells.emplace_back(Json::Object{{"page", cell.page},
                                        {"cell", cell.number},
                                        {"row", cell.label.row},
                                        {"column", cell.label.column},
                                        {"value", cell.value ? Json(*cell.value) : Json(nullptr)}});
    return cells;
}

Json case_json(const Case& one, const verify::Report& report) {
    std::set<std::string> codes;
    for (const auto& reason : report.reasons) codes.insert(reason.code);
    Json::Array texts(one.texts.begin(), one.texts.end());
    Json::Array seen(report.pages_seen.begin(), report.pages_seen.end());
    return Json::Object{{"name", one.name},
                        {"trust", one.trust},
                        {"at", one.at},
                        {"complete", one.complete},
                        {"texts", std::move(texts)},
                        {"verdict", verify::to_json(report, true).text_or("verdict")},
                        {"reasons", Json::Array(codes.begin(), codes.end())},
                        {"pages_seen", std::move(seen)},
                        {"grid", grid_json(report)}};
}

/// As an office has it: a folder.
trust::Trust loaded(const Json& lists, const test::Folder& folder) {
    for (const auto& [name, content] : *lists.object())
        REQUIRE(write_file(folder / name, content.string() ? *content.string() : canonical(content)));
    const auto trust = trust::load(folder.path());
    REQUIRE(trust);
    return *trust;
}

}  // namespace

TEST_CASE("the published verdicts are what the engine gives") {
    const auto form = form::load(HOCBA_SOURCE "/templates/tt27-2020-tieu-hoc-so");
    REQUIRE(form);
    const std::vector<form::Form> forms = {*form};
    const Json::Object all = trusts();
    Json::Array made;
    for (const Case& one : cases()) {
        INFO(one.name);
        const test::Folder folder("lists");
        const trust::Trust trust = loaded(all.at(one.trust), folder);
        verify::Options options;
        options.at = at(one.at);
        options.complete = one.complete;
        options.trust = &trust;
        options.forms = &forms;
        made.push_back(case_json(one, verify::verify_seals(one.texts, "QR", options)));
    }
    const Json file = Json::Object{
        {"about", "docs/seal-format.md; what a reader of seals must say of them, with those lists"},
        {"forms", form::seal_dictionary(forms)},
        {"trusts", all},
        {"cases", std::move(made)}};
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(kVerdicts, pretty(file)));
    CHECK(*read_file(kVerdicts) == pretty(file));
}
