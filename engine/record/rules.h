// What the rules of all circulars share: the circular, a school year of a record, and where findings go.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/record/record.h"

namespace hocba::record {

struct Year;

/// The school years, by their first calendar year, in which a circular applies to a grade.
struct Phase {
    int grade, first, last;
};
inline constexpr int kStillApplies = 9999;

struct Circular {
    std::string_view number;    // as records name it: "22/2021/TT-BGDĐT"
    std::string_view name;      // as messages name it: "Thông tư 22/2021/TT-BGDĐT"
    std::string_view book;      // its clause on the form of the transcript
    std::string_view phasing;   // the clause that says since or until when it applies to a grade
    std::string_view year_end;  // its clause on what is written at the end of the year
    std::span<const Phase> phases;
    void (*check_year)(const Year& year);
    void (*check_class_book)(const Record& record, const Year& year);  // null pointer if it has none here
};

/// Null pointer for a circular without rules here.
const Circular* circular_of(std::string_view number);

/// One school year of a record, and where findings about it go.
struct Year {
    const Json& json;
    std::string where;   // "record.json/years/0"
    std::string level;   // "tieu-hoc", "thcs", "thpt"; "" if the record does not say
    std::int64_t grade;  // 0 if the record does not say
    int start;           // its first calendar year; 0 if its name is no "2023-2024"
    const Circular& circular;
    Findings& findings;

    /// A contradiction is an error; a warning for a pupil with an individual plan (TT 27/2020, Điều 8; TT
    /// 22/2021 has the same for disabled pupils).
    void contradiction(std::string_view member, Text what, Text hint) const;
    void doubt(std::string_view member, Text what, Text hint) const;

    /// The sentence with the circular and its clause behind it.
    Text cited(std::string_view vi, std::string_view en, std::string_view clause) const;
};

Year year_of(const Record& record, const Json& json, std::string where, const Circular& circular,
             Findings& findings);

/// "2023-2024" → 2023; 0 if it is not in that form.
int first_year(std::string_view name);

/// The member's boolean; `otherwise` if it is absent or no boolean.
bool flag(const Json& json, std::string_view name, bool otherwise);

/// At most three reasons, as many as a clerk needs to find the place: "a; b; c; …".
Text listed(const std::vector<Text>& reasons);

/// The pupil's number, sex, birth and family.
void check_person(const Record& record, const Circular& circular, Findings& findings);
/// The year's class, name and grade, and whether the circular applies to them.
void check_class(const Year& year);
/// Each year after the one before it: in order, repeated only if not promoted.
void check_order(const std::vector<Year>& years);
/// What a book of THCS or THPT will print as empty lines: one doubt a record, one a year for its promotion.
void check_blank(const Record& record, const std::vector<Year>& years, Findings& findings);
/// A record without a pupil and years is of a whole class.
bool is_class_form(const Record& record);
void check_class_form(const Record& record, const Circular& circular, Findings& findings);

}  // namespace hocba::record
