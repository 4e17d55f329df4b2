#include "cli/whose.h"

#include <fmt/format.h>

#include <cstdio>

namespace hocba::cli {
namespace {

/// The place with the pupil behind the record's own: "lop.ndjson:2 (Trần Văn Bình, 6A) /years/0/award".
std::string named_place(const std::string& where, const Whose& whose) {
    const bool both = !whose.pupil.empty() && !whose.class_name.empty();
    const std::string who = whose.pupil + (both ? ", " : "") + whose.class_name;
    if (who.empty() || !where.starts_with(whose.place)) return where;
    const std::string rest = where.substr(whose.place.size());
    return fmt::format("{} ({}){}{}", whose.place, who, rest.empty() ? "" : " ", rest);
}

}  // namespace

std::string name_in(const Json& json, std::string_view member) {
    constexpr std::size_t kLongest = 400;  // bytes; the schemas of all forms allow fewer
    std::string name = json.text_or(member);
    return name.size() > kLongest ? "" : name;
}

Whose whose_is(const record::Source& source) {
    Whose whose{source.place, "", ""};
    if (!source.json) return whose;
    if (const Json* pupil = source.json->find("pupil")) whose.pupil = name_in(*pupil, "name");
    if (const Json* year = record::last_year(*source.json)) whose.class_name = name_in(*year, "class");
    return whose;
}

void tell(const Context& context, const std::vector<Problem>& problems, Weight weight, const Whose& whose) {
    const Text mark = weight == Weight::error ? Text{"LỖI", "ERROR"} : Text{"XEM LẠI", "REMARK"};
    for (const Problem& problem : problems) {
        fmt::print(stderr, "{}  {}: {}\n", context.say(mark), named_place(problem.where, whose),
                   context.say(problem.what));
        if (!problem.hint.vi.empty()) fmt::print(stderr, "    → {}\n", context.say(problem.hint));
    }
}

}  // namespace hocba::cli
