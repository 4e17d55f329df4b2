// The schema as a wall: what passes, and the place and words of what does not.
#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

TEST_CASE("the sample of the primary form is a record") {
    CHECK(lines(problems_of(sample())).empty());
}

TEST_CASE("a schema with a misspelt keyword is refused at its place, with the nearest keyword") {
    const Result<Schema> schema =
        Schema::parse(R"({"properties": {"a/b": {"type": "string", "maxLenght": 3}}})", "s.json");
    REQUIRE_FALSE(schema);
    CHECK(schema.error().fault == Fault::form);
    REQUIRE(schema.error().problems.size() == 1);
    CHECK(schema.error().problems[0].where == "s.json/properties/a~1b/maxLenght");
    CHECK(schema.error().problems[0].hint.en == "did you mean \"maxLength\"?");
}
