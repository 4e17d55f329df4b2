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

constexpr const char* kTeacher = "Lê Thị D";

/// What the last year's page prints of who signs.
struct Printed {
    std::string head = "Trần Văn E", office = "Hiệu trưởng", authority = "";
    std::string by = "Trần Văn E", why = "nghỉ hưu";  // for the teacher; nobody if `by` is empty
};

void print(const Printed& printed, Json& record) {
    Json::Object& year = *record.object()->at("years").array()->back().object();
    Json::Object head{{"name", printed.head}, {"title", printed.office}}, teacher{{"name", kTeacher}};
    if (!printed.authority.empty()) head["authority"] = printed.authority;
    if (!printed.by.empty())
        teacher["on_behalf"] =
            Json::Object{{"by", printed.by}, {"title", "Hiệu trưởng"}, {"reason", printed.why}};
    year["head"] = head;
    year["homeroom"] = teacher;
}

/// The paper form, signed with these reasons by homeroom (with that key), principal and school.
std::string codes(const std::vector<sign::Reason>& reasons, const Printed& printed = {},
                  const std::string& homeroom_key = "principal") {
    std::string pdf = unsigned_with([&](Parts& parts) {
        parts = parts_of(forms()[1], [&](Json& record) { print(printed, record); });
        parts.with_homeroom = true;
    });
    for (std::size_t i = 0; i < kOrder.size(); ++i) {
        Signature how{kOrder[i], kOrder[i] == "homeroom" ? homeroom_key : kOrder[i]};
        how.order = kOrder;
        how.reason = sign::text_of(reasons[i]);
        pdf = sign_anyhow(pdf, how);
    }
    verify::Options how = options();
    how.forms = &forms();
    how.procedures = kRules;
    how.at = *parse_instant("2026-06-16T00:00:00Z");
    std::string all;
    for (const auto& reason : verify::verify_pdf(pdf, "x.pdf", how).reasons)
        if (reason.code.starts_with("procedure") || reason.code.starts_with("on-behalf") ||
            reason.code.ends_with("-differs"))
            all += (all.empty() ? "" : "; ") + reason.code + " " + reason.where;
    return all;
}

}  // namespace

TEST_CASE("a leader who signs for the teacher whom the page names is not objected to") {
    CHECK(codes({instead_of(kTeacher, "annual"), by("annual"), by("annual")}) == "");
}

TEST_CASE("page and signature both say that somebody signs for the teacher, for the same reason") {
    CHECK(codes({by("annual"), by("annual"), by("annual")}) == "on-behalf-missing homeroom");
    CHECK(codes({instead_of(kTeacher, "annual"), by("annual"), by("annual")}, {.by = ""}) ==
          "on-behalf-missing homeroom; name-differs homeroom: Lê Thị D / Trần Văn E");
    CHECK(codes({instead_of(kTeacher, "annual"), by("annual"), by("annual")}, {.why = "đi học"}) ==
          "on-behalf-differs homeroom: nghỉ hưu");
    CHECK(codes({by("annual"), by("annual"), by("annual")}, {.by = ""}, "homeroom") == "");
}

TEST_CASE("the page prints the office in which its signer is listed, and the signer's name") {
    const std::vector<sign::Reason> reasons = {instead_of(kTeacher, "annual"), by("annual"), by("annual")};
    CHECK(codes(reasons, {.office = "PHÓ HIỆU TRƯỞNG", .authority = "KT. HIỆU TRƯỞNG"}) ==
          "office-differs principal: HIỆU TRƯỞNG");
    CHECK(codes(reasons, {.head = "Phạm Thị G"}) == "name-differs principal: Phạm Thị G / Trần Văn E");
    CHECK(codes(reasons, {.head = "ThS. TRẦN VĂN E"}) == "");
    CHECK(codes(reasons, {.by = "Phạm Thị G"}) == "name-differs homeroom: Phạm Thị G / Trần Văn E");
}

TEST_CASE("who signs for somebody else than the page names, or where nobody may, is named") {
    CHECK(codes({instead_of("Nguyễn Văn Khác", "annual"), by("annual"), by("annual")}) ==
          "on-behalf-differs homeroom: Nguyễn Văn Khác");
    CHECK(codes({instead_of(kTeacher, "opening"), by("opening"), by("opening")}) ==
          "on-behalf-refused homeroom");
    CHECK(codes({instead_of(kTeacher, "annual"), by("annual"), instead_of("Ông K", "annual")}) ==
          "on-behalf-refused school");
}

TEST_CASE("procedures that differ, do not know the role, or are not at hand are named") {
    CHECK(codes({instead_of(kTeacher, "annual"), by("opening"), by("annual")}) ==
          "procedure-differs principal: opening");
    const Printed nobody{.by = ""};
    CHECK(codes({by("leaders"), by("leaders"), by("leaders")}, nobody, "homeroom") ==
          "procedure-role homeroom: leaders");
    CHECK(codes({by("own"), by("own"), by("own")}, nobody, "homeroom") ==
          "procedure-unknown homeroom: own; procedure-unknown principal: own; procedure-unknown school: own");
    CHECK(codes({by(""), by(""), by("")}, nobody, "homeroom") == "");
}
