#include "engine/seal/cells.h"

#include "engine/base/sealed_cell.h"

namespace hocba::seal {
namespace {

constexpr int kBits = 7;

/// Codes from the most significant bit on; what is left of the last byte is ones.
class BitWriter {
  public:
    void put(int code) {
        held_ = held_ << kBits | static_cast<unsigned>(code);
        count_ += kBits;
        while (count_ >= 8) {
            count_ -= 8;
            out_ += static_cast<char>(held_ >> count_ & 0xFF);
        }
    }
    std::string take() {
        if (count_ > 0)
            out_ += static_cast<char>((held_ << (8 - count_) | ((1U << (8 - count_)) - 1)) & 0xFF);
        return std::move(out_);
    }

  private:
    std::uint32_t held_ = 0;
    int count_ = 0;
    std::string out_;
};

int code_at(std::string_view bytes, std::size_t index) {
    int code = 0;
    for (std::size_t bit = index * kBits; bit < (index + 1) * kBits; ++bit)
        code = code << 1 | (static_cast<unsigned char>(bytes[bit / 8]) >> (7 - bit % 8) & 1);
    return code;
}

}  // namespace

std::optional<PackedCells> pack(const std::vector<Cell>& cells) {
    if (cells.empty()) return PackedCells{};
    const std::int64_t first = cells.front().number;
    if (first < 0 || cells.back().number >= kMostSealedCells) return std::nullopt;
    BitWriter out;
    std::int64_t next = first;
    for (const Cell& cell : cells) {
        if (cell.number < next || cell.code < 0 || cell.code >= kSealNotOnPage) return std::nullopt;
        for (; next < cell.number; ++next) out.put(kSealNotOnPage);
        out.put(cell.code);
        ++next;
    }
    return PackedCells{first, out.take()};
}

std::optional<std::vector<Cell>> unpack(std::int64_t first, std::string_view bytes) {
    std::vector<Cell> cells;
    if (first < 0 || first >= kMostSealedCells || bytes.size() > kMostSealedCells) return std::nullopt;
    const std::size_t count = bytes.size() * 8 / kBits;
    for (std::size_t i = 0; i < count; ++i) {
        const int code = code_at(bytes, i);
        if (code != kSealNotOnPage) cells.push_back({first + static_cast<std::int64_t>(i), code});
    }
    const auto again = pack(cells);
    const bool canonical = again && again->bytes == bytes && again->first == first;
    return canonical ? std::optional(cells) : std::nullopt;
}

}  // namespace hocba::seal
