#include "archive/prepare.h"

#include "archive/fault.h"
#include "archive/pack.h"
#include "engine/base/bytes.h"
#include "engine/base/parallel.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

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

bool has_xml(const Submission& submission, std::string_view kind) {
    return kind != "seal" && !submission.xml.empty();
}

Manifest manifest_for(const Submission& submission, std::string_view kind, Salts salts, Instant now) {
    Manifest m;
    m.kind = kind;
    m.submission.description = submission.description;
    m.submission.issue = submission.issue;
    m.submission.seals = submission.seals;
    m.submission.software = submission.software;
    m.submission.unverified_labels_accepted = submission.unverified_labels_accepted;
    m.submission.approved_lists = submission.approved_lists;
    m.stored_at = now;
    m.salts = std::move(salts);
    m.record = stored_of(submission.record, ".json");
    if (kind != "seal") m.pdf = stored_of(submission.pdf, ".pdf");
    if (has_xml(submission, kind)) m.xml = stored_of(submission.xml, ".xml");
    return m;
}

}  // namespace

Result<Prepared> prepare(Manifest manifest) {
    Prepared prepared{std::move(manifest), {}, {}};
    prepared.bytes = to_bytes(prepared.manifest);
    const std::string& code = prepared.manifest.submission.description.code;
    if (auto sound = manifest_of(prepared.bytes, code); !sound)
        return unfit(code, {"Bản mô tả không ghi lại được nguyên vẹn.",
                            "the manifest cannot be written faithfully"});
    prepared.self = stored_of(prepared.bytes, ".json");
    return prepared;
}

std::vector<Result<Prepared>> prepare(std::span<const Submission> submissions, std::string_view kind, Instant now,
                                      const Random& random) {
    std::vector<Result<Salts>> salts;
    for (const Submission& submission : submissions)
        salts.push_back(draw_salts(random, has_xml(submission, kind)));
    std::vector<Result<Prepared>> all(submissions.size());
    in_parallel(submissions.size(), default_jobs(), [&](std::size_t i) {
        if (auto fits = fit(submissions[i], kind); !fits)
            all[i] = forward(std::move(fits));
        else if (!salts[i])
            all[i] = forward(std::move(salts[i]));
        else
            all[i] = prepare(manifest_for(submissions[i], kind, std::move(*salts[i]), now));
    });
    return all;
}

}  // namespace hocba::archive
