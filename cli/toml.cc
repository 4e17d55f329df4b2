#include "cli/toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "engine/base/file.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t kLargest = 1 << 18;

std::string place_at(const std::string& path, const toml::source_position& at) {
    return fmt::format("{}:{}:{}", path, at.line, at.column);
}

/// A code with a zero in front: a text, which wants quotation marks.
Text hint_for(const std::string& bytes, const toml::parse_error& error) {
    std::istringstream lines(bytes);
    std::string line;
    for (std::size_t i = 0; i < error.source().begin.line; ++i) std::getline(lines, line);
    const auto zero = line.find_first_not_of(" \t", line.find('=') + 1);
    if (line.find('=') == line.npos || zero == line.npos || line[zero] != '0') return {};
    const auto end = std::min(line.size(), line.find_first_not_of("0123456789", zero));
    const std::string code = line.substr(zero, end - zero);
    if (code.size() < 2) return {};
    return {fmt::format("Ghi trong dấu ngoặc kép: \"{}\"", code),
            fmt::format("write it in quotation marks: \"{}\"", code)};
}

}  // namespace

Result<toml::table> read_toml(const std::string& path) {
    const auto bytes = read_file(path, kLargest);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_toml(*bytes, path);
}

Result<toml::table> parse_toml(const std::string& bytes, const std::string& path) {
    try {
        return toml::parse(bytes);
    } catch (const toml::parse_error& error) {
        return fail(Fault::usage, place_at(path, error.source().begin),
                    {fmt::format("tệp cấu hình sai cú pháp TOML: {}", error.description()),
                     fmt::format("the configuration is no TOML: {}", error.description())},
                    hint_for(bytes, error));
    }
}

std::string place_of(const std::string& path, const toml::node& node) {
    return place_at(path, node.source().begin);
}

}  // namespace hocba::cli
