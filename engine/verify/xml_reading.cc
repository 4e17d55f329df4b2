#include "engine/verify/xml_reading.h"

#include "engine/base/bytes.h"
#include "engine/record/moet_xml.h"

namespace hocba::verify {
namespace {

using sign::XmlSignatureFacts;

Json list_of(const std::vector<std::string>& texts) {
    return Json::Array(texts.begin(), texts.end());
}

Json json_of(const XmlSignatureFacts& one) {
    Json::Array certificates;
    for (const std::string& der : one.certificates) certificates.emplace_back(to_base64(der));
    return Json::Object{{"place", one.place},
                        {"role", one.role},
                        {"time", one.signing_time},
                        {"citizen_id", one.citizen_id},
                        {"subjects", list_of(one.subjects)},
                        {"certificates", std::move(certificates)},
                        {"matches", one.matches},
                        {"faults", list_of(one.faults)}};
}

Json json_of(const Problem& problem) {
    return Json::Object{{"where", problem.where}, {"vi", problem.what.vi}, {"en", problem.what.en}};
}

const Json::Array& array_at(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* found = json.find(name);
    return found == nullptr || found->array() == nullptr ? none : *found->array();
}

std::vector<std::string> texts_at(const Json& json, std::string_view name) {
    std::vector<std::string> texts;
    for (const Json& item : array_at(json, name))
        texts.push_back(item.string() == nullptr ? "" : *item.string());
    return texts;
}

bool flag_at(const Json& json, std::string_view name) {
    const Json* found = json.find(name);
    return found != nullptr && found->boolean() != nullptr && *found->boolean();
}

XmlSignatureFacts signature_from(const Json& json) {
    XmlSignatureFacts one;
    one.place = json.text_or("place");
    one.role = json.text_or("role");
    one.signing_time = json.text_or("time");
    one.citizen_id = json.text_or("citizen_id");
    one.subjects = texts_at(json, "subjects");
    for (const std::string& text : texts_at(json, "certificates"))
        one.certificates.push_back(from_base64(text).value_or(""));
    one.matches = flag_at(json, "matches");
    one.faults = texts_at(json, "faults");
    return one;
}

}  // namespace

XmlReading read_xml(std::string_view xml, const std::string& name) {
    XmlReading reading;
    reading.signatures = sign::inspect_xml(xml);
    if (!reading.signatures.faults.empty() || reading.signatures.is_transaction) return reading;
    auto data = record::read_moet_xml(xml, name);
    if (data) {
        reading.data = std::move(data->json);
        reading.problems = std::move(data->problems);
    } else {
        reading.problems = std::move(data.error().problems);
    }
    return reading;
}

std::string encode(const XmlReading& reading) {
    Json::Array signatures, problems;
    for (const auto& one : reading.signatures.signatures) signatures.push_back(json_of(one));
    for (const Problem& problem : reading.problems) problems.push_back(json_of(problem));
    return canonical(Json::Object{{"faults", list_of(reading.signatures.faults)},
                                  {"transaction", reading.signatures.is_transaction},
                                  {"uuid", reading.signatures.uuid},
                                  {"signatures", std::move(signatures)},
                                  {"data", reading.data},
                                  {"problems", std::move(problems)}});
}

std::optional<XmlReading> decode_xml(std::string_view text) {
    const auto json = parse_json(text, "");
    if (!json || json->object() == nullptr) return std::nullopt;
    XmlReading reading;
    reading.signatures.faults = texts_at(*json, "faults");
    reading.signatures.is_transaction = flag_at(*json, "transaction");
    reading.signatures.uuid = json->text_or("uuid");
    for (const Json& one : array_at(*json, "signatures"))
        reading.signatures.signatures.push_back(signature_from(one));
    if (const Json* data = json->find("data")) reading.data = *data;
    for (const Json& one : array_at(*json, "problems"))
        reading.problems.push_back({one.text_or("where"), {one.text_or("vi"), one.text_or("en")}});
    return reading;
}

XmlRead read_xml_limited(std::string_view xml, const std::string& name, const sandbox::Deadline& deadline) {
    sign::prepare_xml_inspection();
    const sandbox::Answer answer =
        sandbox::run_limited([&] { return encode(read_xml(xml, name)); }, deadline.limits());
    if (answer.ending == sandbox::Ending::crashed) return {{}, "parser-crashed"};
    if (answer.ending != sandbox::Ending::finished) return {{}, "parser-limits"};
    auto reading = decode_xml(answer.output);
    if (!reading) return {{}, "parser-crashed"};
    return {*std::move(reading), ""};
}

}  // namespace hocba::verify
