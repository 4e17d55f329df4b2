// What others have said of a log, taken over with it from an export.
#include "archive/fault.h"
#include "archive/kept.h"

namespace hocba::archive {
namespace {

/// The files there are, sound or not.
Result<std::vector<std::string>> kept_paths(const Storage& storage) {
    std::vector<std::string> paths;
    for (const std::string& path : {witnessed_path, witnesses_path}) {
        auto size = storage.size(path);
        if (!size) return forward(std::move(size));
        if (*size) paths.push_back(path);
    }
    auto names = storage.list(stamps_folder);
    if (!names) return forward(std::move(names));
    for (const std::string& name : *names) paths.push_back(stamps_folder + "/" + name);
    return paths;
}

/// Its tokens behind those that are there, as long as these are the same.
Result<void> take_stamp(const Stamp& stamp, Storage& to) {
    const auto taken = [&to](const std::string& path, const std::string& bytes) -> Result<bool> {
        auto size = to.size(path);
        if (!size) return forward(std::move(size));
        if (!*size) return to.replace(path, bytes).map([] { return true; });
        auto there = read_all(to, path);
        if (!there) return forward(std::move(there));
        return *there == bytes;
    };
    auto same = taken(stamp.checkpoint_path(), stamp.checkpoint);
    for (std::size_t n = 0; same && *same && n < stamp.tokens.size(); ++n)
        same = taken(stamp.token_path(n), stamp.tokens[n]);
    return same ? Result<void>() : forward(std::move(same));
}

Result<void> take_witnessed(const std::map<std::string, std::string>& sound, const Storage& from, Storage& to,
                            const VerifierKey& key) {
    if (sound.count(witnessed_path) == 0) return {};
    const auto fresh = open_checkpoint(sound.at(witnessed_path), key);
    const auto old = read_all(to, witnessed_path);
    if (const auto there = old ? open_checkpoint(*old, key) : Result<Checkpoint>(Checkpoint{});
        !fresh || (there && old && there->head.size >= fresh->head.size))
        return {};
    auto known = known_witnesses(to), more = known_witnesses(from);
    if (!known) return forward(std::move(known));
    if (!more) return forward(std::move(more));
    if (auto done = to.replace(witnesses_path, text_of(joined(*std::move(known), *more))); !done) return done;
    return to.replace(witnessed_path, fresh->note);
}

}  // namespace

Result<void> take_kept(const Storage& from, Storage& to, const TreeHead& head, const VerifierKey& key) {
    auto sound = sound_kept(from, to, head, key);
    if (!sound) return forward(std::move(sound));
    auto paths = kept_paths(from);
    if (!paths) return forward(std::move(paths));
    for (const std::string& path : *paths)
        if (sound->count(path) == 0)
            return damaged(path, {"Tệp này không phải là lời chứng của người khác về nhật ký này.",
                                  "this is nothing that others have said of this log"});
    auto stamps = stamps_in(from);
    if (!stamps) return forward(std::move(stamps));
    for (const Stamp& stamp : *stamps)
        if (auto done = take_stamp(stamp, to); !done) return done;
    return take_witnessed(*sound, from, to, key);
}

}  // namespace hocba::archive
