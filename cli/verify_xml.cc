#include "cli/verify_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/report.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

bool is_named(const std::string& file, const char* extension) {
    return fs::path(file).extension() == extension;
}

bool is_of_xml(const verify::SignatureReport& signature) {
    return signature.level == "XMLDSig";
}

}  // namespace

std::vector<VerifyInput> pair_up(const std::vector<std::string>& inputs) {
    const auto partner = [&inputs](const std::string& input, const char* own, const char* other) {
        const std::string name = fs::path(input).replace_extension(other).string();
        const bool paired =
            is_named(input, own) && std::find(inputs.begin(), inputs.end(), name) != inputs.end();
        return paired ? name : std::string();
    };
    if (inputs.size() == 2 && is_named(inputs[0], ".xml") && is_named(inputs[1], ".pdf"))
        return {{inputs[1], inputs[0]}};
    if (inputs.size() == 2 && is_named(inputs[0], ".pdf") && is_named(inputs[1], ".xml"))
        return {{inputs[0], inputs[1]}};
    std::vector<VerifyInput> all;
    for (const std::string& input : inputs)
        if (partner(input, ".xml", ".pdf").empty()) all.push_back({input, partner(input, ".pdf", ".xml")});
    return all;
}

bool is_xml(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const auto first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '<';
}

void print_items(const Context& context, const verify::Report& report,
                 const verify::SignatureReport& signature, Instant at) {
    for (const verify::ShownItem& item : verify::items_to_show(report, signature, at))
        print_line(fmt::format("        {}: {}", context.say(item.name), context.say(item.value)));
}

void print_xml_items(const Context& context, const verify::Report& report, Instant at) {
    if (report.kind == "xml" && !report.document.pupil.empty())
        print_line(fmt::format("    {}, {} {}, {} {}, {} {}, {} {}", report.document.pupil,
                               context.say({"sinh ngày", "born"}), report.document.born,
                               context.say({"lớp", "class"}), report.document.class_name,
                               context.say({"năm học", "school year"}), report.document.year,
                               context.say({"mã trường", "school code"}), report.document.school));
    if (report.kind == "xml")
        print_line(fmt::format(
            "    {}: {}", context.say({"cấu trúc XML", "structure of the XML"}),
            context.say(report.structure == "valid" ? Text{"đúng quy định", "as prescribed"}
                                                    : Text{"KHÔNG đúng quy định", "NOT as prescribed"})));
    for (const verify::SignatureReport& signature : report.signatures) {
        if (!is_of_xml(signature)) continue;
        print_line(fmt::format("    {} {} ({}) {}", context.say({"chữ ký XML của", "XML signature of"}),
                               context.say(role_name(signature.role)), signature.signer, signature.field));
        print_items(context, report, signature, at);
    }
}

}  // namespace hocba::cli
