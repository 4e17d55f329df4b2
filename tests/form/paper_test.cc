// What a scan of paper says of itself, and what makes two of them the same.
#include "engine/form/paper.h"

#include <catch2/catch.hpp>

#include "engine/base/digest.h"
#include "engine/base/uuid.h"
#include "engine/form/paper_statement.h"

using namespace hocba;
using namespace hocba::form;

namespace {

Paper paper() {
    Paper p;
    p.pupil_id = "001214015570";
    p.pupil_name = "Nguyễn Văn Đạt";
    p.born = "2004-03-15";
    p.school = "01000417";
    p.class_name = "4A";
    p.years = {"2012-2013", "2013-2014"};
    p.scanned_by = "Lê Thị Quét";
    p.scanned_at = {1748660400, 420};
    p.files = {{"a.jpg", sha256("a")}, {"b.jpg", sha256("b")}};
    p.sheets = {{"a.jpg", 1, sha256("a"), 1654, 2339, 200, {{210058}, {297053}}, true},
                {"b.jpg", 1, sha256("b"), 1654, 2339, 200, {{210058}, {297053}}, false}};
    p.keyed_form = "tt30-2014-tieu-hoc";
    p.keyed_sha256 = sha256("keyed");
    return p;
}

}  // namespace

TEST_CASE("paper.json comes back as it went, and nothing else is read") {
    const std::string bytes = canonical(to_json(paper()));
    const auto read = paper_from(bytes, "paper.json");
    REQUIRE(read);
    CHECK(canonical(to_json(*read)) == bytes);
    CHECK(read->sheets[1].colour == false);
    CHECK(read->years.size() == 2);
    CHECK_FALSE(paper_from(bytes + " ", "paper.json"));
    CHECK_FALSE(paper_from("{}", "paper.json"));
    CHECK_FALSE(paper_from("", "paper.json"));
}

TEST_CASE("the same files of the same paper are the same document, whoever scanned them when") {
    const std::string id = paper_id(paper());
    Paper same = paper();
    same.scanned_by = "Người Khác";
    ++same.scanned_at.unix_s;
    same.sheets.clear();
    same.files[0].name = "z.jpg";
    CHECK(paper_id(same) == id);
    Paper other = paper();
    other.files[0].sha256 = sha256("c");
    CHECK(paper_id(other) != id);
    other = paper();
    std::swap(other.files[0], other.files[1]);  // the order of the pages
    CHECK(paper_id(other) != id);
    other = paper();
    other.keyed_sha256 = sha256("mended");
    CHECK(paper_id(other) != id);
}

TEST_CASE("a second scan of the same paper shares its UUID") {
    const std::string uuid = paper_uuid(paper());
    CHECK(is_uuid4(uuid));
    Paper again = paper();
    again.files.pop_back();
    again.pupil_name = "NGUYỄN VĂN ĐẠT";
    again.born.clear();
    CHECK(paper_uuid(again) == uuid);
    again.years.pop_back();
    CHECK(paper_uuid(again) != uuid);
    Paper numberless = paper(), capitals = paper();
    numberless.pupil_id.clear();
    capitals.pupil_id.clear();
    capitals.pupil_name = "NGUYỄN VĂN ĐẠT";
    CHECK(paper_uuid(numberless) != uuid);
    CHECK(paper_uuid(numberless) == paper_uuid(capitals));
    capitals.born = "2004-03-16";
    CHECK(paper_uuid(numberless) != paper_uuid(capitals));
}

TEST_CASE("the first page has both slots, and the school's locks") {
    const Flow flow = statement_of(paper());
    std::vector<std::string> slots;
    for (const Block& block : flow.sections.at(0).blocks) {
        const auto* columns = std::get_if<Columns>(&block.value);
        if (columns == nullptr) continue;
        for (const Block& side : columns->blocks)
            for (const Block& inner : std::get<Stack>(side.value).blocks)
                if (const auto* slot = std::get_if<Signature>(&inner.value))
                    slots.push_back(slot->name + (slot->lock ? " locks" : ""));
    }
    CHECK(slots == std::vector<std::string>{"principal", "school locks"});
}
