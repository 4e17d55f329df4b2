// Which subjects a pupil of the year has (Chương trình giáo dục phổ thông 2018), exemptions, topics.
#include <fmt/format.h>

#include <algorithm>

#include "engine/record/rules_tt22.h"

namespace hocba::record::tt22 {
namespace {

constexpr std::string_view kProgramme = "Chương trình giáo dục phổ thông 2018";

void unsure(const Year& year, std::string_view member, const std::string& vi, const std::string& en,
            Text hint) {
    year.doubt(member, year.cited(vi, en, kProgramme), std::move(hint));
}

void check_missing(const Year& year) {
    for (const Subject& subject : subjects_of(year.grade))
        if (subject.need == Need::required && entry_of(year, subject) == nullptr)
            unsure(year, "subjects", fmt::format("Thiếu môn {} của lớp {}", subject.name, year.grade),
                   fmt::format("{} of grade {} is missing", subject.name, year.grade),
                   {"Bổ sung kết quả nếu học sinh có học môn này, hoặc ghi exempt = true (Được miễn học)",
                    "add the result if the pupil was taught it, or write exempt = true"});
}

void check_electives(const Year& year) {
    if (!is_upper(year.grade)) return;
    const auto subjects = subjects_of(year.grade);
    const auto count = std::count_if(subjects.begin(), subjects.end(), [&](const Subject& subject) {
        return subject.need == Need::elective && entry_of(year, subject) != nullptr;
    });
    if (count == kElectives) return;
    unsure(year, "subjects", fmt::format("Có {} môn lựa chọn, phải là {}", count, kElectives),
           fmt::format("there are {} electives instead of {}", count, kElectives),
           {"Kiểm tra các môn lựa chọn của học sinh", "check the pupil's electives"});
}

void check_exempt(const Year& year) {
    for (const Subject& subject : subjects_of(year.grade)) {
        const Json* entry = entry_of(year, subject);
        if (entry == nullptr || !flag(*entry, "exempt", false)) continue;
        for (const char* column : {"term1", "term2", "year", "retest"})
            if (entry->find(column) != nullptr)
                unsure(year, fmt::format("subjects/{}/{}", subject.key, column),
                       fmt::format("Được miễn học môn {} nhưng vẫn có kết quả", subject.name),
                       fmt::format("exempt from {}, yet there is a result", subject.name),
                       {"Bỏ kết quả hoặc bỏ exempt", "leave the result or the exemption out"});
    }
}

bool contains(const Json* marks, std::int64_t tenths) {
    const Json* regular = marks == nullptr ? nullptr : marks->find("regular");
    if (regular == nullptr || regular->array() == nullptr) return false;
    return std::any_of(regular->array()->begin(), regular->array()->end(), [&](const Json& mark) {
        return mark.integer() != nullptr && *mark.integer() == tenths;
    });
}

/// A topic's mark is one regular mark of its subject, in one of the terms.
void check_topic_mark(const Year& year, const Taken& of, const Json& topic, const std::string& place) {
    const Json* mark = topic.find("mark");
    const Json *first = of.json.find("marks1"), *second = of.json.find("marks2");
    if (mark == nullptr || mark->integer() == nullptr || first == nullptr || second == nullptr) return;
    if (contains(first, *mark->integer()) || contains(second, *mark->integer())) return;
    year.doubt(
        place + "/mark",
        year.cited(fmt::format("Điểm cụm chuyên đề môn {} không có trong các điểm thường xuyên của môn",
                               of.subject.name),
                   fmt::format("the topic's mark is not among the regular marks of {}", of.subject.name),
                   kRegular),
        {"Điểm cụm chuyên đề được tính là một điểm đánh giá thường xuyên của môn học",
         "a topic's mark counts as one regular mark of its subject"});
}

void check_topic(const Year& year, const Json& topic, const std::string& place) {
    const std::string name = topic.text_or("subject");
    const std::vector<Taken> subjects = taken(year);
    const auto found = std::find_if(subjects.begin(), subjects.end(),
                                    [&](const Taken& one) { return one.subject.name == name; });
    if (found != subjects.end()) return check_topic_mark(year, *found, topic, place);
    unsure(year, place + "/subject",
           fmt::format("Cụm chuyên đề của \"{}\", không phải môn mà học sinh học", name),
           fmt::format("a topic of \"{}\", which the pupil does not take", name),
           {"Ghi đúng tên môn học của cụm chuyên đề", "write the name of the topic's subject"});
}

void check_topics(const Year& year) {
    if (!is_upper(year.grade)) return;
    const Json* topics = year.json.find("topics");
    const std::size_t count = topics == nullptr || topics->array() == nullptr ? 0 : topics->array()->size();
    if (count != kTopics)
        unsure(year, "topics", fmt::format("Có {} cụm chuyên đề học tập, phải là {}", count, kTopics),
               fmt::format("there are {} topics (cụm chuyên đề) instead of {}", count, kTopics),
               {"Bổ sung hoặc bỏ bớt cụm chuyên đề", "add or remove topics"});
    for (std::size_t i = 0; i < count; ++i)
        check_topic(year, (*topics->array())[i], fmt::format("topics/{}", i));
}

}  // namespace

void check_subjects(const Year& year) {
    check_missing(year);
    check_electives(year);
    check_exempt(year);
    check_topics(year);
}

}  // namespace hocba::record::tt22
