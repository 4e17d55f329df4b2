// A TOML file as a table, and the place of each of its values.
#pragma once

#include <toml++/toml.h>

#include <string>

#include "engine/base/result.h"

namespace hocba::cli {

/// Fault::usage at path:line:column if it is no TOML, Fault::io if it cannot be read.
Result<toml::table> read_toml(const std::string& path);

/// The same of a text; `path` is the file that it is of.
Result<toml::table> parse_toml(const std::string& bytes, const std::string& path);

/// "nhap.toml:12:1".
std::string place_of(const std::string& path, const toml::node& node);

}  // namespace hocba::cli
