// One value of a person's TOML file changed in place: comments, order and everything else stay as they are.
#pragma once

#include <string>

#include "cli/toml.h"

namespace hocba::cli {

/// `text`, in which `name` of `table` has the text `value`: its string is replaced, or the pair is written
/// behind the string `after`. Both are plain strings on one line; empty if they are not.
std::string with_text(const std::string& text, const toml::table& table, const std::string& name,
                      const std::string& after, const std::string& value);

}  // namespace hocba::cli
