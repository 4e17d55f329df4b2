#include "engine/verify/seal_check.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

/// By so many seconds clocks differ without anybody's fault: a day, as where the time zone is set wrong.
constexpr std::int64_t kClockError = 86400;

/// The key that made the token, of all with that id (4 bytes may clash); null pointer if none did.
const trust::SealKey* key_of(const seal::Token& token, const trust::Trust& trust, bool& id_known) {
    id_known = false;
    for (const auto& key : trust.seal_keys) {
        if (key.key_id != token.key_id) continue;
        id_known = true;
        if (seal::signature_matches(token, key.spki)) return &key;
    }
    return nullptr;
}

/// The code for a key that is not simply active; "" if it is.
std::string_view state_code(const trust::SealKey& key, std::string_view seal) {
    switch (key.state) {
        case trust::KeyState::active:
            return "";
        case trust::KeyState::retired:
            return "seal-key-retired";
        case trust::KeyState::revoked:
            return "seal-key-revoked";
        case trust::KeyState::stolen:
            break;
    }
    const bool listed = std::find(key.issued.begin(), key.issued.end(), seal) != key.issued.end();
    return listed ? "seal-key-stolen-listed" : "seal-key-stolen";
}

/// A pending entry that is older than the last signature says nothing against the finished document.
std::string status_code(trust::DocumentState state, const Asked& asked, const trust::StatusList& list) {
    if (state == trust::DocumentState::pending && asked.finished && list.as_of <= *asked.finished)
        return "status-pending-before";
    return "status-" + std::string(trust::name_of(state));
}

void judge_answer(const ArchiveAnswer& answer, const std::string& where, bool has_bytes, Report& report) {
    const auto say = [&](std::string_view code) { report.reasons.push_back(reason(code, where)); };
    if (!answer.known) return say("archive-unknown");
    report.log = answer.log;
    if (answer.state == "revoked") return say("archive-revoked");
    if (answer.state == "superseded") return say("archive-superseded");
    if (answer.state == "unconfirmed") return say("archive-unconfirmed");
    if (answer.state == "pending") return say("archive-pending");
    if (has_bytes && !answer.same_bytes) say("archive-differs");
}

}  // namespace

void judge_token(const seal::Token& token, const std::string& where, const Options& options,
                 std::vector<Reason>& reasons) {
    const auto say = [&](std::string_view code) { reasons.push_back(reason(code, where)); };
    if (options.trust == nullptr) return;  // "no-trust" is said once for the whole input
    if (options.trust->keys_are_stale() && !has(reasons, "keys-stale"))
        reasons.push_back(
            reason("keys-stale", "seal-keys.jws: " + to_rfc3339(*options.trust->seal_keys_as_of)));
    bool id_known = false;
    const trust::SealKey* key = key_of(token, *options.trust, id_known);
    if (key == nullptr) return say(id_known ? "seal-signature" : "seal-key-unknown");
    const auto& hosts = options.trust->hosts;
    if (!hosts.empty() && std::find(hosts.begin(), hosts.end(), token.host) == hosts.end()) say("seal-host");
    const Instant issued = token.claims.issued_at;
    if (issued < key->from || issued > key->until) say("seal-key-time");
    if (key->school != token.claims.school) say("seal-key-school");
    const std::string_view state =
        state_code(*key, std::string_view(token.digest).substr(0, trust::seal_digest_size));
    if (!state.empty()) say(state);
}

void judge_status(const Asked& asked, const Options& options, Report& report) {
    report.status = Json::Object{{"state", "unknown"}, {"as_of", nullptr}, {"expires", nullptr}};
    if (options.trust == nullptr) return;
    if (!options.trust->status) return report.reasons.push_back(reason("status-unknown", "status.jws"));
    const trust::StatusList& list = *options.trust->status;
    std::string state = "issued";
    for (const auto& entry : list.entries) {
        if (entry.document != asked.document) continue;
        state = trust::name_of(entry.state);
        const std::string where = entry.reason.empty() ? "status.jws" : "status.jws: " + entry.reason;
        report.reasons.push_back(reason(status_code(entry.state, asked, list), where));
    }
    if (list.expires < options.at)
        report.reasons.push_back(reason("status-expired", "status.jws: " + to_rfc3339(list.expires)));
    if (list.as_of < asked.issued_at)
        report.reasons.push_back(reason("status-older", "status.jws: " + to_rfc3339(list.as_of)));
    if (options.by_clock && options.at.unix_s < list.as_of.unix_s - kClockError)
        report.reasons.push_back(reason("clock-behind", "status.jws: " + to_rfc3339(list.as_of)));
    report.status = Json::Object{
        {"state", state}, {"as_of", to_rfc3339(list.as_of)}, {"expires", to_rfc3339(list.expires)}};
}

void judge_archive(const Asked& asked, const Options& options, Report& report) {
    if (!options.archive) return;
    const ArchiveAnswer answer = options.archive(asked.document, asked.pdf);
    judge_answer(answer, "archive: " + to_hex(asked.document), !asked.pdf.empty(), report);
}

void judge_recall(std::string_view xml, const Options& options, Report& report) {
    const std::string& uuid = report.document.uuid;
    const auto say = [&](const char* where) { report.reasons.push_back(reason("recall-unknown", where)); };
    if (!options.archive_unit || uuid.empty()) return say("archive");
    const UnitAnswer unit = options.archive_unit(uuid, xml);
    judge_answer(unit.answer, "archive: " + uuid, true, report);
    if (!unit.answer.known) return say("archive");
    report.document.id = to_hex(unit.document);
    if (options.trust == nullptr || !options.trust->status) return say("status.jws");
    judge_status({unit.document, unit.issued_at, {}, {}}, options, report);
}

bool same_document(const seal::Claims& a, const seal::Claims& b) {
    return a.document == b.document && a.revision == b.revision && a.set_digest == b.set_digest &&
           a.pages == b.pages && a.form == b.form && a.issued_at == b.issued_at && a.school == b.school &&
           a.name == b.name && a.born == b.born && a.pupil_tail == b.pupil_tail;
}

void fill_about(const seal::Claims& claims, About& about) {
    about.id = to_hex(claims.document);
    about.form = std::to_string(claims.form);
    about.revision = claims.revision;
    about.pupil = claims.name;
    about.school = claims.school;
    about.year = claims.school_year;
    about.class_name = claims.class_name;
    about.born = claims.born;
    about.pupil_tail = claims.pupil_tail;
    about.issued_at = claims.issued_at;
}

}  // namespace hocba::verify
