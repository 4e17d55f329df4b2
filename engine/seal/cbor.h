// CBOR items in deterministic encoding (RFC 8949, 4.2.1): written so, and read only if written so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hocba::seal {

std::string cbor_integer(std::int64_t value);
std::string cbor_bytes(std::string_view bytes);
std::string cbor_text(std::string_view utf8);
std::string cbor_array(std::size_t items);  // head only: the items follow
std::string cbor_map(std::size_t pairs);    // head only: the pairs follow
std::string cbor_tag(std::uint64_t number);

/// Takes one item after the other from the front. Each answer is empty if the next item is of another kind,
/// is cut off, or is not the shortest encoding of itself.
class CborReader {
  public:
    explicit CborReader(std::string_view bytes) : rest_(bytes) {}

    std::optional<std::int64_t> integer();
    std::optional<std::string> bytes();
    std::optional<std::string> text();
    bool array(std::size_t items);
    bool map(std::size_t pairs);
    bool tag(std::uint64_t number);
    bool at_end() const { return rest_.empty(); }

  private:
    std::optional<std::string> string(bool text);
    bool take(std::string_view expected);

    std::string_view rest_;
};

}  // namespace hocba::seal
