#include "engine/pdf/writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/pdf/deflate.h"

namespace hocba::pdf {
namespace {

// A reader inflates a whole stream for one object, so streams stay small.
constexpr std::size_t kObjectsPerStream = 200;
constexpr int kPlaceBytes = 4;                  // offsets to 4 GB; PoDoFo reads no wider ones
constexpr int kRowBytes = 1 + kPlaceBytes + 1;  // /W [1 4 1]

std::string row(int kind, std::uint64_t place, int index) {
    std::string out(1, static_cast<char>(kind));
    for (int shift = 8 * (kPlaceBytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(place >> shift);
    return out + static_cast<char>(index);
}

// PNG's Up filter (ISO 32000-1, 7.4.4.4): neighbouring rows differ little.
std::string up(const std::string& row, const std::string& above) {
    std::string out(1, '\2');
    for (std::size_t i = 0; i < row.size(); ++i) out += static_cast<char>(row[i] - above[i]);
    return out;
}

}  // namespace

Writer::Writer() : out_("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), entries_(1) {}

Reference Writer::reserve() {
    entries_.emplace_back();
    return {static_cast<int>(entries_.size()) - 1};
}

void Writer::put(Reference reference, std::string body) {
    packed_.push_back({reference.number, std::move(body)});
}

Reference Writer::add(std::string body) {
    const Reference reference = reserve();
    put(reference, std::move(body));
    return reference;
}

void Writer::begin(Reference reference) {
    entries_[static_cast<std::size_t>(reference.number)] = {1, out_.size(), 0};
    out_ += fmt::format("{} 0 obj\n", reference.number);
}

void Writer::put_plain(Reference reference, std::string_view body) {
    begin(reference);
    out_.append(body) += "\nendobj\n";
}

void Writer::raw_stream(Reference reference, std::string_view entries, std::string_view data) {
    begin(reference);
    out_ += fmt::format("<<{}/Length {}>>\nstream\n", entries, data.size());
    out_.append(data) += "\nendstream\nendobj\n";
}

void Writer::put_stream(Reference reference, std::string_view entries, std::string_view data) {
    raw_stream(reference, std::string(entries) + "/Filter/FlateDecode", deflate(data));
}

Reference Writer::add_stream(std::string_view entries, std::string_view data) {
    const Reference reference = reserve();
    put_stream(reference, entries, data);
    return reference;
}

Reference Writer::add_plain_stream(std::string_view entries, std::string_view data) {
    const Reference reference = reserve();
    raw_stream(reference, entries, data);
    return reference;
}

void Writer::pack() {
    std::sort(packed_.begin(), packed_.end(),
              [](const Packed& a, const Packed& b) { return a.number < b.number; });
    for (std::size_t first = 0; first < packed_.size(); first += kObjectsPerStream) {
        const std::size_t count = std::min(kObjectsPerStream, packed_.size() - first);
        const Reference stream = reserve();
        std::string index, bodies;
        for (std::size_t i = 0; i < count; ++i) {
            const Packed& object = packed_[first + i];
            entries_[static_cast<std::size_t>(object.number)] = {2, static_cast<std::uint64_t>(stream.number),
                                                                 static_cast<int>(i)};
            index += fmt::format("{} {} ", object.number, bodies.size());
            bodies.append(object.body) += '\n';
        }
        put_stream(stream, fmt::format("/Type/ObjStm/N {}/First {}", count, index.size()), index + bodies);
    }
}

std::string Writer::finish(Reference catalog, Reference info, std::string_view id) && {
    pack();
    const Reference self = reserve();
    const std::size_t start = out_.size();
    entries_.back() = {1, start, 0};
    std::string table, above(kRowBytes, '\0');
    for (const Entry& entry : entries_) {
        const std::string current = row(entry.kind, entry.place, entry.index);
        table += up(current, above);
        above = current;
    }
    put_stream(
        self,
        fmt::format(
            "/Type/XRef/Size {}/W[1 {} 1]/DecodeParms<</Predictor 12/Columns {}>>/Root {}/Info {}/ID[{}{}]",
            entries_.size(), kPlaceBytes, kRowBytes, to_string(catalog), to_string(info), hex_string(id),
            hex_string(id)),
        table);
    out_ += fmt::format("startxref\n{}\n%%EOF\n", start);
    return std::move(out_);
}

}  // namespace hocba::pdf
