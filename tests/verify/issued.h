// A document as the product makes it: two pages, sealed, signed by principal and school, with its trust
// folder. Issued on 2026-06-01 at 10:00 with the keys of tests/support/pki.sh: the principal of the public
// chain, the school of the government's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/form/form.h"
#include "engine/form/issue.h"
#include "engine/trust/trust.h"
#include "engine/verify/verify.h"

namespace hocba::test {

/// What goes into the file beside the pages; `edit` of `make` may change it.
struct Parts {
    form::Issue issue;
    std::string id;                                               // 32 bytes
    std::vector<std::string> seals, drawn;                        // of issue.json, and in the pages
    std::string record;                                           // bytes of record.json
    Json::Object issue_json;                                      // of issue.json
    std::vector<std::pair<std::string, std::string>> properties;  // XMP
    bool with_issue = true, with_record = true;
    bool with_homeroom = false;  // a third signature field, before the others in the procedure
};

struct Issued {
    Parts parts;
    std::string draft, unsigned_pdf, half_pdf, pdf;  // never issued; no signature; the principal's; both
    trust::Trust trust;                              // as loaded from its folder
    std::string folder;                              // that folder
    Instant at;                                      // a day after the last signature
};

const Issued& issued();

/// Forms of the product: the digital primary one (principal, school) and the paper one (homeroom before
/// both).
const std::vector<form::Form>& forms();
/// What `issued()` has, but of that form and with the record of its sample; its last year prints
/// pki()'s principal and homeroom teacher. `edit` changes it.
Parts parts_of(
    const form::Form& form, const std::function<void(Json&)>& edit = [](Json&) {});
/// The same document with other parts, signed by nobody.
std::string unsigned_with(const std::function<void(Parts&)>& edit);
/// The same document with other parts, signed by both.
std::string made_with(const std::function<void(Parts&)>& edit);
/// The same document signed by those keys ("principal", "school", "homeroom") into both fields.
std::string signed_by(const std::string& first_key, const std::string& second_key);

/// With the trust folder of `issued()`, a day after.
verify::Options options();
/// Whether the report has that reason.
bool has(const verify::Report& report, const std::string& code);
/// The codes that lower the verdict, each once, in alphabetical order, parted by spaces.
std::string grounds(const verify::Report& report);
/// "valid", "invalid" or "indeterminate".
std::string verdict(const verify::Report& report);

}  // namespace hocba::test
