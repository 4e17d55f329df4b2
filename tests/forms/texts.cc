// The texts of a flow against those of its pages.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tests/forms/rules.h"

namespace hocba::forms {
namespace {

using page::Role;

struct Numbers {
    std::size_t page = 0, count = 0;
};

/// Collects the texts of blocks; a line end counts as a space, as on the page.
class Collector {
  public:
    explicit Collector(Numbers numbers = {}) : numbers_(numbers) {}
    std::vector<std::string> out, heads;

    void all(const form::Blocks& blocks) {
        for (const form::Block& block : blocks)
            std::visit([this](const auto& value) { one(value); }, block.value);
    }

  private:
    void one(const form::Paragraph& paragraph) {
        std::string text;
        for (const form::Inline& part : paragraph.inlines) {
            if (part.field == form::Field::page_number) text += std::to_string(numbers_.page);
            if (part.field == form::Field::page_count) text += std::to_string(numbers_.count);
            text += part.text;
        }
        std::replace(text.begin(), text.end(), '\n', ' ');
        if (!text.empty()) out.push_back(text);
    }
    void one(const form::Stack& stack) { all(stack.blocks); }
    void one(const form::Keep& keep) { all(keep.blocks); }
    void one(const form::Box& box) { all(box.blocks); }
    void one(const form::Columns& columns) { all(columns.blocks); }
    void one(const form::Table& table) {
        const std::size_t before = out.size();
        rows(table.head);
        heads.insert(heads.end(), out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
        rows(table.body);
        rows(table.foot);
    }
    void one(const form::Signature&) {}
    void one(const form::SealSquare&) {}
    void one(const form::Picture&) {}
    void one(const form::PageBreak&) {}
    void rows(const std::vector<form::Row>& rows) {
        for (const form::Row& row : rows)
            for (const form::Cell& cell : row.cells) all(cell.blocks);
    }

    Numbers numbers_;
};

std::string text_of(const page::Group& group) {
    std::string out;
    for (const page::Item& item : group.items)
        if (const auto* run = std::get_if<page::GlyphRun>(&item)) out += run->text;
    return out;
}

/// The text of every element in the order of the structure, its groups joined over pages; no figures.
std::vector<std::string> by_element(const page::Pages& pages) {
    std::vector<std::string> texts(pages.elements.size());
    for (const page::Page& page : pages.pages)
        for (const page::Group& group : page.groups) {
            if (group.element == page::Group::artifact) continue;
            if (pages.elements[group.element].role != Role::figure) texts[group.element] += text_of(group);
        }
    std::erase(texts, "");
    return texts;
}

void compare(const std::string& where, const std::vector<std::string>& expected,
             const std::vector<std::string>& found, Findings& findings) {
    const auto [a, b] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    if (a == expected.end() && b == found.end()) return;
    findings.push_back(fmt::format("{}: instead of “{}” there is “{}”", where,
                                   a == expected.end() ? "nothing" : *a, b == found.end() ? "nothing" : *b));
}

bool in_body(const page::Group& group, const form::PageMaster& master) {
    for (const page::Item& item : group.items) {
        const auto* run = std::get_if<page::GlyphRun>(&item);
        if (run)
            return run->origin.y > master.margin_top + master.header_height &&
                   run->origin.y < master.size.height - master.margin_bottom - master.footer_height;
    }
    return false;
}

/// What the structure does not say: heads of tables that are repeated, header, footer, the mark of a draft.
class Furniture {
  public:
    Furniture(const form::Flow& flow, const std::vector<std::string>& heads, Findings& findings)
        : flow_(flow), heads_(heads.begin(), heads.end()), findings_(findings) {}

    void check(const page::Page& page, Numbers numbers) {
        const std::string where = fmt::format("page {}: ", numbers.page);
        std::vector<std::string> found;
        std::size_t marks = 0;
        for (const page::Group& group : page.groups) {
            const std::string text = text_of(group);
            if (group.element != page::Group::artifact || text.empty()) continue;
            if (in_body(group, flow_.page)) {
                if (!heads_.contains(text))
                    findings_.push_back(where + "“" + text + "” is no head of a table");
            } else if (text == flow_.draft.page) {
                ++marks;
            } else {
                found.push_back(text);
            }
        }
        Collector expected(numbers);
        expected.all(flow_.page.header);
        expected.all(flow_.page.footer);
        compare(where + "header and footer", expected.out, found, findings_);
        if (marks != (flow_.draft.page.empty() ? 0 : 2))
            findings_.push_back(where + "the mark of a draft is missing");
    }

  private:
    const form::Flow& flow_;
    std::set<std::string> heads_;
    Findings& findings_;
};

}  // namespace

std::vector<std::string> texts_of(const form::Flow& flow) {
    Collector collector;
    for (const form::Section& section : flow.sections) collector.all(section.blocks);
    return collector.out;
}

void check_texts(const form::Flow& flow, const page::Pages& pages, Findings& findings) {
    Collector collector;
    for (const form::Section& section : flow.sections) collector.all(section.blocks);
    compare("texts", collector.out, by_element(pages), findings);
    Furniture furniture(flow, collector.heads, findings);
    for (std::size_t i = 0; i < pages.pages.size(); ++i)
        furniture.check(pages.pages[i], {i + 1, pages.pages.size()});
}

Findings check(const form::Flow& flow, const page::Pages& pages, InkMeter& meter) {
    Findings findings;
    Sheets sheets;
    for (std::size_t i = 0; i < pages.pages.size(); ++i) sheets.push_back(sheet_of(pages, i, meter));
    check_places(sheets, flow.page, findings);
    check_cells(sheets, pages, findings);
    check_order(sheets, pages, findings);
    check_texts(flow, pages, findings);
    return findings;
}

}  // namespace hocba::forms
