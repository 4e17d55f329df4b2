// A stream's decoded bytes up to a limit, so that a bomb stops at it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

class QPDFObjectHandle;

namespace hocba::verify {

/// Nothing if it is no stream or cannot be decoded; throws std::runtime_error beyond `limit`.
std::optional<std::string> decoded(QPDFObjectHandle stream, std::size_t limit);

}  // namespace hocba::verify
