// One entry of the archive: the manifest that describes it in the pack, and the line that proves it in the
// log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "archive/random.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::archive {

constexpr std::size_t salt_size = 32;

/// SHA-256(salt ‖ SHA-256(stored bytes)); from it and the log nobody learns what was stored.
std::string commitment(std::string_view salt, std::string_view sha256_of_bytes);

/// A member as its manifest names it. `sha256` is empty if there is none (a sealed file that is not
/// finished).
struct Stored {
    std::string extension;  // ".pdf"
    std::string sha256, sha512;
    std::uint64_t size = 0;

    std::string member() const;
};
Stored stored_of(std::string_view bytes, std::string_view extension);

struct Salts {
    std::string manifest, record, pdf;  // 32 bytes each
    std::string xml;                    // only if there is an XML
    std::string decision;               // only of an event that rests on one
};
Result<Salts> draw_salts(const Random& random, bool with_xml);
Result<Salts> draw_salts(const Random& random, const Event& event);

/// The entry that a document was brought in by.
struct Reference {
    std::string document;  // 32 bytes: the issue id
    std::uint64_t leaf = 0;
    std::string manifest;  // SHA-256 of the entry's manifest, 32 bytes
};

/// An event with the entries it is about; the bytes of its decision are a member.
struct Notice {
    Event event;
    Reference predecessor;
    std::optional<Reference> successor;
    Stored decision;
};

/// Kinds of scans of old paper: as it came, and with all signatures (or evidence more).
inline constexpr const char* kDigitise = "digitise";
inline constexpr const char* kConfirm = "confirm";
bool is_paper(std::string_view kind);
/// Whether an entry of that kind brings a document that the archive has not had: "issue" and "digitise".
bool is_first(std::string_view kind);

/// The state of a document whose newest entry is of that kind, while no event ends it.
const char* state_of(std::string_view kind);

/// `kind` is "issue", "seal", "renew", "digitise", "confirm" or an event's. The submission's `record` and
/// `pdf` are empty: their bytes are members. Of an event the submission has document and code alone.
struct Manifest {
    std::string kind;
    Submission submission;
    Stored record, pdf, xml;
    Salts salts;
    Instant stored_at;
    std::optional<Notice> notice;

    /// The members that it names.
    std::vector<const Stored*> members() const;
};
Manifest manifest_of(Notice notice, Salts salts, Instant now);

/// Canonical JSON (RFC 8785).
std::string to_bytes(const Manifest& manifest);
/// Fault::archive unless the bytes are exactly what `to_bytes` gives back.
Result<Manifest> manifest_of(std::string_view bytes, const std::string& where);

/// A line of the log. `end` is where the manifest ends in the pack: all before it is accounted for.
struct LogEntry {
    std::string kind;
    std::string manifest, record, pdf;  // commitments, 32 bytes; `pdf` empty for "seal"
    std::string xml, decision;          // empty if there is none; of an event there is no record and no PDF
    std::int64_t pack = 0;
    std::uint64_t end = 0;
    Instant time;
};

LogEntry log_entry_of(const Manifest& manifest, std::string_view manifest_bytes, std::int64_t pack,
                      std::uint64_t end);
std::string to_bytes(const LogEntry& entry);
Result<LogEntry> log_entry_of(std::string_view bytes, const std::string& where);

/// Whether the line is about exactly these bytes.
bool proves(const LogEntry& entry, const Manifest& manifest, std::string_view manifest_bytes);

}  // namespace hocba::archive
