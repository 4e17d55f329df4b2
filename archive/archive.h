// The archive: content-addressed packs, a transparency log, a catalogue that can be rebuilt from them.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/event.h"
#include "archive/freeze.h"
#include "archive/proof.h"
#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/form/issue.h"

namespace hocba::archive {

/// What the catalogue finds a document by; taken from the record by the caller.
struct Description {
    std::string document;  // 32 bytes: the issue id
    std::string code;      // 12 characters, without dashes
    std::string uuid;
    std::int64_t revision = 1;
    std::string form;  // id and revision of the form
    std::string school, class_name, school_year;
    std::string pupil_id, pupil_name;
    std::string record_digest;  // 32 bytes
};

/// A complete document on its way in: everything needed to prove and to re-render it.
struct Submission {
    Description description;
    form::Issue issue;
    std::string record;              // JSON
    std::string pdf;                 // signed
    std::string xml;                 // the finished XML (CV 2088); empty if there is none
    std::vector<std::string> seals;  // tokens, one a page
    Json software;                   // engine and library versions
    bool unverified_labels_accepted = false;
    /// Of each role whose signer agreed to a list that has this document: SHA-256 (32 bytes) of that list.
    std::map<std::string, std::string> approved_lists = {};
};

/// An acknowledged entry: durable, and proven by a log leaf.
struct Entry {
    Description description;
    std::string state;       // issued | pending | unconfirmed | confirmed | revoked | superseded
    std::string pdf_sha256;  // 32 bytes of the stored PDF
    std::uint64_t leaf = 0;
    Instant stored_at;
    std::string decision = {};  // that it was revoked or superseded by: citation()
    bool held = false;          // may not be erased

    /// Neither comes back, and its UUID is used up.
    bool is_over() const { return state == "revoked" || state == "superseded"; }
};

struct Damage {
    std::string where;  // "store/open/pack-00000001.tar, byte 81920", "log/tile/0/000", …
    Text what;
    std::string document;  // human code, "" if it concerns no single document
};

/// One day's checkpoint and the tokens over it.
struct StampFacts {
    std::string day;         // "2025-05-31"
    std::uint64_t size = 0;  // entries
    std::size_t tokens = 0;
    Instant first, until;  // time of the first token; end of the last one's authority's certificate
};

struct CheckReport {
    std::uint64_t documents = 0, bytes = 0, leaves = 0;
    std::string log_key;  // which key the checkpoint was checked with
    std::vector<Cosignature> witnesses = {};
    std::uint64_t witnessed = 0;          // entries in the checkpoint that they cosigned
    std::vector<StampFacts> stamps = {};  // by day
    std::vector<Damage> damage;
};

/// `code` as a person types it (crockford_code); of `name` every word, in any order, the last perhaps not to
/// its end, without regard to case and diacritics. Empty: any.
struct Query {
    std::string code, uuid, pupil_id, name, school, class_name, school_year, state;
    std::optional<std::uint64_t> after;  // a page: what was archived behind that leaf …
    std::uint64_t limit = 0;             // … so many; 0: all
};

/// Whether a receipt brings the salt of the PDF: who has both can tell that just this PDF is in the log.
enum class PdfSalt { left_out, included };

enum class PutOutcome { stored, already_issued };

/// How long a second writer waits for the first before it gives up.
constexpr std::chrono::milliseconds lock_wait{10000};

class Archive {
  public:
    /// `log/key.vkey` is written; the private log key goes to `log_key_out` (0600), never into the archive.
    static Result<void> init(const std::filesystem::path& folder, const std::string& origin,
                             const std::filesystem::path& log_key_out, std::string_view seed32);
    static Result<std::unique_ptr<Archive>> open_for_reading(const std::filesystem::path& folder);
    /// Takes the lock, recovers torn tails; Fault::archive if the log is older than what the catalogue
    /// acknowledged.
    static Result<std::unique_ptr<Archive>> open_for_writing(const std::filesystem::path& folder,
                                                             const std::filesystem::path& log_key,
                                                             std::chrono::milliseconds wait = lock_wait);
    virtual ~Archive() = default;

    /// Durable when it returns. Same uuid, revision, record digest and PDF again: already_issued; with other
    /// bytes of the PDF: Fault::document. A used UUID with another record, or a recalled document:
    /// Fault::record. Up to 1,024 submissions or 64 MiB are one commit; each is answered on its own.
    virtual std::vector<Result<std::pair<Entry, PutOutcome>>> put(const std::vector<Submission>& submissions,
                                                                  Instant now) = 0;
    /// Longer versions of documents that are archived: the stored PDF is the beginning of the new one, which
    /// takes its place; the older bytes stay. Fault::usage for anything else. Commits as put() does.
    virtual std::vector<Result<std::pair<Entry, PutOutcome>>> renew(const std::vector<Submission>& renewed,
                                                                    Instant now) = 0;
    /// True: logged now. False: it was so already. What the life of a record does not allow is Fault::record:
    /// a document that is not there or no longer valid; a school's own recall or replacement after the freeze
    /// (what is pending may always be revoked); a change of civil status without its decision, or that
    /// changes more. Fault::usage for an event that says too little. Commits as put() does.
    virtual std::vector<Result<bool>> enact(const std::vector<Event>& events, const Freeze& freeze,
                                            Instant now) = 0;
    /// Whether enact() would let the event's document end now, whatever its successor.
    virtual Result<void> may_end(const Event& event, const Freeze& freeze, Instant now) const = 0;
    /// Scans of old paper: unconfirmed until `confirm`. `record` is paper.json; they were never issued, so of
    /// `issue` only UUID and revision are kept. As put(), and nothing of them is told by each_issue().
    virtual std::vector<Result<std::pair<Entry, PutOutcome>>> put_paper(const std::vector<Submission>& scans,
                                                                        Instant now) = 0;
    /// The same with all signatures: as renew(), of what is unconfirmed or, with evidence more, confirmed.
    virtual std::vector<Result<std::pair<Entry, PutOutcome>>> confirm(const std::vector<Submission>& scans,
                                                                      Instant now) = 0;
    /// Logged before an unfinished sealed file leaves the desk: the document is pending until put.
    virtual Result<void> log_seal(const Submission& sealed, Instant now) = 0;

    /// In the order of the log.
    virtual Result<std::vector<Entry>> find(const Query& query) const = 0;
    /// The same, one after the other: for more than fit into memory. The first error of `visit` ends it.
    using Visit = std::function<Result<void>(const Entry&)>;
    virtual Result<void> each(const Query& query, const Visit& visit) const = 0;
    virtual Result<std::optional<Entry>> find_document(std::string_view issue_id_prefix) const = 0;
    /// What uuid and revision were used for; nothing if free.
    virtual Result<std::optional<Entry>> find_unit(const std::string& uuid, std::int64_t revision) const = 0;
    /// Every document that is pending, revoked or superseded, one after the other: for the status list. What
    /// `visit` is given lives as long as the call.
    virtual Result<void> each_exception(const std::function<void(const Entry&)>& visit) const = 0;
    /// Every document, pending ones too, with what it was issued with and its seals (tokens, one a page);
    /// reads each manifest. The first error of `visit` ends it; Fault::archive if a manifest is damaged.
    using VisitIssue =
        std::function<Result<void>(const Entry&, const form::Issue&, const std::vector<std::string>&)>;
    virtual Result<void> each_issue(const VisitIssue& visit) const = 0;
    /// Whether the entry's PDF, or an older version of it, has that SHA-256.
    virtual bool has_version(const Entry& entry, std::string_view pdf_sha256) const = 0;
    /// Fault::archive if the stored bytes do not match their name.
    virtual Result<std::string> pdf(const Entry& entry) const = 0;
    virtual Result<Submission> get(const Entry& entry) const = 0;
    /// Its record alone: JSON.
    virtual Result<std::string> record(const Entry& entry) const = 0;
    /// All events about the document, and those that name it as successor, as the log has them; the files of
    /// their decisions are left out.
    virtual Result<std::vector<PastEvent>> history(const Entry& entry) const = 0;
    /// The file that the event of that leaf rests on; empty if it has none.
    virtual Result<std::string> decision(const PastEvent& event) const = 0;
    /// The receipt of an entry, in the newest tree that witnesses have cosigned if it is in there.
    /// Fault::usage if the salt is wanted of an entry without a PDF.
    virtual Result<Receipt> receipt(std::uint64_t leaf, PdfSalt salt) const = 0;
    /// That the log grew out of its first `older` entries; Fault::usage if it has not so many.
    virtual Result<Growth> growth(std::uint64_t older) const = 0;
    /// {"leaf","tree_size","root","checkpoint"} for verify's `log`.
    virtual Result<Json> proof(const Entry& entry) const = 0;

    /// As it lies in log/checkpoint.
    virtual const std::string& checkpoint() const = 0;
    /// Keeps what witnesses have cosigned: a checkpoint of this log, or their lines alone, which are then
    /// over the present one. Every one of `witnesses` must have cosigned; they are known from then on. All
    /// cosignatures that are kept. Fault::archive if one of a known witness is wrong, or the log does not
    /// begin so; Fault::usage if no known witness has cosigned, the kept checkpoint is newer, or a witness
    /// has the key of another or of the log.
    virtual Result<std::vector<Cosignature>> keep_witnessed(const std::string& cosigned,
                                                            const std::vector<VerifierKey>& witnesses) = 0;
    /// Keeps the present checkpoint with a token over it, once a day (of `now`); and a further token over
    /// each stamp whose last one's authority has a certificate that ends before `renew_before`, as long as
    /// the new one lasts longer. `token` asks a time authority (RFC 3161). The number of tokens. Fault::usage
    /// if there is a stamp of a later day.
    using AskToken = std::function<Result<std::string>(std::string_view bytes)>;
    virtual Result<std::uint64_t> stamp(const AskToken& token, Instant now, Instant renew_before) = 0;

    static Result<std::uint64_t> rebuild(const std::filesystem::path& folder);
};

/// With SHA-256 every byte is proven against the log; `both` reckons the SHA-512 of each manifest again too.
enum class CheckDigests { sha256, both };

/// Reads everything, trusts nothing: works on an archive that does not open. `log_key` overrides
/// log/key.vkey; a private key is Fault::usage. With `timestamp_roots` (DER) each stamp must lead to one of
/// them.
Result<CheckReport> check(const std::filesystem::path& folder,
                          const std::optional<std::filesystem::path>& log_key = std::nullopt,
                          CheckDigests digests = CheckDigests::sha256,
                          const std::optional<std::vector<std::string>>& timestamp_roots = std::nullopt);

}  // namespace hocba::archive
