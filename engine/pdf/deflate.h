// The FlateDecode filter (ISO 32000-1, 7.4.4) by libdeflate: same bytes in, same bytes out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hocba::pdf {

std::string deflate(std::string_view bytes);

/// Nothing if `bytes` is no zlib stream or would grow beyond `limit`.
std::optional<std::string> inflate(std::string_view bytes, std::size_t limit);

}  // namespace hocba::pdf
