#include "archive/package.h"

#include <fmt/format.h>

#include "archive/kept.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {

Result<void> each_proof_file(const Proof& proof, const std::set<std::uint64_t>& bundles,
                             const VisitFile& visit) {
    const std::uint64_t size = proof.checkpoint.head.size;
    const Tree tree(proof.storage, size);
    if (auto done = visit(verifier_key_path, to_text(proof.key) + "\n"); !done) return done;
    if (auto done = visit(checkpoint_path, proof.checkpoint.note); !done) return done;
    std::set<std::uint64_t> level0 = bundles;
    if (size % tile_width != 0) level0.insert(size / tile_width);  // the right edge is part of every proof
    for (int level = 0; (size >> (8 * level)) > 0; ++level)
        for (std::uint64_t index = 0; width_in(size, level, index) > 0; ++index) {
            if (level == 0 && level0.count(index) == 0) continue;
            const std::uint64_t width = width_in(size, level, index);
            auto tile = tree.tile(level, index, width);
            if (!tile) return forward(std::move(tile));
            if (auto done = visit(tile_path(level, index, width), *tile); !done) return done;
        }
    EntryReader entries(proof.storage, size);
    for (const std::uint64_t index : bundles) {
        std::vector<std::string> lines;
        const std::uint64_t width = width_in(size, entries_level, index);
        for (std::uint64_t i = 0; i < width; ++i) {
            auto line = entries.read(index * tile_width + i);
            if (!line) return forward(std::move(line));
            lines.push_back(std::move(*line));
        }
        if (auto done = visit(tile_path(entries_level, index, width), bundle_of(lines)); !done) return done;
    }
    return {};
}

Result<void> each_kept_file(const Proof& proof, const VisitFile& visit) {
    auto kept = sound_kept(proof.storage, proof.storage, proof.checkpoint.head, proof.key);
    if (!kept) return forward(std::move(kept));
    for (const auto& [path, bytes] : *kept)
        if (auto done = visit(path, bytes); !done) return done;
    return {};
}

namespace {

/// What was asked for, part by part; empty for everything.
std::string text_of(const Query& q) {
    std::string text;
    for (const auto& [name, part] : {std::pair("code", &q.code),
                                     {"uuid", &q.uuid},
                                     {"pupil", &q.pupil_id},
                                     {"name", &q.name},
                                     {"school", &q.school},
                                     {"class", &q.class_name},
                                     {"year", &q.school_year},
                                     {"state", &q.state}})
        if (!part->empty()) text += fmt::format("{}={}\n", name, *part);
    return text;
}

}  // namespace

bool PackageInfo::is_whole() const {
    return text_of(request.query).empty();
}

std::string PackageInfo::index_suffix() const {
    if (is_whole()) return ".ndjson";
    return "." + to_hex(sha256(text_of(request.query))).substr(0, 8) + ".ndjson";
}

std::string PackageInfo::index_path() const {
    return fmt::format("index/{:012}-{:012}{}", from, to, index_suffix());
}

std::string PackageInfo::identifier() const {
    return fmt::format("{}/{}-{}", proof.key.name, from, to);
}

}  // namespace hocba::archive
