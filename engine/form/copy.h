// The form of copies: what NĐ 30/2020, Phụ lục I, Phần II puts on them, as blocks that layout knows.
#pragma once

#include <string>
#include <vector>

#include "engine/base/instant.h"
#include "engine/form/flow.h"

namespace hocba::form {

/// NĐ 30/2020, Điều 3: the whole of an original, or parts of it. (A SAO LỤC is made of a copy, never here.)
enum class CopyKind { whole, extract };
std::string name_of(CopyKind kind);  // "SAO Y", "TRÍCH SAO"

/// Who copies what, and when. Printed as it is given.
struct Certification {
    CopyKind kind = CopyKind::whole;
    std::string superior;     // the body above the office; may be empty
    std::string office;       // that copies
    std::int64_t number = 0;  // of the office's register of copies, from 1 every year
    std::string place;        // "Hà Nội"
    Instant at;
    std::string authority;  // "KT. HIỆU TRƯỞNG"; may be empty
    std::string title;      // "HIỆU TRƯỞNG"
    std::string name;
    std::vector<std::string> recipients;
    std::string original;  // SHA-256 of the original's bytes, in hexadecimal
};

std::string number_of(const Certification& certification);  // "05/SY", "12/TrS"

/// A signature of the original.
struct SignedBy {
    std::string slot, signer;
    Instant at;
};

/// Nobody signs in the place of those who signed the original: each slot becomes words of its size that say
/// who did. Seal squares say that this is a copy.
void make_copy(Flow& flow, CopyKind kind, const std::vector<SignedBy>& signatures);

/// II.1 and II.2: the closing block of a copy on paper, behind the last words and below a line across the
/// page.
void close_copy(Flow& flow, const Certification& certification);

/// I.3: the text in the upper right corner of an electronic copy's first page, alone on a page of that size.
Flow corner_of(const Certification& certification, Size page);

}  // namespace hocba::form
