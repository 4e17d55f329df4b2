#include "engine/scan/paper.h"

#include <fmt/format.h>

#include "engine/base/json.h"
#include "engine/scan/child.h"
#include "engine/scan/decode.h"
#include "engine/scan/paper_page.h"

namespace hocba::scan {
namespace {

/// A page's picture as its file has it, with room for samples that a PDF held uncompressed.
constexpr std::size_t kLargestAnswer = 256UL * 1024 * 1024;

/// Through the pipe: one line of JSON, then palette and bytes.
std::string encode(const PaperPage& page) {
    const Raster& p = page.picture;
    return canonical(Json::Object{{"jpeg", p.coding == Raster::Coding::jpeg},
                                  {"width", static_cast<std::int64_t>(p.width)},
                                  {"height", static_cast<std::int64_t>(p.height)},
                                  {"colours", p.colours},
                                  {"bits", p.bits},
                                  {"palette", static_cast<std::int64_t>(p.palette.size())},
                                  {"across", static_cast<std::int64_t>(page.density.across)},
                                  {"down", static_cast<std::int64_t>(page.density.down)},
                                  {"colour", page.has_colour}}) +
           "\n" + p.palette + p.bytes;
}

Result<PaperPage> decode(const std::string& where, std::string_view answer) {
    const std::size_t line = answer.find('\n');
    const auto json = parse_json(answer.substr(0, line), where);
    if (!json) return tl::unexpected(json.error());
    const auto number = [&](const char* name) {
        return static_cast<std::uint32_t>(json->integer_or(name, 0));
    };
    const auto is = [&](const char* name) {
        const Json* value = json->find(name);
        return value != nullptr && value->boolean() != nullptr && *value->boolean();
    };
    const std::string_view rest = answer.substr(line == answer.npos ? answer.size() : line + 1);
    const std::size_t palette = std::min<std::size_t>(number("palette"), rest.size());
    PaperPage page;
    page.where = where;
    page.picture = {is("jpeg") ? Raster::Coding::jpeg : Raster::Coding::png_rows,
                    number("width"),
                    number("height"),
                    static_cast<int>(number("colours")),
                    static_cast<int>(number("bits")),
                    std::string(rest.substr(0, palette)),
                    std::string(rest.substr(palette))};
    page.density = {number("across"), number("down")};
    page.has_colour = is("colour");
    return page;
}

Result<PaperPage> take(const std::string& where, const sandbox::Deadline& deadline,
                       const std::function<Result<PaperPage>()>& work) {
    const auto answer =
        in_child(where, deadline.limits(limits_of_sheet(kLargestAnswer)), [&] { return work().map(encode); });
    if (!answer) return tl::unexpected(answer.error());
    return decode(where, *answer);
}

}  // namespace

Result<std::vector<PaperPage>> take_paper(std::string_view bytes, const std::string& name,
                                          std::chrono::milliseconds patience) {
    const sandbox::Deadline deadline(patience);
    std::vector<PaperPage> pages;
    Error error{Fault::document, {}};
    const auto add = [&](Result<PaperPage> page) {
        if (page)
            pages.push_back(*std::move(page));
        else
            error.problems.insert(error.problems.end(), page.error().problems.begin(),
                                  page.error().problems.end());
    };
    if (is_jpeg(bytes)) {
        add(take(name, deadline, [&] { return jpeg_page(bytes); }));
    } else if (is_picture(bytes)) {
        add(take(name, deadline, [&] { return png_page(bytes); }));
    } else if (is_pdf(bytes)) {
        const auto count = pages_of(bytes, name, deadline);
        if (!count) return tl::unexpected(count.error());
        for (int i = 0; i < *count; ++i)
            add(take(fmt::format("{}: page {}", name, i + 1), deadline, [&] { return pdf_page(bytes, i); }));
    } else {
        return fail(Fault::document, name,
                    {"Không phải tệp JPEG, PNG hay PDF.", "This is no JPEG, PNG or PDF."},
                    {"Quét lại, lưu dạng JPEG.", "Scan it again, as JPEG."});
    }
    if (error.problems.empty()) return pages;
    return tl::unexpected(std::move(error));
}

}  // namespace hocba::scan
