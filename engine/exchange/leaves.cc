#include "engine/exchange/leaves.h"

#include <fmt/format.h>

#include "engine/exchange/moet_words.h"
#include "engine/exchange/xml.h"

namespace hocba::exchange {
namespace {

using record::moet::Need;
using record::moet::Tag;

const Json& value_at(const Json& values, std::string_view member) {
    static const Json kNothing;
    const auto slash = member.find('/');
    const Json* found = values.find(member.substr(0, slash));
    if (found == nullptr) return kNothing;
    return slash == std::string_view::npos ? *found : value_at(*found, member.substr(slash + 1));
}

std::string place_of(const Part& part, std::string_view member) {
    if (member.empty()) return part.place;
    if (member.starts_with("year/")) return part.place + part.year + std::string(member.substr(4));
    return part.place + "/" + std::string(member);
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

}  // namespace

Problem missing(const Tag& tag, std::string where) {
    const Text hint = tag.need == Need::expected ? Text{"Bổ sung nếu có", "add it if there is one"}
                                                 : Text{"Bổ sung mục này vào hồ sơ rồi xuất lại",
                                                        "add it to the record and export again"};
    return {
        std::move(where),
        {fmt::format("Hồ sơ không có gì để ghi vào thẻ bắt buộc <{}> ({}); XML được ghi mà thiếu thẻ này",
                     tag.name, tag.title),
         fmt::format("the record has nothing for the mandatory tag <{}> ({}); the XML is written without it",
                     tag.name, tag.title)},
        hint};
}

std::string leaves(const std::vector<Tag>& tags, const Part& part, std::vector<Problem>& warnings) {
    std::string out;
    for (const Tag& tag : tags) {
        const std::string text =
            words(tag.kind, value_at(part.values, tag.member.empty() ? tag.name : tag.member));
        if (!blank(text))
            out += element(tag.name, escaped(text));
        else if (tag.need != Need::optional)
            warnings.push_back(missing(tag, place_of(part, tag.member)));
    }
    return out;
}

}  // namespace hocba::exchange
