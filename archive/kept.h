// Checkpoints that others have seen: cosigned by witnesses (C2SP tlog-cosignature), stamped by a time
// authority (RFC 3161). A log that is older than one of them, or has another history, is not the log.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "archive/checkpoint.h"
#include "archive/storage.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"

namespace hocba::archive {

inline const std::string witnessed_path = "log/witnessed";
inline const std::string witnesses_path = "log/witnesses";
inline const std::string stamps_folder = "log/stamps";

/// The witnesses that have cosigned so far: a vkey a line.
Result<std::vector<VerifierKey>> known_witnesses(const Storage& storage);
std::string text_of(const std::vector<VerifierKey>& witnesses);
/// `known` and those of `more` that are not among them.
std::vector<VerifierKey> joined(std::vector<VerifierKey> known, const std::vector<VerifierKey>& more);
/// Those of them that have a line under the note, which must be right.
Result<std::vector<Cosignature>> cosignatures(std::string_view note,
                                              const std::vector<VerifierKey>& witnesses,
                                              const std::string& where);

/// A checkpoint beside the log's own.
struct Kept {
    std::string path;  // "log/witnessed", "log/stamps/2025-05-31.checkpoint"
    std::string note;
};
/// All of them, the stamps by day.
Result<std::vector<Kept>> kept_checkpoints(const Storage& storage);

/// Fault::archive unless the log of that head begins as the kept checkpoint says; what is wrong is named.
Result<void> begins_with(const Storage& storage, const TreeHead& log, const VerifierKey& key,
                         const Kept& kept);
/// The same of the newest of each sort: before anybody writes, or reads.
Result<void> begins_with_kept(const Storage& storage, const TreeHead& log, const VerifierKey& key);

/// The tokens over one stamped checkpoint: the first over its bytes, each later one over its bytes and all
/// tokens before (RFC 4998, 5.2: renewal).
struct Stamp {
    std::string day;  // "2025-05-31"
    std::string checkpoint;
    std::vector<std::string> tokens;  // DER

    std::string checkpoint_path() const;
    std::string token_path(std::size_t n) const;
    /// What token n is over.
    std::string stamped(std::size_t n) const;
    /// Whether token n is one, and over that. Whether its authority may be believed is not asked.
    bool is_sound(std::size_t n) const;
};
Result<std::vector<Stamp>> stamps_in(const Storage& storage);

/// The files of `storage`, by path, that prove themselves against the log of that head in `log`: checkpoints
/// that it begins with, cosignatures, and sound tokens over them.
Result<std::map<std::string, std::string>> sound_kept(const Storage& storage, const Storage& log,
                                                      const TreeHead& head, const VerifierKey& key);

/// Takes over what others have said of the same log in `from`: tokens that are not there yet, and a newer
/// checkpoint of witnesses. Fault::archive, before anything is written, names what does not prove itself.
Result<void> take_kept(const Storage& from, Storage& to, const TreeHead& head, const VerifierKey& key);

}  // namespace hocba::archive
