// The manifest's fonts, opened in its order.
#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/json.h"
#include "engine/text/font.h"

namespace hocba::text {
namespace {

tl::unexpected<Error> malformed(const std::string& where) {
    return fail(Fault::font, where,
                {"danh mục phông chữ sai cấu trúc: cần family, style, file và sha256",
                 "the font manifest is malformed: family, style, file and sha256 are needed"});
}

std::vector<std::string> accepted_digests(const Json& entry) {
    std::vector<std::string> out;
    const Json* digests = entry.find("sha256");
    if (!digests || !digests->array()) return out;
    for (const Json& digest : *digests->array()) {
        if (digest.string()) out.push_back(*digest.string());
    }
    return out;
}

Result<std::shared_ptr<const Font>> open_entry(const Json& entry, const std::filesystem::path& folder,
                                               const std::string& where) {
    const std::string family = entry.text_or("family");
    const std::string style = entry.text_or("style");
    const std::string file = entry.text_or("file");
    const bool known = style == "regular" || style == "bold" || style == "italic" || style == "bold-italic";
    if (family.empty() || file.empty() || !known) return malformed(where);
    const bool bold = style == "bold" || style == "bold-italic";
    const bool italic = style == "italic" || style == "bold-italic";
    return Font::open(folder / file, family, bold, italic, accepted_digests(entry));
}

}  // namespace

Result<FontSet> FontSet::open(const std::filesystem::path& manifest) {
    auto bytes = read_file(manifest, 1U << 20);
    if (!bytes) {
        bytes.error().fault = Fault::font;
        return forward(std::move(bytes));
    }
    auto json = parse_json(*bytes, manifest.string());
    if (!json) {
        json.error().fault = Fault::font;
        return forward(std::move(json));
    }
    if (!json->array() || json->array()->empty()) return malformed(manifest.string());
    FontSet out;
    for (std::size_t i = 0; i < json->array()->size(); ++i) {
        const std::string where = fmt::format("{}/{}", manifest.string(), i);
        auto font = open_entry((*json->array())[i], manifest.parent_path(), where);
        if (!font) return forward(std::move(font));
        // A line may mix the fonts of a set; its width is one sum in font units.
        if (i > 0 && (*font)->metrics().units_per_em != out.fonts_[0]->metrics().units_per_em) {
            return fail(Fault::font, where,
                        {"các phông trong danh mục phải có cùng số đơn vị trên em",
                         "the fonts of a manifest must have the same units per em"});
        }
        out.fonts_.push_back(std::move(*font));
    }
    return out;
}

Result<FontId> FontSet::find(std::string_view family, bool bold, bool italic) const {
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
        const Font& font = *fonts_[i];
        if (font.family() == family && font.bold() == bold && font.italic() == italic)
            return static_cast<FontId>(i);
    }
    const char* style = bold ? (italic ? "bold-italic" : "bold") : (italic ? "italic" : "regular");
    return fail(Fault::font, std::string(family),
                {fmt::format("không có phông chữ {} kiểu {}", family, style),
                 fmt::format("there is no {} font of style {}", family, style)},
                {"thêm phông vào fonts/manifest.json", "add the font to fonts/manifest.json"});
}

std::string FontSet::digest() const {
    Sha256 sum;
    for (const auto& font : fonts_) sum.update(from_hex(font->sha256()).value_or(""));
    return sum.finish();
}

}  // namespace hocba::text
