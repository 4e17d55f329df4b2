#include "engine/engine.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/layout/layout.h"

namespace hocba {
namespace {

struct Filled {
    page::Sealed sealed;
    std::string id;
};

Result<Instant> day_of(const record::Record& record) {
    const auto date = parse_date(record.json().text_or("effective_on"));
    if (!date)
        return fail(Fault::record, record.place() + "/effective_on",
                    {"Thiếu ngày hiệu lực của học bạ", "the transcript's effective date is missing"},
                    {"Ghi ngày theo dạng 2025-05-31", "write the date as 2025-05-31"});
    return start_of(*date);
}

pdf::Attachment record_attachment(const record::Record& record, Instant modified) {
    return {"record.json",
            "application/json",
            "Dữ liệu học bạ mà văn bản này thể hiện",
            pdf::Relationship::source,
            record.bytes(),
            modified};
}

/// issue.json with what a verifier needs to compute the issue id again, and the seals.
pdf::Attachment issue_attachment(const form::Issue& issue, const form::Form& form, const text::FontSet& fonts,
                                 const std::vector<std::string>& seals) {
    Json json = form::to_json(issue, true);
    (*json.object())["form_digest"] = to_hex(form.digest());
    (*json.object())["fonts_digest"] = to_hex(fonts.digest());
    (*json.object())["seals"] = Json::Array(seals.begin(), seals.end());
    return {"issue.json",
            "application/json",
            "Thông tin phát hành và mã xác thực của từng trang",
            pdf::Relationship::data,
            canonical(json),
            issue.issued_at};
}

/// ISO 19005-3, annex E: the same content in another form.
pdf::Attachment xml_attachment(std::string_view data_xml, Instant modified) {
    return {kDataXml,
            "application/xml",
            "Dữ liệu học bạ số theo Công văn 2088/BGDĐT-GDTH",
            pdf::Relationship::alternative,
            std::string(data_xml),
            modified};
}

pdf::Info info_of(const form::Form& form, const page::Pages& pages, Instant created, std::string_view id) {
    pdf::Info info;
    info.title = pages.title;
    info.language = pages.language;
    info.created = created;
    info.producer = engine_version();
    info.id = id.substr(0, 16);
    info.properties = {
        {"formId", form.id()}, {"formRevision", form.revision()}, {"engine", engine_version()}};
    if (form.has_unverified_labels()) info.properties.emplace_back("unverifiedLabels", "true");
    return info;
}

template <class Seal>
Result<Document> make(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                      const form::Issue& issue, std::string_view data_xml, Seal&& seal) {
    const std::string id = issue_id_of(record, form, fonts, issue);
    auto flow = form::bind(form, record, form::Issued{issue, id});
    if (!flow) return forward(std::move(flow));
    auto pages = layout::lay_out(*flow, fonts);
    if (!pages) return forward(std::move(pages));
    auto sealed = seal(*std::move(pages), id);
    if (!sealed) return forward(std::move(sealed));
    pdf::Info info = info_of(form, sealed->pages, issue.issued_at, id);
    info.properties.emplace_back("issueId", to_hex(id));
    info.attachments = {record_attachment(record, issue.issued_at),
                        issue_attachment(issue, form, fonts, sealed->tokens)};
    if (!data_xml.empty()) info.attachments.push_back(xml_attachment(data_xml, issue.issued_at));
    auto written = pdf::write(*sealed, fonts, info);
    if (!written) return forward(std::move(written));
    return Document{*std::move(written), issue, id, std::move(sealed->tokens)};
}

}  // namespace

std::string issue_id_of(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                        const form::Issue& issue) {
    return form::issue_id(issue, record.digest(), form.digest(), fonts.digest());
}

Result<pdf::Draft> draft(const record::Record& record, const form::Form& form, const text::FontSet& fonts) {
    const auto day = day_of(record);
    if (!day) return tl::unexpected(day.error());
    auto flow = form::bind(form, record, std::nullopt);
    if (!flow) return forward(std::move(flow));
    auto pages = layout::lay_out(*flow, fonts);
    if (!pages) return forward(std::move(pages));
    pdf::Info info = info_of(form, *pages, *day, sha256(record.digest() + form.digest() + fonts.digest()));
    info.attachments = {record_attachment(record, *day)};
    return pdf::write(page::Sealed{*std::move(pages), {}}, fonts, info);
}

Result<Document> issue(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                       const form::Issue& issue, const seal::Sealer& sealer, std::string_view data_xml) {
    auto holder = form::holder_of(form, record);
    if (!holder) return forward(std::move(holder));
    return make(record, form, fonts, issue, data_xml, [&](page::Pages pages, const std::string& id) {
        return seal::apply(std::move(pages), issue, id, form.number(), *holder, sealer);
    });
}

Result<Document> reissue(const record::Record& record, const form::Form& form, const text::FontSet& fonts,
                         const form::Issue& issue, const std::vector<std::string>& seals,
                         std::string_view data_xml) {
    return make(record, form, fonts, issue, data_xml, [&](page::Pages pages, const std::string&) {
        return seal::apply_recorded(std::move(pages), seals);
    });
}

Result<std::vector<PageCells>> sealed_cells(const record::Record& record, const form::Form& form,
                                            const text::FontSet& fonts) {
    const auto holder = form::holder_of(form, record);
    if (!holder) return tl::unexpected(holder.error());
    const auto flow = form::bind(form, record, std::nullopt);
    if (!flow) return tl::unexpected(flow.error());
    const auto pages = layout::lay_out(*flow, fonts);
    if (!pages) return tl::unexpected(pages.error());
    std::vector<PageCells> all;
    for (std::size_t page = 0; page < pages->pages.size(); ++page)
        all.push_back({seal::year_of(*pages, page, *holder).name, page::sealed_on(*pages, page)});
    return all;
}

Result<std::string> reproduce(const std::string& record, const form::Form& form, const text::FontSet& fonts,
                              const form::Issue& issue, const std::vector<std::string>& seals,
                              std::string_view data_xml) {
    const auto read = record::parse(record, form.schema(), "record.json");
    if (!read) return tl::unexpected(read.error());
    auto document = reissue(*read, form, fonts, issue, seals, data_xml);
    if (!document) return forward(std::move(document));
    return std::move(document->pdf.bytes);
}

}  // namespace hocba
