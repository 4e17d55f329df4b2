// Blocks as they were measured: with heights and elements, ready to be cut over pages and placed.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/form/flow.h"
#include "engine/page/page.h"
#include "engine/text/paragraph.h"

namespace hocba::layout {

/// What has no element of its own is an artifact or belongs to its children.
inline constexpr std::uint32_t no_element = page::Group::artifact;

/// A paragraph's lines; not changed after measuring.
struct Passage {
    std::vector<text::Piece> pieces;
    std::vector<text::Line> lines;
    form::Align align = form::Align::left;
    Length size, line_height;
    Length baseline;  // below the top of its line
    Length width, indent;
    Colour colour;
};

/// Lines first…last − 1.
struct TextSlice {
    const Passage* passage = nullptr;
    std::uint32_t first = 0, last = 0;
};

/// A signature, a seal or a picture: never cut. `mark` is what a draft shows in the seal's frame.
struct Leaf {
    std::variant<const form::Signature*, const form::SealSquare*, const form::Picture*> block;
    Length width;
    const Passage* mark = nullptr;
};

struct Break {};

struct Node;
using Content = std::vector<Node>;

struct Kept {
    Content content;
};

struct GridCell {
    int row = 0, column = 0, rows = 1;
    Length x, width;  // x from the grid's left edge
    Length padding_x, padding_y, border;
    Colour colour;
    form::VerticalAlign vertical = form::VerticalAlign::top;
    Content content;
    Length content_height;
    std::uint32_t element = no_element;
    bool hollow = false;  // has an element but nothing in it: an empty group keeps it in the structure
};

/// Rows whose cells belong together through spans: the rows of a table between two places where it may be
/// cut, or one row for columns and boxes.
struct Grid {
    std::vector<GridCell> cells;  // in reading order
    std::vector<Length> minimum, heights;
    std::vector<bool> keep;  // a row is not cut unless it is taller than a page
    Length height;           // of all rows
};

/// A table, or what is left of it; the head is repeated on every page.
struct Table {
    const Grid* head = nullptr;
    std::vector<Grid> groups;
    Length width, border;
    Colour colour;
    bool continued = false;
};

struct Node {
    std::variant<TextSlice, Leaf, Break, Kept, Grid, Table> value;
    Length before, after;  // of the style
    Length gap;            // to what stands above it, after collapsing
    Length height;
    std::uint32_t element = no_element;
    bool with_next = false;   // a heading, or columns with one: never the last on a page
    bool weightless = false;  // a stamp: takes no room
    const std::string* place = nullptr;
};

}  // namespace hocba::layout
