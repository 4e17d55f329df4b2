// The values that attributes of forms and styles may have.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/form/flow.h"

namespace hocba::form {

/// "10mm", "0.5pt"; nothing if it is not in that form or longer than ten metres.
std::optional<Length> parse_length(std::string_view text);
/// "20mm 15mm 20mm 30mm": top, right, bottom, left.
std::optional<std::array<Length, 4>> parse_margins(std::string_view text);
/// "10mm * 2*", parted by one space; at most 64.
std::optional<std::vector<Track>> parse_tracks(std::string_view text);
/// "A4", "A4 landscape".
std::optional<Size> parse_page_size(std::string_view text);

/// A grade and the school years, by their first calendar year, in which a form is used for it.
struct Applies {
    int grade = 0, from = 0, until = 9999;
};
/// "6:2021..2029 7:2022..": one space between.
std::optional<std::vector<Applies>> parse_applies(std::string_view text);
/// 1…999.
std::optional<int> parse_count(std::string_view text);
/// "#A0B1C2".
std::optional<Colour> parse_colour(std::string_view text);
std::optional<Align> parse_align(std::string_view text);
std::optional<VerticalAlign> parse_vertical(std::string_view text);
/// [a-z][a-z0-9_-]*
bool is_name(std::string_view text);
/// [a-z][a-z0-9_]*
bool is_variable(std::string_view text);
/// "a.b.c" of variables.
std::optional<std::vector<std::string>> parse_path(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace hocba::form
