// The mapping of `hocba import csv`: TOML as docs/nhap-du-lieu.md describes it.
#pragma once

#include <string>

#include "engine/exchange/import.h"

namespace hocba::cli {

/// Fault::usage with file:line:column for every name or value that a mapping does not have. Files in it are
/// relative to the mapping.
Result<exchange::Mapping> read_mapping(const std::string& path);

}  // namespace hocba::cli
