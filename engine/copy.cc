// Copies of an issued document and of a paper one (NĐ 30/2020, Điều 25 to 27). A copy is never an issue: it
// has no issue.json and no seal, and says which original it is of.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/engine.h"
#include "engine/layout/layout.h"
#include "engine/scans.h"

namespace hocba {
namespace {

using namespace literals;
using form::Certification;

constexpr std::size_t kMostPages = 400;

/// The original's form filled with its record, as a copy.
Result<form::Flow> flow_of(const Original& original, const form::Form& form,
                           const Certification& certification) {
    const auto contents = contents_of(original.pdf, original.name);
    if (!contents) return tl::unexpected(contents.error());
    const auto record = record::parse(contents->record, form.schema(), original.name + ":record.json");
    if (!record) return tl::unexpected(record.error());
    auto flow = form::bind(form, *record, form::Issued{contents->issue, contents->id});
    if (!flow) return flow;
    form::make_copy(*flow, certification.kind, original.signatures);
    flow->title = form::name_of(certification.kind) + ": " + flow->title;
    return flow;
}

pdf::Info info_of(const page::Pages& pages, const Certification& certification) {
    pdf::Info info;
    info.title = pages.title;
    info.language = pages.language;
    info.created = certification.at;
    info.producer = engine_version();
    info.id = sha256(certification.original + certification.office + std::to_string(certification.number) +
                     to_rfc3339(certification.at))
                  .substr(0, 16);
    info.properties = {{"copyKind", form::name_of(certification.kind)},
                       {"copyNumber", form::number_of(certification)},
                       {"copyOffice", certification.office},
                       {"copyAt", to_rfc3339(certification.at)},
                       {"copyOf", certification.original},
                       {"engine", engine_version()}};
    return info;
}

/// Which elements the pages need: those with content, and what holds them.
std::vector<bool> used_elements(const page::Pages& pages) {
    std::vector<bool> used(pages.elements.size(), false);
    for (const page::Page& page : pages.pages)
        for (const page::Group& group : page.groups)
            if (group.element != page::Group::artifact) used[group.element] = true;
    for (std::size_t i = used.size(); i-- > 1;)
        if (used[i]) used[pages.elements[i].parent] = true;
    if (!used.empty()) used[0] = true;
    return used;
}

/// Without the elements that no page needs.
page::Pages pruned(page::Pages pages) {
    const std::vector<bool> used = used_elements(pages);
    std::vector<std::uint32_t> now(used.size(), 0);
    std::vector<page::Element> elements;
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) continue;
        now[i] = static_cast<std::uint32_t>(elements.size());
        elements.push_back(std::move(pages.elements[i]));
        elements.back().parent = now[elements.back().parent];
    }
    pages.elements = std::move(elements);
    for (page::Page& page : pages.pages)
        for (page::Group& group : page.groups)
            if (group.element != page::Group::artifact) group.element = now[group.element];
    return pages;
}

Result<page::Pages> chosen(page::Pages pages, const std::vector<std::size_t>& numbers) {
    page::Pages out{pages.title, pages.language, std::move(pages.elements), {}, pages.draft};
    for (const std::size_t number : numbers) {
        if (number >= 1 && number <= pages.pages.size()) {
            out.pages.push_back(pages.pages[number - 1]);
            continue;
        }
        return fail(Fault::usage, "--extract",
                    {fmt::format("Không có trang {}: bản gốc có {} trang", number, pages.pages.size()),
                     fmt::format("there is no page {}: the original has {}", number, pages.pages.size())},
                    {"Ghi số trang từ 1", "count pages from 1"});
    }
    return pruned(std::move(out));
}

std::uint32_t add(page::Pages& pages, page::Element element) {
    pages.elements.push_back(std::move(element));
    return static_cast<std::uint32_t>(pages.elements.size() - 1);
}

/// The text in the corner of the first page, and the office's slot over it: its signature shows nothing
/// (I.3b).
Result<void> put_corner(page::Pages& pages, const text::FontSet& fonts, const Certification& certification) {
    const form::Flow corner = form::corner_of(certification, pages.pages[0].size);
    if (const auto put = put_words(pages, 0, corner, fonts); !put) return put;
    page::Element slot;
    slot.role = page::Role::form;
    slot.name = "Chữ ký số của cơ quan sao";
    const Length width = 70_mm;
    const Rect area{pages.pages[0].size.width - 15_mm - width, 5_mm, width, 15_mm};
    const std::uint32_t element = add(pages, slot);
    pages.pages[0].groups.push_back({element, false, {page::Slot{"copy", slot.name, area, true}}});
    return {};
}

}  // namespace

Result<pdf::Draft> copy_to_paper(const Original& original, const form::Form& form, const text::FontSet& fonts,
                                 const Certification& certification) {
    auto flow = flow_of(original, form, certification);
    if (!flow) return forward(std::move(flow));
    form::close_copy(*flow, certification);
    auto pages = layout::lay_out(*flow, fonts);
    if (!pages) return forward(std::move(pages));
    const pdf::Info info = info_of(*pages, certification);
    return pdf::write(page::Sealed{*std::move(pages), {}}, fonts, info);
}

Result<pdf::Draft> extract(const Original& original, const form::Form& form, const text::FontSet& fonts,
                           const Certification& certification, const std::vector<std::size_t>& numbers) {
    const auto flow = flow_of(original, form, certification);
    if (!flow) return tl::unexpected(flow.error());
    auto whole = layout::lay_out(*flow, fonts);
    if (!whole) return forward(std::move(whole));
    auto pages = chosen(*std::move(whole), numbers);
    if (!pages) return forward(std::move(pages));
    if (const auto put = put_corner(*pages, fonts, certification); !put) return tl::unexpected(put.error());
    pdf::Info info = info_of(*pages, certification);
    info.attachments = {{original.name, "application/pdf", "Bản gốc, nguyên từng byte",
                         pdf::Relationship::source, std::string(original.pdf), certification.at}};
    return pdf::write(page::Sealed{*std::move(pages), {}}, fonts, info);
}

Result<pdf::Draft> copy_of_paper(const std::vector<Scan>& scans, const text::FontSet& fonts,
                                 const Certification& certification) {
    page::Pages pages{"SAO Y: bản quét", "vi-VN", {{}}, {}, false};
    if (scans.empty() || scans.size() > kMostPages)
        return fail(Fault::usage, "--scan", {"Cần từ 1 đến 400 ảnh quét", "1 to 400 scans are needed"});
    const auto sheets = sheets_of(scans, {});
    if (!sheets) return tl::unexpected(sheets.error());
    for (const ScanSheet& sheet : *sheets) add_sheet(pages, sheet);
    if (const auto put = put_corner(pages, fonts, certification); !put) return tl::unexpected(put.error());
    pdf::Info info = info_of(pages, certification);
    info.properties.emplace_back("copyFrom", "paper");
    return pdf::write(page::Sealed{std::move(pages), {}}, fonts, info);
}

}  // namespace hocba
