#include "engine/layout/furniture.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/complaint.h"

namespace hocba::layout {
namespace {

Length height_of(const Content& content) {
    Length out;
    for (const Node& node : content) out += node.gap + (node.weightless ? Length{} : node.height);
    return out;
}

struct Band {
    const form::Blocks& blocks;
    Point at;
    Length height;
    Text name;
};

Result<void> draw_band(const Band& band, Length width, Numbers numbers, Measurer& measurer, Canvas& canvas) {
    auto content = measurer.furniture(band.blocks, width, numbers);
    if (!content) return forward(std::move(content));
    const Length height = height_of(*content);
    if (height > band.height) {
        return does_not_fit(fmt::format("page {}, {}", numbers.page, band.blocks[0].place), band.name,
                            height - band.height);
    }
    canvas.place(*content, band.at);
    return {};
}

form::Style draft_style(const form::Flow& flow) {
    form::Style out;
    if (!flow.styles.empty()) out.family = flow.styles[0].family;
    out.bold = true;
    out.size = points(16);
    out.line_height = points(20);
    out.align = form::Align::centre;
    out.colour = {192, 0, 0};
    return out;
}

/// The mark stands in the middle of the upper and the lower margin, clear of the text.
Result<void> draw_mark(const form::Flow& flow, const form::PageMaster& master, Measurer& measurer,
                       Canvas& canvas) {
    if (flow.draft.page.empty()) return {};
    auto mark = measurer.passage(flow.draft.page, draft_style(flow), master.size.width);
    if (!mark) return forward(std::move(mark));
    const Length height = mark->line_height * static_cast<std::int64_t>(mark->lines.size());
    const Length top = std::max(Length{}, (master.margin_top - height) / 2);
    const Length bottom = std::max(Length{}, (master.margin_bottom - height) / 2);
    canvas.place(*mark, {{}, top});
    canvas.place(*mark, {{}, master.size.height - bottom - height});
    return {};
}

}  // namespace

Result<void> furnish(page::Pages& pages, const form::Flow& flow, Measurer& measurer, Slots& slots) {
    const form::PageMaster& master = flow.page;
    const Length width = master.size.width - master.margin_left - master.margin_right;
    const Band header{master.header,
                      {master.margin_left, master.margin_top},
                      master.header_height,
                      {"phần đầu trang cao hơn chỗ dành cho nó", "the header is taller than its height"}};
    const Band footer{master.footer,
                      {master.margin_left, master.size.height - master.margin_bottom - master.footer_height},
                      master.footer_height,
                      {"phần chân trang cao hơn chỗ dành cho nó", "the footer is taller than its height"}};
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        const Numbers numbers{i + 1, pages.pages.size()};
        Canvas canvas(pages.pages[i], pages.elements, slots, measurer.shaper(), true);
        for (const Band* band : {&header, &footer}) {
            if (band->blocks.empty()) continue;
            if (auto done = draw_band(*band, width, numbers, measurer, canvas); !done) return done;
        }
        if (auto done = draw_mark(flow, master, measurer, canvas); !done) return done;
        canvas.finish();
    }
    return {};
}

}  // namespace hocba::layout
