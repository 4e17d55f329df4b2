// What an issued document says of itself, read back from its attachments and XMP.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/engine.h"

namespace hocba {
namespace {

tl::unexpected<Error> not_ours(const std::string& name) {
    return fail(Fault::document, name,
                {"Không phải học bạ do hocba phát hành (bản nháp hoặc tệp khác)",
                 "not a transcript issued by hocba (a draft, or another file)"});
}

const pdf::Attachment* attachment(const std::vector<pdf::Attachment>& all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> seals_of(const Json& issue) {
    std::vector<std::string> seals;
    const Json* list = issue.find("seals");
    if (list == nullptr || list->array() == nullptr) return seals;
    for (const Json& seal : *list->array())
        if (seal.string() != nullptr) seals.push_back(*seal.string());
    return seals;
}

void set_property(Contents& contents, const std::string& name, const std::string& value) {
    if (name == "issueId") contents.id = from_hex(value).value_or("");
    if (name == "formId") contents.form = value;
    if (name == "formRevision") contents.form_revision = value;
    if (name == "unverifiedLabels") contents.unverified_labels = value == "true";
}

}  // namespace

Result<Contents> contents_of(std::string_view pdf, const std::string& name) {
    const auto attachments = pdf::attachments(pdf);
    if (!attachments) return tl::unexpected(attachments.error());
    const auto properties = pdf::properties(pdf);
    if (!properties) return tl::unexpected(properties.error());
    const pdf::Attachment* record = attachment(*attachments, "record.json");
    const pdf::Attachment* issue = attachment(*attachments, "issue.json");
    if (record == nullptr || issue == nullptr) return not_ours(name);
    const auto json = parse_json(issue->bytes, name + ":issue.json");
    if (!json) return tl::unexpected(json.error());
    auto read = form::issue_from_json(*json, name + ":issue.json");
    if (!read) return forward(std::move(read));
    Contents contents;
    contents.record = record->bytes;
    contents.issue = *std::move(read);
    contents.seals = seals_of(*json);
    if (const pdf::Attachment* xml = attachment(*attachments, kDataXml)) contents.data_xml = xml->bytes;
    for (const auto& [key, value] : *properties) set_property(contents, key, value);
    if (contents.id.size() != 32) return not_ours(name);
    return contents;
}

}  // namespace hocba
