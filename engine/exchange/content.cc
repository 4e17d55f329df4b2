#include "engine/exchange/content.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <cstdint>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/handle.h"
#include "engine/base/utf8.h"

namespace hocba::exchange {
namespace {

using Compressor = Handle<libdeflate_compressor, libdeflate_free_compressor>;
using Decompressor = Handle<libdeflate_decompressor, libdeflate_free_decompressor>;

constexpr int kLevel = 6;
constexpr std::size_t kLength = 4;
constexpr std::size_t kLargestList = std::size_t{256} << 20;

/// RFC 1952; libdeflate writes neither a time nor a name, so that the same text gives the same bytes.
std::string gzip(std::string_view text) {
    const Compressor compressor(libdeflate_alloc_compressor(kLevel));
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), out.data(), out.size()));
    return out;
}

std::optional<std::string> gunzip(std::string_view bytes, std::size_t size) {
    const Decompressor decompressor(libdeflate_alloc_decompressor());
    std::string out(size, '\0');
    // Without a place for the size found, anything but exactly `size` bytes is an error.
    const auto result = libdeflate_gzip_decompress(decompressor.get(), bytes.data(), bytes.size(), out.data(),
                                                   out.size(), nullptr);
    return result == LIBDEFLATE_SUCCESS ? std::optional(std::move(out)) : std::nullopt;
}

std::string le32(std::size_t value) {
    std::string out;
    for (std::size_t i = 0; i < kLength; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

std::size_t from_le32(std::string_view bytes) {
    std::size_t value = 0;
    for (std::size_t i = kLength; i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string out;
    out.reserve(text.size());
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
        out.append(text.substr(0, at)).append(by);
        text.remove_prefix(at + what.size());
    }
    return out.append(text);
}

tl::unexpected<Error> refuse(const std::string& place, const char* vi, const char* en) {
    return fail(
        Fault::record, place, {vi, en},
        {"Cần nội dung \"content\" của một giao dịch: base64 của 4 byte độ dài và gzip (CV 2088, phụ lục "
         "1.2)",
         "a transaction's \"content\" is base64 of a length in 4 bytes and gzip (CV 2088, phụ lục 1.2)"});
}

}  // namespace

std::string list_of(std::string_view elements) {
    return fmt::format("<DANH_SACH_HOC_BA id=\"dataDanhSach\">{}</DANH_SACH_HOC_BA>", elements);
}

std::string pack(std::string_view list) {
    const std::string text = replaced(list, "\"", "\\\"");
    return to_base64(le32(text.size()) + gzip(text));
}

Result<std::string> unpack(std::string_view content, const std::string& place) {
    content = content.substr(0, content.find_last_not_of("\r\n") + 1);
    const std::optional<std::string> bytes = from_base64(content);
    if (!bytes || bytes->size() <= kLength) return refuse(place, "Không phải base64", "this is not base64");
    const std::size_t size = from_le32(*bytes);
    if (size > kLargestList) return refuse(place, "Nội dung lớn hơn 256 MiB", "it holds more than 256 MiB");
    const std::optional<std::string> text = gunzip(std::string_view(*bytes).substr(kLength), size);
    if (!text)
        return refuse(place, "Phần gzip hỏng, hoặc độ dài không đúng",
                      "its gzip is damaged or its length wrong");
    if (ill_formed_at(*text)) return refuse(place, "Nội dung không phải UTF-8", "its text is not UTF-8");
    return replaced(*text, "\\\"", "\"");
}

}  // namespace hocba::exchange
