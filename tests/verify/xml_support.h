// The signed example of tests/sign, and a trust folder that knows its signers.
#pragma once

#include <string>

#include "engine/trust/trust.h"
#include "engine/verify/verify.h"
#include "tests/sign/xml_support.h"
#include "tests/verify/issued.h"

namespace hocba::test {

inline const trust::Trust& xml_trust() {
    static const Folder folder("xml-trust");
    static const trust::Trust trust = [] {
        REQUIRE(write_file(folder / "pdf-roots.pem", *read_file(demo_pki() / "pdf-roots.pem")));
        trust::Trust loaded = *trust::load(folder.path());
        loaded.problems.clear();
        loaded.signers.emplace();
        for (const auto& [key, role] :
             {std::pair{"homeroom", "subject-teacher"}, std::pair{"homeroom", "homeroom"},
              std::pair{"principal", "principal"}, std::pair{"school", "school"}})
            loaded.signers->push_back(
                *trust::signer_of(*read_file(demo_pki() / (std::string(key) + ".pem")), role, "01000417"));
        return loaded;
    }();
    return trust;
}

inline verify::Options xml_options() {
    verify::Options options;
    options.at = {kXmlTime.unix_s + 86400};
    options.trust = &xml_trust();
    return options;
}

inline verify::Report xml_report(const std::string& xml) {
    return verify::verify_xml(xml, "hoc-ba.xml", xml_options());
}

}  // namespace hocba::test
