#include "engine/record/book.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/record/record.h"

namespace hocba::record {
namespace {

/// By its path; an empty text if it is not there.
std::string text_at(const Json& record, std::string_view group, std::string_view name) {
    const Json* found = record.find(group);
    return found == nullptr ? "" : found->text_or(name);
}

std::string year_of(const SignedUnit& unit) {
    const Json* year = last_year(unit.record);
    return year == nullptr ? "" : year->text_or("name");
}

Result<void> fit_together(const std::vector<SignedUnit>& units) {
    Error error{Fault::record, {}};
    const SignedUnit& newest = units.back();
    for (std::size_t i = 0; i < units.size(); ++i) {
        const SignedUnit& unit = units[i];
        if (year_of(unit).empty())
            error.problems.push_back(
                {unit.where, {"Học bạ này không có năm học", "it has no school year"}, {}});
        if (i > 0 && year_of(unit) == year_of(units[i - 1]))
            error.problems.push_back(
                {unit.where,
                 {fmt::format("Hai học bạ còn hiệu lực của cùng năm học {}: {}", year_of(unit),
                              units[i - 1].where),
                  fmt::format("two transcripts in force of {}: {}", year_of(unit), units[i - 1].where)},
                 {"Thu hồi hoặc thay thế một bản trước", "revoke or supersede one of them first"}});
        for (const char* name : {"circular", "level"})
            if (unit.record.text_or(name) != newest.record.text_or(name))
                error.problems.push_back(
                    {unit.where,
                     {"Học bạ này theo thông tư hoặc cấp học khác, không vào cùng một quyển",
                      "it is of another circular or level: no year of the same book"},
                     {}});
        if (text_at(unit.record, "pupil", "id") != text_at(newest.record, "pupil", "id"))
            error.problems.push_back(
                {unit.where, {"Học bạ này của người học khác", "it is another pupil's"}, {}});
    }
    if (error.problems.empty()) return {};
    return tl::unexpected(std::move(error));
}

void remark_changes(const SignedUnit& unit, const SignedUnit& newest, std::vector<Problem>& remarks) {
    constexpr std::array names = {"name", "born", "gender"};
    for (const char* name : names) {
        const std::string then = text_at(unit.record, "pupil", name);
        const std::string now = text_at(newest.record, "pupil", name);
        if (then != now)
            remarks.push_back(
                {unit.where,
                 {fmt::format("pupil.{} là \"{}\", bản mới nhất là \"{}\": quyển in bản mới nhất", name, then,
                              now),
                  fmt::format("pupil.{} is \"{}\", the newest has \"{}\", which the book prints", name, then,
                              now)},
                 {"Kiểm tra quyết định thay đổi hộ tịch", "look for the decision on the civil status"}});
    }
}

/// The unit's own year as the book shows it.
Json year_in_book(const SignedUnit& unit, const SignedUnit& newest) {
    Json year = *last_year(unit.record);
    Json::Object& members = *year.object();
    const bool is_primary = newest.record.text_or("level") == "tieu-hoc";
    const std::string school = text_at(unit.record, "school", "name");
    if (school != text_at(newest.record, "school", "name"))
        members.try_emplace(is_primary ? "school" : "school_name", school);
    if (!unit.by.empty())
        members.insert_or_assign("signed",
                                 Json::Object{{"by", unit.by}, {"title", unit.title}, {"on", unit.on}});
    return year;
}

}  // namespace

Result<Book> book_of(std::vector<SignedUnit> units, const std::string& uuid) {
    std::sort(units.begin(), units.end(),
              [](const SignedUnit& a, const SignedUnit& b) { return year_of(a) < year_of(b); });
    if (auto fitting = fit_together(units); !fitting) return forward(std::move(fitting));
    const SignedUnit& newest = units.back();
    Book book{newest.record, {}};
    Json::Array years;
    for (const SignedUnit& unit : units) {
        if (&unit != &newest) remark_changes(unit, newest, book.remarks);
        years.push_back(year_in_book(unit, newest));
    }
    book.record.object()->insert_or_assign("years", std::move(years));
    book.record.object()->insert_or_assign("lookup_uuid", uuid);
    return book;
}

}  // namespace hocba::record
