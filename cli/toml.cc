#include "cli/toml.h"

#include <fmt/format.h>

#include "engine/base/file.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t kLargest = 1 << 18;

std::string place_at(const std::string& path, const toml::source_position& at) {
    return fmt::format("{}:{}:{}", path, at.line, at.column);
}

}  // namespace

Result<toml::table> read_toml(const std::string& path) {
    const auto bytes = read_file(path, kLargest);
    if (!bytes) return tl::unexpected(bytes.error());
    try {
        return toml::parse(*bytes);
    } catch (const toml::parse_error& error) {
        return fail(Fault::usage, place_at(path, error.source().begin),
                    {fmt::format("tệp cấu hình sai cú pháp TOML: {}", error.description()),
                     fmt::format("the configuration is no TOML: {}", error.description())});
    }
}

std::string place_of(const std::string& path, const toml::node& node) {
    return place_at(path, node.source().begin);
}

}  // namespace hocba::cli
