#include "engine/verify/verify.h"

namespace hocba::verify {
namespace {

const char* name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::valid:
            return "valid";
        case Verdict::invalid:
            return "invalid";
        case Verdict::indeterminate:
            break;
    }
    return "indeterminate";
}

Json time_of(const std::optional<Instant>& time) {
    return time ? Json(to_rfc3339(*time)) : Json(nullptr);
}

Json json_of(const Reason& reason, bool vietnamese) {
    return Json::Object{{"code", reason.code},
                        {"text", vietnamese ? reason.text.vi : reason.text.en},
                        {"where", reason.where}};
}

Json json_of(const Certificate& certificate) {
    return Json::Object{{"subject", certificate.subject},
                        {"issuer", certificate.issuer},
                        {"serial", certificate.serial},
                        {"not_before", to_rfc3339(certificate.not_before)},
                        {"not_after", to_rfc3339(certificate.not_after)},
                        {"state_at_signing", certificate.state_at_signing},
                        {"state_now", certificate.state_now}};
}

Json json_of(const SignatureReport& signature) {
    Json::Array changes(signature.changes_after.begin(), signature.changes_after.end());
    return Json::Object{{"field", signature.field},
                        {"role", signature.role},
                        {"signer", signature.signer},
                        {"certificate", json_of(signature.certificate)},
                        {"authorised", signature.authorised},
                        {"time_claimed", time_of(signature.time_claimed)},
                        {"time_proven", time_of(signature.time_proven)},
                        {"level", signature.level},
                        {"intact", signature.intact},
                        {"trusted", signature.trusted},
                        {"reason", signature.reason},
                        {"procedure", signature.procedure},
                        {"title", signature.title},
                        {"on_behalf_of", signature.on_behalf_of},
                        {"changes_after", std::move(changes)}};
}

Json text_of(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

Json json_of(const SealedCellShown& cell) {
    Json::Object out{{"page", cell.page},           {"year", cell.year},
                     {"cell", cell.number},         {"code", static_cast<std::int64_t>(cell.code)},
                     {"group", cell.label.group},   {"row", cell.label.row},
                     {"column", cell.label.column}, {"value", text_of(cell.value)}};
    if (cell.compared) {
        out.emplace("compared", text_of(cell.compared->value));
        out.emplace("differs", cell.compared->comparable ? Json(cell.compared->differs) : Json(nullptr));
    }
    return out;
}

Json json_of(const About& about) {
    return Json::Object{{"id", about.id},
                        {"uuid", about.uuid},
                        {"revision", about.revision},
                        {"form", about.form},
                        {"pupil", about.pupil},
                        {"school", about.school},
                        {"year", about.year},
                        {"class", about.class_name},
                        {"born", about.born},
                        {"pupil_tail", about.pupil_tail},
                        {"issued_at", time_of(about.issued_at)}};
}

Json json_of(const Copy& copy) {
    return Json::Object{{"kind", copy.kind},
                        {"number", copy.number},
                        {"office", copy.office},
                        {"at", copy.at},
                        {"of", copy.of},
                        {"of_paper", copy.of_paper},
                        {"attached", copy.attached},
                        {"original", copy.original ? Json(name_of(*copy.original)) : Json(nullptr)}};
}

}  // namespace

Json to_json(const Report& report, bool vietnamese) {
    Json::Array reasons;
    for (const auto& reason : report.reasons) reasons.push_back(json_of(reason, vietnamese));
    Json::Array seen(report.pages_seen.begin(), report.pages_seen.end());
    Json::Array grid;
    for (const auto& cell : report.grid) grid.push_back(json_of(cell));
    Json::Array signatures;
    for (const auto& signature : report.signatures) signatures.push_back(json_of(signature));
    Json::Object out{{"input", report.input},
                     {"kind", report.kind},
                     {"verdict", name_of(report.verdict)},
                     {"reasons", std::move(reasons)},
                     {"document", json_of(report.document)},
                     {"pages", report.pages},
                     {"pages_seen", std::move(seen)},
                     {"complete", report.complete},
                     {"structure", report.structure},
                     {"grid", std::move(grid)},
                     {"signatures", std::move(signatures)},
                     {"status", report.status},
                     {"log", report.log}};
    if (report.copy) out.emplace("copy", json_of(*report.copy));
    return out;
}

}  // namespace hocba::verify
