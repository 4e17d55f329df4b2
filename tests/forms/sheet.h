// What lies on a page as boxes: the ink of every text, rules, fields, seals and pictures.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/page/page.h"

namespace hocba::forms {

/// Micrometres from the page's top left.
struct Box {
    std::int64_t left = 0, top = 0, right = 0, bottom = 0;

    bool empty() const { return left >= right || top >= bottom; }
    bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    bool holds(const Box& other) const {
        return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
    }
    Box grown(std::int64_t x, std::int64_t y) const { return {left - x, top - y, right + x, bottom + y}; }
};

Box box_of(const Rect& area);
Box around(const Box& a, const Box& b);

/// The ink of a run of glyphs, by HarfBuzz's outlines; remembers every glyph's.
class InkMeter {
  public:
    explicit InkMeter(const text::FontSet& fonts) : fonts_(fonts) {}
    Box ink(const page::GlyphRun& run);

  private:
    struct Extents {
        int x = 0, y = 0, width = 0, height = 0;
    };
    const Extents& extents(text::FontId font, text::GlyphId glyph);

    const text::FontSet& fonts_;
    std::unordered_map<std::uint64_t, Extents> known_;
};

struct Printed {
    const page::GlyphRun* run = nullptr;
    Box ink;
    std::size_t group = 0;
    std::uint32_t element = page::Group::artifact;
    bool furniture = false;
};

struct Sheet {
    std::size_t number = 0;  // from 1
    Box paper;
    std::vector<Printed> texts;   // those with ink
    std::vector<Box> rules;       // strokes with their width
    std::vector<Box> fields;      // signature fields
    std::vector<Box> areas;       // seals and pictures
    std::vector<Box> everything;  // but text
};

Sheet sheet_of(const page::Pages& pages, std::size_t page, InkMeter& meter);

}  // namespace hocba::forms
