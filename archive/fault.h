// The archive's common complaints, each with what to do next.
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

inline tl::unexpected<Error> unfit(std::string where, Text what) {
    return fail(Fault::usage, std::move(where), std::move(what),
                {"Đây là lỗi của chương trình gọi kho lưu trữ; báo cho người vận hành.",
                 "This is a fault of the calling program; tell the operator."});
}

}  // namespace hocba::archive
