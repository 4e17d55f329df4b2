#include "cli/paper_entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/utf8.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

/// In the place of a form's id and revision.
constexpr const char* kForm = "hoc-ba-giay 1";

/// All scans of the pupil in that school.
Result<std::vector<archive::Entry>> scans_of(const archive::Archive& archive, const form::Paper& paper) {
    archive::Query query;
    query.school = paper.school;
    query.pupil_id = paper.pupil_id;
    if (paper.pupil_id.empty()) query.name = paper.pupil_name;
    auto found = archive.find(query);
    if (found) std::erase_if(*found, [](const archive::Entry& entry) { return !is_paper(entry); });
    return found;
}

bool shares_year(const form::Paper& one, const form::Paper& other) {
    return std::any_of(one.years.begin(), one.years.end(), [&](const std::string& year) {
        return std::find(other.years.begin(), other.years.end(), year) != other.years.end();
    });
}

/// Without a number, by name and birthday; with one, the number was asked for.
bool same_pupil(const form::Paper& one, const form::Paper& other) {
    return !one.pupil_id.empty() ||
           (upper(one.pupil_name) == upper(other.pupil_name) && one.born == other.born);
}

tl::unexpected<Error> revoked(const archive::Entry& entry, const std::string& where) {
    return fail(
        Fault::record, where,
        {fmt::format("Đúng các tệp này đã số hóa thành {} và đã bị thu hồi", entry.description.code),
         fmt::format("these very files were digitised as {}, which was revoked", entry.description.code)},
        {"Quét lại; bỏ dòng này nếu không cần nữa", "scan it again, or leave the row out"});
}

tl::unexpected<Error> another(const archive::Entry& entry, const std::string& where) {
    return fail(
        Fault::record, where,
        {fmt::format("Học sinh và năm học này đã có bản số hóa khác trong kho, {} ({})",
                     entry.description.code, entry.state),
         fmt::format("the archive has another scan of this pupil and year, {} ({})", entry.description.code,
                     entry.state)},
        {fmt::format("Bản ấy sai thì thu hồi trước: hocba archive revoke … {}", entry.description.code),
         fmt::format("if that one is wrong, revoke it first: hocba archive revoke … {}",
                     entry.description.code)});
}

}  // namespace

bool is_paper(const archive::Entry& entry) {
    return entry.description.form == kForm;
}

archive::Submission submission_of(const form::Paper& paper, std::string pdf, std::int64_t revision) {
    archive::Submission out;
    archive::Description& d = out.description;
    d.document = form::paper_id(paper);
    d.code = crockford60(d.document);
    d.uuid = form::paper_uuid(paper);
    d.revision = revision;
    d.form = kForm;
    d.school = paper.school;
    d.class_name = paper.class_name;
    d.school_year = paper.years.back();
    d.pupil_id = paper.pupil_id;
    d.pupil_name = paper.pupil_name;
    out.record = canonical(form::to_json(paper));
    d.record_digest = sha256(out.record);
    out.issue.uuid = d.uuid;
    out.issue.revision = revision;
    out.pdf = std::move(pdf);
    out.software = software();
    return out;
}

Result<form::Paper> paper_in(const archive::Archive& archive, const archive::Entry& entry) {
    const auto bytes = archive.record(entry);
    if (!bytes) return tl::unexpected(bytes.error());
    return form::paper_from(*bytes, entry.description.code);
}

Result<PaperStanding> standing_of(const archive::Archive& archive, const form::Paper& paper,
                                  const std::string& where) {
    const auto entries = scans_of(archive, paper);
    if (!entries) return tl::unexpected(entries.error());
    PaperStanding standing;
    for (const archive::Entry& entry : *entries) {
        const auto other = paper_in(archive, entry);
        if (!other) return tl::unexpected(other.error());
        if (!same_pupil(paper, *other)) continue;
        if (form::paper_uuid(*other) == form::paper_uuid(paper))
            standing.revision = std::max(standing.revision, entry.description.revision + 1);
        if (entry.description.document == form::paper_id(paper)) {
            if (entry.is_over()) return revoked(entry, where);
            standing.same = entry;
        } else if (!entry.is_over() && shares_year(paper, *other)) {
            return another(entry, where);
        }
    }
    return standing;
}

fs::path waiting_place(const Config& config, const archive::Entry& entry) {
    return config.work.empty() ? fs::path() : config.work / "digitised" / (entry.description.code + ".pdf");
}

Result<void> leave_waiting(const archive::Archive& archive, const Config& config,
                           const archive::Entry& entry) {
    const fs::path place = waiting_place(config, entry);
    std::error_code code;
    if (place.empty() || entry.state != "unconfirmed" || fs::exists(place, code)) return {};
    const auto pdf = archive.pdf(entry);
    if (!pdf) return tl::unexpected(pdf.error());
    if (const auto made = make_folder(place.parent_path()); !made) return made;
    return write_file(place, *pdf);
}

}  // namespace hocba::cli
