// The life of documents, checked: an event is about an earlier entry, and that is what the event says.
#include <fmt/format.h>

#include "archive/check.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

/// An earlier entry that is not proven is damage of its own: nothing is said of it here.
bool contradicts(const Inspection& inspection, const Reference& reference, std::uint64_t own) {
    if (reference.leaf >= own) return true;
    const auto name = inspection.rows->manifest(reference.leaf);
    if (!name || !*name) return false;
    if (**name != to_hex(reference.manifest) + ".json") return true;
    const auto found = inspection.manifest_at(reference.leaf);
    return found && (found->notice || found->submission.description.document != reference.document);
}

}  // namespace

void check_event(Inspection& inspection, const Indexed& leaf) {
    const Notice& notice = *leaf.manifest.notice;
    for (const Reference* reference : {&notice.predecessor, notice.successor ? &*notice.successor : nullptr})
        if (reference != nullptr && contradicts(inspection, *reference, leaf.leaf))
            inspection.add(
                fmt::format("log, entry {}", leaf.leaf),
                {fmt::format("Mục này nói về mục {}, nhưng mục ấy không phải văn bản được nêu.",
                             reference->leaf),
                 fmt::format("this entry is about entry {}, which is not the document that it names",
                             reference->leaf)},
                leaf.manifest.submission.description.code);
}

}  // namespace hocba::archive
