#include "engine/layout/layout.h"

#include "engine/layout/complaint.h"
#include "engine/layout/furniture.h"
#include "engine/layout/measure.h"
#include "engine/layout/paginate.h"

namespace hocba::layout {

Result<page::Pages> lay_out(const form::Flow& flow, const text::FontSet& fonts) {
    const form::PageMaster& master = flow.page;
    const Length width = master.size.width - master.margin_left - master.margin_right;
    const Length height = master.size.height - master.margin_top - master.margin_bottom -
                          master.header_height - master.footer_height;
    if (width.um <= 0 || height.um <= 0) {
        return does_not_fit("page",
                            {"lề và đầu, chân trang chiếm hết trang", "margins and furniture fill the page"},
                            -std::min(width, height));
    }
    for (const form::Style& style : flow.styles) {
        if (style.size.um > 0 && style.line_height.um > 0) continue;
        return fail(Fault::form, "styles.xml",
                    {"cỡ chữ và chiều cao dòng phải lớn hơn 0", "type size and line height must be above 0"});
    }
    page::Pages out;
    out.title = flow.title;
    out.language = flow.language;
    out.years = flow.years;
    out.draft = !flow.draft.page.empty() || !flow.draft.seal.empty();
    out.elements.emplace_back();  // the document

    text::Shaper shaper(fonts);
    Measurer measurer(flow, shaper, out.elements);
    Slots slots;
    Paginator paginator(out, master, slots, shaper);
    for (const form::Section& section : flow.sections) {
        auto content = measurer.body(section.blocks, width, measurer.element(page::Role::section, 0));
        if (!content) return forward(std::move(content));
        if (auto done = paginator.add(std::move(*content), section.new_page, section.year); !done)
            return forward(std::move(done));
    }
    if (auto done = furnish(out, flow, measurer, slots); !done) return forward(std::move(done));
    return out;
}

}  // namespace hocba::layout
