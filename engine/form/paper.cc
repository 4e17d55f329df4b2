#include "engine/form/paper.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/utf8.h"
#include "engine/base/uuid.h"

namespace hocba::form {
namespace {

constexpr const char* kFormat = "hocba-paper/1";

Json pupil_of(const Paper& paper) {
    return Json::Object{{"born", paper.born}, {"id", paper.pupil_id}, {"name", paper.pupil_name}};
}

Json years_json(const Paper& paper) {
    return Json::Array(paper.years.begin(), paper.years.end());
}

Json keyed_of(const Paper& paper) {
    if (paper.keyed_sha256.empty()) return nullptr;
    return Json::Object{
        {"file", kKeyedJson}, {"form", paper.keyed_form}, {"sha256", to_hex(paper.keyed_sha256)}};
}

Json to_json(const PaperSheet& sheet) {
    return Json::Object{{"colour", sheet.colour},
                        {"dpi", sheet.dpi},
                        {"file", sheet.file},
                        {"height", sheet.height},
                        {"height_um", sheet.size.height.um},
                        {"page", sheet.page},
                        {"sha256", to_hex(sheet.sha256)},
                        {"width", sheet.width},
                        {"width_um", sheet.size.width.um}};
}

std::string digest_at(const Json& json) {
    return from_hex(json.text_or("sha256")).value_or("");
}

bool flag_at(const Json& json, const char* name) {
    const Json* found = json.find(name);
    return found != nullptr && found->boolean() != nullptr && *found->boolean();
}

PaperSheet sheet_from(const Json& json) {
    PaperSheet sheet;
    sheet.file = json.text_or("file");
    sheet.page = json.integer_or("page", 0);
    sheet.sha256 = digest_at(json);
    sheet.width = json.integer_or("width", 0);
    sheet.height = json.integer_or("height", 0);
    sheet.dpi = json.integer_or("dpi", 0);
    sheet.size = {{json.integer_or("width_um", 0)}, {json.integer_or("height_um", 0)}};
    sheet.colour = flag_at(json, "colour");
    return sheet;
}

/// The items of a list member.
const Json::Array& items(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* found = json.find(name);
    return found != nullptr && found->array() != nullptr ? *found->array() : none;
}

/// Whatever is missing or odd shows when it is written again.
Paper read(const Json& json) {
    static const Json none;
    const auto part = [&](const char* name) -> const Json& {
        const Json* found = json.find(name);
        return found != nullptr ? *found : none;
    };
    Paper paper;
    const Json &pupil = part("pupil"), &keyed = part("keyed");
    paper.pupil_id = pupil.text_or("id");
    paper.pupil_name = pupil.text_or("name");
    paper.born = pupil.text_or("born");
    paper.school = json.text_or("school");
    paper.class_name = json.text_or("class");
    for (const Json& year : items(json, "years")) paper.years.push_back(year.string() ? *year.string() : "");
    paper.scanned_by = json.text_or("scanned_by");
    paper.scanned_at = parse_instant(json.text_or("scanned_at")).value_or(Instant{});
    for (const Json& file : items(json, "files"))
        paper.files.push_back({file.text_or("name"), digest_at(file)});
    for (const Json& sheet : items(json, "sheets")) paper.sheets.push_back(sheet_from(sheet));
    paper.measured = flag_at(json, "size_measured");
    paper.keyed_form = keyed.text_or("form");
    paper.keyed_sha256 = digest_at(keyed);
    return paper;
}

}  // namespace

Json to_json(const Paper& paper) {
    Json::Array files, sheets;
    for (const PaperFile& file : paper.files)
        files.emplace_back(Json::Object{{"name", file.name}, {"sha256", to_hex(file.sha256)}});
    for (const PaperSheet& sheet : paper.sheets) sheets.push_back(to_json(sheet));
    return Json::Object{{"class", paper.class_name},
                        {"files", std::move(files)},
                        {"format", kFormat},
                        {"keyed", keyed_of(paper)},
                        {"pupil", pupil_of(paper)},
                        {"scanned_at", to_rfc3339(paper.scanned_at)},
                        {"scanned_by", paper.scanned_by},
                        {"school", paper.school},
                        {"sheets", std::move(sheets)},
                        {"size_measured", paper.measured},
                        {"years", years_json(paper)}};
}

Result<Paper> paper_from(std::string_view bytes, const std::string& where) {
    if (const auto json = parse_json(bytes, where)) {
        Paper paper = read(*json);
        if (canonical(to_json(paper)) == bytes) return paper;
    }
    return fail(Fault::document, where,
                {"Không đọc được mô tả của bản số hóa.", "the description of the scan cannot be read"});
}

std::string paper_id(const Paper& paper) {
    Json::Array files;
    for (const PaperFile& file : paper.files) files.emplace_back(to_hex(file.sha256));
    return sha256(canonical(Json::Object{{"class", paper.class_name},
                                         {"files", std::move(files)},
                                         {"format", kFormat},
                                         {"keyed", keyed_of(paper)},
                                         {"pupil", pupil_of(paper)},
                                         {"school", paper.school},
                                         {"years", years_json(paper)}}));
}

std::string paper_uuid(const Paper& paper) {
    // Without a number the pupil is known by name and birthday; a number settles it however the name is
    // written.
    const Json pupil = paper.pupil_id.empty()
                           ? Json(Json::Object{{"born", paper.born}, {"name", upper(paper.pupil_name)}})
                           : Json(paper.pupil_id);
    return uuid4_of(sha256(canonical(Json::Object{
        {"format", kFormat}, {"pupil", pupil}, {"school", paper.school}, {"years", years_json(paper)}})));
}

std::string years_of(const Paper& paper) {
    return fmt::format("{}", fmt::join(paper.years, ", "));
}

}  // namespace hocba::form
