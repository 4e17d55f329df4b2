// What signatures say of procedure and absent teacher, held against the record and templates/procedures.toml.
#include <catch2/catch.hpp>

#include "engine/sign/reason.h"
#include "tests/verify/issued.h"
#include "tests/verify/long_term.h"

using namespace hocba;
using namespace hocba::test;

namespace {

const std::vector<std::string> kOrder = {"homeroom", "principal", "school"};
const std::vector<verify::ProcedureRule> kRules = {
    {"annual", kOrder, {"homeroom"}}, {"opening", kOrder, {}}, {"leaders", {"principal", "school"}, {}}};

sign::Reason by(const std::string& procedure) {
    sign::Reason reason;
    reason.procedure = procedure;
    return reason;
}

sign::Reason instead_of(const std::string& teacher, const std::string& procedure) {
    sign::Reason reason = by(procedure);
    reason.on_behalf_of = teacher;
    reason.why = "nghỉ hưu";
    return reason;
}

std::string teacher() {
    const Json record = *parse_json(parts_of(forms()[1]).record, "record.json");
    return record.find("years")->array()->back().find("homeroom")->text_or("name");
}

/// The paper form, signed with these reasons by homeroom, principal and school.
std::string codes(const std::vector<sign::Reason>& reasons) {
    std::string pdf = unsigned_with([](Parts& parts) {
        parts = parts_of(forms()[1]);
        parts.with_homeroom = true;
    });
    for (std::size_t i = 0; i < kOrder.size(); ++i) {
        Signature how{kOrder[i], kOrder[i] == "homeroom" ? "principal" : kOrder[i]};
        how.order = kOrder;
        how.reason = sign::text_of(reasons[i]);
        pdf = sign_anyhow(pdf, how);
    }
    verify::Options how = options();
    how.forms = &forms();
    how.procedures = &kRules;
    how.at = *parse_instant("2026-06-16T00:00:00Z");
    std::string all;
    for (const auto& reason : verify::verify_pdf(pdf, "x.pdf", how).reasons)
        if (reason.code.starts_with("procedure") || reason.code.starts_with("on-behalf"))
            all += (all.empty() ? "" : "; ") + reason.code + " " + reason.where;
    return all;
}

}  // namespace

TEST_CASE("a leader who signs for the teacher whom the page names is not objected to") {
    CHECK(codes({instead_of(teacher(), "annual"), by("annual"), by("annual")}) == "");
}

TEST_CASE("who signs for somebody else than the page names, or where nobody may, is named") {
    CHECK(codes({instead_of("Nguyễn Văn Khác", "annual"), by("annual"), by("annual")}) ==
          "on-behalf-differs homeroom: Nguyễn Văn Khác");
    CHECK(codes({instead_of(teacher(), "opening"), by("opening"), by("opening")}) ==
          "on-behalf-refused homeroom");
    CHECK(codes({instead_of(teacher(), "annual"), by("annual"), instead_of("Ông K", "annual")}) ==
          "on-behalf-refused school");
}

TEST_CASE("procedures that differ, do not know the role, or are not at hand are named") {
    CHECK(codes({instead_of(teacher(), "annual"), by("opening"), by("annual")}) ==
          "procedure-differs principal: opening");
    CHECK(codes({by("leaders"), by("leaders"), by("leaders")}) == "procedure-role homeroom: leaders");
    CHECK(codes({by("own"), by("own"), by("own")}) ==
          "procedure-unknown homeroom: own; procedure-unknown principal: own; procedure-unknown school: own");
    CHECK(codes({by(""), by(""), by("")}) == "");
}
