// What the archive hands out of its log: a receipt of one entry, and that the log only grew.
#include <fmt/format.h>

#include "archive/fault.h"
#include "archive/kept.h"
#include "archive/stored_archive.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

/// The newest checkpoint that witnesses cosigned; nothing if none was kept.
Result<std::optional<Checkpoint>> witnessed(const Storage& storage, const VerifierKey& key) {
    auto size = storage.size(witnessed_path);
    if (!size) return forward(std::move(size));
    if (!*size) return std::optional<Checkpoint>();
    auto note = read_all(storage, witnessed_path);
    if (!note) return forward(std::move(note));
    auto checkpoint = open_checkpoint(*note, key);
    if (!checkpoint) return forward(std::move(checkpoint));
    return std::optional(*std::move(checkpoint));
}

Result<Receipt> place_in(const Storage& storage, std::uint64_t size, std::uint64_t leaf,
                         const Checkpoint& checkpoint) {
    auto line = EntryReader(storage, size).read(leaf);
    if (!line) return forward(std::move(line));
    auto path = Tree(storage, size).inclusion(leaf, checkpoint.head.size);
    if (!path) return forward(std::move(path));
    return Receipt{canonical(Json::Object{{"entry", *std::move(line)}}), leaf, *std::move(path),
                   checkpoint.note};
}

Result<Proven> proven_by_log(const Receipt& receipt, const VerifierKey& key) {
    auto proven = verify(receipt, key, std::nullopt, checkpoint_path);
    if (!proven)
        return damaged(checkpoint_path,
                       {"Nhật ký không chứng minh được mục này.", "the log does not prove this entry"});
    return proven;
}

}  // namespace

Result<Receipt> StoredArchive::receipt(std::uint64_t leaf, PdfSalt salt) const {
    auto checkpoint = load_checkpoint(*place_.storage, verifier_);
    if (!checkpoint) return forward(std::move(checkpoint));
    const std::uint64_t size = checkpoint->head.size;
    if (leaf >= size) return no_such_leaf(leaf);
    auto cosigned = witnessed(*place_.storage, verifier_);
    if (!cosigned) return forward(std::move(cosigned));
    const bool seen = *cosigned && leaf < (*cosigned)->head.size && (*cosigned)->head.size <= size;
    auto receipt = place_in(*place_.storage, size, leaf, seen ? **cosigned : *checkpoint);
    if (!receipt) return receipt;
    auto proven = proven_by_log(*receipt, verifier_);
    if (!proven) return forward(std::move(proven));
    if (salt == PdfSalt::left_out) return receipt;
    const auto entry = log_entry_of(proven->entry, checkpoint_path);
    if (entry && entry->pdf.empty())
        return fail(Fault::usage, fmt::format("leaf {}", leaf),
                    {"Mục này không có tệp PDF, nên không có chuỗi muối của tệp.",
                     "this entry has no PDF, so there is no salt of one"},
                    {"Bỏ --with-salt.", "Leave out --with-salt."});
    auto manifest = manifest_at(leaf);
    if (!manifest) return forward(std::move(manifest));
    receipt->extra = canonical(
        Json::Object{{"entry", std::move(proven->entry)}, {"pdf_salt", to_hex(manifest->salts.pdf)}});
    return receipt;
}

Result<Growth> StoredArchive::growth(std::uint64_t older) const {
    auto checkpoint = load_checkpoint(*place_.storage, verifier_);
    if (!checkpoint) return forward(std::move(checkpoint));
    const std::uint64_t size = checkpoint->head.size;
    if (older > size)
        return fail(Fault::usage, fmt::format("--from {}", older),
                    {fmt::format("Nhật ký mới có {} mục.", size),
                     fmt::format("the log has no more than {} entries", size)},
                    {"Nếu có người đã thấy nhật ký dài hơn thế, nhật ký này là bản cũ: không ghi gì vào kho.",
                     "If somebody has seen it longer than that, this log is an old copy: write nothing."});
    Growth growth{older, {}, checkpoint->note};
    if (older == 0) return growth;
    auto path = Tree(*place_.storage, size).consistency(older);
    if (!path) return forward(std::move(path));
    growth.path = *std::move(path);
    return growth;
}

Result<Json> StoredArchive::proof(const Entry& entry) const {
    auto checkpoint = load_checkpoint(*place_.storage, verifier_);
    if (!checkpoint) return forward(std::move(checkpoint));
    if (entry.leaf >= checkpoint->head.size) return no_such_leaf(entry.leaf);
    auto receipt = place_in(*place_.storage, checkpoint->head.size, entry.leaf, *checkpoint);
    if (!receipt) return forward(std::move(receipt));
    auto proven = proven_by_log(*receipt, verifier_);
    if (!proven) return forward(std::move(proven));
    Json::Array steps;
    for (const std::string& hash : receipt->path) steps.emplace_back(to_hex(hash));
    return Json(Json::Object{{"checkpoint", receipt->checkpoint},
                             {"entry", proven->entry},
                             {"inclusion", std::move(steps)},
                             {"leaf", static_cast<std::int64_t>(entry.leaf)},
                             {"root", to_hex(proven->head.root)},
                             {"tree_size", static_cast<std::int64_t>(proven->head.size)}});
}

}  // namespace hocba::archive
