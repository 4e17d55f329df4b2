#include "engine/record/size.h"

#include <fmt/format.h>

#include "engine/base/utf8.h"
#include "engine/record/place.h"
#include "engine/record/text.h"

namespace hocba::record {
namespace {

struct Longest {
    std::size_t bytes = 0;
    std::size_t characters = 0;
    std::string where;

    void look(const Json& value, const std::string& at) {
        if (const std::string* text = value.string(); text != nullptr && text->size() > bytes)
            *this = {text->size(), code_points(*text).size(), at};
        if (const auto* items = value.array())
            for (std::size_t i = 0; i < items->size(); ++i) look((*items)[i], child(at, std::to_string(i)));
        if (const auto* members = value.object())
            for (const auto& [name, member] : *members) look(member, child(at, name));
    }
};

Text too_large_text(std::size_t bytes) {
    const double mib = static_cast<double>(bytes) / (1 << 20);
    return {fmt::format("Hồ sơ quá lớn: {:.1f} MiB; một hồ sơ nhiều nhất 1 MiB", mib),
            fmt::format("the record is too large: {:.1f} MiB; one record has at most 1 MiB", mib)};
}

}  // namespace

tl::unexpected<Error> too_large(const Json& record, const std::string& place) {
    Longest longest;
    longest.look(record, place);
    return fail(
        Fault::record, longest.where.empty() ? place : longest.where,
        too_large_text(canonical(record).size()),
        {fmt::format("Mục dài nhất có {} ký tự: kiểm tra lại nội dung của mục này", longest.characters),
         fmt::format("its longest text has {} characters: check that text", longest.characters)});
}

Result<Json> read_record(std::string_view bytes, const std::string& place) {
    if (bytes.size() > kLargestRead)
        return fail(Fault::record, place, too_large_text(bytes.size()),
                    {"Kiểm tra tệp: mỗi tệp .json hoặc mỗi dòng .ndjson là một hồ sơ",
                     "check the file: a .json file or a line of .ndjson is one record"});
    Result<Json> json = parse_json(bytes, place);
    if (json && bytes.size() > kLargestRecord) return too_large(*json, place);
    // A form is chosen by the circular before anything else is looked at.
    if (json && !ill_formed_at(json->text_or("circular")))
        if (auto found = text_problems(json->text_or("circular"), place + "/circular"); !found.empty())
            return tl::unexpected(Error{Fault::record, std::move(found)});
    return json;
}

}  // namespace hocba::record
