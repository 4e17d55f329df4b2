#include "cli/archive_lookup.h"

#include <algorithm>

#include "engine/base/digest.h"

namespace hocba::cli {
namespace {

bool is_older(const archive::Entry& a, const archive::Entry& b) {
    return a.description.revision < b.description.revision;
}

/// The issue with that XML, else the newest; `held` is what the archive holds of it.
const archive::Entry* entry_of(const archive::Archive& archive, const std::vector<archive::Entry>& all,
                               std::string_view xml, archive::Submission& held) {
    for (const archive::Entry& entry : all) {
        auto submission = archive.get(entry);
        if (!submission) continue;
        held = *std::move(submission);
        if (held.xml == xml) return &entry;
    }
    const auto newest = std::max_element(all.begin(), all.end(), is_older);
    auto submission = archive.get(*newest);
    if (!submission) return nullptr;
    held = *std::move(submission);
    return &*newest;
}

}  // namespace

verify::ArchiveLookup look_up_in(const archive::Archive& archive) {
    return [&archive](const std::string& document, std::string_view pdf) {
        verify::ArchiveAnswer answer;
        const auto entry = archive.find_document(document);
        if (!entry || !*entry) return answer;
        answer.known = true;
        answer.same_bytes = !pdf.empty() && archive.has_version(**entry, sha256(pdf));
        answer.state = (*entry)->state;
        if (auto proof = archive.proof(**entry)) answer.log = *std::move(proof);
        return answer;
    };
}

verify::UnitLookup look_up_unit_in(const archive::Archive& archive) {
    return [&archive](const std::string& uuid, std::string_view xml) {
        verify::UnitAnswer unit;
        archive::Query query;
        query.uuid = uuid;
        const auto all = archive.find(query);
        if (!all || all->empty()) return unit;
        archive::Submission held;
        const archive::Entry* entry = entry_of(archive, *all, xml, held);
        if (entry == nullptr || held.xml.empty()) return unit;  // nothing to hold the XML against
        const bool replaced = std::any_of(all->begin(), all->end(), [&](const archive::Entry& other) {
            return is_older(*entry, other) && other.state == "issued";
        });
        unit.answer.known = true;
        unit.answer.same_bytes = held.xml == xml;
        unit.answer.state = replaced ? "superseded" : entry->state;
        if (auto proof = archive.proof(*entry)) unit.answer.log = *std::move(proof);
        unit.document = entry->description.document.substr(0, 8);
        unit.issued_at = held.issue.issued_at;
        return unit;
    };
}

}  // namespace hocba::cli
