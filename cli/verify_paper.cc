#include "cli/verify_paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/report.h"
#include "engine/base/sealed_cell.h"

namespace hocba::cli {
namespace {

std::string shown(const Context& context, const std::optional<std::string>& value) {
    if (!value) return context.say({"(không có)", "(none)"});
    return value->empty() ? context.say({"(trống)", "(blank)"}) : *value;
}

std::string unsealed_text(const Context& context) {
    return context.say({"(có ghi, tem không giữ chữ)", "(printed; the seal does not hold the text)"});
}

/// As the paper shows it, or what the seal has instead.
std::string sealed(const Context& context, const verify::SealedCellShown& cell) {
    if (cell.value) return shown(context, cell.value);
    if (cell.code == kSealUnsealedText) return unsealed_text(context);
    return context.say(
        {fmt::format("không đọc được (mã {})", cell.code), fmt::format("unreadable (code {})", cell.code)});
}

std::string label(const Context& context, const verify::SealedCellShown& cell) {
    const form::SealedLabel& of = cell.label;
    if (of.row.empty() && of.column.empty())
        return context.say({fmt::format("ô số {}", cell.number), fmt::format("cell {}", cell.number)});
    return of.row + (of.row.empty() || of.column.empty() ? "" : ", ") + of.column;
}

/// "  Toán, Điểm kiểm tra: 9", or marked: "≠ Toán, Điểm kiểm tra: 9 (bản được so: 8)".
std::string line(const Context& context, const verify::SealedCellShown& cell) {
    const bool differs = cell.compared && cell.compared->differs;
    std::string text =
        fmt::format("{} {}: {}", differs ? "≠" : " ", label(context, cell), sealed(context, cell));
    if (differs)
        text += fmt::format(
            " ({}: {})", context.say({"bản được so", "compared with"}),
            cell.compared->has_unsealed_text ? unsealed_text(context) : shown(context, cell.compared->value));
    if (cell.compared && !cell.compared->comparable)
        text += context.say({" – không so được", " – not comparable"});
    return text;
}

/// "các ô trong tem của trang 3, năm học 2023-2024:"; a book has several years.
std::string page_line(const Context& context, const verify::SealedCellShown& cell) {
    std::string text = fmt::format(
        "    {} {}", context.say({"các ô trong tem của trang", "sealed cells of page"}), cell.page);
    if (!cell.year.empty())
        text += fmt::format(", {} {}", context.say({"năm học", "school year"}), cell.year);
    return text + ":";
}

void print_page(const Context& context, const verify::Report& report, int page) {
    const std::string* group = nullptr;
    for (const verify::SealedCellShown& cell : report.grid) {
        if (cell.page != page) continue;
        if (group == nullptr) print_line(page_line(context, cell));
        if ((group == nullptr || *group != cell.label.group) && !cell.label.group.empty())
            print_line("        " + cell.label.group);
        group = &cell.label.group;
        print_line("          " + line(context, cell));
    }
    if (group == nullptr)
        print_line(fmt::format(
            "    {} {}: {}", context.say({"trang", "page"}), page,
            context.say({"Trang này không có điểm trong tem.", "The seal of this page holds no marks."})));
}

}  // namespace

bool is_qr_text(const std::string& input) {
    std::error_code ignored;
    return verify::is_seal_text(input) ||
           (input.find("/V#") != std::string::npos && !std::filesystem::exists(input, ignored));
}

Result<void> all_named(const std::vector<std::string>& inputs) {
    for (const std::string& input : inputs)
        if (input.find_first_not_of(" \t\r\n") == std::string::npos)
            return fail(Fault::usage, "INPUT",
                        {"Nội dung mã QR trống: không có gì để kiểm tra",
                         "the text of the QR is empty: there is nothing to verify"},
                        {"Chương trình đọc mã chưa thấy mã nào; đưa thẳng tệp ảnh cho hocba verify",
                         "the QR reader found none; give the picture itself to hocba verify"});
    return {};
}

std::string Papers::names() const {
    std::string all;
    for (const auto& [name, bytes] : inputs_) all += (all.empty() ? "" : " + ") + name;
    return all;
}

verify::Report Papers::verify(const verify::Options& options) const {
    std::vector<verify::PaperInput> inputs;
    for (const auto& [name, bytes] : inputs_) inputs.push_back({name, bytes});
    return verify::verify_paper(inputs, options);
}

void print_grid(const Context& context, const verify::Report& report) {
    if (report.kind != "seal" || report.pages_seen.empty()) return;
    const bool is_refused = std::any_of(report.reasons.begin(), report.reasons.end(), [](const auto& reason) {
        return reason.weight == verify::Verdict::invalid && reason.code != "compare-differs";
    });
    if (is_refused)
        print_line("    " + context.say({"Nội dung ghi trên tem dưới đây KHÔNG dùng được.",
                                         "What the seals say below is NOT to be used."}));
    for (const int page : report.pages_seen) print_page(context, report, page);
}

}  // namespace hocba::cli
