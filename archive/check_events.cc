// The life of documents, checked: an event is about an earlier entry, and that is what the event says.
#include <fmt/format.h>

#include <map>

#include "archive/check.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

using Leaves = std::map<std::uint64_t, const Indexed*>;

/// Unproven entries are damage of their own: nothing is said of them here.
bool contradicts(const Reference& reference, std::uint64_t own, const Leaves& leaves, bool all_proven) {
    const auto found = leaves.find(reference.leaf);
    if (found == leaves.end()) return all_proven || reference.leaf >= own;
    const Manifest& m = found->second->manifest;
    return reference.leaf >= own || m.notice || m.submission.description.document != reference.document ||
           found->second->manifest_member != to_hex(reference.manifest) + ".json";
}

}  // namespace

void check_events(Inspection& inspection) {
    Leaves leaves;
    for (const Indexed& leaf : inspection.proven) leaves[leaf.leaf] = &leaf;
    const bool all_proven = inspection.proven.size() == inspection.report.leaves;
    for (const Indexed& leaf : inspection.proven) {
        if (!leaf.manifest.notice || leaf.manifest_member.empty()) continue;
        const Notice& notice = *leaf.manifest.notice;
        for (const Reference* reference :
             {&notice.predecessor, notice.successor ? &*notice.successor : nullptr})
            if (reference != nullptr && contradicts(*reference, leaf.leaf, leaves, all_proven))
                inspection.add(
                    fmt::format("log, entry {}", leaf.leaf),
                    {fmt::format("Mục này nói về mục {}, nhưng mục ấy không phải văn bản được nêu.",
                                 reference->leaf),
                     fmt::format("this entry is about entry {}, which is not the document that it names",
                                 reference->leaf)},
                    leaf.manifest.submission.description.code);
    }
}

}  // namespace hocba::archive
