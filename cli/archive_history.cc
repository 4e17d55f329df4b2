#include "cli/archive_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

std::string code_or_none(const std::string& document) {
    return document.empty() ? "" : crockford60(document);
}

Json to_json(const archive::PastEvent& past) {
    const archive::Event& e = past.event;
    Json decision;
    if (e.decision) decision = Json::Object{{"number", e.decision->number}, {"date", e.decision->date}};
    return Json::Object{{"event", name_of(e.kind)},
                        {"leaf", static_cast<std::int64_t>(past.leaf)},
                        {"time", to_rfc3339(past.at)},
                        {"code", crockford60(e.document)},
                        {"successor", code_or_none(e.successor)},
                        {"reason", e.reason},
                        {"decision", std::move(decision)},
                        {"civil_status", e.civil_status},
                        {"role", e.role},
                        {"person", e.person}};
}

/// Adds a document, and leaves whom it is linked to in `next`.
Result<void> visit(const archive::Archive& archive, const std::string& document,
                   std::map<std::string, archive::Entry>& chain, std::vector<std::string>& next) {
    const auto entry = archive.find_document(document);
    if (!entry) return tl::unexpected(entry.error());
    if (!*entry) return {};
    const auto past = archive.history(**entry);
    if (!past) return tl::unexpected(past.error());
    chain.emplace(document, **entry);
    for (const archive::PastEvent& one : *past)
        for (const std::string* other : {&one.event.document, &one.event.successor})
            if (!other->empty() && chain.count(*other) == 0) next.push_back(*other);
    return {};
}

}  // namespace

Result<Json> history_of(const archive::Archive& archive, const archive::Entry& entry) {
    const auto past = archive.history(entry);
    if (!past) return tl::unexpected(past.error());
    Json::Array all;
    for (const archive::PastEvent& one : *past) all.push_back(to_json(one));
    return Json(std::move(all));
}

Result<Json> chain_of(const archive::Archive& archive, const archive::Entry& entry) {
    std::map<std::string, archive::Entry> chain;
    std::vector<std::string> next{entry.description.document};
    while (!next.empty()) {
        const std::string document = std::move(next.back());
        next.pop_back();
        if (chain.count(document) != 0) continue;
        if (const auto visited = visit(archive, document, chain, next); !visited)
            return tl::unexpected(visited.error());
    }
    std::vector<archive::Entry> sorted;
    for (auto& [document, one] : chain) sorted.push_back(std::move(one));
    std::sort(sorted.begin(), sorted.end(), [](const archive::Entry& a, const archive::Entry& b) {
        return std::tie(a.description.school_year, a.leaf) < std::tie(b.description.school_year, b.leaf);
    });
    Json::Array all;
    for (const archive::Entry& one : sorted)
        all.emplace_back(Json::Object{{"code", one.description.code},
                                      {"year", one.description.school_year},
                                      {"school", one.description.school},
                                      {"class", one.description.class_name},
                                      {"state", one.state}});
    return Json(std::move(all));
}

Result<void> write_decisions(const archive::Archive& archive, const archive::Entry& entry,
                             const std::filesystem::path& folder) {
    if (const auto made = make_folder(folder); !made) return made;
    const auto past = archive.history(entry);
    if (!past) return tl::unexpected(past.error());
    for (const archive::PastEvent& one : *past) {
        const auto file = archive.decision(one);
        if (!file) return tl::unexpected(file.error());
        if (file->empty()) continue;
        const auto written = write_file(folder / fmt::format("{}.pdf", one.leaf), *file);
        if (!written) return written;
    }
    return {};
}

}  // namespace hocba::cli
