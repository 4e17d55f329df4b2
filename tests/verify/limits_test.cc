// What costs a verifier time or memory ends with a named reason, and the verdict comes all the same.
#include <catch2/catch.hpp>
#include <csignal>
#include <new>

#include "tests/verify/issued.h"
#include "tests/verify/xml_support.h"

using namespace hocba;
using namespace hocba::test;

namespace {

const form::Form& digital() {
    return forms().front();
}

std::string issued_by_form(const std::function<void(Parts&)>& edit = [](Parts&) {}) {
    return made_with([&](Parts& parts) {
        parts = parts_of(digital());
        edit(parts);
    });
}

using Render = Result<std::string> (*)();

verify::Report rendered_in_child(const std::string& pdf, Render render) {
    verify::Options how = options();
    how.forms = &forms();
    how.reproduce_in_child = true;
    how.reproduce = [render](const auto&, const auto&, const auto&, const auto&, const auto&) {
        return render();
    };
    return verify::verify_pdf(pdf, "x.pdf", how);
}

Result<std::string> never_ends() {
    volatile unsigned turns = 0;
    for (;;) turns = turns + 1;
}

[[maybe_unused]] Result<std::string> wants_all_memory() {
    std::vector<std::string> pages;
    for (int page = 0; page < 4096; ++page) pages.emplace_back(1 << 20, 'x');  // 4 GB
    return pages.back();
}

Result<std::string> crashes() {
    std::raise(SIGSEGV);
    return std::string();
}

Result<std::string> gives_other_pages() {
    return std::string("%PDF-1.7 other");
}

/// A record whose first school year stands there so often.
std::string with_years(const std::string& record, std::size_t count) {
    Json json = *parse_json(record, "record.json");
    Json& years = (*json.object())["years"];
    years = Json::Array(count, Json(years.array()->front()));
    return canonical(json);
}

}  // namespace

TEST_CASE("a record that takes for ever to render is named, and the other findings stand") {
    const std::string pdf = issued_by_form();
    const auto endless = rendered_in_child(pdf, never_ends);
    CHECK(has(endless, "reproduction-limits"));
    CHECK_FALSE(has(endless, "reproduced"));
    CHECK(grounds(endless) == grounds(rendered_in_child(pdf, gives_other_pages)));
    CHECK(endless.signatures.size() == 2);
}

TEST_CASE("a record that takes all memory or crashes the renderer is named") {
    const std::string pdf = issued_by_form();
#if !defined(__SANITIZE_ADDRESS__)  // its own memory forbids a limit
    CHECK(has(rendered_in_child(pdf, wants_all_memory), "reproduction-limits"));
#endif
    CHECK(has(rendered_in_child(pdf, crashes), "reproduction-crashed"));
    CHECK(has(rendered_in_child(pdf, gives_other_pages), "not-reproduced"));
}

TEST_CASE(
    "a record of hundreds of years or thousands of unknown members, or larger than any book, is refused") {
    verify::Options how = options();
    how.forms = &forms();
    std::string members = "{";
    for (int i = 0; i < 60'000; ++i) members += "\"member " + std::to_string(i) + "\":[],";
    const std::string many = members + "\"years\":[]}";  // 1 MB, just below the limit
    const std::string sample = parts_of(digital()).record;
    for (const std::string& record : {with_years(sample, 100), with_years(sample, 5000), many}) {
        const std::string pdf = issued_by_form([&](Parts& parts) { parts.record = record; });
        const auto report = verify::verify_pdf(pdf, "x.pdf", how);
        CHECK(report.verdict == verify::Verdict::invalid);
        CHECK((has(report, "record-unreadable") || has(report, "issue-id")));
    }
}

TEST_CASE("an XML that nests without end, expands or is enormous is refused by name") {
    std::string deep = "<HOC_BA>", wide = "<HOC_BA";
    for (int i = 0; i < 200'000; ++i) deep += "<a>";
    for (int i = 0; i < 200'000; ++i) wide += " a" + std::to_string(i) + "=\"\"";
    const std::string laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
        "\"&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d "
        "\"&c;&c;&c;&c;&c;&c;&c;&c;\">]><HOC_BA>&d;</HOC_BA>";
    for (const std::string& xml :
         {deep, wide + "/>", laughs, "<HOC_BA>" + std::string(100 << 20, 'x') + "</HOC_BA>"}) {
        const auto report = xml_report(xml);
        CHECK(report.verdict == verify::Verdict::invalid);
        CHECK(report.structure == "invalid");
    }
}
