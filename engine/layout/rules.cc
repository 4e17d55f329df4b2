#include "engine/layout/rules.h"

#include <algorithm>
#include <tuple>

namespace hocba::layout {
namespace {

bool is_upright(const page::Stroke& stroke) {
    return stroke.from.x == stroke.to.x;
}

/// What strokes on one line share, then where they begin.
auto key(const page::Stroke& stroke) {
    const bool upright = is_upright(stroke);
    return std::tuple(upright, upright ? stroke.from.x : stroke.from.y, stroke.width, stroke.colour,
                      upright ? stroke.from.y : stroke.from.x);
}

bool on_one_line(const page::Stroke& a, const page::Stroke& b) {
    if (is_upright(a) != is_upright(b) || a.width != b.width || a.colour != b.colour) return false;
    return is_upright(a) ? a.from.x == b.from.x : a.from.y == b.from.y;
}

Length& end_of(page::Stroke& stroke) {
    return is_upright(stroke) ? stroke.to.y : stroke.to.x;
}

Length begin_of(const page::Stroke& stroke) {
    return is_upright(stroke) ? stroke.from.y : stroke.from.x;
}

}  // namespace

void add_frame(std::vector<page::Stroke>& rules, const Rect& area, Length width, Colour colour) {
    if (width.um <= 0) return;
    const Length half = width / 2;
    const Length left = area.x - half;
    const Length right = area.right() + half;
    const Length top = area.y - half;
    const Length bottom = area.bottom() + half;
    rules.push_back({{left, area.y}, {right, area.y}, width, colour});
    rules.push_back({{left, area.bottom()}, {right, area.bottom()}, width, colour});
    rules.push_back({{area.x, top}, {area.x, bottom}, width, colour});
    rules.push_back({{area.right(), top}, {area.right(), bottom}, width, colour});
}

std::vector<page::Stroke> joined(std::vector<page::Stroke> rules) {
    std::sort(rules.begin(), rules.end(),
              [](const page::Stroke& a, const page::Stroke& b) { return key(a) < key(b); });
    std::vector<page::Stroke> out;
    for (page::Stroke& rule : rules) {
        if (out.empty() || !on_one_line(out.back(), rule) || begin_of(rule) > end_of(out.back())) {
            out.push_back(rule);
            continue;
        }
        end_of(out.back()) = std::max(end_of(out.back()), end_of(rule));
    }
    return out;
}

}  // namespace hocba::layout
