// The procedures that ship, and what the loader says of bad ones.
#include "cli/procedure.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/base/file.h"

namespace {

using namespace hocba;
using namespace hocba::cli;
using Roles = std::vector<std::string>;

std::vector<Procedure> shipped() {
    auto all = load_procedures(std::filesystem::path(HOCBA_SOURCE) / "templates/procedures.toml");
    REQUIRE(all);
    return *all;
}

Procedure named(const std::string& name) {
    const auto procedure = procedure_named(shipped(), name, "hocba.toml");
    REQUIRE(procedure);
    return *procedure;
}

/// The English complaints about one file, each behind "line:column ".
std::vector<std::string> complaints(const std::string& text) {
    const auto path = std::filesystem::temp_directory_path() / ("procedures-" + std::to_string(::getpid()));
    REQUIRE(write_file(path, text));
    const auto all = load_procedures(path);
    std::filesystem::remove(path);
    std::vector<std::string> out;
    if (all) return out;
    CHECK(all.error().fault == Fault::form);
    for (const Problem& problem : all.error().problems)
        out.push_back(problem.where.substr(path.string().size() + 1) + " " + problem.what.en);
    return out;
}

TEST_CASE("each procedure has its roles in order, each by its article") {
    struct Row {
        const char* name;
        Roles roles, articles;  // of QĐ 1789/QĐ-SGDĐT
    };
    const Row rows[] = {
        {"annual",
         {"subject-teacher", "homeroom", "principal", "school"},
         {"20.5a", "20.5b", "20.5c", "20.5d"}},
        {"opening", {"homeroom", "principal", "school"}, {"20.4a", "20.4c", "20.4d"}},
        {"transfer", {"homeroom", "principal", "school"}, {"11.1", "22.2", "22.2"}},
        {"digitised",
         {"subject-teacher", "homeroom", "principal", "school"},
         {"39.1b", "39.1b", "22.3a", "22.3a"}},
    };
    CHECK(shipped().size() == 4);
    for (const Row& row : rows) {
        INFO(row.name);
        const Procedure procedure = named(row.name);
        Roles roles, articles;
        for (const Step& step : procedure.steps) {
            roles.push_back(step.role);
            articles.push_back(step.article.substr(std::string("QĐ 1789/QĐ-SGDĐT, Điều ").size()));
        }
        CHECK(roles == row.roles);
        CHECK(articles == row.articles);
    }
}

TEST_CASE(
    "subject teachers sign the data alone; the homeroom teacher signs a PDF only where it has the slot") {
    const Procedure annual = named("annual");
    CHECK_FALSE(step_of(annual, "subject-teacher")->on_pdf);
    CHECK(step_of(annual, "subject-teacher")->on_xml);
    CHECK(fits(annual, {"principal", "school"}, "so"));
    CHECK(fits(annual, {"homeroom", "principal", "school"}, "book"));
    const auto wrong = fits(annual, {"school", "principal"}, "hocba.toml");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().fault == Fault::usage);
    CHECK(wrong.error().problems[0].what.en ==
          "procedure: annual (QĐ 1789/QĐ-SGDĐT, Điều 20.5) asks for the signatures of principal, school; the "
          "form "
          "has slots for school, principal");
}

TEST_CASE("a leader signs on behalf of a teacher who left, where the article allows it") {
    struct Row {
        const char *procedure, *role, *article;  // of QĐ 1789/QĐ-SGDĐT; "" if nobody may
    };
    const Row rows[] = {
        {"annual", "homeroom", "14.7"},    {"annual", "subject-teacher", "14.7"},
        {"annual", "principal", ""},       {"annual", "school", ""},
        {"opening", "homeroom", ""},       {"transfer", "homeroom", "14.7"},
        {"digitised", "homeroom", "39.1"}, {"digitised", "school", ""},
    };
    for (const Row& row : rows) {
        INFO(row.procedure << " " << row.role);
        const auto allowed = on_behalf_of(named(row.procedure), row.role, "--on-behalf-of");
        CHECK(allowed.has_value() == (*row.article != '\0'));
        if (!allowed) continue;
        CHECK(allowed->by == "principal");
        CHECK(allowed->article == std::string("QĐ 1789/QĐ-SGDĐT, Điều ") + row.article);
    }
}

TEST_CASE("only the head has a deputy") {
    for (const char* name : {"annual", "opening", "transfer", "digitised"})
        for (const Step& step : named(name).steps) {
            INFO(name << " " << step.role);
            const std::string title = "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG";
            CHECK(deputy_allowed(named(name), step.role, title, "").has_value() ==
                  (step.role == "principal"));
            CHECK(deputy_allowed(named(name), step.role, "", ""));
        }
}

TEST_CASE("roles that hocba.toml lists are a procedure without articles, in which nobody signs on behalf") {
    const Procedure listed = procedure_of(Roles{"homeroom", "principal", "school"});
    CHECK(title_of(listed) == "homeroom, principal, school");
    CHECK(fits(listed, {"homeroom", "principal", "school"}, ""));
    CHECK_FALSE(fits(listed, {"principal", "school"}, ""));
    CHECK_FALSE(on_behalf_of(listed, "homeroom", ""));
}

TEST_CASE("a role outside the procedure, and a procedure that does not exist, are named with what there is") {
    const auto role = has_step(named("opening"), "subject-teacher", "--as");
    REQUIRE_FALSE(role);
    CHECK(role.error().problems[0].what.en ==
          "the role \"subject-teacher\" has no part in the procedure opening (QĐ 1789/QĐ-SGDĐT, Điều 20.4)");
    CHECK(role.error().problems[0].hint.en == "the roles in their order: homeroom, principal, school");
    const auto procedure = procedure_named(shipped(), "yearly", "hocba.toml");
    REQUIRE_FALSE(procedure);
    CHECK(procedure.error().problems[0].hint.en == "choose one of annual, digitised, opening, transfer");
}

TEST_CASE("bad data is named with its line") {
    const std::string head = "[x]\ntitle = {vi = \"x\", en = \"x\"}\narticle = \"x\"\n";
    struct Row {
        std::string text;
        std::vector<std::string> complaints;
    };
    const Row rows[] = {
        {"[x]\ntitle = {vi = \"x\", en = \"x\"}\nsteps = [{role = \"school\", article = \"y\", signs = "
         "[\"pdf\"]}]\n",
         {"1:1 the procedure \"x\" lacks title, article or steps"}},
        {head + "steps = [{role = \"clerk\", article = \"y\", signs = [\"pdf\"]}]\n",
         {"4:10 the role \"clerk\" is none of subject-teacher, homeroom, principal, school"}},
        {head + "steps = [\n{role = \"school\", signs = [\"pdf\"]}]\n",
         {"5:1 the step \"school\" cites no article"}},
        {head + "steps = [\n{role = \"school\", article = \"y\", signs = [\"doc\"]}]\n",
         {"5:1 signs takes \"pdf\" and \"xml\", not \"doc\""}},
        {head + "steps = [\n{role = \"school\", article = \"y\", signs = []}]\n",
         {"5:1 the step \"school\" signs no file"}},
        {head + "steps = [\n{role = \"school\", article = \"y\", signs = [\"pdf\"], order = 3}]\n",
         {"5:59 unknown name \"order\""}},
        {head + "steps = [\n{role = \"school\", article = \"y\", signs = [\"pdf\"]},\n"
                "{role = \"school\", article = \"y\", signs = [\"pdf\"]}]\n",
         {"6:1 the role \"school\" has two steps"}},
        {head + "steps = [\n{role = \"homeroom\", article = \"y\", signs = [\"pdf\"], on_behalf = {by = "
                "\"school\"}}]\n",
         {"5:1 on_behalf needs by = \"principal\" and an article (QĐ 1789/QĐ-SGDĐT, Điều 14.7)"}},
        {"x = 1\n", {"1:5 a procedure is a table"}},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(complaints(row.text) == row.complaints);
    }
    CHECK(complaints("[x\n").size() == 1);
}

}  // namespace
