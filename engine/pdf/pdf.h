// Sealed pages to PDF/A-3a + PDF/UA-1 bytes, pictures of paper to PDF/A-3b (ISO 19005-3, ISO 14289-1), and
// signatures appended to them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/page/page.h"
#include "engine/text/font.h"

namespace hocba::pdf {

/// ISO 19005-3, annex E.
enum class Relationship { source, data, alternative, supplement, unspecified };

struct Attachment {
    std::string name;  // "record.json"
    std::string mime;  // "application/json"
    std::string description;
    Relationship relationship = Relationship::source;
    std::string bytes;
    Instant modified;
};

/// What a document says that it is. Pictures of paper have words that nobody can read out: they are not
/// PDF/UA, nor level A, however they are tagged.
enum class Conformance { pdf_a3a_ua1, pdf_a3b };

struct Info {
    std::string title;               // dc:title
    std::string language = "vi-VN";  // BCP 47
    Instant created;                 // also modified; of the record for a draft, of the issue otherwise
    std::string producer;            // "hocba 0.1.0"
    std::string id;                  // 16 bytes: both halves of /ID
    /// XMP properties in the namespace urn:hocba:xmp:1#, described by an extension schema
    /// (ISO 19005-3, 6.6.2.3): name, value. For instance issueId, formId, unverifiedLabels.
    std::vector<std::pair<std::string, std::string>> properties;
    std::vector<Attachment> attachments;
    Conformance conformance = Conformance::pdf_a3a_ua1;
};

/// An unsigned document: bytes, and the names of its empty signature fields.
struct Draft {
    std::string bytes;
    std::vector<std::string> slots;
};

/// Deterministic. Fault::conformance if what is asked would not be PDF/A-3a and PDF/UA-1; the same is
/// asked of a PDF/A-3b, which only says less.
Result<Draft> write(const page::Sealed& sealed, const text::FontSet& fonts, const Info& info);

/// A signature field as it stands in a document of ours.
struct SignatureField {
    std::string name;
    int object = 0;  // number of the merged field and widget
    bool is_signed = false;
    bool locks = false;  // it carries /Lock
};

/// Reads a document of ours (PoDoFo; never for untrusted files). Fault::document.
Result<std::vector<SignatureField>> signature_fields(std::string_view pdf);
Result<std::vector<Attachment>> attachments(std::string_view pdf);
/// The XMP properties of our namespace: name, value.
Result<std::vector<std::pair<std::string, std::string>>> properties(std::string_view pdf);

/// The picture of a visible signature, ready for embedding: RGB samples and their soft mask, both deflated.
struct Appearance {
    std::uint32_t width = 0, height = 0;  // pixels
    std::string colour, alpha;
    Length
        diameter;  // of a stamp, which is drawn at its real size; 0: a hand signature, fitted into its field
};

/// What a signature revision says (ISO 32000-1, table 252; ETSI EN 319 142-1, 5.3).
struct SignatureRequest {
    std::string field;
    std::string name;                        // /Name: the signer
    Instant claimed;                         // /M
    std::string reason;                      // may be empty
    std::size_t contents_size = 0;           // bytes reserved for the CMS
    const Appearance* appearance = nullptr;  // the caller's; null: the signature shows nothing
};

/// A document with an appended revision whose /Contents is still zeros. `range` is [0,a,b,c] in bytes: hash
/// [0,a) and [b,b+c), then put the CMS with `fill`.
struct Prepared {
    std::string bytes;
    std::array<std::uint64_t, 4> range{};
};

/// Appends, never rewrites: the earlier bytes are a prefix. Fault::signing if the field is missing, signed
/// already or too small for the stamp, or an earlier signature locked the document.
Result<Prepared> prepare_signature(std::string_view pdf, const SignatureRequest& request);

/// What later validation needs and the document brings along (ISO 32000-2, 12.8.4.3): DER, in three lists.
struct Evidence {
    std::vector<std::string> certificates, ocsps, crls;
    bool operator==(const Evidence&) const = default;
};

/// The document security store as it stands; empty lists if there is none. Fault::document.
Result<Evidence> evidence(std::string_view pdf);

/// Appends a revision with what the store does not hold yet; without anything new the bytes as they are.
/// Fault::signing before the last signature, the one that locks.
Result<std::string> add_evidence(std::string_view pdf, const Evidence& evidence);

/// Appends a document timestamp of ETSI EN 319 142-1, 5.4.3: one more field, invisible, on the page of the
/// last signature. As with `prepare_signature`; Fault::signing before the last signature.
Result<Prepared> prepare_timestamp(std::string_view pdf, std::size_t contents_size);

/// A signature or timestamp as it stands in a document of ours.
struct SignatureValue {
    std::string field;
    bool is_timestamp = false;             // ETSI.RFC3161
    std::array<std::uint64_t, 4> range{};  // /ByteRange
    std::string contents;                  // /Contents, with the zeros behind the DER
};

/// In the order in which they were made. Fault::document.
Result<std::vector<SignatureValue>> signature_values(std::string_view pdf);

/// Fault::signing if `cms` is longer than what was reserved. Upper-case hexadecimal, zeros behind.
Result<std::string> fill(Prepared prepared, std::string_view cms);

}  // namespace hocba::pdf
