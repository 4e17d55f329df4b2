// Which certificates a document's signatures and timestamps rest on, what evidence it brings for them, and
// what is to be fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/pdf/pdf.h"
#include "engine/sign/services.h"

namespace hocba::sign {

/// A certificate that signed something, and when that is proven to have existed.
struct Signatory {
    std::string certificate;
    std::vector<std::string> others;  // that came with it
    Instant moment;
    Purpose purpose = Purpose::signature;
};

/// What stands in a document, in order.
struct Signatures {
    std::vector<Signatory> signatories;  // signers, and authorities of tokens and document timestamps
    bool all_stamped = false;            // every signature has a token or a document timestamp behind it
    std::vector<pdf::SignatureValue> timestamps;  // document timestamps
};

/// Fault::document if a CMS or a token is not sound.
Result<Signatures> signatures_in(std::string_view pdf);

/// Whether `evidence` (and `roots`) lets the signatory's path be validated without any service.
bool is_covered(const Signatory& signatory, const pdf::Evidence& evidence,
                const std::vector<std::string>& roots);

/// Issuers that are not yet in the document, roots included (ETSI EN 319 142-1, 6.3), and an OCSP answer or a
/// list for every certificate but roots. Problems: one for each certificate that nobody vouches for, and
/// for each that was revoked before the moment.
struct Collected {
    pdf::Evidence evidence;
    std::vector<Problem> problems;
};
Collected collect(const std::vector<Signatory>& signatories, const Services& services, Instant now);

}  // namespace hocba::sign
