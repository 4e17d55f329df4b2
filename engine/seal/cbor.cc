#include "engine/seal/cbor.h"

#include <cbor.h>

#include <array>
#include <limits>

#include "engine/base/utf8.h"

namespace hocba::seal {
namespace {

/// The longest head: one byte and a 64-bit argument.
constexpr std::size_t kHead = 9;

template <class Encode, class Argument>
std::string head(Encode encode, Argument argument) {
    std::array<unsigned char, kHead> buffer{};
    const std::size_t size = encode(argument, buffer.data(), buffer.size());
    return std::string(reinterpret_cast<const char*>(buffer.data()), size);
}

/// One item as libcbor's stream decoder reports it.
struct Item {
    enum class Kind { other, integer, bytes, text } kind = Kind::other;
    std::int64_t integer = 0;
    std::string string;
};

void take_unsigned(Item& item, std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return;
    item.kind = Item::Kind::integer;
    item.integer = static_cast<std::int64_t>(value);
}

/// RFC 8949, 3.1: major type 1 holds −1 − n.
void take_negative(Item& item, std::uint64_t n) {
    if (n > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return;
    item.kind = Item::Kind::integer;
    item.integer = -1 - static_cast<std::int64_t>(n);
}

template <class Number>
void on_unsigned(void* item, Number value) {
    take_unsigned(*static_cast<Item*>(item), value);
}
template <class Number>
void on_negative(void* item, Number value) {
    take_negative(*static_cast<Item*>(item), value);
}
void on_bytes(void* item, cbor_data data, std::size_t size) {
    *static_cast<Item*>(item) = {Item::Kind::bytes, 0, {reinterpret_cast<const char*>(data), size}};
}
void on_text(void* item, cbor_data data, std::size_t size) {
    *static_cast<Item*>(item) = {Item::Kind::text, 0, {reinterpret_cast<const char*>(data), size}};
}

cbor_callbacks callbacks() {
    cbor_callbacks out = cbor_empty_callbacks;
    out.uint8 = on_unsigned<std::uint8_t>;
    out.uint16 = on_unsigned<std::uint16_t>;
    out.uint32 = on_unsigned<std::uint32_t>;
    out.uint64 = on_unsigned<std::uint64_t>;
    out.negint8 = on_negative<std::uint8_t>;
    out.negint16 = on_negative<std::uint16_t>;
    out.negint32 = on_negative<std::uint32_t>;
    out.negint64 = on_negative<std::uint64_t>;
    out.byte_string = on_bytes;
    out.string = on_text;
    return out;
}

/// The item at the front and the bytes it takes; what libcbor cannot read has kind `other`.
std::pair<Item, std::size_t> front(std::string_view bytes) {
    static const cbor_callbacks kCallbacks = callbacks();
    Item item;
    const auto* data = reinterpret_cast<cbor_data>(bytes.data());
    const cbor_decoder_result result = cbor_stream_decode(data, bytes.size(), &kCallbacks, &item);
    if (result.status != CBOR_DECODER_FINISHED) return {};
    return {item, result.read};
}

}  // namespace

std::string cbor_integer(std::int64_t value) {
    if (value >= 0) return head(cbor_encode_uint, static_cast<std::uint64_t>(value));
    return head(cbor_encode_negint, static_cast<std::uint64_t>(-(value + 1)));
}

std::string cbor_bytes(std::string_view bytes) {
    return head(cbor_encode_bytestring_start, bytes.size()).append(bytes);
}

std::string cbor_text(std::string_view utf8) {
    return head(cbor_encode_string_start, utf8.size()).append(utf8);
}

std::string cbor_array(std::size_t items) {
    return head(cbor_encode_array_start, items);
}

std::string cbor_map(std::size_t pairs) {
    return head(cbor_encode_map_start, pairs);
}

std::string cbor_tag(std::uint64_t number) {
    return head(cbor_encode_tag, number);
}

std::optional<std::int64_t> CborReader::integer() {
    const auto [item, size] = front(rest_);
    if (item.kind != Item::Kind::integer) return std::nullopt;
    if (!take(cbor_integer(item.integer))) return std::nullopt;
    return item.integer;
}

std::optional<std::string> CborReader::bytes() {
    return string(false);
}

std::optional<std::string> CborReader::text() {
    auto out = string(true);
    if (out && ill_formed_at(*out)) return std::nullopt;
    return out;
}

bool CborReader::array(std::size_t items) {
    return take(cbor_array(items));
}

bool CborReader::map(std::size_t pairs) {
    return take(cbor_map(pairs));
}

bool CborReader::tag(std::uint64_t number) {
    return take(cbor_tag(number));
}

std::optional<std::string> CborReader::string(bool text) {
    auto [item, size] = front(rest_);
    if (item.kind != (text ? Item::Kind::text : Item::Kind::bytes)) return std::nullopt;
    if (!take(text ? cbor_text(item.string) : cbor_bytes(item.string))) return std::nullopt;
    return std::move(item.string);
}

/// What was read must be what we would have written (RFC 8949, 4.2.1: shortest heads, definite lengths).
bool CborReader::take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
}

}  // namespace hocba::seal
