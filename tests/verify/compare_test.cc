// Cells of a seal beside those of a record.
#include <catch2/catch.hpp>

#include "engine/base/sealed_cell.h"
#include "tests/verify/issued.h"

using namespace hocba;
using namespace hocba::test;

namespace {

/// One page's cells, by their seven bits, and those of a record of the same pupil and year.
verify::Report compared(const std::vector<int>& sealed, const std::vector<int>& recorded) {
    verify::Report report;
    report.kind = "seal";
    report.verdict = verify::Verdict::valid;
    report.pages_seen = {1};
    report.document.form = "1";
    report.document.pupil = "Nguyễn Văn A";
    verify::Other other;
    other.where = "record.json";
    other.document = report.document;
    for (const int code : sealed)
        report.grid.push_back(
            {"2023-2024", 1, static_cast<std::int64_t>(report.grid.size()), code, {}, std::nullopt});
    other.cells = [recorded]() -> Result<std::vector<verify::OtherCell>> {
        std::vector<verify::OtherCell> cells;
        for (const int code : recorded)
            cells.push_back({"2023-2024", static_cast<std::int64_t>(cells.size()), code});
        return cells;
    };
    verify::compare(report, {other}, options());
    return report;
}

std::string codes(const verify::Report& report) {
    std::string all;
    for (const auto& reason : report.reasons) all += reason.code + " " + reason.where + "; ";
    return all;
}

constexpr int kText = kSealUnsealedText;

}  // namespace

TEST_CASE("cells are the same or differ, and are counted") {
    CHECK(codes(compared({90, 80}, {90, 80})) == "compare-same record.json: 2; ");
    CHECK(codes(compared({90, 80}, {90, 70})) == "compare-differs record.json: 1 / 2; ");
    CHECK(compared({90, 80}, {90, 70}).verdict == verify::Verdict::invalid);
    CHECK(codes(compared({90, 80}, {90})) == "compare-differs record.json: 1 / 2; ");
    CHECK(codes(compared({}, {})) == "compare-nothing record.json; ");
}

TEST_CASE("two texts that no seal holds are not called the same") {
    const auto report = compared({90, kText}, {90, kText});
    CHECK(codes(report) == "compare-partly record.json: 1; compare-same record.json: 1; ");
    CHECK(report.verdict == verify::Verdict::valid);
    CHECK(report.grid[0].compared->comparable);
    CHECK_FALSE(report.grid[1].compared->comparable);
    CHECK(verify::to_json(report, true).find("grid")->array()->at(1).find("differs")->is_null());
    CHECK(codes(compared({kText}, {kText})) ==
          "compare-partly record.json: 1; compare-nothing record.json; ");
}

TEST_CASE("a text where the other has a mark differs") {
    CHECK(codes(compared({90}, {kText})) == "compare-differs record.json: 1 / 1; ");
    CHECK(compared({90}, {kText}).grid[0].compared->has_unsealed_text);
    CHECK(codes(compared({kText}, {90})) == "compare-differs record.json: 1 / 1; ");
}
