#include "archive/tile.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/fault.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

/// The largest power of two below `n`, for n > 1.
std::uint64_t split_of(std::uint64_t n) {
    std::uint64_t k = 1;
    while (k * 2 < n) k *= 2;
    return k;
}

std::uint64_t span_of(int level) {
    return level <= 0 ? 1 : level >= 8 ? 0 : 1ULL << (8 * level);
}

std::optional<std::uint64_t> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 3) return {};
    std::uint64_t n = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return {};
        n = n * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return n;
}

}  // namespace

std::string leaf_hash(std::string_view entry) {
    return sha256(std::string(1, '\0').append(entry));
}

std::string node_hash(std::string_view left, std::string_view right) {
    return sha256(std::string(1, '\1').append(left).append(right));
}

std::string tree_hash(std::string_view hashes) {
    const std::uint64_t n = hashes.size() / hash_size;
    if (n == 0) return sha256("");
    if (n == 1) return std::string(hashes);
    const std::size_t k = split_of(n) * hash_size;
    return node_hash(tree_hash(hashes.substr(0, k)), tree_hash(hashes.substr(k)));
}

std::string tile_path(int level, std::uint64_t index, std::uint64_t width) {
    std::string name = fmt::format("{:03}", index % 1000);
    for (std::uint64_t rest = index / 1000; rest != 0; rest /= 1000)
        name = fmt::format("x{:03}/{}", rest % 1000, name);
    const std::string folder = level == entries_level ? "entries" : fmt::format("{}", level);
    const std::string partial = width < tile_width ? fmt::format(".p/{}", width) : "";
    return fmt::format("log/tile/{}/{}{}", folder, name, partial);
}

std::uint64_t width_in(std::uint64_t size, int level, std::uint64_t index) {
    const std::uint64_t hashes = span_of(level) == 0 ? 0 : size / span_of(level);
    const std::uint64_t before = index * tile_width;
    return hashes <= before ? 0 : std::min(tile_width, hashes - before);
}

std::optional<TileName> parse_tile_path(std::string_view path) {
    TileName name;
    name.width = tile_width;
    std::string_view rest = path;
    const auto next = [&rest]() {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return part;
    };
    if (next() != "log" || next() != "tile") return {};
    const std::string_view level = next();
    const auto level_number = number(level);
    if (level != "entries" && !level_number) return {};
    name.level = level == "entries" ? entries_level : static_cast<int>(*level_number);
    while (!rest.empty()) {
        std::string_view part = next();
        if (!part.empty() && part.front() == 'x') part.remove_prefix(1);
        if (part.size() > 2 && part.substr(part.size() - 2) == ".p") {
            part.remove_suffix(2);
            const auto width = number(next());
            if (!width || !rest.empty()) return {};
            name.width = *width;
        }
        const auto digits = number(part);
        if (!digits || name.index > (1ULL << 50)) return {};
        name.index = name.index * 1000 + *digits;
    }
    // One spelling only.
    if (name.width == 0 || tile_path(name.level, name.index, name.width) != path) return {};
    return name;
}

std::string bundle_of(const std::vector<std::string>& entries) {
    std::string bundle;
    for (const std::string& entry : entries) {
        bundle += static_cast<char>(entry.size() >> 8);
        bundle += static_cast<char>(entry.size() & 0xFF);
        bundle += entry;
    }
    return bundle;
}

std::optional<std::vector<std::string>> entries_of(std::string_view bundle) {
    std::vector<std::string> entries;
    while (!bundle.empty()) {
        if (bundle.size() < 2) return {};
        const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(bundle[0])) << 8 |
                                 static_cast<unsigned char>(bundle[1]);
        if (bundle.size() < 2 + size) return {};
        entries.emplace_back(bundle.substr(2, size));
        bundle.remove_prefix(2 + size);
    }
    return entries;
}

Result<std::string> Tree::tile(int level, std::uint64_t index, std::uint64_t width) const {
    const std::uint64_t stored = width_in(size_, level, index);
    const std::string path = tile_path(level, index, stored);
    std::string bytes;
    if (fresh_ != nullptr && fresh_->count(path) != 0) {
        bytes = fresh_->at(path);
    } else {
        // A writer may have filled the tile since our checkpoint and deleted the partial one.
        auto read = read_all(storage_, path);
        if (!read) read = read_all(storage_, tile_path(level, index, tile_width));
        if (!read) return damaged(path, {"Thiếu một tệp của nhật ký.", "a file of the log is missing"});
        bytes = std::move(*read);
    }
    if (level == entries_level) return bytes;
    if (width > stored || bytes.size() < width * hash_size)
        return damaged(path, {"Tệp của nhật ký ngắn hơn phải có.", "a file of the log is too short"});
    return bytes.substr(0, width * hash_size);
}

/// `count` is a power of two and divides `from`.
Result<std::string> Tree::perfect(std::uint64_t from, std::uint64_t count) const {
    int level = 0;
    while (count >= tile_width) {
        ++level;
        from /= tile_width;
        count /= tile_width;
    }
    const std::uint64_t first = from % tile_width;
    auto hashes = tile(level, from / tile_width, first + count);
    if (!hashes) return hashes;
    return tree_hash(std::string_view(*hashes).substr(first * hash_size));
}

Result<std::string> Tree::range(std::uint64_t from, std::uint64_t to) const {
    const std::uint64_t n = to - from;
    if (n == 0) return sha256("");
    if ((n & (n - 1)) == 0) return perfect(from, n);
    auto left = range(from, from + split_of(n));
    if (!left) return left;
    auto right = range(from + split_of(n), to);
    if (!right) return right;
    return node_hash(*left, *right);
}

Result<std::vector<std::string>> Tree::inclusion(std::uint64_t leaf, std::uint64_t count) const {
    std::vector<std::string> path;
    std::uint64_t from = 0, to = count;
    while (to - from > 1) {
        const std::uint64_t middle = from + split_of(to - from);
        auto other = leaf < middle ? range(middle, to) : range(from, middle);
        if (!other) return forward(std::move(other));
        path.insert(path.begin(), std::move(*other));
        (leaf < middle ? to : from) = middle;
    }
    return path;
}

Result<std::vector<std::string>> Tree::consistency(std::uint64_t older) const {
    std::vector<std::string> path;
    std::uint64_t from = 0, to = size_;
    bool known = true;  // the older tree is the whole range so far: its root needs no saying
    while (older != to) {
        const std::uint64_t middle = from + split_of(to - from);
        auto other = older <= middle ? range(middle, to) : range(from, middle);
        if (!other) return forward(std::move(other));
        path.insert(path.begin(), std::move(*other));
        known = known && older <= middle;
        (older <= middle ? to : from) = middle;
    }
    if (known) return path;
    auto own = range(from, to);
    if (!own) return forward(std::move(own));
    path.insert(path.begin(), std::move(*own));
    return path;
}

}  // namespace hocba::archive
