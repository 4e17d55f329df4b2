#include "engine/exchange/losses.h"

#include <fmt/format.h>

#include "engine/record/place.h"

namespace hocba::exchange {
namespace {

bool says_nothing(const Json& value) {
    return value.is_null() || (value.object() != nullptr && value.object()->empty()) ||
           (value.array() != nullptr && value.array()->empty());
}

struct Comparison {
    std::vector<Problem> problems;

    void operator()(const Json& given, const Json* back, const std::string& place, const std::string& name) {
        if (says_nothing(given) || (back != nullptr && given == *back)) return;
        if (back == nullptr || back->is_null()) return lost(place, name);
        if (given.object() != nullptr && back->object() != nullptr)
            for (const auto& [member, value] : *given.object())
                (*this)(value, back->find(member), record::child(place, member), member);
        else if (given.array() != nullptr && back->array() != nullptr)
            items(*given.array(), *back->array(), place, name);
        else
            changed(given, *back, place, name);
    }

    void items(const Json::Array& given, const Json::Array& back, const std::string& place,
               const std::string& name) {
        for (std::size_t i = 0; i < given.size(); ++i)
            (*this)(given[i], i < back.size() ? &back[i] : nullptr, record::child(place, std::to_string(i)),
                    name);
    }

    void lost(const std::string& place, const std::string& name) {
        problems.push_back(
            {place,
             {fmt::format("XML của Công văn 2088 không có chỗ cho mục \"{}\"", name),
              fmt::format("CV 2088's XML has no place for the member \"{}\"", name)},
             {"Mục này vẫn còn trong hồ sơ và trong PDF", "it stays in the record and in the PDF"}});
    }

    void changed(const Json& given, const Json& back, const std::string& place, const std::string& name) {
        const std::string before = record::shortened(canonical(given)),
                          after = record::shortened(canonical(back));
        problems.push_back(
            {place,
             {fmt::format("Mục \"{}\" là {}, đọc lại từ XML thành {}", name, before, after),
              fmt::format("the member \"{}\" is {}, read back from the XML it is {}", name, before, after)},
             {"Bỏ khoảng trắng thừa, hoặc ghi số có nhiều nhất 4 chữ số thập phân",
              "remove needless blanks, or give a number at most 4 decimals"}});
    }
};

}  // namespace

std::vector<Problem> losses(const Json& given, const Json& back, const std::string& place) {
    Comparison compare;
    compare(given, &back, place, "");
    return std::move(compare.problems);
}

}  // namespace hocba::exchange
