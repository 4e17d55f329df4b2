// The manifest's fonts: those that forms name are opened at once, those that stand in for them when needed.
#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>

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

std::vector<std::string> texts(const Json& object, std::string_view name) {
    std::vector<std::string> out;
    const Json* items = object.find(name);
    if (!items || !items->array()) return out;
    for (const Json& item : *items->array()) {
        if (item.string()) out.push_back(*item.string());
    }
    return out;
}

Result<FontEntry> read_entry(const Json& json, const std::filesystem::path& folder,
                             const std::string& where) {
    const std::string style = json.text_or("style");
    FontEntry out;
    out.family = json.text_or("family");
    out.bold = style == "bold" || style == "bold-italic";
    out.italic = style == "italic" || style == "bold-italic";
    out.accepted = texts(json, "sha256");
    out.package = json.text_or("package");
    const std::string file = json.text_or("file");
    out.file = folder / file;
    const bool known = style == "regular" || out.bold || out.italic;
    if (out.family.empty() || file.empty() || !known) return malformed(where);
    return out;
}

Result<Json> read_manifest(const std::filesystem::path& manifest) {
    auto bytes = read_file(manifest, 1U << 20);
    if (!bytes) {
        bytes.error().fault = Fault::font;
        return forward(std::move(bytes));
    }
    auto json = parse_json(*bytes, manifest.string());
    if (!json) json.error().fault = Fault::font;
    return json;
}

const char* name_of_style(bool bold, bool italic) {
    if (bold) return italic ? "bold-italic" : "bold";
    return italic ? "italic" : "regular";
}

tl::unexpected<Error> no_such_font(std::string_view family, bool bold, bool italic) {
    const char* style = name_of_style(bold, italic);
    return fail(Fault::font, std::string(family),
                {fmt::format("không có phông chữ {} kiểu {}", family, style),
                 fmt::format("there is no {} font of style {}", family, style)},
                {"thêm phông vào fonts/manifest.json", "add the font to fonts/manifest.json"});
}

}  // namespace

/// A font and the one time it is opened.
struct FontSet::Slot {
    FontEntry entry;
    int units = 0;

    const Result<std::shared_ptr<const Font>>& opened() {
        std::call_once(once_, [this] { font_ = Font::open(entry, units); });
        return font_;
    }

  private:
    std::once_flag once_;
    Result<std::shared_ptr<const Font>> font_;
};

Result<FontSet> FontSet::open(const std::filesystem::path& manifest) {
    auto json = read_manifest(manifest);
    if (!json) return forward(std::move(json));
    const Json* fonts = json->find("fonts");
    if (!fonts || !fonts->array() || fonts->array()->empty()) return malformed(manifest.string());
    FontSet out;
    out.fallback_ = texts(*json, "fallback");
    Json::Array summary;
    for (std::size_t i = 0; i < fonts->array()->size(); ++i) {
        const std::string where = fmt::format("{}/fonts/{}", manifest.string(), i);
        auto entry = read_entry((*fonts->array())[i], manifest.parent_path(), where);
        if (!entry) return forward(std::move(entry));
        Json::Array accepted(entry->accepted.begin(), entry->accepted.end());
        summary.push_back(Json::Object{{"family", entry->family},
                                       {"sha256", std::move(accepted)},
                                       {"style", name_of_style(entry->bold, entry->italic)}});
        const auto& chain = out.fallback_;
        const bool later = i > 0 && std::find(chain.begin(), chain.end(), entry->family) != chain.end();
        const auto slot = std::make_shared<Slot>();
        slot->entry = std::move(*entry);
        // A line may mix the fonts of a set; its width is one sum, in the units of the first.
        if (i > 0) slot->units = out[0].metrics().units_per_em;
        if (!later && !slot->opened()) return tl::unexpected(slot->opened().error());
        out.fonts_.push_back(slot);
    }
    Json::Array chain(out.fallback_.begin(), out.fallback_.end());
    out.digest_ =
        sha256(canonical(Json::Object{{"fallback", std::move(chain)}, {"fonts", std::move(summary)}}));
    return out;
}

bool FontSet::has(FontId id) const {
    return id < fonts_.size() && fonts_[id]->opened();
}

const Font& FontSet::operator[](FontId id) const {
    return **fonts_[id]->opened();
}

Result<FontId> FontSet::find(std::string_view family, bool bold, bool italic) const {
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
        const FontEntry& entry = fonts_[i]->entry;
        if (entry.family != family || entry.bold != bold || entry.italic != italic) continue;
        if (!fonts_[i]->opened()) return tl::unexpected(fonts_[i]->opened().error());
        return static_cast<FontId>(i);
    }
    return no_such_font(family, bold, italic);
}

}  // namespace hocba::text
