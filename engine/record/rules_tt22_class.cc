// The mark book of a class (sổ theo dõi và đánh giá học sinh): the averages of every pupil in every subject.
#include <fmt/format.h>

#include "engine/record/rules_tt22.h"

namespace hocba::record::tt22 {
namespace {

/// {regular_1, …, mid, final} of the book as the transcript's {regular, mid, final}.
Json marks_of(const Json& term) {
    Json::Array regular;
    for (const char* column : {"regular_1", "regular_2", "regular_3", "regular_4"})
        if (const Json* mark = term.find(column)) regular.push_back(*mark);
    Json::Object marks{{"regular", std::move(regular)}};
    for (const char* column : {"mid", "final"})
        if (const Json* mark = term.find(column)) marks[column] = *mark;
    return marks;
}

void copy_term(const Json& pupil, const char* term, const char* marks, Json::Object& entry) {
    const Json* columns = pupil.find(term);
    if (columns == nullptr) return;
    entry[marks] = marks_of(*columns);
    if (const Json* average = columns->find("average")) entry[term] = *average;
}

/// A pupil's row of the book as a subject of the transcript.
Json entry_of(const Json& pupil) {
    Json::Object entry;
    copy_term(pupil, "term1", "marks1", entry);
    copy_term(pupil, "term2", "marks2", entry);
    if (const Json* mark = pupil.find("year")) entry["year"] = *mark;
    return entry;
}

void check_subject(const Json& subject, const Year& year, const std::string& where) {
    const Json* pupils = subject.find("pupils");
    if (pupils == nullptr || pupils->array() == nullptr) return;
    for (std::size_t i = 0; i < pupils->array()->size(); ++i) {
        const Json& pupil = (*pupils->array())[i];
        const Json entry = entry_of(pupil);
        const Year row{pupil,        fmt::format("{}/pupils/{}", where, i),
                       year.level,   year.grade,
                       year.start,   year.circular,
                       year.findings};
        const std::string name = fmt::format("{}, {}", subject.text_or("name"), pupil.text_or("name"));
        check_scored(row, {name, "", entry, kMarkBook});
    }
}

}  // namespace

void check_class_book(const Record& record, const Year& year) {
    const Json* subjects = record.json().find("subjects");
    if (subjects == nullptr || subjects->array() == nullptr) return;
    for (std::size_t i = 0; i < subjects->array()->size(); ++i)
        check_subject((*subjects->array())[i], year, fmt::format("{}/subjects/{}", record.place(), i));
}

}  // namespace hocba::record::tt22
