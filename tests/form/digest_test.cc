// A form's number stands in seals for ever; so does its digest, once a version of hocba is released.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "support.h"

using namespace hocba;
using namespace hocba::form;

TEST_CASE("no form changes unnoticed: its number, revision and digest stand in golden/digests.txt") {
    const auto forms = load_all(source_folder() / "templates");
    REQUIRE(forms);
    std::string text;
    for (const Form& form : *forms)
        text +=
            fmt::format("{} {} {} {}\n", form.number(), form.id(), form.revision(), to_hex(form.digest()));
    const auto golden = source_folder() / "tests/form/golden/digests.txt";
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(golden, text));
    CHECK(text == read(golden));
}
