// The bytes of a sheet as UTF-8. An encoding is stated, by a byte order mark or by the mapping; it is never
// guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/exchange/import.h"

namespace hocba::exchange {

/// Well-formed UTF-8 without a byte order mark, not yet NFC; U+FFFD where a damaged byte stood, for its row
/// to name. `encoding` may be empty: then a byte order mark speaks, and without one the bytes must be UTF-8.
/// A legacy encoding may also stand in a Unicode file, a character for each byte ("NguyÔn V¨n" saved as
/// UTF-8). Fault::record if the bytes are not in the encoding; text that looks like a legacy one is refused
/// by name.
Result<std::string> decode(std::string_view bytes, const std::string& encoding, const std::string& place);

}  // namespace hocba::exchange
