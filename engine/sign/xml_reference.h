// The shape of one <Signature>, and what its references cover by the place of what they name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/sign/xml_layout.h"

namespace hocba::sign {

struct SignatureParts {
    std::vector<xmlNode*> references;
    xmlNode* value = nullptr;
    xmlNode* key_info = nullptr;
    xmlNode* object = nullptr;        // that holds the time
    xmlNode* time = nullptr;          // SigningTime; null unless there is exactly one
    std::vector<std::string> faults;  // "xml-algorithm", "xml-transform"
};

/// Nothing unless it is SignedInfo, SignatureValue, KeyInfo, Object … (XMLDSig 1.1, 4.2), with only such
/// children and attributes as the standard gives them.
std::optional<SignatureParts> parts_of_signature(const xmlNode* signature);

struct Coverage {
    std::vector<const xmlNode*> rows;  // BANG_DIEM that are named one by one
    std::vector<std::string> faults;   // "xml-reference", "xml-coverage", "xml-time-unsigned", …
};

/// `place`: of the signature in layout.entries.
Coverage coverage_of(const XmlLayout& layout, std::size_t place, const SignatureParts& parts,
                     const XmlDocument& document);

}  // namespace hocba::sign
