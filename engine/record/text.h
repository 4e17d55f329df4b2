// Text on entry: NFC, and no character that cannot be meant on a Vietnamese form.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::record {

/// Bytes of one text. A page holds about 5,000 letters; std::regex recurses once a letter, so that longer
/// texts must not reach the schema's patterns.
inline constexpr std::size_t kLongestText = 16384;

/// Every string becomes NFC (UAX #15) and every whole number an integer, so that a record and its canonical
/// bytes are the same value. What is refused is added to `problems`, at `where` + pointer.
Json normalised(Json value, const std::string& where, std::vector<Problem>& problems);

/// Why a well-formed text is refused: a control or hidden character, Icelandic Ð for Đ, TCVN3 read as
/// Latin-1. Nothing if it is accepted.
std::vector<Problem> text_problems(const std::string& text, const std::string& where);

}  // namespace hocba::record
