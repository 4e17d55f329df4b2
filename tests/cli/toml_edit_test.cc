// A value changed in a person's own file, and nothing beside it.
#include "cli/toml_edit.h"

#include <catch2/catch.hpp>

using namespace hocba;
using namespace hocba::cli;

namespace {

std::string edited(const std::string& text, const std::string& value) {
    const auto table = parse_toml(text, "t");
    REQUIRE(table);
    const toml::table* key = (*table)["keys"][1].as_table();
    REQUIRE(key != nullptr);
    return with_text(text, *key, "state", "file", value);
}

}  // namespace

TEST_CASE("a value is replaced or added beside another, and the rest of the file stays") {
    struct Row {
        const char *before, *after;
    };
    for (const Row& row : std::initializer_list<Row>{
             // inline, absent
             {"# Đ\nkeys = [{file = \"a\"}, {file = \"b\"}] # Đ\n",
              "# Đ\nkeys = [{file = \"a\"}, {file = \"b\", state = \"new\"}] # Đ\n"},
             // inline, there, behind letters of several bytes on its line
             {"keys = [{file = \"đường/ễ\"}, {file = \"đ\", state = 'old', x = 1}]",
              "keys = [{file = \"đường/ễ\"}, {file = \"đ\", state = \"new\", x = 1}]"},
             // a table of its own, a quote inside the string
             {"[[keys]]\nfile = \"a\"\n\n[[keys]]\nfile = \"b\\\"\"  # why\n[other]\n",
              "[[keys]]\nfile = \"a\"\n\n[[keys]]\nfile = \"b\\\"\"\nstate = \"new\"  # why\n[other]\n"}})
        CHECK(edited(row.before, "new") == row.after);
    CHECK(edited("keys = [{}, {file = 'b'}]", "a\"\\b") ==
          "keys = [{}, {file = 'b', state = \"a\\\"\\\\b\"}]");
}

TEST_CASE("what is no plain string on one line is left alone") {
    CHECK(edited("keys = [{}, {file = \"\"\"\nb\"\"\"}]", "new").empty());
    CHECK(edited("keys = [{}, {state = 1}]", "new").empty());
    CHECK(edited("keys = [{}, {other = \"\"}]", "new").empty());
}
