// One appended revision: objects behind the earlier bytes, then a cross-reference stream (ISO
// 32000-1, 7.5.6).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/pdf/cross_reference.h"
#include "engine/pdf/pdf.h"

namespace hocba::pdf {

/// Collects the revision. Offsets have four bytes: `is_too_long` says whether it still fits.
class Increment {
  public:
    Increment(std::string_view pdf, const CrossReference& table);

    /// The number of the next new object.
    int next() const { return next_; }
    /// A new object's number.
    int reserve() { return next_++; }
    /// "12 0 obj … endobj" with what `append` adds between.
    void put(int number, std::string_view body);
    void begin(int number);
    void end() { bytes_ += "\nendobj\n"; }
    void append(std::string_view text) { bytes_ += text; }

    /// `entries` of a dictionary that holds a signature value ("/Type/Sig…"): its /ByteRange and a /Contents
    /// of that many zeros, then `more`.
    void put_signature(int number, std::string_view entries, std::size_t contents_size,
                       std::string_view more = "");

    /// The whole file. Every new object was put.
    std::string finish() &&;
    /// The same, with the place of the one signature value that was put.
    Prepared prepare() &&;

  private:
    void write_cross_reference();

    std::string bytes_;
    const CrossReference& table_;
    std::size_t earlier_;                   // bytes
    std::map<int, std::uint64_t> offsets_;  // of the objects of this revision
    int next_;
    std::size_t range_ = 0, contents_ = 0, contents_size_ = 0;
};

/// Fault::signing if `pdf` is so long that a revision might not find its place.
Result<void> fits(std::string_view pdf);

}  // namespace hocba::pdf
