#include "archive/stored_archive.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "engine/base/bytes.h"

namespace hocba::archive {

tl::unexpected<Error> no_such_leaf(std::uint64_t leaf) {
    return fail(Fault::archive, fmt::format("leaf {}", leaf),
                {"Kho lưu trữ không có mục này.", "the archive has no such entry"},
                {"Tìm lại bằng `hocba archive find`.", "Look it up again with `hocba archive find`."});
}

Result<VerifierKey> stored_verifier_key(const Storage& storage) {
    auto text = read_all(storage, verifier_key_path);
    if (!text) return forward(std::move(text));
    return verifier_key(*text, verifier_key_path);
}

Entry entry_of(const Indexed& leaf) {
    const Manifest& m = leaf.manifest;
    return {m.submission.description, state_of(m.kind), m.pdf.sha256, leaf.leaf, m.stored_at};
}

Result<std::vector<Entry>> StoredArchive::find(const Query& query) const {
    return catalogue_->find(query);
}

Result<void> StoredArchive::each(const Query& query, const Visit& visit) const {
    return catalogue_->each(query, visit);
}

Result<std::optional<Entry>> StoredArchive::find_document(std::string_view issue_id_prefix) const {
    if (issue_id_prefix.empty()) return std::optional<Entry>();
    auto found = catalogue_->documents(issue_id_prefix);
    if (!found) return forward(std::move(found));
    if (found->size() > 1)
        return fail(Fault::usage, to_hex(issue_id_prefix),
                    {"Có nhiều tài liệu bắt đầu bằng mã này.", "several documents begin with this id"},
                    {"Nhập nhiều ký tự hơn.", "Give more of it."});
    return found->empty() ? std::optional<Entry>() : std::optional(found->front());
}

Result<std::optional<Entry>> StoredArchive::find_unit(const std::string& uuid, std::int64_t revision) const {
    return catalogue_->unit(uuid, revision);
}

Result<void> StoredArchive::each_exception(const std::function<void(const Entry&)>& visit) const {
    return catalogue_->each(Catalogue::Which::exceptions, [&](const Entry& entry) {
        visit(entry);
        return Result<void>();
    });
}

Result<void> StoredArchive::each_issue(const VisitIssue& visit) const {
    return catalogue_->each(Catalogue::Which::issues, [&](const Entry& entry) -> Result<void> {
        const auto found = manifest_at(entry.leaf);
        if (!found) return tl::unexpected(found.error());
        return visit(entry, found->submission.issue, found->submission.seals);
    });
}

Result<std::string> stored_member(const Storage& storage, const Catalogue& catalogue,
                                  const std::string& name) {
    auto location = catalogue.member(name);
    if (!location) return forward(std::move(location));
    if (!*location)
        return damaged(name,
                       {"Danh mục không biết thành phần này.", "the catalogue does not know this member"});
    const std::string pack = pack_path((*location)->pack);
    auto found = read_member(storage, pack, (*location)->at, UINT64_MAX);
    if (!found) return forward(std::move(found));
    if (!*found || !(*found)->named_rightly || (*found)->member.name != name)
        return damaged(byte_of(pack, (*location)->at),
                       {fmt::format("Nội dung đã lưu không còn khớp với tên {}.", name),
                        fmt::format("the stored bytes no longer match the name {}", name)});
    return std::move((*found)->bytes);
}

Result<std::string> StoredArchive::member(const std::string& name) const {
    return stored_member(*place_.storage, *catalogue_, name);
}

/// A renewal appends to the PDF: an older version is a member, and the beginning of the newest.
bool StoredArchive::has_version(const Entry& entry, std::string_view pdf_sha256) const {
    if (pdf_sha256 == entry.pdf_sha256) return true;
    if (entry.pdf_sha256.empty()) return false;
    const auto older = member(to_hex(pdf_sha256) + ".pdf"), newest = pdf(entry);
    return older && newest && newest->starts_with(*older);
}

Result<std::string> StoredArchive::pdf(const Entry& entry) const {
    if (entry.pdf_sha256.empty())
        return fail(Fault::signing, entry.description.code,
                    {"Học bạ này đã đóng dấu mã nhưng chưa ký xong, nên kho chưa có tệp PDF.",
                     "this transcript is sealed but not fully signed, so the archive has no PDF yet"},
                    {"Ký nốt tệp đang chờ bằng `hocba sign`.", "Finish the waiting file with `hocba sign`."});
    return member(to_hex(entry.pdf_sha256) + ".pdf");
}

Result<Manifest> StoredArchive::manifest_at(std::uint64_t leaf) const {
    auto name = catalogue_->manifest(leaf);
    if (!name) return forward(std::move(name));
    if (!*name) return no_such_leaf(leaf);
    auto bytes = member(**name);
    if (!bytes) return forward(std::move(bytes));
    return manifest_of(*bytes, **name);
}

Result<std::string> StoredArchive::record(const Entry& entry) const {
    auto found = manifest_at(entry.leaf);
    if (!found) return forward(std::move(found));
    return member(found->record.member());
}

Result<Submission> StoredArchive::get(const Entry& entry) const {
    auto found = manifest_at(entry.leaf);
    if (!found) return forward(std::move(found));
    Submission submission = std::move(found->submission);
    auto record = member(found->record.member());
    if (!record) return forward(std::move(record));
    submission.record = std::move(*record);
    if (found->pdf.sha256.empty()) return submission;
    auto pdf_bytes = member(found->pdf.member());
    if (!pdf_bytes) return forward(std::move(pdf_bytes));
    submission.pdf = std::move(*pdf_bytes);
    if (found->xml.sha256.empty()) return submission;
    auto xml_bytes = member(found->xml.member());
    if (!xml_bytes) return forward(std::move(xml_bytes));
    submission.xml = std::move(*xml_bytes);
    return submission;
}

}  // namespace hocba::archive
