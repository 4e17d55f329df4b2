// A form filled with one record: no paths, repeats or conditions are left. Layout reads it and nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/sealed_cell.h"

namespace hocba::form {

enum class Align { left, centre, right, justify };
enum class VerticalAlign { top, middle, bottom };

/// A named style of styles.xml, resolved.
struct Style {
    std::string family = "Tinos";
    bool bold = false;
    bool italic = false;
    Length size = points(12);         // of the type
    Length line_height = points(16);  // from baseline to baseline
    Align align = Align::left;
    VerticalAlign vertical = VerticalAlign::top;
    Colour colour;
    Length space_before, space_after;  // between blocks of a stack; the larger of two neighbours counts
    Length indent;                     // of the first line
    Length padding_x, padding_y;       // inside a cell or box
    Length border;                     // stroke width of a cell or box; 0 draws none
};

/// Index into Flow::styles.
using StyleId = std::uint32_t;

enum class Field { none, page_number, page_count };

/// A piece of a paragraph. `text` is NFC; U+000A is a forced line break. When `field` is not none, `text` is
/// empty and layout puts the number there (header and footer only).
struct Inline {
    std::string text;
    bool bold = false;  // or by the paragraph's style
    bool italic = false;
    Field field = Field::none;
};

struct Block;
using Blocks = std::vector<Block>;

/// `level` 0 is P; 1…6 is H1…H6 (ISO 32000-1, 14.8.4.3.2).
struct Paragraph {
    StyleId style = 0;
    int level = 0;
    std::vector<Inline> inlines;
    std::optional<SealedCell> sealed = {};
};

/// A column's width: a fixed length, or a share of what is left ("2*").
struct Track {
    Length fixed;
    int share = 0;  // 0: fixed
};

struct Stack {
    Blocks blocks;
};

/// Never broken over pages unless it is taller than a whole page.
struct Keep {
    Blocks blocks;
};

/// Side by side; one block a track.
struct Columns {
    std::vector<Track> tracks;
    Length gap;
    VerticalAlign align = VerticalAlign::top;
    Blocks blocks;
};

enum class Overflow { grow, shrink, error };

/// A frame with a height. `grow`: continues over pages. `shrink`: type shrinks down to 9 pt to fit `height`.
/// `error`: what does not fit is refused with the millimetres that are missing.
struct Box {
    StyleId style = 0;
    Length min_height;
    std::optional<Length> height;
    Overflow overflow = Overflow::grow;
    std::string name;  // for a complaint: the box's title or place in the form
    Blocks blocks;
};

enum class Scope { none, column, row };

struct Cell {
    StyleId style = 0;
    int rows = 1, columns = 1;  // spans
    Scope scope = Scope::none;  // none: TD; else TH with that Scope (head cells are columns)
    Blocks blocks;              // may be empty: the cell stays in the structure (PDF/UA-1, 7.2)
    std::optional<SealedCell> sealed;
};

struct Row {
    bool keep_together = true;
    Length min_height;
    std::vector<Cell> cells;
};

struct Table {
    StyleId style = 0;
    std::vector<Track> tracks;
    std::vector<Row> head;  // repeated on every page the table continues to
    std::vector<Row> body;
    std::vector<Row> foot;
    std::string summary;  // may be empty
};

/// A place for one signature. `name` is the field's name in the PDF and the role in the procedure.
struct Signature {
    std::string name;      // "homeroom", "principal", "school"
    std::string tooltip;   // /TU, required by PDF/UA-1 7.18.1
    Length width, height;  // width 0: the whole width there is
    bool lock = false;     // the last one: /Lock /All (ISO 32000-1, 12.7.4.5)
    std::string overlaps;  // the stamp: name of the slot whose picture it covers by a third, "" otherwise
};

/// The page's QR with its quiet zone of 4 modules: a square of `size`. Header or footer only.
struct SealSquare {
    Length size;
    std::string alt;
};

struct Picture {
    std::string png;  // file bytes
    Length height;
    std::string alt;
};

/// A forced page break.
struct PageBreak {};

struct Block {
    std::variant<Paragraph, Stack, Keep, Columns, Box, Table, Signature, SealSquare, Picture, PageBreak>
        value;
    std::string place;  // "form.xml:31:9", for complaints
};

struct PageMaster {
    Size size{Length{210000}, Length{297000}};  // A4
    Length margin_top, margin_right, margin_bottom, margin_left;
    Length header_height, footer_height;  // inside the margins; fixed, so that pagination never loops
    Blocks header, footer;                // artifacts, except the seal's figure
};

struct Section {
    Blocks blocks;
    bool new_page = true;    // begins on a page of its own
    std::uint32_t year = 0;  // index into Flow::years
};

/// Text printed over a draft; both empty for an issue.
struct DraftMark {
    std::string seal;  // inside the seal's frame: "BẢN NHÁP"
    std::string page;  // across every page: "BẢN DỰ THẢO – KHÔNG CÓ GIÁ TRỊ"
};

struct Flow {
    std::string title;     // of the document, dc:title
    std::string language;  // BCP 47
    std::vector<Style> styles;
    PageMaster page;
    std::vector<Section> sections;
    DraftMark draft;
    std::vector<SealedYear> years;  // that SealedCell::year counts; the first is the holder's
    std::string subject;            // who the document is about, for complaints: pupil's id and name
};

}  // namespace hocba::form
