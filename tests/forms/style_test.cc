// Lines against the tallest letters, by FreeType: what the styles give, and what layout makes of it.
#include <ft2build.h>
#include FT_FREETYPE_H

#include <fmt/format.h>

#include <map>

#include "engine/form/node.h"
#include "tests/forms/forms.h"

using namespace hocba;
using namespace hocba::forms;

namespace {

// Capitals with two marks, and below the baseline dots and descenders.
constexpr char32_t tall[] = U"ẾẶỮỖẨẰỀỂỄẤẦẪẮẲẴỐỒỔỚỜỞỠỨỪỬỸÝĨŨÃÑĂÂÊÔƠƯĐČĔŎĬ";
constexpr char32_t deep[] = U"ẬẶỆỘỢỰỴẠẸỊỌỤgjpqy,;()Q";

/// How far the letters of one font rise and sink, in 2048ths of an em.
struct Reach {
    long top = 0, bottom = 0;
};

Reach reach_of(const std::string& file) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    REQUIRE(FT_Init_FreeType(&library) == 0);
    REQUIRE(FT_New_Face(library, file.c_str(), 0, &face) == 0);
    REQUIRE(face->units_per_EM == 2048);
    Reach out;
    for (const char32_t* set : {tall, deep}) {
        for (; *set != 0; ++set) {
            REQUIRE(FT_Load_Char(face, *set, FT_LOAD_NO_SCALE) == 0);
            const FT_Glyph_Metrics& m = face->glyph->metrics;
            out.top = std::max(out.top, m.horiBearingY);
            out.bottom = std::min(out.bottom, m.horiBearingY - m.height);
        }
    }
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    return out;
}

const Reach& reach_of(bool bold, bool italic) {
    static std::map<int, Reach> known;
    const int key = (bold ? 1 : 0) + (italic ? 2 : 0);
    static const char* const files[] = {"Regular", "Bold", "Italic", "BoldItalic"};
    const std::string file = std::string("/usr/share/fonts/truetype/croscore/Tinos-") + files[key] + ".ttf";
    const auto [entry, fresh] = known.try_emplace(key);
    if (fresh) entry->second = reach_of(file);
    return entry->second;
}

/// All styles of templates/styles.xml.
form::Flow flow_with_styles() {
    const form::Form& form = all_forms().front();
    form::Flow flow;
    flow.title = "Học bạ";
    flow.language = "vi";
    flow.page.margin_top = flow.page.margin_right = flow.page.margin_bottom = flow.page.margin_left =
        Length{20000};
    flow.styles = form.compiled().styles;
    return flow;
}

form::Block paragraph(form::StyleId style, const char* text) {
    form::Paragraph out;
    out.style = style;
    out.inlines.push_back({text, false, false, form::Field::none});
    return {out, "form.xml:1:1"};
}

std::vector<page::GlyphRun> runs_of(const page::Pages& pages) {
    std::vector<page::GlyphRun> out;
    for (const page::Page& page : pages.pages)
        for (const page::Group& group : page.groups)
            for (const page::Item& item : group.items)
                if (const auto* run = std::get_if<page::GlyphRun>(&item)) out.push_back(*run);
    return out;
}

}  // namespace

TEST_CASE("every style's line holds the tallest capitals and the deepest letters of its font") {
    form::Flow flow = flow_with_styles();
    REQUIRE(flow.styles.size() > 20);
    for (form::StyleId id = 0; id < flow.styles.size(); ++id) {
        const form::Style& style = flow.styles[id];
        const Reach& reach = reach_of(style.bold, style.italic);
        flow.sections.assign(1, {});
        flow.sections[0].blocks = {paragraph(id, "ẾẶỮ\ngợ\nẾẶỮ")};
        const auto pages = layout::lay_out(flow, fonts());
        REQUIRE(pages);
        const auto runs = runs_of(*pages);
        REQUIRE(runs.size() == 3);
        const std::int64_t line = runs[1].origin.y.um - runs[0].origin.y.um;
        const std::int64_t above = runs[0].origin.y.um - 20000;  // from the line's top to its baseline
        const auto um = [&](long units) { return units * style.size.um / 2048; };
        INFO("style " << id << " of " << to_points(style.size) << " pt, line "
                      << to_points(style.line_height));
        CHECK(above >= um(reach.top));             // nothing rises out of its line
        CHECK(line - above >= um(-reach.bottom));  // nothing sinks out of it
        CHECK(line == style.line_height.um);       // and the style's own number is enough for that
    }
}

TEST_CASE("a breve over Ê makes its line taller where the style's is too low") {
    form::Flow flow = flow_with_styles();
    for (form::StyleId id = 0; id < flow.styles.size(); ++id) {
        flow.sections.assign(1, {});
        flow.sections[0].blocks = {paragraph(id, "gợ\nÊ\u0306 Ễ\u0306")};
        const auto pages = layout::lay_out(flow, fonts());
        REQUIRE(pages);
        const auto runs = runs_of(*pages);
        const std::int64_t line = runs[1].origin.y.um - runs[0].origin.y.um;
        // Ễ with breve comes from Noto Serif and rises by 1.22 em, the letters of the line above sink by
        // 0.22.
        CHECK(line >= flow.styles[id].size.um * 144 / 100);
    }
}
