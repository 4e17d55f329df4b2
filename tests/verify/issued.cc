#include "tests/verify/issued.h"

#include <filesystem>
#include <set>
#include <stdexcept>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/pdf/pdf.h"
#include "engine/record/record.h"
#include "engine/seal/seal.h"
#include "engine/sign/sign.h"
#include "tests/support/pki.h"

namespace hocba::test {
namespace {

namespace fs = std::filesystem;
using namespace literals;

const std::vector<std::string> order = {"principal", "school"};

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    const auto& problems = result.error().problems;
    throw std::runtime_error(problems.empty() ? "failed"
                                              : problems.front().where + ": " + problems.front().what.en);
}
void must_do(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().problems.front().what.en);
}

Instant later(std::int64_t seconds) {
    return {parse_instant("2026-06-01T10:00:00+07:00")->unix_s + seconds};
}
Instant first_time() {
    return later(0);
}

page::Group group(std::uint32_t element, page::Item item) {
    return {element, false, {std::move(item)}};
}

/// Two pages with a seal each; the second has the signature fields. No text, so no font.
page::Pages pages(bool draft, bool with_homeroom = false) {
    page::Pages pages;
    pages.title = "Học bạ";
    pages.language = "vi-VN";
    pages.draft = draft;
    pages.elements.resize(5);
    for (const std::uint32_t figure : {1U, 2U}) {
        pages.elements[figure].role = page::Role::figure;
        pages.elements[figure].alt = "Mã QR";
    }
    if (with_homeroom) pages.elements.resize(6);
    for (std::uint32_t form = 3; form < pages.elements.size(); ++form) {
        pages.elements[form].role = page::Role::form;
        pages.elements[form].name = "Chữ ký";
    }
    const page::Seal seal{{150_mm, 10_mm, 34_mm, 34_mm}, {}};
    for (const std::uint32_t figure : {1U, 2U})
        pages.pages.push_back({{210_mm, 297_mm}, {group(figure, seal)}});
    pages.pages[0].groups.push_back(
        group(page::Group::artifact, page::Fill{{20_mm, 20_mm, 50_mm, 1_mm}, {}}));
    pages.pages[1].groups.push_back(
        group(3, page::Slot{"principal", "Chữ ký hiệu trưởng", {20_mm, 200_mm, 60_mm, 20_mm}, false}));
    pages.pages[1].groups.push_back(
        group(4, page::Slot{"school", "Chữ ký nhà trường", {100_mm, 200_mm, 60_mm, 20_mm}, true}));
    if (with_homeroom)
        pages.pages[1].groups.push_back(
            group(5, page::Slot{"homeroom", "Chữ ký chủ nhiệm", {20_mm, 240_mm, 60_mm, 20_mm}, false}));
    return pages;
}

Json sample_of(const std::string& form) {
    return must(parse_json(must(read_file(HOCBA_SOURCE "/templates/" + form + "/sample.json")), "sample"));
}

Parts made_parts(const std::string& record, const std::string& record_digest,
                 const std::string& form_digest) {
    Parts parts;
    parts.record = record;
    const auto sealer = must(seal::open_pkcs12(pki().path("seal.p12"), "1234"));
    parts.issue = {"6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10",
                   1,
                   first_time(),
                   "01000417",
                   "hocba.example",
                   to_hex(sealer->key_id()),
                   std::string(16, '\x5a')};
    const std::string fonts_digest = sha256("fonts");
    parts.id = form::issue_id(parts.issue, record_digest, form_digest, fonts_digest);
    const form::Holder holder{"Nguyễn Văn A", "001214000017", "2014-03-15", "2023-2024", "4A1"};
    parts.seals = must(seal::apply(pages(false), parts.issue, parts.id, 1, holder, *sealer)).tokens;
    parts.drawn = parts.seals;
    parts.issue_json = *form::to_json(parts.issue, true).object();
    parts.issue_json["form_digest"] = to_hex(form_digest);
    parts.issue_json["fonts_digest"] = to_hex(fonts_digest);
    parts.issue_json["seals"] = Json::Array(parts.seals.begin(), parts.seals.end());
    parts.properties = {{"formId", "test-form"}, {"formRevision", "1"}, {"issueId", to_hex(parts.id)}};
    return parts;
}

/// Of a form that nobody has.
Parts parts() {
    const std::string record = canonical(sample_of("tt27-2020-tieu-hoc-so"));
    return made_parts(record, sha256(record), sha256("form"));
}

pdf::Info info(const Parts& parts) {
    pdf::Info info;
    info.title = "Học bạ";
    info.created = parts.issue.issued_at;
    info.producer = "hocba test";
    info.id = parts.id.substr(0, 16);
    info.properties = parts.properties;
    if (parts.with_record)
        info.attachments.push_back({"record.json", "application/json", "Dữ liệu", pdf::Relationship::source,
                                    parts.record, parts.issue.issued_at});
    if (parts.with_issue)
        info.attachments.push_back({"issue.json", "application/json", "Phát hành", pdf::Relationship::data,
                                    canonical(parts.issue_json), parts.issue.issued_at});
    return info;
}

std::string written(const Parts& parts) {
    auto sealed = must(seal::apply_recorded(pages(false, parts.with_homeroom), parts.drawn));
    return must(pdf::write(sealed, text::FontSet{}, info(parts))).bytes;
}

std::string signed_with(const std::string& pdf, const std::string& field, const std::string& key,
                        std::int64_t after) {
    const auto signer = must(sign::open_pkcs12(pki().path(key + ".p12"), "1234", first_time()));
    return must(sign::sign_pdf(pdf, {field, order, later(after), ""}, *signer));
}

std::string signed_by_both(const std::string& pdf) {
    return signed_with(signed_with(pdf, "principal", "principal", 60), "school", "school", 120);
}

/// The five files, and what is loaded from them.
void make_folder_of(Issued& all) {
    const fs::path folder = pki().path("trust");
    must_do(make_folder(folder));
    const std::string root = pki().read("seal-root.key.pem");
    const auto put = [&](const std::string& name, const Json& payload, const char* type) {
        must_do(write_file(folder / name, must(trust::make_jws(canonical(payload), root, type)) + "\n"));
    };
    must_do(write_file(folder / "pdf-roots.pem", pki().read("pdf-roots.pem")));
    must_do(write_file(folder / "seal-root.jwk", canonical(must(trust::jwk_of(root)))));
    const auto key = must(trust::seal_key_of(pki().read("seal.pem"), "01000417", trust::KeyState::active));
    const Instant as_of = later(180);
    const std::string as_of_text = to_rfc3339(as_of);
    put("seal-keys.jws", Json::Object{{"as_of", as_of_text}, {"keys", Json::Array{trust::to_json(key)}}},
        trust::kSealKeysType);
    const trust::StatusList status{as_of, later(366 * 86400), {}, as_of, as_of};
    put("status.jws", *parse_json(trust::canonical(status), "status"), trust::kStatusType);
    Json::Array signers;
    for (const auto& role : order)
        signers.push_back(
            trust::to_json(must(trust::signer_of(pki().read(role + ".pem"), role, "01000417"))));
    put("signers.jws", Json::Object{{"as_of", as_of_text}, {"signers", std::move(signers)}},
        trust::kSignersType);
    all.folder = folder.string();
    all.trust = must(trust::load(folder));
}

}  // namespace

const Issued& issued() {
    static Issued all;
    static const bool made = [] {
        all.parts = parts();
        all.at = later(86400);
        all.unsigned_pdf = written(all.parts);
        all.half_pdf = signed_with(all.unsigned_pdf, "principal", "principal", 60);
        all.pdf = signed_with(all.half_pdf, "school", "school", 120);
        Parts draft = all.parts;
        draft.with_issue = false;
        draft.properties.pop_back();
        all.draft = must(pdf::write({pages(true), {}}, text::FontSet{}, info(draft))).bytes;
        make_folder_of(all);
        return true;
    }();
    (void)made;
    return all;
}

const std::vector<form::Form>& forms() {
    static const std::vector<form::Form> both = {
        must(form::load(HOCBA_SOURCE "/templates/tt27-2020-tieu-hoc-so")),
        must(form::load(HOCBA_SOURCE "/templates/tt27-2020-tieu-hoc"))};
    return both;
}

Parts parts_of(const form::Form& form, const std::function<void(Json&)>& edit) {
    Json sample = sample_of(form.id());
    Json::Object& year = *sample.object()->at("years").array()->back().object();
    year["head"] = Json::Object{{"name", "Trần Văn E"}, {"title", "Hiệu trưởng"}};
    year["homeroom"] = Json::Object{{"name", "Lê Thị D"}};
    edit(sample);
    const auto record = must(record::from_json(sample, form.schema(), "sample"));
    return made_parts(canonical(sample), record.digest(), form.digest());
}

std::string unsigned_with(const std::function<void(Parts&)>& edit) {
    Parts changed = issued().parts;
    edit(changed);
    return written(changed);
}

std::string made_with(const std::function<void(Parts&)>& edit) {
    return signed_by_both(unsigned_with(edit));
}

std::string signed_by(const std::string& first_key, const std::string& second_key) {
    const std::string once = signed_with(issued().unsigned_pdf, "principal", first_key, 60);
    return signed_with(once, "school", second_key, 120);
}

verify::Options options() {
    verify::Options options;
    options.at = issued().at;
    options.trust = &issued().trust;
    return options;
}

bool has(const verify::Report& report, const std::string& code) {
    for (const auto& reason : report.reasons)
        if (reason.code == code) return true;
    return false;
}

std::string grounds(const verify::Report& report) {
    std::set<std::string> codes;
    for (const auto& reason : report.reasons)
        if (reason.weight != verify::Verdict::valid) codes.insert(reason.code);
    std::string all;
    for (const auto& code : codes) all += (all.empty() ? "" : " ") + code;
    return all;
}

std::string verdict(const verify::Report& report) {
    return verify::to_json(report, false).text_or("verdict");
}

}  // namespace hocba::test
