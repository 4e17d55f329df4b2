#include "engine/verify/contents.h"

#include "engine/sign/sign.h"

namespace hocba::verify {

std::string_view der_of(const std::string& contents, std::vector<std::string>& faults) {
    const std::size_t length = sign::der_length(contents);
    if (length == 0 || length > contents.size()) {
        faults.emplace_back("cms-not-der");
        return {};
    }
    if (contents.find_first_not_of('\0', length) != std::string::npos) faults.emplace_back("padding");
    return std::string_view(contents).substr(0, length);
}

}  // namespace hocba::verify
