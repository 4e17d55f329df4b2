// MOET's example on its way through the signatures.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "engine/base/file.h"
#include "engine/sign/xml_signature.h"
#include "tests/support/process.h"

namespace hocba::test {

inline const Instant kXmlTime = *parse_instant("2026-11-25T08:00:00+07:00");

/// samples/moet-cv2088, unsigned.
inline std::string moet_example() {
    return *read_file(HOCBA_SOURCE "/samples/moet-cv2088/hoc-ba.xml");
}

inline const sign::Signer& xml_signer(const std::string& who, sign::Digest digest = sign::Digest::sha256) {
    static std::vector<std::unique_ptr<sign::Signer>> kept;
    auto opened = sign::open_pkcs12(demo_pki() / (who + ".p12"), "demo-pin", kXmlTime, digest);
    REQUIRE(opened);
    kept.push_back(*std::move(opened));
    return *kept.back();
}

inline sign::XmlRequest xml_request(const std::string& role, std::vector<std::string> subjects = {}) {
    static const std::vector<std::string> roles{"subject-teacher", "homeroom", "principal", "school"};
    const auto hour = std::find(roles.begin(), roles.end(), role) - roles.begin();
    return {role, {kXmlTime.unix_s + 3600 * hour}, std::move(subjects)};
}

/// Signed by `role` with the key of that name (a subject teacher with the homeroom teacher's).
inline std::string xml_signed(const std::string& xml, const std::string& role,
                              std::vector<std::string> subjects = {}) {
    const std::string key = role == "subject-teacher" ? "homeroom" : role;
    auto made = sign::sign_xml(xml, "hoc-ba.xml", xml_request(role, std::move(subjects)), xml_signer(key));
    INFO((made ? "" : made.error().problems.front().what.en));
    REQUIRE(made);
    return *std::move(made);
}

/// By two subject teachers, the homeroom teacher, the principal and the school.
inline const std::string& fully_signed_xml() {
    static const std::string xml = [] {
        std::string all = xml_signed(moet_example(), "subject-teacher", {"Toán", "Tiếng Việt"});
        all = xml_signed(all, "subject-teacher", {"Khoa học"});
        for (const char* role : {"homeroom", "principal", "school"}) all = xml_signed(all, role);
        return all;
    }();
    return xml;
}

/// The faults of the file and of every signature, in order, each once, parted by spaces.
inline std::string xml_faults(const std::string& xml) {
    const sign::XmlFacts facts = sign::inspect_xml(xml);
    std::vector<std::string> all = facts.faults;
    for (const auto& one : facts.signatures) all.insert(all.end(), one.faults.begin(), one.faults.end());
    std::string text;
    for (const auto& code : all)
        if (text.find(code) == std::string::npos) text += (text.empty() ? "" : " ") + code;
    return text;
}

/// The first `what` in `text` becomes `by`.
inline std::string with(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    INFO(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace hocba::test
