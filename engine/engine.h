// The arrows of the house in their order: record → flow → pages → sealed → document. Nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/form/copy.h"
#include "engine/form/form.h"
#include "engine/pdf/pdf.h"
#include "engine/record/record.h"
#include "engine/seal/seal.h"
#include "engine/text/font.h"

namespace hocba {

/// "hocba 0.1.0": the producer that documents and archive entries name.
std::string engine_version();
/// Names and versions of the engine and of the libraries that shape the bytes (entry of the archive).
Json software();

/// A sealed document that nobody has signed yet.
struct Document {
    pdf::Draft pdf;
    form::Issue issue;
    std::string id;                  // 32 bytes: the issue id
    std::vector<std::string> seals;  // text of each page's QR
};

/// The issue id of a record under a form and its fonts: 32 bytes.
std::string issue_id_of(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                        const form::Issue& issue);

/// A draft: no key, no identity; every page says that it has no value. Its date is the record's
/// `effective_on`.
Result<pdf::Draft> draft(const record::Record& record, const form::Form& form, const text::FontSet& fonts);

/// Name of the data XML (CV 2088) among a document's attachments, where it is an /Alternative of the pages.
inline constexpr const char* kDataXml = "hoc-ba.xml";

/// The main job up to the signatures. Same arguments and a deterministic key: same bytes. `data_xml`: MOET's
/// XML of the record, with the subject teachers' signatures if they came first; empty where there is none.
Result<Document> issue(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                       const form::Issue& issue, const seal::Sealer& sealer, std::string_view data_xml = "");

/// The same document again from its recorded seals and XML, without the key: byte for byte.
Result<Document> reissue(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                         const form::Issue& issue, const std::vector<std::string>& seals,
                         std::string_view data_xml = "");

/// The same, from the bytes of record.json: what verify holds a PDF's pages against.
Result<std::string> reproduce(const std::string& record, const form::Form& form, const text::FontSet& fonts,
                              const form::Issue& issue, const std::vector<std::string>& seals,
                              std::string_view data_xml);

/// The cells that the seals of a document of that record hold, page by page.
struct PageCells {
    std::string year;  // "2023-2024"; empty if the form has none
    std::vector<SealedCell> cells;
};
Result<std::vector<PageCells>> sealed_cells(const record::Record& record, const form::Form& form,
                                            const text::FontSet& fonts);

/// What an issued document carries of itself: its record and issue.json.
struct Contents {
    std::string record;  // bytes of record.json
    form::Issue issue;
    std::string id;  // 32 bytes, as the XMP says it
    std::string form, form_revision;
    std::vector<std::string> seals;
    std::string data_xml;  // empty if it carries none
    bool unverified_labels = false;
};

/// Reads a document of ours (never an untrusted file). Fault::document if it is a draft or not ours.
Result<Contents> contents_of(std::string_view pdf, const std::string& name);

/// An issued document that was verified, and who signed it.
struct Original {
    std::string_view pdf;
    std::string name;  // of its file
    std::vector<form::SignedBy> signatures;
};

/// A copy to be printed (NĐ 30/2020, Phụ lục I, Phần II, II): the record again, and the closing block behind
/// it.
Result<pdf::Draft> copy_to_paper(const Original& original, const form::Form& form, const text::FontSet& fonts,
                                 const form::Certification& certification);

/// An extract (TRÍCH SAO): those pages of the document, from 1 on, with the whole original attached byte for
/// byte and a slot "copy" for the office. Fault::usage if there is no such page.
Result<pdf::Draft> extract(const Original& original, const form::Form& form, const text::FontSet& fonts,
                           const form::Certification& certification, const std::vector<std::size_t>& pages);

/// A file of a scanner: JPEG, PNG, or a PDF of such pictures.
struct Scan {
    std::string name;
    std::string bytes;
};
/// A paper original as an electronic copy (Phần II, I): in colour, of 200 dpi or more, at full size, with a
/// slot "copy". Fault::document at every page that is not so.
Result<pdf::Draft> copy_of_paper(const std::vector<Scan>& scans, const text::FontSet& fonts,
                                 const form::Certification& certification);

}  // namespace hocba
