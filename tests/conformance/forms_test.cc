// The sample of every form, as unit and as book, passes veraPDF's PDF/A-3a and PDF/UA-1.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <deque>
#include <map>

#include "engine/base/file.h"
#include "engine/engine.h"
#include "tests/pdf/process.h"

using namespace hocba;
using process::TemporaryFile;

namespace {

const std::filesystem::path kSource = HOCBA_SOURCE;

std::string drafted(const form::Form& form, const Json& json) {
    static const text::FontSet fonts = text::FontSet::open(kSource / "fonts/manifest.json").value();
    const auto record = record::from_json(json, form.schema(), "sample.json");
    INFO(form.id());
    REQUIRE(record);
    const auto pdf = draft(*record, form, fonts);
    INFO((pdf ? "" : pdf.error().problems.front().where + " " + pdf.error().problems.front().what.en));
    REQUIRE(pdf);
    return pdf->bytes;
}

}  // namespace

TEST_CASE("the sample of every form, as unit and as book, is PDF/A-3a and PDF/UA-1") {
    const auto forms = form::load_all(kSource / "templates");
    REQUIRE(forms);
    std::deque<TemporaryFile> files;
    std::string paths;
    for (const form::Form& form : *forms) {
        const Json sample = *parse_json(*read_file(form.folder() / "sample.json"), "sample.json");
        std::map<std::string, Json> records{{"book", sample}};
        if (!form.is_of_class()) records.emplace("unit", record::as_unit(sample));
        for (const auto& [name, json] : records) {
            files.emplace_back(fmt::format("{}-{}.pdf", form.id(), name), drafted(form, json));
            paths += files.back().path() + ' ';
        }
    }
    const auto outcome = process::run(HOCBA_SOURCE "/tests/conformance/verapdf.sh " + paths);
    INFO(outcome.output);
    CHECK(outcome.status == 0);
    CHECK(outcome.output.find(fmt::format("0 of {} validations failed", 2 * files.size())) !=
          std::string::npos);
}
