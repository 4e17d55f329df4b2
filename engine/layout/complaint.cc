#include "engine/layout/complaint.h"

#include <fmt/format.h>

#include <algorithm>

namespace hocba::layout {

tl::unexpected<Error> does_not_fit(const std::string& where, const Text& what, Length missing) {
    const std::int64_t tenths = std::max<std::int64_t>(1, (missing.um + 99) / 100);
    return fail(
        Fault::form, where,
        {fmt::format("{}: thiếu {},{} mm", what.vi, tenths / 10, tenths % 10),
         fmt::format("{}: {}.{} mm are missing", what.en, tenths / 10, tenths % 10)},
        {"rút ngắn nội dung, hoặc nới chỗ trong mẫu", "shorten the text, or widen the room in the form"});
}

}  // namespace hocba::layout
