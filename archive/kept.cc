#include "archive/kept.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/fault.h"
#include "archive/tile.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::archive {
namespace {

constexpr std::string_view checkpoint_suffix = ".checkpoint";

/// Those of them that are there.
Result<std::vector<Kept>> read_those(const Storage& storage, const std::vector<std::string>& paths) {
    std::vector<Kept> kept;
    for (const std::string& path : paths) {
        if (path.empty()) continue;
        auto size = storage.size(path);
        if (!size) return forward(std::move(size));
        if (!*size) continue;
        auto note = read_all(storage, path);
        if (!note) return forward(std::move(note));
        kept.push_back({path, std::move(*note)});
    }
    return kept;
}

}  // namespace

Result<std::vector<VerifierKey>> known_witnesses(const Storage& storage) {
    auto size = storage.size(witnesses_path);
    if (!size) return forward(std::move(size));
    std::vector<VerifierKey> witnesses;
    if (!*size) return witnesses;
    auto text = read_all(storage, witnesses_path);
    if (!text) return forward(std::move(text));
    for (std::string_view rest = *text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        auto witness = verifier_key(line, witnesses_path, KeyType::cosignature);
        if (!witness) return forward(std::move(witness));
        witnesses.push_back(*std::move(witness));
    }
    return witnesses;
}

std::vector<VerifierKey> joined(std::vector<VerifierKey> known, const std::vector<VerifierKey>& more) {
    for (const VerifierKey& key : more)
        if (std::none_of(known.begin(), known.end(),
                         [&](const VerifierKey& other) { return to_text(other) == to_text(key); }))
            known.push_back(key);
    return known;
}

std::string text_of(const std::vector<VerifierKey>& witnesses) {
    std::string lines;
    for (const VerifierKey& witness : witnesses) lines += to_text(witness) + "\n";
    return lines;
}

Result<std::vector<Cosignature>> cosignatures(std::string_view note,
                                              const std::vector<VerifierKey>& witnesses,
                                              const std::string& where) {
    std::vector<Cosignature> found;
    for (const VerifierKey& witness : witnesses) {
        if (!has_line_of(note, witness)) continue;
        auto time = cosigned_at(note, witness, where);
        if (!time) return forward(std::move(time));
        found.push_back({witness.name, {*time, 0}});
    }
    return found;
}

std::string Stamp::checkpoint_path() const {
    return fmt::format("{}/{}{}", stamps_folder, day, checkpoint_suffix);
}

std::string Stamp::token_path(std::size_t n) const {
    return fmt::format("{}/{}.{}.tst", stamps_folder, day, n + 1);
}

std::string Stamp::stamped(std::size_t n) const {
    std::string bytes = checkpoint;
    for (std::size_t i = 0; i < n; ++i) bytes += tokens[i];
    return bytes;
}

bool Stamp::is_sound(std::size_t n) const {
    const sign::TokenFacts facts = sign::inspect_token(tokens[n]);
    return facts.faults.empty() && sign::is_over(facts, stamped(n));
}

Result<std::vector<Stamp>> stamps_in(const Storage& storage) {
    auto names = storage.list(stamps_folder);
    if (!names) return forward(std::move(names));
    std::vector<Stamp> stamps;
    for (const std::string& name : *names) {
        if (!name.ends_with(checkpoint_suffix)) continue;
        Stamp stamp{name.substr(0, name.size() - checkpoint_suffix.size()), {}, {}};
        auto note = read_all(storage, stamp.checkpoint_path());
        if (!note) return forward(std::move(note));
        stamp.checkpoint = std::move(*note);
        while (true) {
            const std::string path = stamp.token_path(stamp.tokens.size());
            auto size = storage.size(path);
            if (!size) return forward(std::move(size));
            if (!*size) break;
            auto token = read_all(storage, path);
            if (!token) return forward(std::move(token));
            stamp.tokens.push_back(std::move(*token));
        }
        stamps.push_back(std::move(stamp));
    }
    return stamps;
}

Result<std::vector<Kept>> kept_checkpoints(const Storage& storage) {
    auto names = storage.list(stamps_folder);
    if (!names) return forward(std::move(names));
    std::vector<std::string> paths{witnessed_path};
    for (const std::string& name : *names)
        if (name.ends_with(checkpoint_suffix)) paths.push_back(stamps_folder + "/" + name);
    return read_those(storage, paths);
}

Result<void> begins_with(const Storage& storage, const TreeHead& log, const VerifierKey& key,
                         const Kept& kept) {
    const auto checkpoint = open_checkpoint(kept.note, key);
    if (!checkpoint)
        return damaged(kept.path, {"Đây không phải là điểm kiểm tra do nhật ký này ký.",
                                   "this is no checkpoint that the log has signed"});
    const TreeHead& head = checkpoint->head;
    if (head.size > log.size)
        return damaged(
            kept.path,
            {fmt::format("Nhật ký có {} mục, cũ hơn điểm kiểm tra đã có người khác chứng kiến ({} mục).",
                         log.size, head.size),
             fmt::format("the log has {} entries: it is older than this checkpoint, which others have "
                         "seen ({} entries)",
                         log.size, head.size)});
    auto then = Tree(storage, log.size).range(0, head.size);
    if (!then) return forward(std::move(then));
    if (*then != head.root)
        return damaged(
            kept.path,
            {"Nhật ký có một lịch sử khác với điểm kiểm tra đã có người khác chứng kiến (rẽ nhánh).",
             "the log has another history than this checkpoint, which others have seen (a fork)"});
    return {};
}

Result<void> begins_with_kept(const Storage& storage, const TreeHead& log, const VerifierKey& key) {
    auto names = storage.list(stamps_folder);
    if (!names) return forward(std::move(names));
    std::string last;
    for (const std::string& name : *names)
        if (name.ends_with(checkpoint_suffix)) last = stamps_folder + "/" + name;
    auto newest = read_those(storage, {witnessed_path, last});
    if (!newest) return forward(std::move(newest));
    for (const Kept& kept : *newest)
        if (auto same = begins_with(storage, log, key, kept); !same) return same;
    return {};
}

Result<std::map<std::string, std::string>> sound_kept(const Storage& storage, const Storage& log,
                                                      const TreeHead& head, const VerifierKey& key) {
    auto kept = kept_checkpoints(storage);
    if (!kept) return forward(std::move(kept));
    auto stamps = stamps_in(storage);
    if (!stamps) return forward(std::move(stamps));
    std::map<std::string, std::string> sound;
    for (const Kept& one : *kept)
        if (begins_with(log, head, key, one)) sound[one.path] = one.note;
    if (sound.count(witnessed_path) != 0) {
        const auto witnesses = known_witnesses(storage);
        const auto found = witnesses ? cosignatures(sound[witnessed_path], *witnesses, witnessed_path)
                                     : Result<std::vector<Cosignature>>(tl::unexpected(witnesses.error()));
        if (found && !found->empty())
            sound[witnesses_path] = text_of(*witnesses);
        else
            sound.erase(witnessed_path);
    }
    for (const Stamp& stamp : *stamps)
        for (std::size_t n = 0; sound.count(stamp.checkpoint_path()) != 0 && n < stamp.tokens.size(); ++n)
            if (stamp.is_sound(n)) sound[stamp.token_path(n)] = stamp.tokens[n];
    return sound;
}

}  // namespace hocba::archive
