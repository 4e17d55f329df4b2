#include "engine/record/place.h"

#include <charconv>

#include "engine/base/utf8.h"

namespace hocba::record {
namespace {

const Json* step_into(const Json& value, const std::string& step) {
    if (const Json* member = value.find(step)) return member;
    const Json::Array* items = value.array();
    if (items == nullptr) return nullptr;
    std::size_t index = 0;
    const auto end = step.data() + step.size();
    const auto read = std::from_chars(step.data(), end, index);
    return read.ec == std::errc{} && read.ptr == end && index < items->size() ? &(*items)[index] : nullptr;
}

}  // namespace

std::string child(const std::string& pointer, std::string_view name) {
    std::string out = pointer + "/";
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

std::string pointer(const Steps& steps) {
    std::string out;
    for (const std::string& step : steps) out = child(out, step);
    return out;
}

const Json* value_at(const Json& root, const Steps& steps) {
    const Json* value = &root;
    for (const std::string& step : steps) {
        value = step_into(*value, step);
        if (value == nullptr) return nullptr;
    }
    return value;
}

std::string shortened(std::string_view text, std::size_t most) {
    std::string out;
    std::size_t count = 0;
    for (const char c : text) {
        const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (starts && count++ == most) return out + "…";
        out += c;
    }
    return out;
}

}  // namespace hocba::record
