// What a log proves to somebody who has its key alone: an entry's place (RFC 9162 §2.1.3.2, C2SP tlog-proof),
// and that a tree only grew (RFC 9162 §2.1.4.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/checkpoint.h"
#include "engine/base/result.h"

namespace hocba::archive {

/// The root that a leaf's hash and its audit path lead to in a tree of `size` leaves; nothing if the path has
/// not the length that it must have, or there is no such leaf.
std::optional<std::string> root_over(std::string_view leaf_hash, std::uint64_t leaf, std::uint64_t size,
                                     const std::vector<std::string>& path);

/// Whether the path proves that `older` is the beginning of `newer`.
bool grew_from(const TreeHead& older, const TreeHead& newer, const std::vector<std::string>& path);

/// What a log is that is not the continuation of a checkpoint that somebody kept: rolled back, or forked.
tl::unexpected<Error> older_than_kept(const std::string& where, std::uint64_t now, std::uint64_t then);
tl::unexpected<Error> other_history(const std::string& where);

/// C2SP tlog-proof: one entry, provable without the archive.
struct Receipt {
    std::string
        extra;  // of hocba: canonical JSON {"entry": the line of the log, "pdf_salt": hexadecimal, or absent}
    std::uint64_t leaf = 0;
    std::vector<std::string> path;
    std::string checkpoint;  // a note, cosignatures included
};
std::string to_text(const Receipt& receipt);
/// Fault::archive.
Result<Receipt> receipt_of(std::string_view text, const std::string& where);

/// What a receipt proves.
struct Proven {
    TreeHead head;
    std::uint64_t leaf = 0;
    std::string entry;  // the line of the log
};
/// Fault::archive unless the checkpoint is that key's and the entry is in its tree. With `pdf`: and unless
/// the entry commits to just these bytes.
Result<Proven> verify(const Receipt& receipt, const VerifierKey& key, const std::optional<std::string>& pdf,
                      const std::string& where);

/// C2SP tlog-witness, add-checkpoint: what a witness asks for before it cosigns, or anybody who kept an older
/// checkpoint.
struct Growth {
    std::uint64_t older = 0;        // entries
    std::vector<std::string> path;  // none from 0
    std::string checkpoint;
};
std::string to_text(const Growth& growth);
/// Whether the text begins as one.
bool looks_like_growth(std::string_view text);
/// Fault::archive.
Result<Growth> growth_of(std::string_view text, const std::string& where);

/// The newer head. Fault::archive unless both checkpoints are that key's and the newer tree grew out of the
/// older: a log that is older than `kept`, and one with another history, are each named. Fault::usage if the
/// proof begins at another size than `kept`.
Result<TreeHead> verify(const Growth& growth, const VerifierKey& key, std::string_view kept,
                        const std::string& where);

}  // namespace hocba::archive
