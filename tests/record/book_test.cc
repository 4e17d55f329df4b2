#include "engine/record/book.h"

#include "tests/record/support.h"

using namespace hocba;
using namespace hocba::record;

namespace {

/// The sample as the unit of another year.
SignedUnit unit(const char* year, const char* school = "Tiểu học Quang Trung") {
    Json json = sample();
    Json& one = step(json, "years").array()->back();
    step(one, "name") = std::string(year);
    step(step(json, "school"), "name") = std::string(school);
    return {json, year, "Trần Văn E", "Hiệu trưởng", "2024-05-31"};
}

std::vector<std::string> years_of(const Json& record, const char* member) {
    std::vector<std::string> out;
    for (const Json& year : *record.find("years")->array()) out.push_back(year.text_or(member, "-"));
    return out;
}

std::string refused(std::vector<SignedUnit> units) {
    const auto book = book_of(std::move(units), "u");
    REQUIRE_FALSE(book);
    std::string text;
    for (const Problem& problem : book.error().problems)
        text += problem.where + ": " + problem.what.en + "\n";
    return text;
}

}  // namespace

TEST_CASE("a book has each unit's own year in order") {
    const auto book =
        book_of({unit("2023-2024"), unit("2021-2022", "Tiểu học Bờ Sông"), unit("2022-2023")}, "u");
    REQUIRE(book);
    CHECK(years_of(book->record, "name") == std::vector<std::string>{"2021-2022", "2022-2023", "2023-2024"});
    CHECK(years_of(book->record, "school") == std::vector<std::string>{"Tiểu học Bờ Sông", "-", "-"});
    CHECK(book->record.text_or("lookup_uuid") == "u");
    CHECK(book->record.find("school")->text_or("name") == "Tiểu học Quang Trung");
    for (const Json& year : *book->record.find("years")->array())
        CHECK(canonical(*year.find("signed")) ==
              R"({"by":"Trần Văn E","on":"2024-05-31","title":"Hiệu trưởng"})");
    CHECK(book->remarks.empty());
}

TEST_CASE("a unit that already holds years gives its own alone") {
    SignedUnit whole = unit("2023-2024");
    Json::Array& years = *step(whole.record, "years").array();
    Json early = years.back();
    step(early, "name") = std::string("2020-2021");
    years.insert(years.begin(), early);
    const auto book = book_of({whole, unit("2022-2023")}, "u");
    REQUIRE(book);
    CHECK(years_of(book->record, "name") == std::vector<std::string>{"2022-2023", "2023-2024"});
}

TEST_CASE("nobody's signature makes no signed year") {
    SignedUnit unsigned_unit = unit("2022-2023");
    unsigned_unit.by.clear();
    const auto book = book_of({unsigned_unit}, "u");
    REQUIRE(book);
    CHECK(book->record.find("years")->array()->front().find("signed") == nullptr);
}

TEST_CASE("what changed of the pupil is told, and the newest counts") {
    SignedUnit before = unit("2022-2023");
    step(step(before.record, "pupil"), "name") = std::string("Nguyễn Văn An");
    const auto book = book_of({before, unit("2023-2024")}, "u");
    REQUIRE(book);
    REQUIRE(book->remarks.size() == 1);
    CHECK(book->remarks[0].where == "2022-2023");
    CHECK(book->remarks[0].what.en ==
          "pupil.name is \"Nguyễn Văn An\", the newest has \"Nguyễn Văn A\", which the book prints");
    CHECK(book->record.find("pupil")->text_or("name") == "Nguyễn Văn A");
}

TEST_CASE("units that make no book are refused, all of them named") {
    CHECK(refused({unit("2023-2024"), unit("2023-2024")}) ==
          "2023-2024: two transcripts in force of 2023-2024: 2023-2024\n");
    SignedUnit other = unit("2021-2022"), old = unit("2022-2023");
    step(step(other.record, "pupil"), "id") = std::string("001214000099");
    step(old.record, "circular") = std::string("30/2014/TT-BGDĐT");
    CHECK(refused({unit("2023-2024"), other, old}) ==
          "2021-2022: it is another pupil's\n"
          "2022-2023: it is of another circular or level: no year of the same book\n");
    SignedUnit empty = unit("2021-2022");
    step(empty.record, "years") = Json::Array();
    CHECK(refused({empty}) == "2021-2022: it has no school year\n");
}
