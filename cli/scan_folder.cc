#include "cli/scan_folder.h"

#include <fnmatch.h>

#include <algorithm>
#include <array>

#include "engine/base/bytes.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A run of digits without leading zeros.
std::string_view number_at(std::string_view text, std::size_t& at) {
    while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return text.substr(from, at - from);
}

/// Byte order, but numbers by their value; equal in that, plain byte order.
bool before(const fs::path& one, const fs::path& other) {
    const std::string a = one.string(), b = other.string();
    for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
        if (is_digit(a[i]) && is_digit(b[k])) {
            const std::string_view x = number_at(a, i), y = number_at(b, k);
            if (x != y) return x.size() != y.size() ? x.size() < y.size() : x < y;
            continue;
        }
        if (a[i] != b[k]) return a[i] < b[k];
        ++i;
        ++k;
    }
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool is_scan(const fs::path& path) {
    constexpr std::array<std::string_view, 4> kinds = {".jpg", ".jpeg", ".png", ".pdf"};
    const std::string kind = ascii_lower(path.extension().string());
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

Result<std::vector<fs::path>> scans_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        if (it->is_regular_file(code) && !it->is_symlink(code) && is_scan(it->path()))
            found.push_back(it->path().lexically_relative(folder));
    if (code)
        return fail(
            Fault::io, folder.string(),
            {"Không đọc được thư mục: " + code.message(), "cannot read the folder: " + code.message()},
            {"Ghi đúng thư mục ảnh quét", "name the folder of the scans"});
    std::sort(found.begin(), found.end(), before);
    return found;
}

std::vector<fs::path> matching(const std::vector<fs::path>& scans, const std::string& pattern) {
    std::vector<fs::path> found;
    for (const fs::path& scan : scans)
        if (scan.string() == pattern || fnmatch(pattern.c_str(), scan.c_str(), FNM_PATHNAME) == 0)
            found.push_back(scan);
    return found;
}

}  // namespace hocba::cli
