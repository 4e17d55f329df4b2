// What the books of THCS and THPT (TT 22/2021, TT 58/2011) will print as empty lines: the record may leave
// them out, but a printed book without them has to be filled in by hand.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/record/rules.h"
#include "engine/record/rules_tt22.h"

namespace hocba::record {
namespace {

constexpr std::array<const char*, 3> kLines{"direct", "after_retest", "denied"};

bool is_blank(const Json& json, std::string_view member) {
    const Json* value = json.find(member);
    if (value == nullptr || value->is_null()) return true;
    if (const std::string* text = value->string()) return text->empty();
    if (const Json::Array* items = value->array()) return items->empty();
    return value->object() != nullptr && value->object()->empty();
}

struct Blanks {
    std::vector<std::string> vi, en;

    void add(bool blank, const std::string& in_vietnamese, const std::string& in_english) {
        if (!blank) return;
        vi.push_back(in_vietnamese);
        en.push_back(in_english);
    }
};

void look_at_book(const Record& record, Blanks& blanks) {
    const Json* pupil = record.json().find("pupil");
    blanks.add(is_blank(record.json(), "place"), "địa danh ở dòng ngày ký (place)",
               "the place of the date line (place)");
    blanks.add(pupil != nullptr && is_blank(*pupil, "register"), "số sổ đăng bộ (pupil.register)",
               "the register's number (pupil.register)");
    blanks.add(is_blank(record.json(), "history"), "quá trình học tập (history)",
               "the schools attended (history)");
    blanks.add(is_blank(record.json(), "opened"), "ngày và người lập học bạ (opened)",
               "the date and head of the first page (opened)");
}

/// Subjects whose row names the language.
bool is_language(std::string_view key) {
    return key.starts_with("ngoai_ngu") || key == "tieng_dan_toc";
}

void look_at_subjects(const Year& year, Blanks& blanks) {
    const Json* subjects = year.json.find("subjects");
    if (subjects == nullptr || subjects->object() == nullptr) return;
    std::size_t without = 0;
    for (const auto& [key, entry] : *subjects->object()) {
        without += !flag(entry, "exempt", false) && is_blank(entry, "teacher") ? 1 : 0;
        blanks.add(is_language(key) && is_blank(entry, "language"),
                   fmt::format("lớp {}: tên ngoại ngữ hoặc tiếng dân tộc ({}.language)", year.grade, key),
                   fmt::format("grade {}: which language ({}.language)", year.grade, key));
    }
    blanks.add(without != 0, fmt::format("lớp {}: giáo viên của {} môn (teacher)", year.grade, without),
               fmt::format("grade {}: the teachers of {} subjects (teacher)", year.grade, without));
}

/// The last grade of a level has no such line to fill.
void check_promotion(const Year& year) {
    const Json* promoted = year.json.find("promoted");
    if (promoted == nullptr || promoted->boolean() == nullptr || tt22::is_last(year.grade)) return;
    const Json* promotion = year.json.find("promotion");
    if (promotion != nullptr && std::any_of(kLines.begin(), kLines.end(),
                                            [&](const char* line) { return !is_blank(*promotion, line); }))
        return;
    const auto again = [&](const char* group) {
        const Json* levels = year.json.find(group);
        return levels != nullptr && !is_blank(*levels, "retest");
    };
    const bool yes = *promoted->boolean();
    const char* line = !yes ? "denied" : again("conduct") || again("learning") ? "after_retest" : "direct";
    const std::string sentence =
        yes ? fmt::format("Lên lớp {}", year.grade + 1) : fmt::format("Ở lại lớp {}", year.grade);
    year.doubt("promotion",
               {fmt::format("{} lên lớp nhưng mục \"promotion\" trống: trang in không ghi gì",
                            yes ? "Được" : "Không được"),
                fmt::format("{}, but \"promotion\" is empty: the page will say nothing",
                            yes ? "promoted" : "not promoted")},
               {fmt::format("Ghi promotion.{} = \"{}\"", line, sentence),
                fmt::format("write promotion.{} = \"{}\"", line, sentence)});
}

}  // namespace

void check_blank(const Record& record, const std::vector<Year>& years, Findings& findings) {
    Blanks blanks;
    look_at_book(record, blanks);
    for (const Year& year : years) look_at_subjects(year, blanks);
    if (!blanks.vi.empty())
        findings.warnings.push_back(
            {record.place(),
             {fmt::format("Sẽ in trống: {}", fmt::join(blanks.vi, "; ")),
              fmt::format("will be printed blank: {}", fmt::join(blanks.en, "; "))},
             {"Bổ sung vào hồ sơ, hoặc ghi tay trên bản in", "add them, or fill them in on paper"}});
    for (const Year& year : years) check_promotion(year);
}

}  // namespace hocba::record
