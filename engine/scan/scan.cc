#include "engine/scan/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "engine/base/json.h"
#include "engine/sandbox/sandbox.h"
#include "engine/scan/decode.h"
#include "engine/scan/scanned.h"
#include "engine/scan/symbols.h"

namespace hocba::scan {
namespace {

constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n", kJpeg = "\xFF\xD8\xFF", kPdf = "%PDF-";
/// ISO 32000-1, annex H, note 13: readers accept it within the first 1024 bytes.
constexpr std::size_t kPdfHeaderWithin = 1024;

sandbox::Limits limits_of_sheet() {
    sandbox::Limits limits;
    limits.time = std::chrono::seconds(20);
    limits.memory = 512UL * 1024 * 1024;
    limits.output = 1024UL * 1024;
    limits.fails_quietly =
        true;  // zbar asks iconv for the character sets of other symbols, which opens files
    return limits;
}

tl::unexpected<Error> ended(sandbox::Ending ending, const std::string& where) {
    if (ending == sandbox::Ending::crashed)
        return fail(Fault::document, where,
                    {"Tệp làm bộ đọc ảnh hỏng giữa chừng nên không đọc được.",
                     "The file breaks the reader of pictures and cannot be read."},
                    {"Chụp hoặc quét lại thành tệp JPEG.", "Take or scan it again as a JPEG."});
    return fail(
        Fault::document, where,
        {"Đọc tệp này tốn quá nhiều thời gian hoặc bộ nhớ nên đã dừng.",
         "Reading this file takes too much time or memory and was stopped."},
        {"Lưu ảnh nhỏ lại, hoặc chụp riêng từng trang.", "Save it smaller, or take each page by itself."});
}

/// The child's answer is JSON: an error, or what `work` gives.
Json to_json(const Error& error) {
    const Problem& problem = error.problems.front();
    return Json::Object{{"vi", problem.what.vi},
                        {"en", problem.what.en},
                        {"hint_vi", problem.hint.vi},
                        {"hint_en", problem.hint.en}};
}

template <class Work>
Result<Json> in_child(const std::string& where, const sandbox::Deadline& deadline, const Work& work) {
    const sandbox::Answer answer =
        sandbox::run_limited([&] { return canonical(work()); }, deadline.limits(limits_of_sheet()));
    if (answer.ending != sandbox::Ending::finished) return ended(answer.ending, where);
    auto json = parse_json(answer.output, where);
    if (!json) return ended(sandbox::Ending::crashed, where);
    if (json->find("vi") != nullptr)
        return fail(Fault::document, where, {json->text_or("vi"), json->text_or("en")},
                    {json->text_or("hint_vi"), json->text_or("hint_en")});
    return json;
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
    Json answer() const {
        if (error_ && symbols_.empty()) return to_json(*error_);
        return Json::Object{{"symbols", symbols_}};
    }

  private:
    const Wanted& wanted_;
    Json::Array symbols_;
    std::optional<Error> error_;
};

/// `look_at` shows the pictures of one sheet.
Result<Sheet> read_sheet(const std::string& where, const Wanted& wanted, const sandbox::Deadline& deadline,
                         const std::function<void(Finding&)>& look_at) {
    const auto found = in_child(where, deadline, [&] {
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

Result<int> pages_of(std::string_view pdf, const std::string& name, const sandbox::Deadline& deadline) {
    const auto counted = in_child(name, deadline, [&] {
        const auto pages = count_pages(pdf);
        return pages ? Json(Json::Object{{"pages", static_cast<std::int64_t>(*pages)}})
                     : to_json(pages.error());
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

bool is_picture(std::string_view bytes) {
    return bytes.starts_with(kPng) || bytes.starts_with(kJpeg);
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
    if (!is_picture(bytes)) return read_pdf(bytes, name, wanted, deadline);
    auto sheet = read_sheet(name, wanted, deadline, [&](Finding& finding) {
        finding.look(bytes.starts_with(kPng) ? decode_png(bytes) : decode_jpeg(bytes));
    });
    if (!sheet) return tl::unexpected(std::move(sheet).error());
    return std::vector<Sheet>{*std::move(sheet)};
}

}  // namespace hocba::scan
