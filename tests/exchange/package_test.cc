// Transactions: their content read by other programs, the limit of 10 MB, and what is refused.
#include <fmt/format.h>

#include <random>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/exchange/content.h"
#include "tests/exchange/export_support.h"

using namespace hocba;
using namespace hocba::exchange;
using record::lines;

namespace {

std::vector<Unit> units_of_class() {
    std::vector<Unit> units;
    for (const Json& json : class_of_35()) units.push_back(unit_of(json));
    return units;
}

/// A unit of so many letters that no compression shortens below three quarters.
Unit incompressible(std::size_t letters, std::mt19937_64& numbers) {
    std::string bytes;
    while (bytes.size() < letters) bytes += be64(numbers());
    return {"", "", "u", "<HOC_BA>" + to_base64(bytes.substr(0, letters * 3 / 4)) + "</HOC_BA>", {}};
}

std::vector<std::string> all_units(const std::vector<Package>& packages) {
    std::vector<std::string> all;
    for (const Package& package : packages) {
        const auto units = exchange::units_of(package.content, package.name);
        REQUIRE(units);
        CHECK(units->size() == package.count);
        all.insert(all.end(), units->begin(), units->end());
    }
    return all;
}

std::string refusal(const std::string& content) {
    const auto units = exchange::units_of(content, "p.txt");
    REQUIRE_FALSE(units);
    CHECK(units.error().fault == Fault::record);
    return lines(units.error().problems).front();
}

}  // namespace

TEST_CASE("a class of 35 is one package, which Python's gzip and json read as the same list") {
    const std::vector<Unit> units = units_of_class();
    const auto made = packages(units);
    REQUIRE(made);
    REQUIRE(made->size() == 1);
    CHECK(made->front().name == "package-0001.txt");
    CHECK(made->front().count == 35);
    std::string elements;
    for (const Unit& unit : units) elements += unit.xml;
    CHECK(decoded(made->front().content) == list_of(elements));
    const std::string c14n = canonical_xml(decoded(made->front().content));
    CHECK_THAT(c14n,
               Catch::StartsWith("<DANH_SACH_HOC_BA id=\"dataDanhSach\"><HOC_BA><DU_LIEU_HOC_BA><THONG_TIN"));
    CHECK(packages(units)->front().content == made->front().content);
}

TEST_CASE("the content is base64 of the length in 4 bytes and a stream that gzip -d reads") {
    // <DANH_SACH_HOC_BA id="dataDanhSach">ệ</DANH_SACH_HOC_BA>: 36 + 3 + 19 bytes, and 2 for the backslashes.
    const std::string bytes = *from_base64(pack(list_of("ệ")));
    CHECK(to_hex(bytes.substr(0, 4)) == "3c000000");
    CHECK(to_hex(bytes.substr(4, 8)) == "1f8b080000000000");  // RFC 1952: deflate, no flags, no time
    const test::Folder folder("gzip");
    const test::Outcome done = test::run("gzip -dc < " + written(folder, "c.gz", bytes.substr(4)));
    CHECK(done.status == 0);
    CHECK(done.output == "<DANH_SACH_HOC_BA id=\\\"dataDanhSach\\\">ệ</DANH_SACH_HOC_BA>");
}

TEST_CASE("hostile text survives the package") {
    Json json = record::sample();
    record::at(json, "years", 0, "subjects_remark") =
        "\"a\" \\\" \\n \\u0041 & <x> ]]> 'b'\nệ ữ \\\\\" &quot; &#92;";
    record::at(json, "created_on") = "2024-05-25";
    const Unit unit = unit_of(json);
    const std::string content = packages({unit})->front().content;
    const auto units = exchange::units_of(content, "p.txt");
    REQUIRE(units);
    REQUIRE(units->size() == 1);
    CHECK(units->front() == unit.xml);
    CHECK(*record::from_moet_xml(units->front(), "p.txt") == json);
    CHECK(decoded(content) == list_of(unit.xml));
}

TEST_CASE("a small limit splits the class, never a record, and loses none") {
    const std::vector<Unit> units = units_of_class();
    const auto made = packages(units, 8000);
    REQUIRE(made);
    CHECK(made->size() > 2);
    std::size_t next = 0;
    for (const Package& package : *made) {
        CHECK(package.content.size() <= 8000);
        CHECK(package.first == next);
        next += package.count;
    }
    CHECK(next == 35);
    CHECK(made->back().name == fmt::format("package-{:04}.txt", made->size()));
    std::vector<std::string> expected;
    for (const Unit& unit : units) expected.push_back(unit.xml);
    CHECK(all_units(*made) == expected);
}

TEST_CASE("at the real limit no package exceeds 10 MB less the envelope, and halves are taken in order") {
    CHECK(kLargestContent == 9'934'464);
    std::mt19937_64 numbers(2088);
    std::vector<Unit> units;
    for (int i = 0; i < 24; ++i) units.push_back(incompressible(1'000'000, numbers));
    // 24 units of 1,000,000 letters of base64, 6 bits each: 18 MB of gzip, 24 MB of content; so 4 × 6 units.
    const auto made = packages(units);
    REQUIRE(made);
    REQUIRE(made->size() == 4);
    for (const Package& package : *made) {
        CHECK(package.count == 6);
        CHECK(package.content.size() <= kLargestContent);
        CHECK(package.content.size() > 6'000'000);
    }
    std::vector<std::string> expected;
    for (const Unit& unit : units) expected.push_back(unit.xml);
    CHECK(all_units(*made) == expected);
}

TEST_CASE("one transcript beyond the limit is refused by its place") {
    const auto made = packages(units_of_class(), 1000);
    REQUIRE_FALSE(made);
    CHECK_THAT(lines(made.error().problems).front(), Catch::StartsWith("r.json: one transcript takes ") &&
                                                         Catch::EndsWith("a transaction holds 1000 at most"));
    CHECK(packages({}, 1000)->empty());
}

TEST_CASE("the index says which records are in which file, its digest, and that nobody signed") {
    const std::vector<Unit> units = units_of_class();
    const auto made = packages(units, 8000);
    const Json json = index(*made, units, false);
    CHECK(json.text_or("specification") == "2088/BGDĐT-GDTH, II.2.2");
    CHECK(*json.find("signed") == Json(false));
    const Json::Array& files = *json.find("packages")->array();
    REQUIRE(files.size() == made->size());
    std::vector<std::string> uuids;
    for (std::size_t i = 0; i < files.size(); ++i) {
        CHECK(files[i].text_or("file") == (*made)[i].name);
        CHECK(files[i].text_or("sha256") == to_hex(sha256((*made)[i].content)));
        for (const Json& record : *files[i].find("records")->array()) uuids.push_back(record.text_or("uuid"));
    }
    REQUIRE(uuids.size() == 35);
    for (std::size_t i = 0; i < 35; ++i) CHECK(uuids[i] == units[i].uuid);
}

TEST_CASE("what is no package is refused") {
    CHECK(refusal("không phải") == "p.txt: this is not base64");
    CHECK(refusal("") == "p.txt: this is not base64");
    std::string bytes = *from_base64(pack(list_of("")));
    ++bytes[0];
    CHECK(refusal(to_base64(bytes)) == "p.txt: its gzip is damaged or its length wrong");
    CHECK(refusal(to_base64(std::string("\xFF\xFF\xFF\x7F gzip", 9))) == "p.txt: it holds more than 256 MiB");
    CHECK(refusal(pack("<HOC_BA/>")) == "p.txt: it holds no XML with the root <DANH_SACH_HOC_BA>");
    CHECK(refusal(pack("<DANH_SACH_HOC_BA>")) == "p.txt: it holds no XML with the root <DANH_SACH_HOC_BA>");
    CHECK(refusal(pack("\xFF")) == "p.txt: its text is not UTF-8");
    CHECK(exchange::units_of(pack(list_of("")) + "\r\n", "p.txt")->empty());
}

TEST_CASE("a list that nests deeply is taken apart, and its transcript refused") {
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    for (int i = 0; i < 100000; ++i) deep += "</a>";
    const auto units = exchange::units_of(pack(list_of("<HOC_BA>" + deep + "</HOC_BA>")), "p.txt");
    REQUIRE(units);
    const Result<Json> json = record::from_moet_xml(units->front(), "p.txt");
    REQUIRE_FALSE(json);
    CHECK(lines(json.error().problems).front() == "p.txt: the XML nests too deeply");
}

TEST_CASE("a package of another program keeps its bytes: CDATA, references and foreign entities") {
    const std::string unit = "<HOC_BA><X>a &amp; &#10;&khac; \"b\"</X><Y><![CDATA[<c>]]></Y></HOC_BA>";
    const std::string content = pack("<DANH_SACH_HOC_BA>\n" + unit + "\n<Signature/></DANH_SACH_HOC_BA>");
    CHECK(*exchange::units_of(content, "p.txt") == std::vector<std::string>{unit});
}
