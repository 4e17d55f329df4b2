#include "engine/pdf/attachment.h"

#include <fmt/format.h>

#include <map>

namespace hocba::pdf {
namespace {

Reference write_attachment(Writer& writer, const Attachment& attachment) {
    const Reference file = writer.add_stream(
        fmt::format("/Type/EmbeddedFile/Subtype{}/Params<</Size {}/ModDate{}>>", name(attachment.mime),
                    attachment.bytes.size(), text_string(to_pdf_date(attachment.modified))),
        attachment.bytes);
    const std::string file_name = text_string(attachment.name), reference = to_string(file);
    return writer.add(fmt::format(
        "<</Type/Filespec/F{0}/UF{0}/AFRelationship/{1}/Desc{2}/EF<</F {3}/UF {3}>>>>", file_name,
        relationship_name(attachment.relationship), text_string(attachment.description), reference));
}

}  // namespace

std::string_view relationship_name(Relationship relationship) {
    switch (relationship) {
        case Relationship::source:
            return "Source";
        case Relationship::data:
            return "Data";
        case Relationship::alternative:
            return "Alternative";
        case Relationship::supplement:
            return "Supplement";
        case Relationship::unspecified:
            return "Unspecified";
    }
    return "Unspecified";
}

std::string write_attachments(Writer& writer, const std::vector<Attachment>& attachments) {
    if (attachments.empty()) return "";
    std::string associated, names;
    std::map<std::string, Reference> sorted;  // ISO 32000-1, 7.9.6: a name tree's keys are in order
    for (const Attachment& attachment : attachments) {
        const Reference reference = write_attachment(writer, attachment);
        associated += (associated.empty() ? "" : " ") + to_string(reference);
        sorted.emplace(attachment.name, reference);
    }
    for (const auto& [key, reference] : sorted) names += text_string(key) + ' ' + to_string(reference) + ' ';
    return "/AF[" + associated + "]/Names<</EmbeddedFiles<</Names[" + names + "]>>>>";
}

}  // namespace hocba::pdf
