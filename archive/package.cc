#include "archive/package.h"

#include <fmt/format.h>

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

bool PackageInfo::is_whole() const {
    const Query& q = request.query;
    for (const std::string* part :
         {&q.code, &q.uuid, &q.pupil_id, &q.name, &q.school, &q.class_name, &q.school_year})
        if (!part->empty()) return false;
    return true;
}

std::string PackageInfo::identifier() const {
    return fmt::format("{}/{}-{}", proof.key.name, from, to);
}

}  // namespace hocba::archive
