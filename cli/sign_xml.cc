#include "cli/sign_xml.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/gate.h"
#include "cli/report.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestXml = 10ULL << 20;  // CV 2088, II.2.8

bool is_xml_file(const std::string& path) {
    return fs::path(path).extension() == ".xml";
}

bool has(const std::vector<std::string>& roles, const std::string& role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

/// Whether the ministry has an XML of the record: primary school under Thông tư 27/2020.
bool has_moet_xml(const Ready& ready) {
    return ready.form.circular() == "27/2020/TT-BGDĐT";
}

/// The input itself, if it is an XML that somebody has signed: its bytes are what they signed.
Result<std::string> signed_input(const Context& context, const Desk& desk, const std::string& source) {
    if (!is_xml_file(source)) return std::string();
    auto bytes = read_file(source, kLargestXml);
    if (!bytes) return bytes;
    const auto roles = sign::xml_roles(*bytes, source);
    if (!roles || roles->empty()) return std::string();
    const bool only_teachers =
        std::all_of(roles->begin(), roles->end(), [](const auto& role) { return role == "subject-teacher"; });
    if (only_teachers) {
        const auto checked = sound_xml(context, trust_at(desk), desk.config.school, *bytes, source);
        return checked ? std::move(bytes) : tl::unexpected(checked.error());
    }
    return fail(
        Fault::record, source,
        {"Tệp XML đã có chữ ký của chủ nhiệm, lãnh đạo hoặc nhà trường: PDF phải lập trước các chữ ký đó",
         "the XML bears the signature of homeroom, leader or school: the PDF comes before those"},
        {"Dùng tệp XML chỉ có chữ ký của giáo viên bộ môn (QĐ 1789, Điều 20.5)",
         "give the XML with the subject teachers' signatures alone (QĐ 1789, điều 20.5)"});
}

}  // namespace

fs::path xml_beside(const fs::path& pdf) {
    return fs::path(pdf).replace_extension(".xml");
}

Result<std::string> read_xml(const fs::path& file) {
    return read_file(file, kLargestXml);
}

Result<std::string> read_xml_beside(const fs::path& pdf) {
    std::error_code code;
    if (!fs::exists(xml_beside(pdf), code)) return std::string();
    return read_xml(xml_beside(pdf));
}

Result<archive::Submission> with_xml_beside(archive::Submission submission, const fs::path& pdf) {
    auto xml = read_xml_beside(pdf);
    if (!xml) return forward(std::move(xml));
    submission.xml = *std::move(xml);
    return submission;
}

Result<void> xml_is_finished(const std::string& xml, const std::string& name) {
    if (xml.empty()) return {};
    const auto roles = sign::xml_roles(xml, name);
    if (!roles) return tl::unexpected(roles.error());
    if (has(*roles, "principal") && has(*roles, "school")) return {};
    return fail(Fault::signing, name,
                {"Tệp XML cạnh PDF còn thiếu chữ ký CBQL hoặc KY_PHAT_HANH",
                 "the XML beside the PDF lacks the signature CBQL or KY_PHAT_HANH"},
                {"Ký tệp XML: hocba sign TỆP.xml --as principal | school",
                 "sign the XML: hocba sign FILE.xml --as principal | school"});
}

Result<std::optional<sign::UnsignedXml>> begin_xml(const std::string& xml, const std::string& place,
                                                   const std::string& role, Instant claimed,
                                                   const sign::Identity& identity) {
    if (xml.empty()) return std::optional<sign::UnsignedXml>();
    const auto roles = sign::xml_roles(xml, place);
    if (!roles) return tl::unexpected(roles.error());
    if (has(*roles, role)) return std::optional<sign::UnsignedXml>();
    auto begun = sign::begin_xml_signature(xml, place, {role, claimed}, identity);
    if (!begun) return forward(std::move(begun));
    return std::optional(*std::move(begun));
}

Result<exchange::SubjectCodes> subject_codes_of(const Config& config) {
    const fs::path& path = config.subject_codes;
    if (path.empty()) return exchange::SubjectCodes{};
    const auto bytes = read_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto json = parse_json(*bytes, path.string());
    if (!json) return tl::unexpected(json.error());
    return exchange::subject_codes(*json, path.string());
}

Result<std::string> data_xml_of(const Context& context, const Desk& desk, const Ready& ready,
                                const std::string& source, const exchange::SubjectCodes& codes) {
    auto input = signed_input(context, desk, source);
    if (!input || !input->empty()) return input;
    if (desk.config.subject_codes.empty() || !has_moet_xml(ready)) return std::string();
    auto unit = exchange::to_moet_xml(ready.record, codes, ready.form.circular());
    if (!unit) return forward(std::move(unit));
    std::string xml = exchange::xml_file(unit->xml);
    // What verify would call wrong in the XML (QĐ 1789, điều 12.2a) is said before a seal is out.
    if (const auto whole = record::from_moet_xml(xml, ready.record.place()); !whole)
        return tl::unexpected(whole.error());
    return xml;
}

Result<std::string> sign_xml_on(const Desk& desk, const fs::path& waiting, const Progressed& made,
                                const std::vector<std::string>& order, Instant claimed) {
    auto xml = read_xml_beside(waiting);
    if (!xml) return xml;
    if (xml->empty()) {
        auto contents = contents_of(made.pdf, waiting.string());
        if (!contents) return forward(std::move(contents));
        *xml = std::move(contents->data_xml);
    }
    const std::string place = xml_beside(waiting).string();
    for (const std::string& role : order) {
        const auto signer = desk.signers.find(role);
        if (xml->empty() || role == made.waiting_for) break;
        if (signer == desk.signers.end()) continue;
        auto begun = begin_xml(*xml, place, role, claimed, signer->second->identity());
        if (!begun) return forward(std::move(begun));
        if (!*begun) continue;
        const auto values = signer->second->sign_digests({(*begun)->digest});
        if (!values) return tl::unexpected(values.error());
        xml = sign::finish_xml_signature(**std::move(begun), values->front());
        if (!xml) return xml;
    }
    return xml;
}

bool are_xml(const std::vector<std::string>& inputs) {
    return !inputs.empty() && std::all_of(inputs.begin(), inputs.end(), is_xml_file);
}

}  // namespace hocba::cli
