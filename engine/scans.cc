#include "engine/scans.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/layout/layout.h"
#include "engine/scan/paper.h"

namespace hocba {
namespace {

using namespace literals;

constexpr std::int64_t kLeastDpi = 200;
/// A page of a book, or two facing ones. Beyond, the file's word about its resolution is wrong.
constexpr Length kNarrowest = 100_mm, kWidest = 600_mm;
/// Scanners cut the edges, and paper is cut by hand.
constexpr std::int64_t kTolerancePercent = 6;

using Density = scan::Density;

std::int64_t dpi_of(std::uint32_t per_metre) {
    return (static_cast<std::int64_t>(per_metre) * 254 + 5000) / 10000;
}

Length length_of(std::int64_t pixels, std::uint32_t per_metre) {
    return {pixels * 1'000'000 / per_metre};
}

std::uint32_t per_metre(std::uint32_t pixels, Length length) {
    return static_cast<std::uint32_t>(std::int64_t{pixels} * 1'000'000 / length.um);
}

bool differ(std::uint32_t one, std::uint32_t other) {
    const std::int64_t a = one, b = other;
    return std::abs(a - b) * 100 > kTolerancePercent * b;
}

Text hint() {
    return {"Quét màu, ít nhất 200 dpi, tỷ lệ 100 %, lưu JPEG hoặc PNG (NĐ 30/2020, Phụ lục I, Phần II, I.2)",
            "scan in colour, 200 dpi or more, at 100 %, as JPEG or PNG (NĐ 30/2020, annex I, part II, I.2)"};
}

/// One page against the rules; its problems gather.
class Measure {
  public:
    Measure(const scan::PaperPage& page, const ScanRules& rules, std::vector<Problem>& problems)
        : page_(page), rules_(rules), problems_(problems) {}

    ScanSheet sheet() {
        const Raster& picture = page_.picture;
        if (picture.bits == 1 && picture.palette.empty())
            bad("Ảnh quét chỉ có đen trắng (1 bit)", "the scan is black and white (1 bit)");
        else if (!page_.has_colour && !rules_.grey)
            bad("Ảnh quét chỉ có xám hoặc đen trắng, không có màu nào",
                "the scan has no colours: it is grey, or black and white");
        const Density density = density_of_paper();
        ScanSheet out;
        out.colour = page_.has_colour;
        if (density.across == 0 || density.down == 0) {
            bad("Ảnh quét không ghi độ phân giải", "the scan does not say its resolution");
            return out;
        }
        out.dpi = std::min(dpi_of(density.across), dpi_of(density.down));
        if (out.dpi < kLeastDpi)
            bad(fmt::format("Độ phân giải chỉ {} dpi", out.dpi),
                fmt::format("the resolution is only {} dpi", out.dpi));
        out.size = {length_of(picture.width, density.across), length_of(picture.height, density.down)};
        const auto [least, most] = std::minmax(out.size.width, out.size.height);
        if (out.dpi >= kLeastDpi && (least < kNarrowest || most > kWidest))
            bad(fmt::format("Trang {} × {} mm: không phải một trang sổ", out.size.width.um / 1000,
                            out.size.height.um / 1000),
                fmt::format("{} × {} mm is no page of a book", out.size.width.um / 1000,
                            out.size.height.um / 1000));
        return out;
    }

  private:
    void bad(std::string vi, std::string en) {
        problems_.push_back({page_.where, {std::move(vi), std::move(en)}, hint()});
    }

    /// Of the known size of the paper, or of what the file says. Both must agree: else it is not 100 %.
    Density density_of_paper() {
        if (!rules_.paper) return page_.density;
        const Raster& picture = page_.picture;
        Size paper = *rules_.paper;
        if ((picture.width > picture.height) != (paper.width > paper.height))
            std::swap(paper.width, paper.height);
        const Density real{per_metre(picture.width, paper.width), per_metre(picture.height, paper.height)};
        const bool told = page_.density.across != 0 && page_.density.down != 0;
        if (differ(real.across, real.down) ||
            (told && (differ(page_.density.across, real.across) || differ(page_.density.down, real.down))))
            bad(fmt::format("Ảnh không vừa khổ giấy {} × {} mm đã ghi", paper.width.um / 1000,
                            paper.height.um / 1000),
                fmt::format("the picture does not fit the paper of {} × {} mm that is written for it",
                            paper.width.um / 1000, paper.height.um / 1000));
        return real;
    }

    const scan::PaperPage& page_;
    const ScanRules& rules_;
    std::vector<Problem>& problems_;
};

std::uint32_t add(page::Pages& pages, page::Element element) {
    pages.elements.push_back(std::move(element));
    return static_cast<std::uint32_t>(pages.elements.size() - 1);
}

}  // namespace

Result<std::vector<ScanSheet>> sheets_of(const std::vector<Scan>& scans, const ScanRules& rules) {
    std::vector<ScanSheet> sheets;
    Error error{Fault::document, {}};
    for (const Scan& scan : scans) {
        auto pages = scan::take_paper(scan.bytes, scan.name);
        if (!pages) {
            auto& found = pages.error().problems;
            error.problems.insert(error.problems.end(), found.begin(), found.end());
            continue;
        }
        for (std::size_t i = 0; i < pages->size(); ++i) {
            ScanSheet sheet = Measure((*pages)[i], rules, error.problems).sheet();
            sheet.file = scan.name;
            sheet.page = static_cast<std::int64_t>(i) + 1;
            sheet.picture = std::move((*pages)[i].picture);
            sheets.push_back(std::move(sheet));
        }
    }
    if (error.problems.empty()) return sheets;
    return tl::unexpected(std::move(error));
}

void add_sheet(page::Pages& pages, const ScanSheet& sheet, Length strip) {
    page::Element figure;
    figure.role = page::Role::figure;
    figure.alt = fmt::format("Trang {} của bản quét", pages.pages.size() + 1);
    const Size size = sheet.size;
    const std::uint32_t element = add(pages, figure);
    page::Image image{{{}, {}, size.width, size.height}, sheet.picture};
    pages.pages.push_back({{size.width, size.height + strip}, {{element, false, {std::move(image)}}}});
}

Result<void> put_words(page::Pages& pages, std::size_t index, const form::Flow& flow,
                       const text::FontSet& fonts) {
    const auto words = layout::lay_out(flow, fonts);
    if (!words) return tl::unexpected(words.error());
    if (words->pages.size() != 1)
        return fail(Fault::form, fmt::format("page {}", index + 1),
                    {"Trang quá hẹp, không đủ chỗ cho dòng chữ", "the page is too narrow for its words"});
    const auto moved = static_cast<std::uint32_t>(pages.elements.size() - 1);
    for (std::size_t i = 1; i < words->elements.size(); ++i) {
        page::Element element = words->elements[i];
        if (element.parent != 0) element.parent += moved;
        add(pages, std::move(element));
    }
    for (page::Group group : words->pages[0].groups) {
        if (group.element != page::Group::artifact && group.element != 0) group.element += moved;
        pages.pages[index].groups.push_back(std::move(group));
    }
    return {};
}

}  // namespace hocba
