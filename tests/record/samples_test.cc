// The samples: valid, consistent, synthetic by a script, and printed almost whole.
#include <algorithm>
#include <set>
#include <sstream>

#include "engine/record/violation.h"
#include "tests/record/support.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::record;

namespace {

std::vector<Json> pupils() {
    std::vector<Json> records;
    std::istringstream text(source("samples/tieu-hoc-35.ndjson"));
    for (std::string line; std::getline(text, line);) records.push_back(*parse_json(line, "class"));
    return records;
}

/// Strings with a letter outside ASCII: all, and those that the form does not print.
struct Strings {
    int all = 0, silent = 0;
};

/// `x-printed` of the place itself; what is false for a group is false for all in it.
bool is_printed(const Steps& steps) {
    Steps above;
    const Json* printed = nullptr;
    for (const std::string& step : steps) {
        above.push_back(step);
        const Json* schema = schema_at(primary().json(), above);
        printed = schema == nullptr ? nullptr : schema->find("x-printed");
        if (printed != nullptr && *printed == Json(false)) return false;
    }
    return printed != nullptr;
}

void count(const Json& value, Steps& steps, Strings& strings) {
    if (const std::string* text = value.string()) {
        const bool vietnamese =
            std::any_of(text->begin(), text->end(), [](char c) { return (c & 0x80) != 0; });
        strings.all += vietnamese ? 1 : 0;
        strings.silent += vietnamese && !is_printed(steps) ? 1 : 0;
    }
    const auto into = [&](const std::string& step, const Json& member) {
        steps.push_back(step);
        count(member, steps, strings);
        steps.pop_back();
    };
    if (const auto* members = value.object())
        for (const auto& [name, member] : *members) into(name, member);
    if (const auto* items = value.array())
        for (std::size_t i = 0; i < items->size(); ++i) into(std::to_string(i), (*items)[i]);
}

std::size_t words(const std::string& text) {
    std::istringstream stream(text);
    std::size_t n = 0;
    for (std::string word; stream >> word;) ++n;
    return n;
}

}  // namespace

TEST_CASE("the class is what its script writes, byte for byte") {
    const test::Outcome made = test::run("PYTHONIOENCODING=utf-8 python3 '" + std::string(HOCBA_SOURCE) +
                                         "/tests/support/make_class.py'");
    REQUIRE(made.status == 0);
    CHECK(made.output == source("samples/tieu-hoc-35.ndjson"));
}

TEST_CASE("all 35 are records without a contradiction, and no two share a number, a UUID or a name") {
    std::set<std::string> ids, uuids, names;
    const std::vector<Json> records = pupils();
    REQUIRE(records.size() == 35);
    for (const Json& json : records) {
        const Result<Record> record = from_json(json, primary(), "class");
        REQUIRE(record);
        CHECK(lines(check(*record).errors).empty());
        ids.insert(json.find("pupil")->text_or("id"));
        names.insert(json.find("pupil")->text_or("name"));
        uuids.insert(json.text_or("lookup_uuid"));
    }
    CHECK(ids.size() == 35);
    CHECK(uuids.size() == 35);
    CHECK(names.size() == 35);
}

TEST_CASE("the class has every result, the titles, and names of several peoples") {
    std::multiset<std::string> results;
    std::set<std::string> peoples, names;
    for (Json& json : pupils()) {
        results.insert(at(json, "years", 0).text_or("result"));
        peoples.insert(at(json, "pupil").text_or("ethnicity"));
        names.insert(at(json, "pupil").text_or("name"));
    }
    CHECK(results.count("Hoàn thành xuất sắc") == 6);
    CHECK(results.count("Hoàn thành tốt") == 10);
    CHECK(results.count("Hoàn thành") == 16);
    CHECK(results.count("Chưa hoàn thành") == 3);
    CHECK(peoples.size() == 7);
    CHECK(names.count("K'Brơi") == 1);
    CHECK(names.count("H'Lan Niê") == 1);
}

TEST_CASE("remarks have 20 to 60 words") {
    for (Json& json : pupils())
        for (const char* remark : {"subjects_remark", "qualities_remark", "general_competences_remark",
                                   "specific_competences_remark"}) {
            const std::size_t n = words(at(json, "years", 0).text_or(remark));
            CHECK(n >= 20);
            CHECK(n <= 60);
        }
}

TEST_CASE("at most one in twenty Vietnamese strings of a pupil's record is not printed") {
    for (const Json& json : pupils()) {
        Strings strings;
        Steps steps;
        count(json, steps, strings);
        CHECK(strings.all >= 20);
        CHECK(strings.silent * 20 <= strings.all);
    }
}
