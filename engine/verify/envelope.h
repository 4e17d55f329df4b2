// What the raw bytes of a PDF say before any parser is believed: its revisions and its signatures' ranges.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::verify {

/// A code of the catalogue in reason.h, and where it was seen.
struct Finding {
    std::string code;
    std::string where;
    bool operator==(const Finding&) const = default;
};

/// [begin, end) in the file; `xref` is the number after startxref.
struct Revision {
    std::size_t begin = 0, end = 0;
    std::uint64_t xref = 0;
};

/// ByteRange and Contents as the bytes have them (ISO 32000-1, 12.8.1).
struct RawSignature {
    std::array<std::uint64_t, 4> range{};
    std::string contents;         // decoded, with its padding
    std::string contents_digest;  // their SHA-256
    std::size_t revision = 0;     // the one that holds the gap
};

struct Envelope {
    std::vector<Revision> revisions;
    std::vector<RawSignature> signatures;
    std::vector<Finding> faults;
    bool is_cut_off = false;      // within what the last signature covers
    bool lacks_line_end = false;  // and nothing but the line end is missing
};

// Larger files are not looked at.
inline constexpr std::size_t largest_pdf = 64UL * 1024 * 1024;
// Two to four signatures, then evidence and a timestamp at every renewal; every revision is parsed anew, so
// their number is bounded.
inline constexpr std::size_t most_revisions = 40;
// Each occurrence of /ByteRange is looked at once, up to so many.
inline constexpr std::size_t most_ranges = 64;

/// Linear in the file's size whatever it holds: this runs outside the sandbox. It stops, and says so, at too
/// many revisions or ranges.
Envelope read_envelope(std::string_view pdf);

/// The bytes that a signature covers: [0,a) and [b,b+c).
std::string covered_bytes(std::string_view pdf, const RawSignature& signature);
/// Their SHA-256.
std::string covered_digest(std::string_view pdf, const RawSignature& signature);

}  // namespace hocba::verify
