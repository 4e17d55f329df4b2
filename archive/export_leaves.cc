#include "archive/export_leaves.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/stored_archive.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"

namespace hocba::archive {
namespace {

constexpr std::size_t element_limit = 200;  // of the 255 bytes that file systems allow

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

/// As issued, or scanned: "<code>.pdf". What came later names its leaf, so that no later export gives it
/// another name.
std::string stem_of(const Manifest& manifest, const Description& description, std::uint64_t leaf) {
    if (is_first(manifest.kind)) return description.code;
    return fmt::format("{}.{}-{}", description.code, manifest.kind, leaf);
}

}  // namespace

std::string path_element(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (is_plain(c) && (!out.empty() || (c != '.' && c != '-')))
            out += c;
        else
            out += fmt::format("={:02X}", static_cast<unsigned char>(c));
    if (out.empty()) return "=";
    if (out.size() > element_limit)
        out = out.substr(0, element_limit - 33) + "=" + to_hex(sha256(text)).substr(0, 32);
    return out;
}

std::string index_line(const OutgoingLeaf& leaf) {
    Json::Array files, pack(leaf.pack.begin(), leaf.pack.end());
    for (const OutgoingFile& file : leaf.files) files.emplace_back(file.name);
    return canonical(Json::Object{{"files", std::move(files)},
                                  {"folder", leaf.folder},
                                  {"kind", leaf.kind},
                                  {"leaf", static_cast<std::int64_t>(leaf.leaf)},
                                  {"pack", std::move(pack)}}) +
           "\n";
}

Result<Indexed> OutgoingLeaves::indexed(std::uint64_t leaf, std::map<std::string, std::string>& contents) {
    if (!reader_ || next_ != leaf) {
        Position from;
        if (leaf > 0) {
            auto line = entries_.read(leaf - 1);
            if (!line) return forward(std::move(line));
            const auto before = log_entry_of(*line, fmt::format("log, entry {}", leaf - 1));
            if (!before) return tl::unexpected(before.error());
            from = {before->pack, before->end};
        }
        reader_.emplace(storage_, size_, leaf, from);
    }
    auto found = reader_->next(&contents);
    if (!found || !reader_->problems().empty()) {
        const std::vector<Problem> problems = reader_->problems();
        reader_.reset();
        if (!found) return found;
        return tl::unexpected(Error{Fault::archive, problems});
    }
    next_ = leaf + 1;
    return found;
}

/// An event names its document by id alone.
Result<Description> OutgoingLeaves::description_of(const Manifest& manifest) const {
    if (!manifest.notice) return manifest.submission.description;
    auto known = catalogue_.documents(manifest.submission.description.document);
    if (!known) return forward(std::move(known));
    return known->empty() ? manifest.submission.description : known->front().description;
}

Result<OutgoingLeaf> OutgoingLeaves::read(std::uint64_t leaf) {
    std::map<std::string, std::string> contents;
    auto found = indexed(leaf, contents);
    if (!found) return forward(std::move(found));
    const Manifest& manifest = found->manifest;
    auto description = description_of(manifest);
    if (!description) return forward(std::move(description));
    OutgoingLeaf out{leaf, manifest.kind, manifest.stored_at, std::move(*description), {}, {}, {}};
    out.folder = path_element(out.description.school) + "/" + path_element(out.description.school_year);
    const std::string stem = stem_of(manifest, out.description, leaf);
    std::map<std::string, std::string> names;  // of members, in the export
    for (const Stored* stored : manifest.members()) {
        const std::string member = stored->member();
        names[member] = stem + stored->extension;
        if (contents.count(member) == 0) {  // an earlier leaf brought it
            auto bytes = stored_member(storage_, catalogue_, member);
            if (!bytes) return forward(std::move(bytes));
            contents[member] = std::move(*bytes);
        }
        out.files.push_back({names[member], std::move(contents[member]), stored->sha256, stored->sha512});
    }
    std::string& bytes = contents[found->manifest_member];
    names[found->manifest_member] = stem + ".manifest.json";
    out.files.push_back({stem + ".manifest.json", bytes, sha256(bytes), sha512(bytes)});
    for (const auto& [member, location] : found->members) {
        if (names.count(member) == 0)
            return damaged(byte_of(pack_path(location.pack), location.at),
                           {"Thành phần này không thuộc mục nào.", "this member belongs to no entry"});
        out.pack.push_back(names[member]);
    }
    return out;
}

}  // namespace hocba::archive
