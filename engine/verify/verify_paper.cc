// Pictures, scanned pages and texts of QRs: their seals, and what could not be read.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

#include "engine/base/bytes.h"
#include "engine/scan/scan.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_set.h"

namespace hocba::verify {
namespace {

bool begins(std::string_view text, std::string_view scheme) {
    return ascii_lower(text.substr(0, scheme.size())) == scheme;
}

/// One in a format that is not read says no more against the paper than a blurred one.
bool is_any_picture(std::string_view bytes) {
    return scan::is_picture(bytes) || !scan::foreign_picture(bytes).empty();
}

/// Another QR on the same paper says nothing of the seals.
bool looks_like_seal(std::string_view text) {
    return is_seal_text(text) && text.find("/V#") != std::string_view::npos;
}

class Paper {
  public:
    void add(const PaperInput& input) {
        names_.push_back(input.name);
        const bool is_pdf = scan::is_pdf(input.bytes);
        if (!is_pdf && !is_any_picture(input.bytes)) return add_lines(input);
        if (is_pdf) reasons_.push_back(reason("scan-of-paper", input.name));
        const auto sheets = scan::read(input.bytes, input.name, looks_like_seal);
        if (!sheets) return unreadable(sheets.error());
        for (const scan::Sheet& sheet : *sheets) add(sheet, input.name);
    }

    Report judge(const Options& options) {
        return judge_seals(texts_, std::move(reasons_), fmt::format("{}", fmt::join(names_, " + ")), options);
    }

  private:
    std::vector<std::string> names_;
    std::vector<SealText> texts_;
    std::vector<Reason> reasons_;

    void add_lines(const PaperInput& input) {
        std::istringstream lines{std::string(input.bytes)};
        for (std::string line; std::getline(lines, line);) {
            line.erase(line.find_last_not_of(" \r\t") + 1);
            if (!line.empty()) texts_.push_back({line, input.name});
        }
    }

    void add(const scan::Sheet& sheet, const std::string& name) {
        if (sheet.unread) return unreadable(*sheet.unread);
        const std::size_t before = texts_.size();
        for (const scan::Symbol& symbol : sheet.symbols)
            if (looks_like_seal(symbol.text)) texts_.push_back({symbol.text, name});
        if (texts_.size() == before) reasons_.push_back(reason("no-seal", sheet.where));
    }

    void unreadable(const Error& error) {
        for (const Problem& problem : error.problems) {
            Reason why = reason("picture-unreadable", problem.where);
            why.text = {problem.what.vi + " " + problem.hint.vi, problem.what.en + " " + problem.hint.en};
            reasons_.push_back(std::move(why));
        }
    }
};

}  // namespace

bool is_seal_text(std::string_view text) {
    return begins(text, "https://") || begins(text, "http://");
}

bool shows_paper(std::string_view bytes) {
    if (is_seal_text(bytes) || is_any_picture(bytes)) return true;
    // What we issue has a form, and its catalog stands where this finds it.
    return bytes.find("/AcroForm") == std::string_view::npos && scan::is_scanned(bytes);
}

Report verify_paper(const std::vector<PaperInput>& inputs, const Options& options) {
    Paper paper;
    for (const PaperInput& input : inputs) paper.add(input);
    return paper.judge(options);
}

}  // namespace hocba::verify
