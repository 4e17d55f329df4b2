#include "engine/exchange/only_primary.h"

#include <fmt/format.h>

namespace hocba::exchange {
namespace {

constexpr std::string_view kCircular = "27/2020/TT-BGDĐT";

tl::unexpected<Error> refuse(std::string where, const std::string& vi, const std::string& en) {
    return fail(
        Fault::record, std::move(where),
        {fmt::format("{}: Công văn 2088 chỉ đặc tả XML cho học bạ tiểu học theo Thông tư {}", vi, kCircular),
         fmt::format("{}: CV 2088 specifies XML for primary school under Thông tư {} alone", en, kCircular)},
        {"Hỏi Sở về cấu trúc dữ liệu cho hồ sơ này; PDF vẫn phát hành được bằng hocba issue",
         "ask the Sở how such data are handed in; hocba issue still makes the PDF"});
}

bool has_a_year(const Json& record) {
    const Json* years = record.find("years");
    return years != nullptr && years->array() != nullptr && !years->array()->empty();
}

}  // namespace

Result<void> only_primary(const Json& record, std::string_view circular, const std::string& place) {
    const std::string level = record.text_or("level"), named = record.text_or("circular", circular);
    if (level != "tieu-hoc")
        return refuse(place + "/level", fmt::format("Cấp học \"{}\"", level),
                      fmt::format("level \"{}\"", level));
    if (!named.empty() && named != kCircular)
        return refuse(place + "/circular", fmt::format("Thông tư \"{}\"", named),
                      fmt::format("circular \"{}\"", named));
    if (record.find("pupil") == nullptr || !has_a_year(record))
        return refuse(place, "Hồ sơ không phải của một học sinh", "this is not one pupil's record");
    return {};
}

}  // namespace hocba::exchange
