#include "engine/base/uuid.h"

namespace hocba {

bool is_uuid4(std::string_view text) {
    constexpr std::string_view kShape = "hhhhhhhh-hhhh-4hhh-vhhh-hhhhhhhhhhhh";
    if (text.size() != kShape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view allowed = kShape[i] == 'h'   ? "0123456789abcdef"
                                         : kShape[i] == 'v' ? "89ab"
                                                            : kShape.substr(i, 1);
        if (allowed.find(text[i]) == std::string_view::npos) return false;
    }
    return true;
}

}  // namespace hocba
