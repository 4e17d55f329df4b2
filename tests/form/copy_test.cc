// What a copy says instead of signatures, and the block that closes it (NĐ 30/2020, Phụ lục I, Phần II).
#include "engine/form/copy.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/form/support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

Certification certification(CopyKind kind, std::int64_t number) {
    return {kind,         "",
            "TRƯỜNG A",   number,
            "Hà Nội",     *parse_instant("2026-01-05T09:30:00+07:00"),
            "",           "HIỆU TRƯỞNG",
            "Trần Văn E", {"Như trên"},
            "ab12"};
}

bool says(const Flow& flow, const std::string& text) {
    return dump(flow).find(text) != std::string::npos;
}

Flow closed(CopyKind kind, std::int64_t number) {
    Flow flow;
    close_copy(flow, certification(kind, number));
    return flow;
}

}  // namespace

TEST_CASE("the number of a copy has a zero before numbers below 10 and the abbreviation of its kind") {
    CHECK(says(closed(CopyKind::whole, 5), "Số: 05/SY"));
    CHECK(says(closed(CopyKind::whole, 112), "Số: 112/SY"));
    CHECK(says(closed(CopyKind::extract, 10), "Số: 10/TrS"));
}

TEST_CASE("the closing block has every part of Phần II, II.1 and names the original") {
    const Flow flow = closed(CopyKind::whole, 5);
    for (const char* part : {"SAO Y", "TRƯỜNG A", "Hà Nội, ngày 05 tháng 01 năm 2026", "Nơi nhận:",
                             "- Như trên;", "- Lưu: VT.", "HIỆU TRƯỞNG", "Trần Văn E", "SHA-256: ab12"})
        CHECK(says(flow, part));
}

TEST_CASE("in a copy every slot, at any depth, says who signed there, and the seal says that it is a copy") {
    Signature principal, school;
    principal.name = "principal";
    school.name = "school";
    school.overlaps = "principal";
    Columns columns;
    columns.tracks = {{{}, 1}};
    columns.blocks = {Block{Stack{{Block{principal, ""}, Block{school, ""}}}, ""}};
    Flow flow;
    flow.sections.push_back({{Block{columns, ""}}, true});
    make_copy(flow, CopyKind::extract,
              {{"principal", "Trần Văn E", *parse_instant("2026-01-04T08:00:00+07:00")}});
    CHECK(says(flow, "Đã ký số: Trần Văn E"));
    CHECK(says(flow, "2026-01-04T08:00:00+07:00"));
    CHECK_FALSE(says(flow, "signature"));
    CHECK(flow.draft.seal == "TRÍCH SAO");
}

TEST_CASE("the corner of an electronic copy has three lines of 10 points, black and upright, at the right") {
    const Flow flow = corner_of(certification(CopyKind::whole, 5), {Length{210000}, Length{297000}});
    REQUIRE(flow.sections[0].blocks.size() == 3);
    CHECK(says(flow, "Sao y, số: 05/SY"));
    CHECK(says(flow, "2026-01-05T09:30:00+07:00"));
    const auto& line = std::get<Paragraph>(flow.sections[0].blocks[0].value);
    const Style& style = flow.styles[line.style];
    CHECK(style.size == points(10));
    CHECK(style.colour == Colour{0, 0, 0});
    CHECK((!style.bold && !style.italic && style.align == Align::right && style.family == "Tinos"));
}
