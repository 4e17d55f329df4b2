// The smallest form of templates/README.md is one: its three files load, agree and bind.
#include <catch2/catch.hpp>
#include <filesystem>

#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

/// The first ```language block after `heading`.
std::string block_after(const std::string& page, const std::string& heading, const std::string& language) {
    const std::string fence = "```" + language + "\n";
    const std::size_t from = page.find(fence, page.find(heading)) + fence.size();
    const std::size_t to = page.find("\n```", from);
    INFO(heading);
    REQUIRE(page.find(heading) != std::string::npos);
    REQUIRE(to != std::string::npos);
    return page.substr(from, to + 1 - from);
}

}  // namespace

TEST_CASE("the smallest form in the guide for authors loads and binds its sample") {
    const auto templates = source_folder() / "templates";
    const std::string page = read(templates / "README.md");
    const Scratch scratch;
    const auto folder = scratch.folder() / "phieu-mau";
    std::filesystem::create_directories(folder);
    for (const char* shared : {"styles.xml", "definitions.json", "seal-kinds.json"})
        scratch.write(shared, read(templates / shared));
    scratch.write("registry.json", R"({"forms": [{"number": 10, "id": "phieu-mau", "revision": "1"}]})");
    scratch.write("phieu-mau/form.xml", block_after(page, "\n`form.xml`:", "xml"));
    scratch.write("phieu-mau/record.schema.json", block_after(page, "\n`record.schema.json`:", "json"));

    const auto form = load(folder);
    INFO(problems(form));
    REQUIRE(form);
    CHECK(form->id() == "phieu-mau");
    CHECK(form->slots() == std::vector<std::string>{"principal", "school"});
    CHECK_FALSE(form->labels().empty());

    const std::string sample = block_after(page, "\n`sample.json`:", "json");
    CHECK(form->fits(*parse_json(sample, "sample.json")));
    const record::Record record = small_record(*form, sample);
    const auto flow = form::bind(*form, record, std::nullopt);
    CHECK(problems(flow) == "none");
}
