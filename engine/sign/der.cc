#include "engine/sign/der.h"

#include <algorithm>

#include "engine/sign/sign.h"

namespace hocba::sign {
namespace {

/// X.690, 10.1: the definite form with the fewest octets.
std::string length_of(std::size_t size) {
    if (size < 0x80) return std::string(1, static_cast<char>(size));
    std::string octets;
    for (; size > 0; size >>= 8) octets.insert(octets.begin(), static_cast<char>(size & 0xFF));
    return static_cast<char>(0x80 | octets.size()) + octets;
}

struct Head {
    std::size_t head = 0, content = 0;
};

std::optional<Head> read_head(std::string_view bytes) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (bytes.size() < 2 || (octet(0) & 0x1F) == 0x1F) return std::nullopt;  // no high tag numbers in CMS
    if (octet(1) < 0x80) return Head{2, octet(1)};
    const std::size_t count = octet(1) & 0x7FU;
    if (count == 0 || count > 4 || bytes.size() < 2 + count) return std::nullopt;
    std::size_t content = 0;
    for (std::size_t i = 0; i < count; ++i) content = content << 8 | octet(2 + i);
    if (content < 0x80 || octet(2) == 0) return std::nullopt;
    return Head{2 + count, content};
}

}  // namespace

std::size_t der_length(std::string_view bytes) {
    const auto head = read_head(bytes);
    if (!head || head->content > bytes.size() - head->head) return 0;
    return head->head + head->content;
}

std::string der(unsigned char tag, std::string_view content) {
    std::string out(1, static_cast<char>(tag));
    out += length_of(content.size());
    return out.append(content);
}

std::string der_set_of(unsigned char tag, std::vector<std::string> items) {
    std::sort(items.begin(), items.end());
    std::string content;
    for (const auto& item : items) content += item;
    return der(tag, content);
}

std::optional<DerValue> DerReader::next(unsigned char tag) {
    const std::size_t size = der_length(rest_);
    if (size == 0 || !is_next(tag)) return std::nullopt;
    const std::string_view whole = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return DerValue{tag, whole.substr(read_head(whole)->head), whole};
}

}  // namespace hocba::sign
