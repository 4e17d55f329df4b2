// RECORD of the command line: files, lines, folders.
#include <algorithm>
#include <filesystem>

#include "engine/record/size.h"
#include "tests/record/support.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::record;

namespace {

std::string in(const test::Folder& folder, const std::string& name) {
    return (folder.path() / name).string();
}

void put(const std::string& path, const std::string& bytes) {
    REQUIRE(write_file(path, bytes));
}

}  // namespace

TEST_CASE("the class of 35 opens as 35 records, each at its line") {
    const std::string path = std::string(HOCBA_SOURCE) + "/samples/tieu-hoc-35.ndjson";
    const Result<std::vector<Source>> sources = open(path);
    REQUIRE(sources);
    REQUIRE(sources->size() == 35);
    CHECK((*sources)[0].place == path + ":1");
    CHECK((*sources)[34].place == path + ":35");
    CHECK((*sources)[34].json);
}

TEST_CASE("a bad line is one bad source at line and column; the others go on, blank lines count") {
    const test::Folder folder("open");
    put(in(folder, "class.ndjson"), "{\"a\": 1}\n\n{\"a\": 1,, \"b\": 2}\r\n{\"a\": 2}");
    const Result<std::vector<Source>> sources = open(in(folder, "class.ndjson"));
    REQUIRE(sources);
    REQUIRE(sources->size() == 3);
    CHECK((*sources)[0].json);
    REQUIRE_FALSE((*sources)[1].json);
    CHECK((*sources)[1].json.error().problems[0].where == in(folder, "class.ndjson") + ":3:9");
    CHECK((*sources)[2].place == in(folder, "class.ndjson") + ":4");
    CHECK((*sources)[2].json);
}

TEST_CASE("a folder is its .json, .ndjson and .xml files by name") {
    const test::Folder folder("open");
    put(in(folder, "c.json"), "{}");
    put(in(folder, "a.xml"), source("samples/moet-cv2088/hoc-ba.xml"));
    put(in(folder, "b.ndjson"), "{}\n{}\n");
    put(in(folder, "notes.txt"), "no record");
    const Result<std::vector<Source>> sources = open(folder.path().string());
    REQUIRE(sources);
    REQUIRE(sources->size() == 4);
    CHECK((*sources)[0].place == in(folder, "a.xml"));
    CHECK((*sources)[1].place == in(folder, "b.ndjson") + ":1");
    CHECK((*sources)[2].place == in(folder, "b.ndjson") + ":2");
    CHECK((*sources)[3].place == in(folder, "c.json"));
    CHECK(from_json(*(*sources)[0].json, primary(), (*sources)[0].place));
}

TEST_CASE("what cannot be opened is the operator's fault, with the path") {
    const test::Folder folder("open");
    put(in(folder, "record.docx"), "no record");
    for (const std::string& path :
         {in(folder, "none.json"), in(folder, "none"), in(folder, "record.docx"), folder.path().string()}) {
        const Result<std::vector<Source>> sources = open(path);
        REQUIRE_FALSE(sources);
        CHECK(sources.error().fault == Fault::io);
        CHECK(sources.error().problems[0].where == path);
    }
}

TEST_CASE("a line of two megabytes is refused by the name of its longest text; the next line is read") {
    const test::Folder folder("open");
    put(in(folder, "class.ndjson"), "{\"pupil\": {\"name\": \"" + std::string(2 << 20, 'a') + "\"}}\n{}\n");
    const Result<std::vector<Source>> sources = open(in(folder, "class.ndjson"));
    REQUIRE(sources);
    REQUIRE(sources->size() == 2);
    REQUIRE_FALSE((*sources)[0].json);
    CHECK((*sources)[0].json.error().problems[0].where == in(folder, "class.ndjson") + ":1/pupil/name");
    CHECK((*sources)[1].json);
}

TEST_CASE("a circular's name with the Icelandic letter is named before a form is chosen by it") {
    const Result<Json> read = read_record(R"({"circular": "22/2021/TT-BGDÐT"})", "r.json");
    REQUIRE(!read);
    REQUIRE(read.error().problems.size() == 1);
    CHECK(read.error().problems[0].where == "r.json/circular");
    CHECK_THAT(read.error().problems[0].what.en, Catch::Contains("U+00D0"));
    CHECK(read_record(R"({"circular": "22/2021/TT-BGDĐT"})", "r.json"));
    CHECK(read_record(R"({"circular": 3})", "r.json"));
    CHECK(read_record(R"([])", "r.json"));
}
