// The archive's two common complaints, each with what to do next.
#pragma once

#include <string>

#include "engine/base/result.h"

namespace hocba::archive {

inline tl::unexpected<Error> damaged(std::string where, Text what) {
    return fail(
        Fault::archive, std::move(where), std::move(what),
        {"Không sửa gì bằng tay. Chạy `hocba archive check` để biết toàn bộ hư hỏng, rồi khôi phục từ bản "
         "sao.",
         "Change nothing by hand. Run `hocba archive check` to see all damage, then restore from a copy."});
}

}  // namespace hocba::archive
