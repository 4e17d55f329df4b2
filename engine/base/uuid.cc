#include "engine/base/uuid.h"

#include "engine/base/bytes.h"

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

std::string uuid4_of(std::string_view bytes) {
    std::string own(bytes.substr(0, 16));
    own[6] = static_cast<char>((own[6] & 0x0F) | 0x40);
    own[8] = static_cast<char>((own[8] & 0x3F) | 0x80);
    std::string text = to_hex(own);
    for (const std::size_t dash : {8, 13, 18, 23}) text.insert(dash, 1, '-');
    return text;
}

}  // namespace hocba
