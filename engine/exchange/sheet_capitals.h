// Capitals that TCVN3 does not have: Á is written "á" in a font of capitals, and comes to us as "á".
#pragma once

#include <string>
#include <string_view>

namespace hocba::exchange {

/// "Nguyễn thị ánh" → "Nguyễn Thị Ánh"; all capitals if there is no other small letter: "NGUYễN" → "NGUYỄN".
std::string with_capitals(std::string_view text);

/// Whether a capital seems to be lost: "NGUYễN"; and in a name "Nguyễn Thị ánh".
bool lacks_capital(std::string_view text, bool is_name);

}  // namespace hocba::exchange
