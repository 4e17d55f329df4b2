// One commit: members → fdatasync → log → checkpoint → catalogue → acknowledged.
#include <fmt/format.h>

#include <algorithm>

#include "archive/fault.h"
#include "archive/stored_archive.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

constexpr std::size_t batch_documents = 256;
constexpr std::uint64_t batch_bytes = 16ULL << 20;

/// What no archive could keep faithfully.
Result<void> fit(const Submission& s, std::string_view kind) {
    const Description& d = s.description;
    if (d.document.size() != 32 || d.record_digest.size() != 32 || d.code != crockford60(d.document))
        return unfit(d.uuid, {"Mã tài liệu, mã in hoặc mã băm hồ sơ không đúng dạng.",
                              "the document id, its code or the record digest is malformed"});
    if (d.uuid.empty() || d.uuid != s.issue.uuid || d.revision != s.issue.revision)
        return unfit(d.uuid, {"Mã UUID hoặc số lần sửa không trùng với issue.json.",
                              "the UUID or revision is not that of issue.json"});
    if (s.record.empty() || (kind != "seal" && s.pdf.empty()))
        return unfit(d.uuid, {"Thiếu hồ sơ hoặc tệp PDF.", "the record or the PDF is missing"});
    if (s.pdf.size() > tar_member_limit || s.xml.size() > tar_member_limit ||
        s.record.size() > tar_member_limit)
        return unfit(d.uuid, {"Tệp lớn hơn 8 GiB.", "a file is larger than 8 GiB"});
    for (const std::string* text : {&d.uuid, &d.form, &d.school, &d.class_name, &d.school_year, &d.pupil_id,
                                    &d.pupil_name, &s.issue.school, &s.issue.host})
        if (ill_formed_at(*text)) return unfit(d.uuid, {"Có chữ không phải UTF-8.", "a text is not UTF-8"});
    return {};
}

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

Result<void> StoredArchive::add_member(const Stored& stored, std::string_view bytes, const Batch& batch,
                                       Addition& addition) const {
    const std::string name = stored.member();
    if (batch.members.count(name) != 0) return {};
    // Stored before, and still readable: content is written once.
    auto known = catalogue_->member(name);
    if (!known) return forward(std::move(known));
    if (*known && member(name)) return {};
    const std::uint64_t at = position_.end + batch.pack.size() + addition.pack.size();
    addition.leaf.members.emplace_back(name, Location{position_.pack, at, bytes.size()});
    addition.pack += tar_member(name, bytes);
    return {};
}

/// The members that are not there yet, the manifest, and the line of the log.
Result<void> StoredArchive::append(Manifest manifest, const Contents& contents, Batch& batch) const {
    Addition addition;
    Indexed& leaf = addition.leaf;
    leaf.leaf = last_.head.size + batch.leaves.size();
    leaf.manifest = std::move(manifest);
    const Manifest& m = leaf.manifest;
    const std::string manifest_bytes = to_bytes(m);
    if (auto sound = manifest_of(manifest_bytes, m.submission.description.code); !sound)
        return unfit(m.submission.description.code, {"Bản mô tả không ghi lại được nguyên vẹn.",
                                                     "the manifest cannot be written faithfully"});
    for (const auto& [stored, bytes] : contents)
        if (auto done = add_member(stored, bytes, batch, addition); !done) return done;
    const Stored self = stored_of(manifest_bytes, ".json");
    if (auto done = add_member(self, manifest_bytes, batch, addition); !done) return done;
    leaf.manifest_member = self.member();
    batch.pack += addition.pack;
    for (const auto& [name, location] : leaf.members) batch.members.insert(name);
    const std::uint64_t end = position_.end + batch.pack.size();
    batch.entries.push_back(to_bytes(log_entry_of(m, manifest_bytes, position_.pack, end)));
    batch.leaves.push_back(std::move(leaf));
    return {};
}

Result<void> StoredArchive::add(const Submission& submission, const char* kind, Instant now, Batch& batch) {
    Manifest m;
    m.kind = kind;
    m.submission.description = submission.description;
    m.submission.issue = submission.issue;
    m.submission.seals = submission.seals;
    m.submission.software = submission.software;
    m.submission.unverified_labels_accepted = submission.unverified_labels_accepted;
    m.submission.approved_lists = submission.approved_lists;
    m.stored_at = now;
    m.record = stored_of(submission.record, ".json");
    const bool finished = m.kind != "seal";
    if (finished) m.pdf = stored_of(submission.pdf, ".pdf");
    const bool with_xml = finished && !submission.xml.empty();
    if (with_xml) m.xml = stored_of(submission.xml, ".xml");
    auto salts = draw_salts(place_.random, with_xml);
    if (!salts) return forward(std::move(salts));
    m.salts = std::move(*salts);
    Contents contents{{m.record, submission.record}};
    if (finished) contents.emplace_back(m.pdf, submission.pdf);
    if (with_xml) contents.emplace_back(m.xml, submission.xml);
    if (auto done = append(std::move(m), contents, batch); !done) return done;
    batch.units[{submission.description.uuid, submission.description.revision}] = batch.leaves.size() - 1;
    return {};
}

/// Only what is archived, by the same record, and only longer. What signatures confirmed stays confirmed.
Result<StoredArchive::Plan> StoredArchive::plan_renewal(const Submission& submission, const char* kind,
                                                        Instant now, Batch& batch) {
    const Description& d = submission.description;
    auto old = catalogue_->unit(d.uuid, d.revision);
    if (!old) return forward(std::move(old));
    const std::string state = *old ? (*old)->state : "";
    if (state == "confirmed") kind = kConfirm;
    const bool fits = std::string_view(kind) == kConfirm ? state == "unconfirmed" || state == "confirmed"
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
    if (auto added = add(submission, kind, now, batch); !added) return forward(std::move(added));
    return Plan{std::nullopt, batch.leaves.size() - 1, PutOutcome::stored};
}

Result<StoredArchive::Plan> StoredArchive::plan(const Submission& submission, const char* kind, Instant now,
                                                Batch& batch) {
    if (auto sound = fit(submission, kind); !sound) return forward(std::move(sound));
    if (std::string_view(kind) == "renew" || std::string_view(kind) == kConfirm)
        return plan_renewal(submission, kind, now, batch);
    const Description& d = submission.description;
    if (const auto twin = batch.units.find({d.uuid, d.revision}); twin != batch.units.end()) {
        const Description& first = batch.leaves[twin->second].manifest.submission.description;
        if (first.record_digest != d.record_digest) return used(d, first, "issued");
        if (batch.leaves[twin->second].manifest.pdf.sha256 != sha256(submission.pdf))
            return other_bytes(first);
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
        const bool sealing = std::string_view(kind) == "seal";
        if (!sealing && !pending && !has_version(entry, sha256(submission.pdf)))
            return other_bytes(entry.description);
        if (!pending || sealing) return Plan{*old, 0, PutOutcome::already_issued};
    }
    if (auto added = add(submission, kind, now, batch); !added) return forward(std::move(added));
    return Plan{std::nullopt, batch.leaves.size() - 1, PutOutcome::stored};
}

Result<void> StoredArchive::write(const Batch& batch) {
    recovered_ = false;  // until all of it is done, only recovery knows how far it went
    Storage& storage = *place_.storage;
    const std::string pack = pack_path(position_.pack);
    if (auto done = storage.append(pack, batch.pack); !done) return done;
    if (auto done = storage.sync(pack); !done) return done;
    auto extension = extend(storage, last_, batch.entries, *signer_);
    if (!extension) return forward(std::move(extension));
    if (auto done = publish(storage, last_, *extension); !done) return done;
    if (auto done = catalogue_->apply(batch.leaves, extension->checkpoint.head); !done) return done;
    last_ = std::move(extension->checkpoint);
    position_.end += batch.pack.size();
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
    for (std::size_t i = 0; i < count; ++i) plans.push_back(plan_one(i, batch));
    const Result<void> written = batch.leaves.empty() ? Result<void>() : write(batch);
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

std::vector<StoredArchive::Answer> StoredArchive::commit_all(const std::vector<Submission>& submissions,
                                                             const char* kind, Instant now) {
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < submissions.size();) {
        const std::size_t n = batch_size(submissions, i);
        const auto plan_one = [&](std::size_t k, Batch& batch) {
            return plan(submissions[i + k], kind, now, batch);
        };
        for (Answer& answer : commit(n, plan_one)) answers.push_back(std::move(answer));
        i += n;
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
