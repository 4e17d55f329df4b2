// The narrow waist: pages with everything at its place. Layout makes them, seal fills them, pdf draws them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/modules.h"
#include "engine/base/raster.h"
#include "engine/base/sealed_cell.h"
#include "engine/text/font.h"

namespace hocba::page {

/// Advance and offsets in font units; `cluster` is the byte offset in GlyphRun::text where its characters
/// begin.
struct Glyph {
    text::GlyphId id = 0;
    std::int32_t advance = 0;
    std::int32_t x_offset = 0, y_offset = 0;
    std::uint32_t cluster = 0;
    bool operator==(const Glyph&) const = default;
};

/// Glyphs on one baseline. A line's last run keeps the space at which the line was broken, so that the texts
/// of a group's runs, joined, are its characters.
struct GlyphRun {
    text::FontId font = 0;
    Length size;
    Point origin;       // on the baseline
    Length word_space;  // added to every U+0020 in a justified line
    Colour colour;
    std::vector<Glyph> glyphs;
    std::string text;  // NFC
};

struct Stroke {
    Point from, to;
    Length width;
    Colour colour;
};

struct Fill {
    Rect area;
    Colour colour;
};

struct Image {
    Rect area;
    std::variant<std::string, Raster> picture;  // a PNG file; or what goes in as it came

    /// The picture's own bytes, by which two are the same.
    std::string_view bytes() const {
        const auto* png = std::get_if<std::string>(&picture);
        return png != nullptr ? *png : std::get<Raster>(picture).bytes;
    }
};

/// An empty signature field.
struct Slot {
    std::string name;  // field name
    std::string tooltip;
    Rect area;
    bool lock = false;  // the school's: /Lock /All
};

/// The QR square with its quiet zone of 4 modules inside `area`. Without modules until seal::apply.
struct Seal {
    Rect area;
    Modules modules;
};

using Item = std::variant<GlyphRun, Stroke, Fill, Image, Slot, Seal>;

/// ISO 32000-1, 14.8.4: the standard structure types that forms need.
enum class Role {
    document,
    section,
    heading,
    paragraph,
    table,
    table_head,
    table_body,
    table_foot,
    row,
    header_cell,
    data_cell,
    figure,
    form
};

enum class Scope { none, column, row };

/// An element of the logical structure. The element 0 is the document; a child comes after its parent.
struct Element {
    Role role = Role::document;
    std::uint32_t parent = 0;
    int level = 0;              // of a heading, 1…6
    Scope scope = Scope::none;  // of a header cell
    int rows = 1, columns = 1;  // spans of a cell
    std::string alt;            // of a figure
    std::string name;           // of a form: the slot's tooltip
    std::optional<SealedCell> sealed = {};
};

/// Marked content: what belongs to one element on one page, or to none (an artifact: furniture, rules,
/// drafts). A group of an element without items is an empty cell; it stays in the structure.
struct Group {
    static constexpr std::uint32_t artifact = 0xFFFFFFFF;
    std::uint32_t element = artifact;
    bool furniture = false;  // an artifact of type Pagination (header, footer)
    std::vector<Item> items;
};

/// Groups stand in reading order.
struct Page {
    Size size;
    std::vector<Group> groups;
    std::uint32_t year = 0;  // of the section that begins here or goes on: index into Pages::years
};

struct Pages {
    std::string title;
    std::string language;
    std::vector<Element> elements;
    std::vector<Page> pages;
    bool draft = false;
    std::vector<SealedYear> years = {};  // that SealedCell::year and Page::year count
};

/// Pages whose seal squares are filled. `tokens` holds the text of each page's QR; empty for a draft.
struct Sealed {
    Pages pages;
    std::vector<std::string> tokens;
};

/// The text of one page as the seal's digest sees it: NFC, in reading order, cells of a row parted by U+001F,
/// blocks by U+000A, without artifacts and seal.
std::string text_of(const Pages& pages, std::size_t page);

/// The sealed cells that have something on the page, in the order of their numbers.
std::vector<SealedCell> sealed_on(const Pages& pages, std::size_t page);

/// Everything in the pages as readable text, one item a line: for golden files, and the promise across
/// versions.
std::string dump(const Pages& pages);

}  // namespace hocba::page
