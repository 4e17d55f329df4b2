#include "engine/pdf/increment.h"

#include <fmt/format.h>

#include "engine/base/digest.h"
#include "engine/pdf/dictionary.h"
#include "engine/pdf/syntax.h"

namespace hocba::pdf {
namespace {

// Offsets have four bytes; a revision may take its share of them.
constexpr std::uint64_t kMostBytes = 0xFFFFFFFF - (64 << 20);
// Wide enough for four integers below 4 GB; what is left over is spaces.
constexpr std::size_t kRangeWidth = 44;

}  // namespace

Increment::Increment(std::string_view pdf, const CrossReference& table)
    : bytes_(pdf), table_(table), earlier_(pdf.size()), next_(static_cast<int>(table.places.size())) {}

void Increment::begin(int number) {
    offsets_[number] = bytes_.size();
    bytes_ += fmt::format("{} 0 obj\n", number);
}

void Increment::put(int number, std::string_view body) {
    begin(number);
    append(body);
    end();
}

void Increment::put_signature(int number, std::string_view entries, std::size_t contents_size,
                              std::string_view more) {
    begin(number);
    // SubFilter, ByteRange, Contents in this order: what some readers expect.
    bytes_ += fmt::format("<<{}/ByteRange", entries);
    range_ = bytes_.size();
    bytes_ += std::string(kRangeWidth, ' ') + "/Contents";
    contents_ = bytes_.size();
    contents_size_ = contents_size;
    bytes_ += '<' + std::string(2 * contents_size, '0') + '>';
    bytes_ += fmt::format("{}>>", more);
    end();
}

void Increment::write_cross_reference() {
    const std::size_t start = bytes_.size();
    const int number = reserve();
    begin(number);
    std::string index, rows;  // /W [1 4 1]
    for (const auto& [object, offset] : offsets_) {
        const auto before = offsets_.find(object - 1);
        if (before == offsets_.end()) {
            int last = object;
            while (offsets_.count(last + 1) != 0) ++last;
            index += fmt::format("{}{} {}", index.empty() ? "" : " ", object, last + 1 - object);
        }
        rows += '\1';
        for (int shift = 24; shift >= 0; shift -= 8) rows += static_cast<char>(offset >> shift);
        rows += '\0';
    }
    const auto entry = [this](std::string_view key) {
        return value_of(table_.trailer, key).value_or("null");
    };
    // ISO 32000-1, 14.4: the first half of /ID stays, the second is new with every revision. It is made of
    // the one before and of what the revision says: the whole file would cost a second hash of it.
    const std::string_view id = entry("/ID");
    const std::string_view first_id = id.substr(1, id.find('>'));
    const std::string new_id = sha256(std::string(id) + bytes_.substr(earlier_)).substr(0, 16);
    bytes_ += fmt::format(
        "<</Type/XRef/Size {}/W[1 4 1]/Index[{}]/Root {}/Info {}/ID[{}{}]/Prev {}/Length {}>>\nstream\n",
        number + 1, index, entry("/Root"), entry("/Info"), first_id, hex_string(new_id), table_.start,
        rows.size());
    bytes_ += rows;
    bytes_ += fmt::format("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", start);
}

std::string Increment::finish() && {
    write_cross_reference();
    return std::move(bytes_);
}

Prepared Increment::prepare() && {
    write_cross_reference();
    const std::size_t behind = contents_ + 2 * contents_size_ + 2;
    const std::array<std::uint64_t, 4> hashed{0, contents_, behind, bytes_.size() - behind};
    const std::string text = fmt::format("[0 {} {} {}]", hashed[1], hashed[2], hashed[3]);
    bytes_.replace(range_, text.size(), text);
    return Prepared{std::move(bytes_), hashed};
}

Result<void> fits(std::string_view pdf) {
    if (pdf.size() <= kMostBytes) return {};
    return fail(
        Fault::signing, "pdf",
        {"Tệp quá lớn, không ký hay ghi thêm được.", "the file is too large to be signed or extended"},
        {"Chia tài liệu thành nhiều tệp.", "divide the document into several files"});
}

}  // namespace hocba::pdf
