#include "engine/scan/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "engine/base/json.h"
#include "engine/sandbox/sandbox.h"
#include "engine/scan/child.h"
#include "engine/scan/decode.h"
#include "engine/scan/scanned.h"
#include "engine/scan/symbols.h"

namespace hocba::scan {
namespace {

constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n", kJpeg = "\xFF\xD8\xFF", kPdf = "%PDF-";
constexpr std::string_view kTiffLittle("II*\0", 4), kTiffBig("MM\0*", 4), kBmpReserved("\0\0\0\0", 4);
/// ISO 32000-1, annex H, note 13: readers accept it within the first 1024 bytes.
constexpr std::size_t kPdfHeaderWithin = 1024;

/// What `work` found, as JSON.
Result<Json> found_in_child(const std::string& where, const sandbox::Deadline& deadline,
                            const std::function<Result<Json>()>& work) {
    const auto answer =
        in_child(where, deadline.limits(limits_of_sheet()), [&] { return work().map(canonical); });
    if (!answer) return tl::unexpected(answer.error());
    return parse_json(*answer, where);
}

/// Printable ASCII, as every address is (RFC 3986, 2). Any bytes are legal in a QR; others are left out.
bool is_address_text(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

class Finding {
  public:
    explicit Finding(const Wanted& wanted) : wanted_(wanted) {}

    void look(const Result<Grey>& picture) {
        if (!picture && !error_) error_ = picture.error();
        if (!picture) return;
        for (const Symbol& symbol : find_symbols(*picture, wanted_))
            if (is_address_text(symbol.text))
                symbols_.push_back(Json::Object{{"text", symbol.text}, {"reader", symbol.reader}});
    }
    /// Of several images on a page one that cannot be read matters only if the others show nothing.
    Result<Json> answer() const {
        if (error_ && symbols_.empty()) return tl::unexpected(*error_);
        return Json(Json::Object{{"symbols", symbols_}});
    }

  private:
    const Wanted& wanted_;
    Json::Array symbols_;
    std::optional<Error> error_;
};

bool has_at(std::string_view bytes, std::size_t place, std::string_view magic) {
    return place <= bytes.size() && bytes.substr(place).starts_with(magic);
}

tl::unexpected<Error> not_read(const std::string& name, std::string_view format) {
    return fail(Fault::document, name,
                {fmt::format("Đây là ảnh {}, chương trình chỉ đọc ảnh JPEG và PNG.", format),
                 fmt::format("This is a {} picture; JPEG and PNG are read.", format)},
                {"Lưu ảnh thành JPEG hoặc PNG, hoặc chụp lại.",
                 "Save it as JPEG or PNG, or take the picture again."});
}

/// `look_at` shows the pictures of one sheet.
Result<Sheet> read_sheet(const std::string& where, const Wanted& wanted, const sandbox::Deadline& deadline,
                         const std::function<void(Finding&)>& look_at) {
    const auto found = found_in_child(where, deadline, [&] {
        Finding finding(wanted);
        look_at(finding);
        return finding.answer();
    });
    if (!found) return tl::unexpected(found.error());
    Sheet sheet{where, {}, {}};
    const Json* symbols = found->find("symbols");
    if (symbols != nullptr && symbols->array() != nullptr)
        for (const Json& one : *symbols->array())
            sheet.symbols.push_back({one.text_or("text"), one.text_or("reader")});
    return sheet;
}

/// Of some tens of pages one that cannot be read says nothing against the others.
Result<std::vector<Sheet>> read_pdf(std::string_view pdf, const std::string& name, const Wanted& wanted,
                                    const sandbox::Deadline& deadline) {
    const auto pages = pages_of(pdf, name, deadline);
    if (!pages) return tl::unexpected(pages.error());
    std::vector<Sheet> sheets;
    for (int page = 0; page < *pages; ++page) {
        const std::string where = fmt::format("{}: page {}", name, page + 1);
        auto sheet = read_sheet(where, wanted, deadline, [&](Finding& finding) {
            const auto read = for_each_image(pdf, page, [&](const auto& image) { finding.look(image); });
            if (!read) finding.look(tl::unexpected(read.error()));
        });
        sheets.push_back(sheet ? *std::move(sheet) : Sheet{where, {}, std::move(sheet).error()});
    }
    return sheets;
}

}  // namespace

Result<int> pages_of(std::string_view pdf, const std::string& name, const sandbox::Deadline& deadline) {
    const auto counted = found_in_child(name, deadline, [&] {
        return count_pages(pdf).map([](int pages) {
            return Json(Json::Object{{"pages", static_cast<std::int64_t>(pages)}});
        });
    });
    if (!counted) return tl::unexpected(counted.error());
    const Json* pages = counted->find("pages");
    const std::int64_t count = pages != nullptr && pages->integer() ? *pages->integer() : 0;
    if (count >= 1 && count <= kMostPages) return static_cast<int>(count);
    return fail(Fault::document, name,
                {fmt::format("Tệp PDF quét có {} trang; đọc được từ 1 đến {} trang.", count, kMostPages),
                 fmt::format("The scanned PDF has {} pages; 1 to {} are read.", count, kMostPages)},
                {"Tách tệp: mỗi tệp một học bạ.", "Split it: one transcript a file."});
}

bool is_picture(std::string_view bytes) {
    return bytes.starts_with(kPng) || bytes.starts_with(kJpeg);
}

std::string_view foreign_picture(std::string_view bytes) {
    if (has_at(bytes, 0, "RIFF") && has_at(bytes, 8, "WEBP")) return "WebP";
    if (has_at(bytes, 0, kTiffLittle) || has_at(bytes, 0, kTiffBig)) return "TIFF";
    if (has_at(bytes, 0, "BM") && has_at(bytes, 6, kBmpReserved)) return "BMP";
    if (has_at(bytes, 0, "GIF8")) return "GIF";
    // ISO/IEC 14496-12, 4.3: the first box names the brand.
    if (has_at(bytes, 4, "ftyp")) return "HEIF";
    return "";
}

bool is_jpeg(std::string_view bytes) {
    return bytes.starts_with(kJpeg);
}

bool is_pdf(std::string_view bytes) {
    return bytes.substr(0, kPdfHeaderWithin).find(kPdf) != std::string_view::npos;
}

bool is_scanned(std::string_view pdf) {
    if (!is_pdf(pdf)) return false;
    return sandbox::run_limited([&] { return std::string(only_pictures(pdf) ? "pictures" : ""); }).output ==
           "pictures";
}

Result<std::vector<Sheet>> read(std::string_view bytes, const std::string& name, const Wanted& wanted,
                                std::chrono::milliseconds patience) {
    const sandbox::Deadline deadline(patience);
    if (const auto format = foreign_picture(bytes); !format.empty()) return not_read(name, format);
    if (!is_picture(bytes)) return read_pdf(bytes, name, wanted, deadline);
    auto sheet = read_sheet(name, wanted, deadline, [&](Finding& finding) {
        finding.look(bytes.starts_with(kPng) ? decode_png(bytes) : decode_jpeg(bytes));
    });
    if (!sheet) return tl::unexpected(std::move(sheet).error());
    return std::vector<Sheet>{*std::move(sheet)};
}

}  // namespace hocba::scan
