// The cells of seals beside those of a record, or of the record in an issued PDF.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/base/bytes.h"
#include "engine/base/sealed_cell.h"
#include "engine/sandbox/sandbox.h"
#include "engine/verify/envelope.h"
#include "engine/verify/issue_check.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_grid.h"
#include "engine/verify/structure.h"

namespace hocba::verify {
namespace {

using Cells = std::vector<OtherCell>;

/// As JSON through the pipe; nothing if the record cannot be laid out within the limits.
std::optional<Cells> cells_in_child(const Other& other) {
    const auto work = [&] {
        const auto cells = other.cells();
        if (!cells) return std::string();
        Json::Array all;
        for (const OtherCell& cell : *cells)
            all.emplace_back(Json::Object{{"year", cell.year}, {"number", cell.number}, {"code", cell.code}});
        return canonical(all);
    };
    const sandbox::Answer answer = sandbox::run_limited(work);
    const auto json = parse_json(answer.output, other.where);
    if (!json || json->array() == nullptr) return std::nullopt;
    Cells cells;
    for (const Json& one : *json->array())
        cells.push_back({one.text_or("year"), one.integer_or("number", -1),
                         static_cast<int>(one.integer_or("code", -1))});
    return cells;
}

bool is_same_pupil(const About& a, const About& b) {
    return a.pupil == b.pupil && a.born == b.born && a.pupil_tail == b.pupil_tail;
}

class Comparison {
  public:
    Comparison(Report& report, const Options& options) : report_(report), options_(options) {}

    void with(const std::vector<Other>& others) {
        const Other* other = chosen(others);
        if (other == nullptr) return;
        const auto cells = cells_in_child(*other);
        if (!cells) return say("compare-unreadable", other->where);
        if (!is_of_year(*other, *cells)) return say("compare-year", other->document.year);
        if (!other->document.id.empty() && !report_.document.id.starts_with(other->document.id.substr(0, 16)))
            say("compare-revision", fmt::format("{}: {} / {}", other->where, report_.document.revision,
                                                other->document.revision));
        mark(*cells);
        conclude(*other);
    }

  private:
    Report& report_;
    const Options& options_;

    void say(std::string_view code, const std::string& where) {
        report_.reasons.push_back(reason(code, where));
    }

    /// The first of the same pupil, of the same form, and of the year if one is; else says what is another.
    const Other* chosen(const std::vector<Other>& others) {
        const Other *pupil = nullptr, *form = nullptr;
        for (const Other& other : others) {
            if (!is_same_pupil(other.document, report_.document)) continue;
            pupil = &other;
            if (other.document.form != report_.document.form) continue;
            if (form == nullptr || other.document.year == report_.document.year) form = &other;
        }
        if (pupil == nullptr) say("compare-pupil", others.empty() ? "" : others.front().where);
        if (pupil != nullptr && form == nullptr) say("compare-form", pupil->where);
        return form;
    }

    /// A page without marks is of the document's year.
    bool is_of_year(const Other& other, const Cells& cells) const {
        if (report_.grid.empty()) return other.document.year == report_.document.year;
        return std::any_of(cells.begin(), cells.end(), [&](const OtherCell& cell) {
            return std::any_of(report_.grid.begin(), report_.grid.end(),
                               [&](const SealedCellShown& shown) { return shown.year == cell.year; });
        });
    }

    void mark(const Cells& cells) {
        const form::Form* form = form_of(std::stoll(report_.document.form), options_.forms);
        std::map<std::pair<std::string, std::int64_t>, int> codes;
        for (const OtherCell& cell : cells) codes[{cell.year, cell.number}] = cell.code;
        for (SealedCellShown& shown : report_.grid) {
            const auto found = codes.find({shown.year, shown.number});
            ComparedValue& other = shown.compared.emplace();
            other.differs = found == codes.end() || found->second != shown.code;
            if (found == codes.end()) continue;
            other.has_unsealed_text = found->second == kSealUnsealedText;
            other.comparable = !other.has_unsealed_text || other.differs;
            if (form != nullptr)
                other.value = form::seal_value(*form, static_cast<std::size_t>(shown.number), found->second);
        }
    }

    template <class Is>
    std::int64_t count(Is is) const {
        return std::count_if(report_.grid.begin(), report_.grid.end(),
                             [&](const SealedCellShown& cell) { return is(*cell.compared); });
    }

    void conclude(const Other& other) {
        if (other.is_pdf) say("compare-unverified", other.where);
        const auto comparable = count([](const ComparedValue& value) { return value.comparable; });
        const auto differing = count([](const ComparedValue& value) { return value.differs; });
        const auto left = static_cast<std::int64_t>(report_.grid.size()) - comparable;
        if (left > 0) say("compare-partly", fmt::format("{}: {}", other.where, left));
        if (comparable == 0) return say("compare-nothing", other.where);
        if (differing == 0) return say("compare-same", fmt::format("{}: {}", other.where, comparable));
        say("compare-differs", fmt::format("{}: {} / {}", other.where, differing, comparable));
    }
};

}  // namespace

void compare(Report& report, const std::vector<Other>& others, const Options& options) {
    if (report.pages_seen.empty()) return;
    Comparison(report, options).with(others);
    report.verdict = verdict_of(report.reasons);
    if (report.verdict == Verdict::valid) return;
    // It stands under what is valid alone.
    std::erase_if(report.reasons, [](const Reason& one) { return one.code == "legal-note"; });
}

Result<Attached> attached_to(std::string_view pdf, const std::string& name, const Options& options) {
    const auto missing = [&] {
        return fail(
            Fault::document, name,
            {"Tệp PDF được so không mang dữ liệu học bạ (record.json)",
             "the PDF to compare with carries no record.json"},
            {"Đưa tệp PDF do trường phát hành, hoặc bản ghi .json", "give the issued PDF, or a record"});
    };
    const sandbox::Answer answer = sandbox::run_limited([&] { return encode(describe(pdf, {})); });
    const auto facts = decode(answer.output);
    if (answer.ending != sandbox::Ending::finished || !facts) return missing();
    const auto record = facts->attachments.find("record.json");
    const IssueFound issue = check_issue(*facts, options);
    if (record == facts->attachments.end() || !issue.present) return missing();
    return Attached{record->second, issue.form, issue.id, issue.issue.revision};
}

}  // namespace hocba::verify
