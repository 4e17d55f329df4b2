// Blocks to measured content: text shaped and filled into lines, elements made in reading order.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/layout/table_rows.h"
#include "engine/layout/table_tracks.h"
#include "engine/layout/tree.h"

namespace hocba::layout {

/// What page-number and page-count say; only furniture has them.
struct Numbers {
    std::size_t page = 0, count = 0;
};

/// Owns what its content points to; both live as long as one lay_out call.
class Measurer {
  public:
    Measurer(const form::Flow& flow, text::Shaper& shaper, std::vector<page::Element>& elements)
        : flow_(flow), shaper_(shaper), elements_(elements) {}
    Measurer(const Measurer&) = delete;
    Measurer& operator=(const Measurer&) = delete;

    Result<Content> body(const form::Blocks& blocks, Length width, std::uint32_t section);
    /// Without elements: artifacts, except the seal.
    Result<Content> furniture(const form::Blocks& blocks, Length width, Numbers numbers);
    /// One paragraph that no block holds: a draft's mark.
    Result<Passage> passage(const std::string& text, const form::Style& style, Length width);

    std::uint32_t element(page::Role role, std::uint32_t parent);
    std::vector<page::Element>& elements() { return elements_; }
    text::Shaper& shaper() { return shaper_; }

  private:
    Result<void> append(Content& out, const form::Blocks& blocks, Length width, std::uint32_t parent);
    Result<void> append(Content& out, const form::Block& block, Length width, std::uint32_t parent);
    /// The content of a cell or box: gaps are set and `height` is its height.
    Result<Content> inner(const form::Blocks& blocks, Length width, std::uint32_t parent, Length& height);

    Result<Node> paragraph(const form::Paragraph& paragraph, Length width, std::uint32_t parent,
                           const std::string& place);
    Result<Passage> lines(const form::Paragraph& paragraph, const form::Style& style, Length width,
                          const std::string& place);
    Result<std::vector<text::Span>> spans(const form::Paragraph& paragraph, const form::Style& style);
    Result<Node> columns(const form::Columns& columns, Length width, std::uint32_t parent,
                         const std::string& place);
    Result<Node> box(const form::Box& box, Length width, std::uint32_t parent, const std::string& place);
    Result<Content> box_content(const form::Box& box, Length width, Length room, std::uint32_t parent,
                                const std::string& place, Length& height);
    Result<Content> shrunk(const form::Box& box, Length width, Length room, std::uint32_t parent,
                           Length& height);
    Result<Node> signature(const form::Signature& signature, Length width, std::uint32_t parent,
                           const std::string& place);
    Result<Node> seal(const form::SealSquare& seal, Length width, const std::string& place);
    Result<Node> picture(const form::Picture& picture, Length width, std::uint32_t parent,
                         const std::string& place);

    Result<Node> table(const form::Table& table, Length width, std::uint32_t parent,
                       const std::string& place);
    Result<void> rows(std::vector<Grid>& out, const std::vector<form::Row>& rows,
                      const std::vector<Track>& tracks, const form::Table& table, std::uint32_t part,
                      const std::string& place);
    Result<GridCell> cell(const PlacedCell& placed, const std::vector<Track>& tracks,
                          const form::Table& table, std::uint32_t row);
    Result<void> fill_cell(GridCell& out, const form::Cell& cell, const form::Style& style);

    const form::Style& style(form::StyleId id) const { return flow_.styles[id]; }

    const form::Flow& flow_;
    text::Shaper& shaper_;
    std::vector<page::Element>& elements_;
    text::LineBreaker breaker_;
    std::deque<Passage> passages_;
    std::deque<Grid> heads_;
    std::deque<std::string> strings_;  // page numbers
    std::vector<std::string> slots_;   // names met so far
    Numbers numbers_;
    bool furniture_ = false;
    Length type_limit_{INT64_MAX};  // larger type is set down to this in a box that shrinks
    Length largest_;                // type met since it was last set to 0
};

}  // namespace hocba::layout
