// What an office learns of a PDF or a seal: a verdict with its reasons. Never more than was proven.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/form/form.h"
#include "engine/trust/trust.h"

namespace hocba::verify {

enum class Verdict { valid, invalid, indeterminate };

/// `code` is stable, for machines: "byte-range", "padding", "trailing-bytes", "cms-not-der",
/// "digest-mismatch", "chain", "not-authorised", "authorisation-unknown", "revocation-unknown", "draft",
/// "seal-signature", …
struct Reason {
    std::string code;
    Text text;
    std::string where;
    Verdict weight = Verdict::invalid;  // valid: a remark that does not lower the verdict
};

bool has(const std::vector<Reason>& reasons, std::string_view code);

struct Certificate {
    std::string subject, issuer, serial;
    Instant not_before, not_after;
    std::string state_at_signing = "unknown", state_now = "unknown";
};

struct SignatureReport {
    std::string field, role, signer;
    Certificate certificate;
    std::string authorised = "unknown";  // yes | no | unknown
    std::optional<Instant> time_claimed, time_proven;
    std::string level = "B-B";
    bool intact = false, trusted = false;
    std::string reason;        // /Reason as it stands
    std::string procedure;     // that it names, "" if none
    std::string title;         // of a deputy
    std::string on_behalf_of;  // a teacher who left (QĐ 1789/QĐ-SGDĐT, Điều 14.7)
    std::string why;           // somebody signs for them
    std::vector<std::string> changes_after;
};

/// Who and what, as the document says it.
struct About {
    std::string id, uuid, form, pupil, school, year;
    std::string class_name, born;      // ISO date
    std::string pupil_tail;            // last four digits of the pupil's id
    std::optional<Instant> issued_at;  // nothing if no seal was read
    std::int64_t revision = 0;
};

/// Of a copy, as it says it of itself; who made it, only the office's signature or its paper proves.
struct Copy {
    std::string kind;                      // "SAO Y", "TRÍCH SAO"
    std::string number;                    // "05/SY", in the office's register
    std::string office, at;                // that certified it; RFC 3339
    std::string of;                        // SHA-256 of the original, or of each scan of it, in hexadecimal
    bool of_paper = false;                 // the original is a paper one
    bool attached = false;                 // the original, these very bytes, is in the copy
    std::optional<Verdict> original = {};  // on the attached original
};

/// What another document has in a sealed cell.
struct ComparedValue {
    std::optional<std::string> value;  // nothing if it has no such cell, or one that the form does not know
    bool differs = false;
    bool has_unsealed_text = false;  // a text that no seal holds (code 126)
    bool comparable = true;          // false: both have such a text, the same or not
};

/// A cell that a page's seal holds. Without a value its form or code is not known, or the paper has a text
/// there that the seal does not hold (code 126).
struct SealedCellShown {
    std::string year;  // that its page is of
    std::int64_t page = 1, number = 0;
    int code = 0;
    form::SealedLabel label;
    std::optional<std::string> value;  // as the paper shows it; "" for a blank cell
    std::optional<ComparedValue> compared = {};
};

struct Report {
    std::string input;
    std::string kind;  // pdf | seal | xml
    Verdict verdict = Verdict::indeterminate;
    std::vector<Reason> reasons;
    About document;
    int pages = 0;
    std::vector<int> pages_seen;
    bool complete = false;
    std::string structure = "valid";    // valid | invalid
    std::vector<SealedCellShown> grid;  // of seals
    std::vector<SignatureReport> signatures;
    Json status;  // {"state","as_of","expires"}
    Json log;     // what the archive says: {"leaf","checkpoint",…}
    std::optional<Copy> copy = {};
};

/// One object of `hocba verify --json` (cli contract).
Json to_json(const Report& report, bool vietnamese);

/// One thing that an official must be shown of a signature (QĐ 1789, Điều 12.2), and what was found.
struct ShownItem {
    Text name, value;
};
/// In the order of the article; `at`: the moment of the check. An XML's structure is Report::structure.
std::vector<ShownItem> items_to_show(const Report& report, const SignatureReport& signature, Instant at);

/// What the archive knows of a document, by the first 8 bytes of its issue id, and of exact bytes.
struct ArchiveAnswer {
    bool known = false;       // an entry of that document exists
    bool same_bytes = false;  // its stored PDF has these bytes
    std::string state;        // issued | pending | unconfirmed | confirmed | revoked | superseded
    Json log;
};
using ArchiveLookup = std::function<ArchiveAnswer(const std::string& document, std::string_view pdf)>;

/// The same of an XML by itself, which does not name its issue: by its lookup UUID. `answer.same_bytes`: an
/// issue's stored XML has these bytes, and the answer is about that issue, else about the newest.
struct UnitAnswer {
    ArchiveAnswer answer;
    std::string document;  // first 8 bytes of the issue id
    Instant issued_at;
};
using UnitLookup = std::function<UnitAnswer(const std::string& uuid, std::string_view xml)>;

/// A procedure of signing, as far as a signature can contradict it (templates/procedures.toml).
struct ProcedureRule {
    std::string name;
    std::vector<std::string> roles;      // that sign a PDF
    std::vector<std::string> on_behalf;  // those of them for which somebody else may sign
};

struct Options {
    Instant at;             // --at, default now
    bool by_clock = true;   // `at` is what a clock says, which may be wrong
    bool complete = false;  // --complete
    std::string_view xml;   // the finished XML beside a PDF, for one verdict on both
    std::optional<std::vector<ProcedureRule>> procedures;  // without: any name is as good as another
    bool inside_copy = false;                              // this is an original that a copy carries
    const trust::Trust* trust = nullptr;  // without: nothing is trusted, the verdict is at best indeterminate
    ArchiveLookup archive;                // may be empty
    UnitLookup archive_unit;              // may be empty
    /// The forms at hand: their schemas tell which marks of record.json count in tenths. The one with the
    /// issue's form digest is used; without it record.json is taken as it stands.
    const std::vector<form::Form>* forms = nullptr;
    /// Renders the issue again from its record, form and recorded seals; may be empty. That the result is a
    /// prefix of the PDF proves that its pages print its record.
    std::function<Result<std::string>(const std::string& record, const form::Form& form,
                                      const form::Issue& issue, const std::vector<std::string>& seals,
                                      const std::string& data_xml)>
        reproduce;
    /// Within the limits of a child. The caller has one thread (a lock that another holds stays locked in the
    /// child), and what `reproduce` reads of files is read already.
    bool reproduce_in_child = false;
};

/// Untrusted bytes: parsed by libqpdf in a child process with limits. Always a verdict, within 5 s.
Report verify_pdf(std::string_view pdf, const std::string& name, const Options& options);
/// MOET's XML (CV 2088): its structure, its signatures, who signed and whether they may. As verify_pdf.
Report verify_xml(std::string_view xml, const std::string& name, const Options& options);
/// The texts of the QRs of one paper, in any order: each by itself, and together as pages of one document.
/// None is "no-seal".
Report verify_seals(const std::vector<std::string>& qr_texts, const std::string& name,
                    const Options& options);
/// A picture (PNG, JPEG), a PDF of scanned pages, or texts of QRs, one a line.
struct PaperInput {
    std::string name;
    std::string_view bytes;
};
/// Whether these bytes are one of those; other PDFs are what verify_pdf judges.
bool shows_paper(std::string_view bytes);
bool is_seal_text(std::string_view text);
/// All seals of one paper, as verify_seals. Pictures and PDFs are read within the limits of scan::read; where
/// one has no seal ("no-seal") or cannot be read ("picture-unreadable") is said of it by name.
Report verify_paper(const std::vector<PaperInput>& inputs, const Options& options);

/// A sealed cell of another document: its school year, its number in the form, and its seven bits.
struct OtherCell {
    std::string year;
    std::int64_t number = 0;
    int code = 0;
    bool operator==(const OtherCell&) const = default;
};
/// A record, or the record in an issued PDF, that seals are compared with.
struct Other {
    std::string where;    // "class.ndjson:12"
    About document;       // holder and form (its number); id and revision if it is issued
    bool is_pdf = false;  // whose own seals and signatures were not examined
    std::function<Result<std::vector<OtherCell>>()> cells;  // asked in a child, as Options::reproduce
};
/// Of the others the one that is of the same pupil, form and year; its cells beside those of the report's
/// grid. Lowers the verdict with "compare-pupil", "compare-form", "compare-year", "compare-revision" or
/// "compare-differs", or remarks "compare-same", and "compare-partly" where both have a text that no seal
/// holds.
void compare(Report& report, const std::vector<Other>& others, const Options& options);

/// What an issued PDF carries, read in the child. Fault::document if it carries none.
struct Attached {
    std::string record;                // bytes of record.json
    const form::Form* form = nullptr;  // of Options::forms; null pointer if none is the issue's
    std::string id;                    // 32 bytes
    std::int64_t revision = 1;
};
Result<Attached> attached_to(std::string_view pdf, const std::string& name, const Options& options);

/// The text of one QR.
Report verify_seal(std::string_view qr_text, const std::string& name, const Options& options);

}  // namespace hocba::verify
