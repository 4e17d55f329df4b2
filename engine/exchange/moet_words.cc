#include "engine/exchange/moet_words.h"

#include <fmt/format.h>

#include "engine/base/instant.h"

namespace hocba::exchange {
namespace {

using record::moet::Kind;

std::string text_of(const Json& value) {
    return value.string() == nullptr ? "" : *value.string();
}

std::string day(const std::string& text) {
    const std::optional<Date> date = parse_date(text);
    return date ? to_rfc3339(start_of(*date)) : "";
}

std::string number(const Json& value) {
    if (const std::int64_t* whole = value.integer()) return std::to_string(*whole);
    const double* decimal = std::get_if<double>(&value.value);
    if (decimal == nullptr) return "";
    std::string out = fmt::format("{:.4f}", *decimal);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out;
}

std::string flag(const Json& value) {
    if (value.boolean() == nullptr) return "";
    return *value.boolean() ? "1" : "0";
}

std::string quality_level(const std::string& symbol) {
    if (symbol == "T") return "Tốt";
    if (symbol == "Đ") return "Đạt";
    return symbol == "C" ? "Cần cố gắng" : "";
}

}  // namespace

std::string words(Kind kind, const Json& value) {
    switch (kind) {
        case Kind::text:
        case Kind::id12:
        case Kind::uuid:
        case Kind::school_year:
        case Kind::circular:
        case Kind::read_only:
            return text_of(value);
        case Kind::day:
            return day(text_of(value));
        case Kind::whole:
        case Kind::decimal:
        case Kind::grade:
            return number(value);
        case Kind::flag:
            return flag(value);
        case Kind::stage:
            return text_of(value) == "tieu-hoc" ? "1" : "";
        case Kind::quality:
            return quality_level(text_of(value));
    }
    return "";
}

std::string subject_level(const Json& value) {
    const std::string symbol = text_of(value);
    if (symbol == "T") return "Hoàn thành tốt";
    if (symbol == "H") return "Hoàn thành";
    return symbol == "C" ? "Chưa hoàn thành" : "";
}

}  // namespace hocba::exchange
