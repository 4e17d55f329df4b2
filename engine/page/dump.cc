// Pages as readable text, one item a line; lengths in micrometres.
#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/page/page.h"

namespace hocba::page {
namespace {

const char* name_of(Role role) {
    switch (role) {
        case Role::document:
            return "document";
        case Role::section:
            return "section";
        case Role::heading:
            return "heading";
        case Role::paragraph:
            return "paragraph";
        case Role::table:
            return "table";
        case Role::table_head:
            return "table-head";
        case Role::table_body:
            return "table-body";
        case Role::table_foot:
            return "table-foot";
        case Role::row:
            return "row";
        case Role::header_cell:
            return "header-cell";
        case Role::data_cell:
            return "data-cell";
        case Role::figure:
            return "figure";
        case Role::form:
            return "form";
    }
    return "?";
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        out += c;
    }
    return out + "\"";
}

std::string hex(Colour colour) {
    return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

std::string place(const Rect& area) {
    return fmt::format("{} {} {}x{}", area.x.um, area.y.um, area.width.um, area.height.um);
}

/// "id+advance", then "@x,y" if the glyph is set off, then ":cluster".
std::string glyphs(const std::vector<Glyph>& run) {
    std::string out;
    for (const Glyph& glyph : run) {
        out += fmt::format(" {}+{}", glyph.id, glyph.advance);
        if (glyph.x_offset != 0 || glyph.y_offset != 0)
            out += fmt::format("@{},{}", glyph.x_offset, glyph.y_offset);
        out += fmt::format(":{}", glyph.cluster);
    }
    return out;
}

struct ItemLine {
    std::string operator()(const GlyphRun& run) const {
        return fmt::format("text {} at {} {} font {} size {} word-space {} {} glyphs{}", in_quotes(run.text),
                           run.origin.x.um, run.origin.y.um, run.font, run.size.um, run.word_space.um,
                           hex(run.colour), glyphs(run.glyphs));
    }
    std::string operator()(const Stroke& stroke) const {
        return fmt::format("stroke {} {} to {} {} width {} {}", stroke.from.x.um, stroke.from.y.um,
                           stroke.to.x.um, stroke.to.y.um, stroke.width.um, hex(stroke.colour));
    }
    std::string operator()(const Fill& fill) const {
        return fmt::format("fill {} {}", place(fill.area), hex(fill.colour));
    }
    std::string operator()(const Image& image) const {
        return fmt::format("image {} sha256 {}", place(image.area), to_hex(sha256(image.bytes())));
    }
    std::string operator()(const Slot& slot) const {
        return fmt::format("slot {} {} tooltip {}{}", in_quotes(slot.name), place(slot.area),
                           in_quotes(slot.tooltip), slot.lock ? " lock" : "");
    }
    std::string operator()(const Seal& seal) const {
        std::string out = fmt::format("seal {} side {}", place(seal.area), seal.modules.side);
        if (seal.modules.side == 0) return out;
        const auto& dark = seal.modules.dark;
        return out + " sha256 " + to_hex(sha256(std::string(dark.begin(), dark.end())));
    }
};

std::string element_line(const Element& element, std::size_t index) {
    std::string out = fmt::format("element {} {}", index, name_of(element.role));
    if (index > 0) out += fmt::format(" in {}", element.parent);
    if (element.level > 0) out += fmt::format(" level {}", element.level);
    if (element.scope == Scope::column) out += " scope column";
    if (element.scope == Scope::row) out += " scope row";
    if (element.rows > 1) out += fmt::format(" rows {}", element.rows);
    if (element.columns > 1) out += fmt::format(" columns {}", element.columns);
    if (!element.alt.empty()) out += " alt " + in_quotes(element.alt);
    if (!element.name.empty()) out += " name " + in_quotes(element.name);
    if (element.sealed)
        out += fmt::format(" sealed {} code {} year {}", element.sealed->number, element.sealed->code,
                           element.sealed->year);
    return out + "\n";
}

/// Where the document has more than one school year.
std::string year_of(const Pages& pages, const Page& page) {
    return pages.years.size() > 1 ? " year " + pages.years[page.year].name : "";
}

std::string group_lines(const Group& group) {
    std::string out = group.element == Group::artifact ? "group artifact" : "group element ";
    if (group.element != Group::artifact) out += std::to_string(group.element);
    if (group.furniture) out += " furniture";
    out += '\n';
    for (const Item& item : group.items) out += "  " + std::visit(ItemLine{}, item) + "\n";
    return out;
}

}  // namespace

std::string dump(const Pages& pages) {
    std::string out = fmt::format("title {} language {}{}\n", in_quotes(pages.title),
                                  in_quotes(pages.language), pages.draft ? " draft" : "");
    for (std::size_t i = 0; i < pages.elements.size(); ++i) out += element_line(pages.elements[i], i);
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        const Page& page = pages.pages[i];
        out += fmt::format("page {} {}x{}{}\n", i + 1, page.size.width.um, page.size.height.um,
                           year_of(pages, page));
        for (const Group& group : page.groups) out += group_lines(group);
    }
    return out;
}

}  // namespace hocba::page
