// Measured content to the items of one page.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/layout/tree.h"
#include "engine/text/shape.h"

namespace hocba::layout {

/// The slots that a stamp may overlap, by name.
using Slots = std::map<std::string, Rect, std::less<>>;

/// Draws on one page. Body groups belong to elements; furniture is an artifact, except the seal's figure.
class Canvas {
  public:
    Canvas(page::Page& page, std::vector<page::Element>& elements, Slots& slots, text::Shaper& shaper,
           bool furniture)
        : page_(page), elements_(elements), slots_(slots), shaper_(shaper), artifact_(furniture) {}
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    void place(const Content& content, Point at);
    void place(const Node& node, Point at);
    void place(const Passage& passage, Point at);
    /// Puts the rules, as one artifact, before everything else that this canvas drew.
    void finish();

  private:
    void place(const TextSlice& slice, std::uint32_t element, Point at);
    void place(const Leaf& leaf, const Node& node, Point at);
    void place(const Grid& grid, Point at);
    void place(const Table& table, Point at);
    void place_slot(const form::Signature& signature, const Leaf& leaf, const Node& node, Point at);
    void place_seal(const form::SealSquare& seal, const Leaf& leaf, Point at);
    Rect stamp_area(const form::Signature& signature, Length stamp) const;

    page::Group& group(std::uint32_t element);
    void add_lines(page::Group& group, const TextSlice& slice, Point at);
    void add_line(page::Group& group, const Passage& passage, std::uint32_t line, Point at);

    page::Page& page_;
    std::vector<page::Element>& elements_;
    Slots& slots_;
    text::Shaper& shaper_;
    std::vector<page::Stroke> rules_;
    std::size_t start_ = page_.groups.size();
    bool artifact_ = false;
};

}  // namespace hocba::layout
