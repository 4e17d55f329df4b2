// A cell whose value the page's seal holds (docs/seal-format.md, "The cells").
#pragma once

#include <cstdint>
#include <string>

namespace hocba {

struct SealedCell {
    int number = 0;          // in the form's order of sealed cells, from 0
    int code = 0;            // seven bits
    std::uint32_t year = 0;  // index of the school year that it is of
    bool operator==(const SealedCell&) const = default;
};

/// A school year of the document, as its seals name it.
struct SealedYear {
    std::string name;        // "2023-2024"
    std::string class_name;  // "4A1"
    bool operator==(const SealedYear&) const = default;
};

/// A seal knows the cells 0…254 of a form.
inline constexpr int kMostSealedCells = 255;
/// Codes that mean the same in every form; up to the highest mark, in tenths, a mark or a word of the cell's
/// kind.
inline constexpr int kSealHighestMark = 100, kSealBlank = 104, kSealUnsealedText = 126, kSealNotOnPage = 127;

}  // namespace hocba
