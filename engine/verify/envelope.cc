#include "engine/verify/envelope.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::verify {
namespace {

std::string at_byte(std::size_t offset) {
    return "byte " + std::to_string(offset);
}

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// A CMS with its path and its timestamp is a few ten thousand bytes.
constexpr std::size_t largest_contents = 1024UL * 1024;
// Writers put none or one between /Contents and its string.
constexpr std::size_t most_spaces = 32;

/// A reading position in the file; every step fails softly.
class Cursor {
  public:
    Cursor(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}
    std::size_t at() const { return at_; }

    bool spaces() {
        const std::size_t before = at_;
        while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
        return at_ > before;
    }
    bool word(std::string_view expected) {
        if (bytes_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }
    std::optional<std::uint64_t> number() {
        std::uint64_t value = 0;
        const char* end = bytes_.data() + bytes_.size();
        const auto [next, error] = std::from_chars(bytes_.data() + at_, end, value);
        if (error != std::errc()) return std::nullopt;
        at_ = static_cast<std::size_t>(next - bytes_.data());
        return value;
    }
    void line_end() {
        if (word("\r\n") || word("\n")) return;
        word("\r");
    }

  private:
    std::string_view bytes_;
    std::size_t at_;
};

/// ISO 32000-1, 7.5.5: "startxref", the offset and "%%EOF" on three lines end a revision.
std::optional<Revision> revision_at(std::string_view pdf, std::size_t startxref, std::size_t begin) {
    Cursor cursor(pdf, startxref);
    if (!cursor.word("startxref") || !cursor.spaces()) return std::nullopt;
    const auto xref = cursor.number();
    if (!xref || !cursor.spaces() || !cursor.word("%%EOF")) return std::nullopt;
    cursor.line_end();
    return Revision{begin, cursor.at(), *xref};
}

/// What is left of a revision that was cut off: it begins with an object and ends in the middle of one.
bool is_unfinished(std::string_view tail) {
    Cursor cursor(tail, 0);
    const bool begins = cursor.number() && cursor.spaces() && cursor.number() && cursor.word(" obj");
    const auto last = tail.rfind(" obj");
    return begins && tail.find("endobj", last) == tail.npos;
}

void read_revisions(std::string_view pdf, Envelope& envelope) {
    std::size_t begin = 0;
    std::size_t found = pdf.find("startxref");
    for (; found != std::string_view::npos; found = pdf.find("startxref", found + 1)) {
        const auto revision = revision_at(pdf, found, begin);
        if (!revision) continue;
        if (envelope.revisions.size() == most_revisions)
            return envelope.faults.push_back({"too-many-revisions", at_byte(found)});
        // The cross-reference table of a revision lies in that revision, never in older bytes.
        if (revision->xref < begin || revision->xref >= found)
            envelope.faults.push_back({"revision-chain", at_byte(found)});
        envelope.revisions.push_back(*revision);
        begin = revision->end;
    }
    if (envelope.revisions.empty())
        envelope.faults.push_back({"end-missing", at_byte(pdf.size())});
    else if (begin != pdf.size())
        envelope.faults.push_back(
            {is_unfinished(pdf.substr(begin)) ? "cut-off" : "trailing-bytes", at_byte(begin)});
}

std::optional<std::array<std::uint64_t, 4>> read_range(std::string_view pdf, std::size_t at) {
    Cursor cursor(pdf, at);
    if (!cursor.word("/ByteRange")) return std::nullopt;
    cursor.spaces();
    if (!cursor.word("[")) return std::nullopt;
    std::array<std::uint64_t, 4> range{};
    for (auto& value : range) {
        cursor.spaces();
        const auto number = cursor.number();
        if (!number) return std::nullopt;
        value = *number;
    }
    cursor.spaces();
    return cursor.word("]") ? std::optional(range) : std::nullopt;
}

/// [0,a,b,c] with a gap inside the file; written so that nothing can overflow.
bool possible(const std::array<std::uint64_t, 4>& range, std::size_t size) {
    const auto [zero, a, b, c] = range;
    return zero == 0 && a > 0 && a < size && b > a + 2 && b <= size && c <= size - b;
}

bool follows_contents(std::string_view pdf, std::size_t gap) {
    const std::size_t first = gap - std::min(gap, most_spaces);
    while (gap > first && is_space(pdf[gap - 1])) --gap;
    constexpr std::string_view key = "/Contents";
    return gap >= key.size() && pdf.substr(gap - key.size(), key.size()) == key;
}

bool is_upper_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
}

/// The code of what is wrong, or nothing; fills `signature`. `gaps`: where those read before begin, so that
/// no gap is read twice: each signature has its own.
std::string read_signature(std::string_view pdf, std::size_t at, std::set<std::uint64_t>& gaps,
                           RawSignature& signature) {
    const auto range = read_range(pdf, at);
    if (!range || !possible(*range, pdf.size()) || !gaps.insert((*range)[1]).second) return "byte-range";
    signature.range = *range;
    const auto [zero, a, b, c] = *range;
    if (pdf[a] != '<' || pdf[b - 1] != '>' || !follows_contents(pdf, a)) return "contents-gap";
    const std::string_view digits = pdf.substr(a + 1, b - a - 2);
    if (digits.size() > 2 * largest_contents) return "too-large";
    if (digits.size() % 2 != 0 || !is_upper_hex(digits)) return "contents-hex";
    std::string lower(digits);
    for (char& digit : lower)
        if (digit >= 'A') digit = static_cast<char>(digit - 'A' + 'a');
    signature.contents = from_hex(lower).value_or("");
    signature.contents_digest = sha256(signature.contents);
    return "";
}

/// A signature covers its own revision to the end and lies wholly in it.
bool covers_its_revision(const Envelope& envelope, RawSignature& signature) {
    const auto [zero, a, b, c] = signature.range;
    for (std::size_t i = 0; i < envelope.revisions.size(); ++i) {
        const Revision& revision = envelope.revisions[i];
        if (a < revision.begin || b > revision.end) continue;
        signature.revision = i;
        return b + c == revision.end;
    }
    return false;
}

/// A signature that is where it should be and covers more bytes than the file has: how many more; else 0.
std::uint64_t missing_bytes(std::string_view pdf, std::size_t at) {
    const auto range = read_range(pdf, at);
    if (!range) return 0;
    const auto [zero, a, b, c] = *range;
    const bool in_place = possible({zero, a, b, 0}, pdf.size()) && pdf[a] == '<' && pdf[b - 1] == '>' &&
                          follows_contents(pdf, a);
    return in_place && c > pdf.size() - b && c <= largest_pdf ? c - (pdf.size() - b) : 0;
}

/// Whether the file was cut off behind the place, so that a range there reaches beyond it: it stands in a
/// revision that has no end, or the last one has lost its line end. In a whole file such a range is forged.
bool is_cut_off(std::string_view pdf, std::size_t at, Envelope& envelope) {
    constexpr std::uint64_t longest_line_end = 2;
    const std::uint64_t missing = missing_bytes(pdf, at);
    if (missing == 0 || envelope.revisions.empty()) return false;
    const Revision& last = envelope.revisions.back();
    const bool lacks =
        at >= last.begin && last.end == pdf.size() && missing <= longest_line_end && pdf.ends_with("%%EOF");
    const bool is_cut = at >= last.end || lacks;
    envelope.lacks_line_end |= lacks;
    envelope.is_cut_off |= is_cut;
    return is_cut;
}

void read_signatures(std::string_view pdf, Envelope& envelope) {
    std::set<std::uint64_t> gaps;
    std::size_t seen = 0, found = pdf.find("/ByteRange");
    for (; found != std::string_view::npos; found = pdf.find("/ByteRange", found + 1)) {
        if (++seen > most_ranges) return envelope.faults.push_back({"too-many-signatures", at_byte(found)});
        RawSignature signature;
        std::string fault = read_signature(pdf, found, gaps, signature);
        if (fault.empty() && !covers_its_revision(envelope, signature)) fault = "coverage";
        if (fault == "byte-range" && is_cut_off(pdf, found, envelope)) fault = "cut-off";
        if (fault.empty())
            envelope.signatures.push_back(std::move(signature));
        else
            envelope.faults.push_back({std::move(fault), at_byte(found)});
    }
}

}  // namespace

Envelope read_envelope(std::string_view pdf) {
    Envelope envelope;
    if (pdf.substr(0, 5) != "%PDF-") {
        envelope.faults.push_back({"not-a-pdf", at_byte(0)});
        return envelope;
    }
    read_revisions(pdf, envelope);
    read_signatures(pdf, envelope);
    const auto is = [](const char* code) {
        return [code](const Finding& fault) { return fault.code == code; };
    };
    if (std::any_of(envelope.faults.begin(), envelope.faults.end(), is("cut-off")))
        std::erase_if(envelope.faults, is("trailing-bytes"));  // what follows the last end is what is left
    // The trailer is never encrypted itself (ISO 32000-1, 7.6.1), so its key shows in the bytes.
    const std::size_t encrypted = pdf.find("/Encrypt");
    if (encrypted != std::string_view::npos) envelope.faults.push_back({"encrypted", at_byte(encrypted)});
    return envelope;
}

std::string covered_bytes(std::string_view pdf, const RawSignature& signature) {
    const auto [zero, a, b, c] = signature.range;
    return std::string(pdf.substr(0, a)).append(pdf.substr(b, c));
}

std::string covered_digest(std::string_view pdf, const RawSignature& signature) {
    const auto [zero, a, b, c] = signature.range;
    return Sha256().update(pdf.substr(0, a)).update(pdf.substr(b, c)).finish();
}

}  // namespace hocba::verify
