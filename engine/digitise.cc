#include "engine/digitise.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/form/paper_statement.h"
#include "engine/layout/layout.h"
#include "engine/scans.h"

namespace hocba {
namespace {

/// ISO 19005-3, 6.6.2.3: the XMP property by which a scanned document is known; the packet is not compressed.
constexpr const char* kIdProperty = "digitisedId";

pdf::Info info_of(const form::Paper& paper, const std::string& title, const std::string& keyed) {
    pdf::Info info;
    info.conformance = pdf::Conformance::pdf_a3b;
    info.title = title;
    info.created = paper.scanned_at;
    info.producer = engine_version();
    const std::string id = form::paper_id(paper);
    info.id = sha256(id + to_rfc3339(paper.scanned_at)).substr(0, 16);
    info.properties = {{kIdProperty, to_hex(id)},         {"digitisedPupil", paper.pupil_name},
                       {"digitisedSchool", paper.school}, {"digitisedYears", form::years_of(paper)},
                       {"digitisedBy", paper.scanned_by}, {"digitisedAt", to_rfc3339(paper.scanned_at)},
                       {"engine", engine_version()}};
    if (!paper.pupil_id.empty()) info.properties.emplace_back("digitisedPupilId", paper.pupil_id);
    info.attachments.push_back({form::kPaperJson, "application/json",
                                "Bản quét: của ai, những tệp và trang nào", pdf::Relationship::data,
                                canonical(form::to_json(paper)), paper.scanned_at});
    if (!keyed.empty())
        info.attachments.push_back({form::kKeyedJson, "application/json",
                                    "Dữ liệu do nhân viên nhập từ bản giấy, chưa đối chiếu với ảnh",
                                    pdf::Relationship::supplement, keyed, paper.scanned_at});
    return info;
}

form::PaperSheet described(const ScanSheet& sheet) {
    return {sheet.file,          sheet.page,           sha256(sheet.picture.bytes),
            sheet.picture.width, sheet.picture.height, sheet.dpi,
            sheet.size,          sheet.colour};
}

Result<page::Pages> pages_of(const form::Paper& paper, const std::vector<ScanSheet>& sheets,
                             const text::FontSet& fonts) {
    auto pages = layout::lay_out(form::statement_of(paper), fonts);
    if (!pages) return pages;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        add_sheet(*pages, sheets[i], form::kStrip);
        const auto put = put_words(*pages, pages->pages.size() - 1, form::strip_of(paper, i), fonts);
        if (!put) return tl::unexpected(put.error());
    }
    return pages;
}

Result<void> not_too_large(const std::vector<ScanSheet>& sheets) {
    std::size_t bytes = 0;
    for (const ScanSheet& sheet : sheets) bytes += sheet.picture.bytes.size();
    if (bytes <= kLargestPaper) return {};
    return fail(Fault::document, sheets.front().file,
                {fmt::format("Các ảnh nặng {} MB; một bản số hóa có nhiều nhất {} MB", bytes >> 20U,
                             kLargestPaper >> 20U),
                 fmt::format("the pictures have {} MB; a document has at most {} MB", bytes >> 20U,
                             kLargestPaper >> 20U)},
                {"Quét 200 đến 300 dpi ra JPEG, hoặc tách theo năm học",
                 "scan as JPEG at 200 to 300 dpi, or split it by school year"});
}

}  // namespace

form::Paper named(const PaperInput& input) {
    form::Paper paper = input.about;
    for (const Scan& file : input.files) paper.files.push_back({file.name, sha256(file.bytes)});
    if (!input.keyed.empty()) paper.keyed_sha256 = sha256(input.keyed);
    return paper;
}

Result<Digitised> digitise(const PaperInput& input, const text::FontSet& fonts) {
    if (input.files.empty())
        return fail(Fault::document, input.about.pupil_name, {"Không có ảnh quét nào", "there is no scan"});
    const auto sheets = sheets_of(input.files, {input.grey, input.paper});
    if (!sheets) return tl::unexpected(sheets.error());
    if (const auto fits = not_too_large(*sheets); !fits) return tl::unexpected(fits.error());
    form::Paper paper = named(input);
    paper.measured = input.paper.has_value();
    for (const ScanSheet& sheet : *sheets) paper.sheets.push_back(described(sheet));
    auto pages = pages_of(paper, *sheets, fonts);
    if (!pages) return forward(std::move(pages));
    const pdf::Info info = info_of(paper, pages->title, input.keyed);
    auto draft = pdf::write(page::Sealed{*std::move(pages), {}}, fonts, info);
    if (!draft) return forward(std::move(draft));
    return Digitised{*std::move(draft), std::move(paper)};
}

Result<form::Paper> paper_of(std::string_view pdf, const std::string& name) {
    const auto attachments = pdf::attachments(pdf);
    if (!attachments) return tl::unexpected(attachments.error());
    for (const pdf::Attachment& one : *attachments)
        if (one.name == form::kPaperJson) return form::paper_from(one.bytes, name + ":" + one.name);
    return fail(Fault::document, name,
                {"Không phải bản số hóa học bạ giấy", "this is no scan of a paper transcript"});
}

bool says_digitised(std::string_view pdf) {
    return pdf.find(std::string("<hocba:") + kIdProperty + ">") != pdf.npos;
}

}  // namespace hocba
