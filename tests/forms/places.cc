// Geometry: what lies where, and on what.
#include <fmt/format.h>

#include <algorithm>

#include "tests/forms/rules.h"

namespace hocba::forms {
namespace {

// Outlines are rounded to micrometres.
constexpr std::int64_t rounding = 5;
// Ink that touches by less than a hair: 0.03 mm.
constexpr std::int64_t hair = 30;

/// How far a slanted or kerned letter may lean out of its place: the f of an italic word.
std::int64_t lean(const page::GlyphRun& run) {
    return run.size.um * 12 / 100;
}

class Places {
  public:
    Places(const Sheet& sheet, const form::PageMaster& master, Findings& findings)
        : sheet_(sheet), findings_(findings) {
        body_ = {master.margin_left.um, (master.margin_top + master.header_height).um,
                 (master.size.width - master.margin_right).um,
                 (master.size.height - master.margin_bottom - master.footer_height).um};
    }

    void run() {
        for (const Box& box : sheet_.everything)
            if (!sheet_.paper.holds(box)) add("something leaves the paper", describe(box));
        for (const Printed& text : sheet_.texts) one(text);
        overlaps();
    }

  private:
    void add(const char* what, const std::string& which) {
        findings_.push_back(fmt::format("page {}: {}: {}", sheet_.number, what, which));
    }
    static std::string describe(const Box& box) {
        return fmt::format("{} {} to {} {} µm", box.left, box.top, box.right, box.bottom);
    }
    static std::string name(const Printed& text) { return "“" + text.run->text + "” " + describe(text.ink); }

    void one(const Printed& text) {
        if (!sheet_.paper.holds(text.ink)) add("a text leaves the paper", name(text));
        // The repeated head of a table is furniture inside the body.
        if (text.furniture && body_.meets(text.ink) && !body_.holds(text.ink))
            add("furniture lies on the edge of the body", name(text));
        if (!text.furniture && !body_.grown(lean(*text.run), rounding).holds(text.ink))
            add("a text leaves the body", name(text));
        const Box ink = text.ink.grown(-hair, -hair);
        for (const Box& rule : sheet_.rules)
            if (rule.meets(ink)) add("a rule crosses a text", name(text));
        for (const Box& field : sheet_.fields)
            if (field.meets(ink)) add("a text lies in a signature field", name(text));
        for (const Box& area : sheet_.areas)
            if (area.meets(ink)) add("a text lies on a seal or a picture", name(text));
    }

    /// From top to bottom, each against those that reach down to it.
    void overlaps() {
        std::vector<const Printed*> order;
        for (const Printed& text : sheet_.texts) order.push_back(&text);
        std::sort(order.begin(), order.end(),
                  [](const Printed* a, const Printed* b) { return a->ink.top < b->ink.top; });
        std::vector<const Printed*> open;
        for (const Printed* text : order) {
            std::erase_if(open, [&](const Printed* other) { return other->ink.bottom <= text->ink.top; });
            for (const Printed* other : open)
                if (overlap(*text, *other)) add("two texts overlap", name(*text) + ", " + name(*other));
            open.push_back(text);
        }
    }
    static bool overlap(const Printed& a, const Printed& b) {
        const bool one_line = a.group == b.group && a.run->origin.y == b.run->origin.y;
        return a.ink.grown(one_line ? -lean(*a.run) : -hair, -hair).meets(b.ink);
    }

    const Sheet& sheet_;
    Findings& findings_;
    Box body_;
};

}  // namespace

void check_places(const Sheets& sheets, const form::PageMaster& master, Findings& findings) {
    for (const Sheet& sheet : sheets) Places(sheet, master, findings).run();
}

}  // namespace hocba::forms
