// The table behind reason.h.
#pragma once

#include <string_view>

#include "engine/verify/verify.h"

namespace hocba::verify {

struct CatalogueEntry {
    std::string_view code;
    Verdict weight;
    const char* vi;
    const char* en;
};

/// The row of that code; null pointer if there is none.
template <class Rows>
const CatalogueEntry* find_in(const Rows& rows, std::string_view code) {
    for (const CatalogueEntry& row : rows)
        if (row.code == code) return &row;
    return nullptr;
}

/// Each a chapter of the table; null pointer for a code that is not in it.
const CatalogueEntry* find_file_reason(std::string_view code);
const CatalogueEntry* find_signature_reason(std::string_view code);
const CatalogueEntry* find_proof_reason(std::string_view code);
const CatalogueEntry* find_attack_reason(std::string_view code);
const CatalogueEntry* find_seal_reason(std::string_view code);
const CatalogueEntry* find_paper_reason(std::string_view code);
const CatalogueEntry* find_xml_reason(std::string_view code);

}  // namespace hocba::verify
