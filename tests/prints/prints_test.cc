// What every form prints of its sample, page by page, against golden files that a person can read.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "engine/base/file.h"
#include "engine/form/form.h"
#include "engine/layout/layout.h"
#include "engine/page/page.h"
#include "engine/text/font.h"

using namespace hocba;

namespace {

const std::filesystem::path kSource = HOCBA_SOURCE;

const text::FontSet& fonts() {
    static const text::FontSet set = text::FontSet::open(kSource / "fonts/manifest.json").value();
    return set;
}

std::string told(const Error& error) {
    std::string out;
    for (const Problem& problem : error.problems) out += problem.where + " " + problem.what.en + "\n";
    return out;
}

page::Pages laid_out(const form::Form& form, const Json& json) {
    const auto record = record::from_json(json, form.schema(), "sample.json");
    INFO((record ? "" : told(record.error())));
    REQUIRE(record);
    const auto flow = form::bind(form, *record, std::nullopt);
    INFO((flow ? "" : told(flow.error())));
    REQUIRE(flow);
    auto pages = layout::lay_out(*flow, fonts());
    INFO((pages ? "" : told(pages.error())));
    REQUIRE(pages);
    return *std::move(pages);
}

/// The page's text as the seal sees it, with " | " between cells; then its slots.
std::string told(const page::Pages& pages, std::size_t number) {
    const page::Page& page = pages.pages[number];
    std::string out = fmt::format("=== page {} of {}, {} x {} mm ===\n", number + 1, pages.pages.size(),
                                  page.size.width.um / 1000, page.size.height.um / 1000);
    for (const char c : page::text_of(pages, number)) out += c == '\x1F' ? " | " : std::string(1, c);
    for (const page::Group& group : page.groups)
        for (const page::Item& item : group.items)
            if (const auto* slot = std::get_if<page::Slot>(&item))
                out += fmt::format("\n[slot {}: {}]", slot->name, slot->tooltip);
    return out + "\n";
}

void check_against(const std::string& file, const page::Pages& pages) {
    std::string text = pages.title + "\n";
    for (std::size_t i = 0; i < pages.pages.size(); ++i) text += told(pages, i);
    const std::filesystem::path golden = kSource / "tests/prints/golden" / file;
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(golden, text));
    const auto expected = read_file(golden);
    INFO(file << ": HOCBA_UPDATE_GOLDEN=1 build/release/tests/test_prints writes it");
    REQUIRE(expected);
    CHECK(text == *expected);
}

}  // namespace

TEST_CASE("every form prints its sample as its golden pages, as unit and as book") {
    const auto forms = form::load_all(kSource / "templates");
    REQUIRE(forms);
    std::size_t expected = 0;
    for (const form::Form& form : *forms) {
        const Json sample = *parse_json(*read_file(form.folder() / "sample.json"), "sample.json");
        if (form.is_of_class()) {  // has no unit
            check_against(form.id() + ".class.txt", laid_out(form, sample));
            expected += 1;
            continue;
        }
        check_against(form.id() + ".unit.txt", laid_out(form, record::as_unit(sample)));
        check_against(form.id() + ".book.txt", laid_out(form, sample));
        expected += 2;
    }
    const auto golden = files_in(kSource / "tests/prints/golden", ".txt");
    REQUIRE(golden);
    CHECK(golden->size() == expected);  // none is left of a form that is gone
}
