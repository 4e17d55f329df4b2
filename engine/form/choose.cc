// The form of a record; and if there is none, which value of the record is wrong and what it may be.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/form/form.h"
#include "engine/record/nearest.h"
#include "engine/record/place.h"

namespace hocba::form {
namespace {

std::string ids_of(const std::vector<Form>& forms) {
    std::vector<std::string> ids;
    for (const Form& form : forms) ids.push_back(form.id());
    return fmt::format("{}", fmt::join(ids, ", "));
}

/// Each value once, in the order of the forms.
std::vector<std::string> values(const std::vector<Form>& forms, const std::string& (Form::*member)() const) {
    std::vector<std::string> found;
    for (const Form& form : forms)
        if (std::find(found.begin(), found.end(), (form.*member)()) == found.end())
            found.push_back((form.*member)());
    return found;
}

std::vector<Form> of_level(const std::vector<Form>& forms, const std::string& level) {
    std::vector<Form> found;
    std::copy_if(forms.begin(), forms.end(), std::back_inserter(found),
                 [&](const Form& form) { return form.level() == level; });
    return found;
}

/// A record of a class has `pupils`: only forms of a class are for it, and no other record.
std::vector<Form> of_kind(const std::vector<Form>& forms, const Json& record) {
    const bool of_class = record.find("pupils") != nullptr;
    std::vector<Form> found;
    std::copy_if(forms.begin(), forms.end(), std::back_inserter(found),
                 [&](const Form& form) { return form.is_of_class() == of_class; });
    return found;
}

/// "TT22/2021", "22-2021" → the one circular with these numbers; else the nearest by its letters, or "".
std::string nearest_circular(const std::string& given, const std::vector<std::string>& known) {
    const auto numbers = [](const std::string& text) {
        std::string found;
        for (const char c : text)
            if (c >= '0' && c <= '9')
                found += c;
            else if (!found.empty() && found.back() != '/')
                found += '/';
        if (found.ends_with('/')) found.pop_back();
        return found;
    };
    const auto same = std::find_if(known.begin(), known.end(), [&](const std::string& circular) {
        return numbers(circular) == numbers(given);
    });
    return same != known.end() ? *same : record::nearest(given, known);
}

Result<Form> wrong_level(const std::vector<Form>& forms, const Json& record, const std::string& place) {
    const std::string level = record.text_or("level");
    const std::string possible = fmt::format("{}", fmt::join(values(forms, &Form::level), ", "));
    const Text what = level.empty() ? Text{"Thiếu cấp học (level)", "the level is missing"}
                                    : Text{fmt::format("Không có cấp học \"{}\"", record::shortened(level)),
                                           fmt::format("there is no level \"{}\"", record::shortened(level))};
    return fail(Fault::record, place + "/level", what,
                {fmt::format("Ghi level là một trong: {}", possible),
                 fmt::format("write one of these as level: {}", possible)});
}

/// One circular if it is near; all if none is, or if the given one is right for another level.
Text hint_for_circular(const std::string& given, const std::vector<std::string>& known, bool elsewhere) {
    const std::string near = elsewhere ? "" : nearest_circular(given, known);
    if (!near.empty())
        return {fmt::format("Ghi circular = \"{}\"", near), fmt::format("write circular = \"{}\"", near)};
    const std::string all = fmt::format("{}", fmt::join(known, ", "));
    if (elsewhere)
        return {fmt::format("Sửa level, hoặc ghi circular là một trong: {}", all),
                fmt::format("correct the level, or write one of these as circular: {}", all)};
    return {fmt::format("Ghi circular là một trong: {}", all),
            fmt::format("write one of these as circular: {}", all)};
}

/// `nearby` are the forms of the record's level.
Result<Form> wrong_circular(const std::vector<Form>& forms, const std::vector<Form>& nearby,
                            const Json& record, const std::string& place) {
    const std::string given = record.text_or("circular"), level = record.text_or("level");
    const bool elsewhere =
        std::any_of(forms.begin(), forms.end(), [&](const Form& form) { return form.circular() == given; });
    return fail(Fault::record, place + "/circular",
                {fmt::format("Cấp {} không có mẫu của thông tư \"{}\"", level, record::shortened(given)),
                 fmt::format("level {} has no form of circular \"{}\"", level, record::shortened(given))},
                hint_for_circular(given, values(nearby, &Form::circular), elsewhere));
}

Result<Form> wrong_name(const std::vector<Form>& forms, const std::string& id, Fault fault,
                        const std::string& place) {
    const std::string near = record::nearest(id, values(forms, &Form::id));
    const std::string possible = near.empty() ? ids_of(forms) : near;
    return fail(fault, place,
                {fmt::format("Không có mẫu \"{}\"", record::shortened(id)),
                 fmt::format("there is no form \"{}\"", record::shortened(id))},
                {fmt::format("Hãy chọn một mẫu: {}", possible), fmt::format("name one form: {}", possible)});
}

Result<Form> none(const std::vector<Form>& all, const Json& record, const std::string& place) {
    if (record.find("form") != nullptr)
        return wrong_name(all, record.text_or("form"), Fault::record, place + "/form");
    const std::vector<Form> forms = of_kind(all, record);
    if (record.find("pupils") != nullptr)
        return fail(Fault::record, place,
                    {"Hồ sơ của cả lớp phải ghi tên mẫu (form)", "a record of a class has to name its form"},
                    {fmt::format("Ghi form là một trong: {}", ids_of(forms)),
                     fmt::format("write one of these as form: {}", ids_of(forms))});
    const std::vector<Form> nearby = of_level(forms, record.text_or("level"));
    if (nearby.empty()) return wrong_level(forms, record, place);
    const std::vector<std::string> circulars = values(nearby, &Form::circular);
    if (record.find("circular") != nullptr &&
        std::find(circulars.begin(), circulars.end(), record.text_or("circular")) == circulars.end())
        return wrong_circular(forms, nearby, record, place);
    return fail(
        Fault::record, place,
        {"Không rõ hồ sơ theo mẫu nào: khối lớp và năm học cuối không thuộc thông tư nào ở đây",
         "it is not clear which form the record is for: no circular applies to its last grade and "
         "school year"},
        {fmt::format("Sửa khối lớp, năm học, hoặc ghi form là một trong: {}", ids_of(nearby)),
         fmt::format("correct the grade or the year, or write one of these as form: {}", ids_of(nearby))});
}

}  // namespace

Result<Form> named_form(const std::vector<Form>& forms, std::string_view id, const std::string& place) {
    const auto found =
        std::find_if(forms.begin(), forms.end(), [&](const Form& form) { return form.id() == id; });
    if (found != forms.end()) return *found;
    return wrong_name(forms, std::string(id), Fault::usage, place);
}

Result<Form> choose(const std::vector<Form>& forms, const Json& record, std::string_view named,
                    const std::string& place) {
    if (!named.empty()) return named_form(forms, named, place);
    std::vector<Form> fitting;
    std::copy_if(forms.begin(), forms.end(), std::back_inserter(fitting),
                 [&](const Form& form) { return form.fits(record); });
    if (fitting.size() == 1) return fitting.front();
    if (fitting.empty()) return none(forms, record, place);
    const std::string list = ids_of(fitting);
    return fail(Fault::record, place, {"Có nhiều mẫu hợp với hồ sơ này", "several forms fit this record"},
                {fmt::format("Hãy chọn một mẫu: {}", list), fmt::format("name one form: {}", list)});
}

}  // namespace hocba::form
