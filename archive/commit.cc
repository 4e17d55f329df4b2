// One commit: members → fdatasync → log → checkpoint → catalogue → acknowledged.
#include <fmt/format.h>

#include <future>
#include <span>

#include "archive/fault.h"
#include "archive/stored_archive.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

constexpr std::size_t batch_documents = 1024;
constexpr std::uint64_t batch_bytes = 64ULL << 20;
constexpr std::uint64_t write_ahead_bytes = 1ULL << 20;  // still in the processor's cache

/// Recalled or replaced: neither the document nor its UUID comes back.
tl::unexpected<Error> recalled(const Description& wanted, const Entry& old) {
    const bool revoked = old.state == "revoked";
    return fail(Fault::record, fmt::format("{}, revision {}", wanted.uuid, wanted.revision),
                {fmt::format("Mã tra cứu (UUID) này là của học bạ {}, {}.", old.description.code,
                             revoked ? "đã bị thu hồi" : "đã được thay thế"),
                 fmt::format("this UUID is of document {}, which was {}", old.description.code, old.state)},
                {"Phát hành học bạ mới với mã UUID v4 mới. `hocba archive show` cho biết vì sao.",
                 "Issue a new transcript under a new UUID v4. `hocba archive show` tells why."});
}

tl::unexpected<Error> used(const Description& wanted, const Description& old, std::string_view state) {
    const bool same = wanted.record_digest == old.record_digest;
    const std::string unit = fmt::format("{}, revision {}", wanted.uuid, wanted.revision);
    if (!same)
        return fail(
            Fault::record, unit,
            {fmt::format("Mã tra cứu (UUID) này đã dùng cho một hồ sơ khác, mã học bạ {}.", old.code),
             fmt::format("this UUID is already used by another record, document {}", old.code)},
            {"Học bạ đã phát hành không sửa được. Kiểm tra lại hồ sơ; nếu nội dung mới là đúng thì thu hồi "
             "học bạ cũ và phát hành với UUID mới.",
             "An issued transcript is never changed. Check the record; if the new content is right, recall "
             "the old transcript and issue with a new UUID."});
    return fail(
        Fault::record, unit,
        {fmt::format("Hồ sơ này đã đóng dấu mã thành học bạ {} và đang chờ ký ({}).", old.code, state),
         fmt::format("this record is already sealed as document {} and waits for signatures ({})", old.code,
                     state)},
        {"Ký tiếp tệp đang chờ đó, hoặc phát hành lại với đúng thời điểm đã dùng (--time).",
         "Continue with that waiting file, or issue again with the time used then (--time)."});
}

/// The same document signed a second time: two files with one code must not both go about.
tl::unexpected<Error> other_bytes(const Description& d) {
    return fail(Fault::document, fmt::format("{}, revision {}", d.uuid, d.revision),
                {fmt::format("Kho lưu trữ đã giữ học bạ {} này với nội dung tệp khác.", d.code),
                 fmt::format("the archive holds other bytes for this document, {}", d.code)},
                {"Không dùng tệp này; lấy tệp đã lưu bằng `hocba archive get`.",
                 "Do not use this file; take the archived one with `hocba archive get`."});
}

std::size_t batch_size(const std::vector<Submission>& all, std::size_t from) {
    std::uint64_t bytes = 0;
    std::size_t n = 0;
    while (from + n < all.size() && n < batch_documents) {
        bytes += all[from + n].pdf.size() + all[from + n].record.size() + all[from + n].xml.size();
        if (n > 0 && bytes > batch_bytes) break;
        ++n;
    }
    return n;
}

}  // namespace

Result<void> StoredArchive::add_member(const Stored& stored, std::string_view bytes, Batch& batch,
                                       Addition& addition) const {
    static const std::string zeros(tar_block, '\0');
    const std::string name = stored.member();
    if (batch.members.count(name) != 0) return {};
    // Stored before, and still readable: content is written once.
    auto known = catalogue_->member(name);
    if (!known) return forward(std::move(known));
    if (*known && member(name)) return {};
    const std::uint64_t at = position_.end + batch.pack_size + addition.pack_size;
    addition.leaf.members.emplace_back(name, Location{position_.pack, at, bytes.size()});
    batch.owned.push_back(tar_header(name, bytes.size()));
    const std::uint64_t padding = (tar_block - bytes.size() % tar_block) % tar_block;
    for (const std::string_view part :
         {std::string_view(batch.owned.back()), bytes, std::string_view(zeros).substr(0, padding)})
        addition.pack.push_back(part);
    addition.pack_size += tar_block + bytes.size() + padding;
    return {};
}

/// The members that are not there yet, the manifest, and the line of the log.
Result<void> StoredArchive::append(Prepared prepared, const Contents& contents, Batch& batch) const {
    Addition addition;
    Indexed& leaf = addition.leaf;
    leaf.leaf = last_.head.size + batch.leaves.size();
    leaf.manifest = std::move(prepared.manifest);
    leaf.manifest_member = prepared.self.member();
    const std::string& bytes = batch.owned.emplace_back(std::move(prepared.bytes));
    for (const auto& [stored, content] : contents)
        if (auto done = add_member(stored, content, batch, addition); !done) return done;
    if (auto done = add_member(prepared.self, bytes, batch, addition); !done) return done;
    batch.pack.insert(batch.pack.end(), addition.pack.begin(), addition.pack.end());
    batch.pack_size += addition.pack_size;
    for (const auto& [name, location] : leaf.members) batch.members.insert(name);
    const std::uint64_t end = position_.end + batch.pack_size;
    batch.entries.push_back(to_bytes(log_entry_of(leaf.manifest, bytes, position_.pack, end)));
    batch.leaves.push_back(std::move(leaf));
    return {};
}

Result<void> StoredArchive::add(const Submission& submission, Prepared prepared, Batch& batch) const {
    const Manifest& m = prepared.manifest;
    Contents contents{{m.record, submission.record}};
    if (!m.pdf.sha256.empty()) contents.emplace_back(m.pdf, submission.pdf);
    if (!m.xml.sha256.empty()) contents.emplace_back(m.xml, submission.xml);
    if (auto done = append(std::move(prepared), contents, batch); !done) return done;
    batch.units[{submission.description.uuid, submission.description.revision}] = batch.leaves.size() - 1;
    return {};
}

/// Only what is archived, by the same record, and only longer.
Result<StoredArchive::Plan> StoredArchive::plan_renewal(const Submission& submission, Prepared prepared,
                                                        Batch& batch) const {
    const Description& d = submission.description;
    auto old = catalogue_->unit(d.uuid, d.revision);
    if (!old) return forward(std::move(old));
    const std::string state = *old ? (*old)->state : "";
    const bool fits = prepared.manifest.kind == kConfirm ? state == "unconfirmed" || state == "confirmed"
                                                         : state == "issued";
    const bool known = fits && (*old)->description.document == d.document &&
                       (*old)->description.record_digest == d.record_digest;
    if (!known || batch.units.count({d.uuid, d.revision}) != 0)
        return unfit(d.uuid, {"Chỉ gia hạn được học bạ đã lưu, mỗi lần một bản.",
                              "only an archived document is renewed, once in a commit"});
    auto stored = get(**old);
    if (!stored) return forward(std::move(stored));
    if (stored->pdf == submission.pdf) return Plan{*old, 0, PutOutcome::already_issued};
    if (!submission.pdf.starts_with(stored->pdf) || submission.xml != stored->xml)
        return other_bytes((*old)->description);
    if (auto added = add(submission, std::move(prepared), batch); !added) return forward(std::move(added));
    return Plan{std::nullopt, batch.leaves.size() - 1, PutOutcome::stored};
}

Result<StoredArchive::Plan> StoredArchive::plan(const Submission& submission, Prepared prepared,
                                                Batch& batch) const {
    if (prepared.manifest.kind == "renew" || prepared.manifest.kind == kConfirm)
        return plan_renewal(submission, std::move(prepared), batch);
    const std::string& pdf = prepared.manifest.pdf.sha256;
    const Description& d = submission.description;
    if (const auto twin = batch.units.find({d.uuid, d.revision}); twin != batch.units.end()) {
        const Description& first = batch.leaves[twin->second].manifest.submission.description;
        if (first.record_digest != d.record_digest) return used(d, first, "issued");
        if (batch.leaves[twin->second].manifest.pdf.sha256 != pdf) return other_bytes(first);
        return Plan{std::nullopt, twin->second, PutOutcome::already_issued};
    }
    auto old = catalogue_->unit(d.uuid, d.revision);
    if (!old) return forward(std::move(old));
    if (*old) {
        const Entry& entry = **old;
        if (entry.is_over()) return recalled(d, entry);
        const bool pending = entry.state == "pending";
        const bool same_document = entry.description.document == d.document;
        if (entry.description.record_digest != d.record_digest || (pending && !same_document))
            return used(d, entry.description, entry.state);
        const bool sealing = prepared.manifest.kind == "seal";
        if (!sealing && !pending && !has_version(entry, pdf)) return other_bytes(entry.description);
        if (!pending || sealing) return Plan{*old, 0, PutOutcome::already_issued};
    }
    if (auto added = add(submission, std::move(prepared), batch); !added) return forward(std::move(added));
    return Plan{std::nullopt, batch.leaves.size() - 1, PutOutcome::stored};
}

/// To the pack, not yet durable: the disk may begin while the rest of the batch is planned.
Result<void> StoredArchive::write_ahead(Batch& batch) {
    if (batch.pack.empty()) return {};
    recovered_ = false;  // until all of it is done, only recovery knows how far it went
    auto done = place_.storage->append(pack_path(position_.pack), batch.pack);
    batch.pack.clear();
    batch.ahead = batch.pack_size;
    return done;
}

Result<void> StoredArchive::write(Batch& batch) {
    Storage& storage = *place_.storage;
    if (auto done = write_ahead(batch); !done) return done;
    if (auto done = storage.sync(pack_path(position_.pack)); !done) return done;
    auto extension = extend(storage, last_, batch.entries, *signer_);
    if (!extension) return forward(std::move(extension));
    if (auto done = publish(storage, last_, *extension); !done) return done;
    if (auto done = catalogue_->apply(batch.leaves, extension->checkpoint.head); !done) return done;
    last_ = std::move(extension->checkpoint);
    position_.end += batch.pack_size;
    recovered_ = true;
    return {};
}

std::vector<StoredArchive::Answer> StoredArchive::commit(std::size_t count, const Planner& plan_one) {
    std::vector<Answer> answers;
    if (!signer_)
        return std::vector<Answer>(
            count, fail(Fault::usage, "lock",
                        {"Kho lưu trữ đang mở chỉ để đọc.", "the archive is open for reading only"}));
    if (!recovered_)
        if (auto done = recover(); !done) return std::vector<Answer>(count, tl::unexpected(done.error()));
    if (position_.end >= place_.pack_limit) position_ = {position_.pack + 1, 0};
    Batch batch;
    std::vector<Result<Plan>> plans;
    Result<void> written;
    for (std::size_t i = 0; i < count; ++i) {
        plans.push_back(plan_one(i, batch));
        if (written && batch.pack_size - batch.ahead >= write_ahead_bytes) written = write_ahead(batch);
    }
    if (written && !batch.leaves.empty()) written = write(batch);
    for (const Result<Plan>& planned : plans) {
        if (!planned)
            answers.push_back(tl::unexpected(planned.error()));
        else if (planned->old)
            answers.push_back(std::pair(*planned->old, planned->outcome));
        else if (!written)
            answers.push_back(tl::unexpected(written.error()));
        else
            answers.push_back(std::pair(entry_of(batch.leaves[planned->fresh]), planned->outcome));
    }
    return answers;
}

/// While one batch is written and waited for, the next is made ready.
std::vector<StoredArchive::Answer> StoredArchive::commit_all(const std::vector<Submission>& submissions,
                                                             const char* kind, Instant now) {
    const auto prepare_from = [&](std::size_t from) {
        const std::span<const Submission> batch(submissions.data() + from, batch_size(submissions, from));
        return prepare(batch, kind, now, place_.random);
    };
    std::vector<Answer> answers;
    auto prepared = prepare_from(0);
    for (std::size_t i = 0; i < submissions.size();) {
        const std::size_t next = i + prepared.size();
        const auto when = next < submissions.size() ? std::launch::async : std::launch::deferred;
        auto following = std::async(when, prepare_from, next);
        const auto plan_one = [&](std::size_t k, Batch& batch) -> Result<Plan> {
            if (!prepared[k]) return forward(std::move(prepared[k]));
            return plan(submissions[i + k], std::move(*prepared[k]), batch);
        };
        for (Answer& answer : commit(prepared.size(), plan_one)) answers.push_back(std::move(answer));
        prepared = following.get();
        i = next;
    }
    return answers;
}

std::vector<StoredArchive::Answer> StoredArchive::put(const std::vector<Submission>& submissions,
                                                      Instant now) {
    return commit_all(submissions, "issue", now);
}

std::vector<StoredArchive::Answer> StoredArchive::renew(const std::vector<Submission>& renewed, Instant now) {
    return commit_all(renewed, "renew", now);
}

std::vector<StoredArchive::Answer> StoredArchive::put_paper(const std::vector<Submission>& scans,
                                                            Instant now) {
    return commit_all(scans, kDigitise, now);
}

std::vector<StoredArchive::Answer> StoredArchive::confirm(const std::vector<Submission>& scans, Instant now) {
    return commit_all(scans, kConfirm, now);
}

Result<void> StoredArchive::log_seal(const Submission& sealed, Instant now) {
    auto answers = commit_all({sealed}, "seal", now);
    if (!answers.front()) return forward(std::move(answers.front()));
    return {};
}

}  // namespace hocba::archive
