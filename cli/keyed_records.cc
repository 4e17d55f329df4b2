#include "cli/keyed_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::cli {
namespace {

std::vector<std::string> years_in(const Json& record) {
    std::vector<std::string> names;
    const Json* years = record.find("years");
    if (years != nullptr && years->array() != nullptr)
        for (const Json& year : *years->array()) names.push_back(year.text_or("name"));
    return names;
}

Keyed keyed_of(const Examined& examined) {
    const Json& json = examined.record.json();
    Keyed keyed{examined.record.place(), examined.form.id(), examined.record.bytes(), {}, {}, {}, {}, {}};
    if (const Json* pupil = json.find("pupil")) {
        keyed.pupil_id = pupil->text_or("id");
        keyed.name = pupil->text_or("name");
        keyed.born = pupil->text_or("born");
    }
    keyed.years = years_in(json);
    for (const auto* findings : {&examined.findings.errors, &examined.findings.warnings})
        keyed.doubts.insert(keyed.doubts.end(), findings->begin(), findings->end());
    return keyed;
}

bool same_name(const std::string& one, const std::string& other) {
    return upper(one) == upper(other);
}

bool same_pupil(const Keyed& keyed, const form::Paper& paper) {
    if (!paper.pupil_id.empty()) return keyed.pupil_id == paper.pupil_id;
    return same_name(keyed.name, paper.pupil_name) && keyed.born == paper.born;
}

/// All its years are on the paper.
bool same_years(const Keyed& keyed, const form::Paper& paper) {
    return !keyed.years.empty() &&
           std::all_of(keyed.years.begin(), keyed.years.end(), [&](const std::string& year) {
               return std::find(paper.years.begin(), paper.years.end(), year) != paper.years.end();
           });
}

tl::unexpected<Error> unfit(const Keyed& keyed, Text what, Text hint) {
    return fail(Fault::record, keyed.where, std::move(what), std::move(hint));
}

}  // namespace

KeyedRecords KeyedRecords::open(const Workshop& workshop, const std::vector<std::string>& inputs) {
    KeyedRecords records;
    for (const record::Source& source : open_all(inputs)) {
        const auto examined = examine(workshop, source, "");
        if (examined) {
            records.all_.push_back(keyed_of(*examined));
            continue;
        }
        const auto& problems = examined.error().problems;
        records.refused.insert(records.refused.end(), problems.begin(), problems.end());
    }
    return records;
}

Result<const Keyed*> KeyedRecords::of(const form::Paper& paper) {
    Keyed* found = nullptr;
    for (Keyed& keyed : all_) {
        if (!same_pupil(keyed, paper) || !same_years(keyed, paper)) continue;
        if (found != nullptr)
            return unfit(keyed,
                         {"Có hai bản nhập điểm của cùng học sinh và năm học; bản kia ở " + found->where,
                          "two records were keyed of the same pupil and year; the other is " + found->where},
                         {"Giữ một bản; nhiều năm của một sổ ghi trong một hồ sơ",
                          "keep one; several years of one book go into one record"});
        found = &keyed;
        keyed.used = true;
    }
    if (found == nullptr) return nullptr;
    const bool same = same_name(found->name, paper.pupil_name) &&
                      (paper.born.empty() || found->born.empty() || found->born == paper.born);
    if (same) return found;
    return unfit(*found,
                 {fmt::format("Bản nhập ghi \"{}\" sinh {}, danh sách ghi \"{}\" sinh {}", found->name,
                              found->born, paper.pupil_name, paper.born),
                  fmt::format("the record says \"{}\", born {}; the list says \"{}\", born {}", found->name,
                              found->born, paper.pupil_name, paper.born)},
                 {"Xem bản giấy rồi sửa bên sai", "look at the paper and mend what is wrong"});
}

std::vector<Problem> KeyedRecords::unused() const {
    std::vector<Problem> problems;
    for (const Keyed& keyed : all_)
        if (!keyed.used)
            problems.push_back(
                {keyed.where,
                 {"Bản nhập điểm này không khớp học sinh và năm học nào trong danh sách quét",
                  "this keyed record fits no pupil and school year of the list of scans"},
                 {"Kiểm tra mã học sinh và năm học", "check the pupil's number and the year"}});
    return problems;
}

}  // namespace hocba::cli
