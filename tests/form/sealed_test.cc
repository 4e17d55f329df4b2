// What forms seal: every cell has a number, a label and a code that a reader of the seal can print again.
#include <catch2/catch.hpp>
#include <set>

#include "engine/base/file.h"
#include "engine/form/seal_kinds.h"
#include "tests/form/support.h"

using namespace hocba;

namespace {

const std::string kTemplates = HOCBA_SOURCE "/templates";

/// Calls `visit` with every sealed cell and line of the blocks.
template <class Visit>
void each_sealed(const form::Blocks& blocks, const Visit& visit) {
    for (const form::Block& block : blocks) {
        if (const auto* p = std::get_if<form::Paragraph>(&block.value); p && p->sealed) visit(*p->sealed);
        if (const auto* s = std::get_if<form::Stack>(&block.value)) each_sealed(s->blocks, visit);
        if (const auto* k = std::get_if<form::Keep>(&block.value)) each_sealed(k->blocks, visit);
        if (const auto* b = std::get_if<form::Box>(&block.value)) each_sealed(b->blocks, visit);
        if (const auto* c = std::get_if<form::Columns>(&block.value)) each_sealed(c->blocks, visit);
        const auto* table = std::get_if<form::Table>(&block.value);
        if (table == nullptr) continue;
        for (const auto* rows : {&table->head, &table->body, &table->foot})
            for (const form::Row& row : *rows)
                for (const form::Cell& cell : row.cells) {
                    if (cell.sealed) visit(*cell.sealed);
                    each_sealed(cell.blocks, visit);
                }
    }
}

record::Record sample(const form::Form& form) {
    const std::string path = (form.folder() / "sample.json").string();
    auto record = record::parse(*read_file(path), form.schema(), path);
    REQUIRE(record);
    return *std::move(record);
}

std::string labels_of(const std::vector<form::Form>& forms) {
    std::string out;
    for (const form::Form& form : forms) {
        if (form.sealed_cells().empty()) continue;
        out += form.id() + "\n";
        int number = 0;
        for (const form::SealedLabel& label : form.sealed_cells())
            out += "  " + std::to_string(number++) + " " + label.kind + " | " + label.group + " | " +
                   label.row + " | " + label.column + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("every sealed cell of every sample has a code that prints the same again") {
    const auto forms = form::load_all(kTemplates);
    REQUIRE(forms);
    int seen = 0;
    for (const form::Form& form : *forms) {
        if (form.is_of_class()) continue;
        const auto flow = form::bind(form, sample(form), std::nullopt);
        REQUIRE(flow);
        for (const form::Section& section : flow->sections) {
            std::set<int> numbers;
            each_sealed(section.blocks, [&](const SealedCell& cell) {
                ++seen;
                INFO(form.id() << " cell " << cell.number << " code " << cell.code);
                CHECK(numbers.insert(cell.number).second);
                CHECK(cell.year == section.year);
                CHECK(form::seal_value(form, static_cast<std::size_t>(cell.number), cell.code));
            });
        }
    }
    CHECK(seen > 500);
}

TEST_CASE("a book's sections name their own school year and class to the seal") {
    const auto form = form::load(kTemplates + "/tt22-2021-thcs");
    REQUIRE(form);
    const auto flow = form::bind(*form, sample(*form), std::nullopt);
    REQUIRE(flow);
    std::vector<std::string> years;
    for (const form::Section& section : flow->sections)
        years.push_back(flow->years.at(section.year).name + " " + flow->years.at(section.year).class_name);
    CHECK(years == std::vector<std::string>{"2024-2025 9A3", "2024-2025 9A3", "2021-2022 6B", "2022-2023 7A3",
                                            "2023-2024 8A3", "2024-2025 9A3"});
}

TEST_CASE("the labels that a clerk compares by are those of the form") {
    const auto forms = form::load_all(kTemplates);
    REQUIRE(forms);
    const std::string made = labels_of(*forms);
    const std::string golden = HOCBA_SOURCE "/tests/form/golden/sealed.txt";
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(golden, made));
    CHECK(*read_file(golden) == made);
}

TEST_CASE("what is printed gets its code by its kind, and what a kind does not know is said to be unsealed") {
    const auto kinds = form::read_seal_kinds(kTemplates + "/seal-kinds.json");
    REQUIRE(kinds);
    struct Case {
        const char* kind;
        Json value;
        const char* printed;
        int code;
    };
    const Case cases[] = {{"mark", Json(std::int64_t{85}), "8,5", 85},
                          {"mark", Json(std::int64_t{100}), "10,0", 100},
                          {"whole", Json(std::int64_t{90}), "9", 90},
                          {"count", Json(std::int64_t{0}), "0", 0},
                          {"count", Json(std::int64_t{100}), "100", 100},
                          {"count", Json(std::int64_t{101}), "101", 126},
                          {"mark", Json(), "", 104},
                          {"mark", Json("miễn"), "miễn", 126},
                          {"pass", Json("CĐ"), "CĐ", 102},
                          {"level", Json("Đ"), "Đ", 107},
                          {"level-subject", Json("T"), "Hoàn thành tốt", 105},
                          {"rating", Json("Chưa đạt"), "Chưa đạt", 112},
                          {"completion", Json(""), "hoàn thành chương trình lớp 4, được lên lớp 5", 15},
                          {"completion", Json(""), "Một câu khác", 126}};
    for (const Case& c : cases) {
        INFO(c.kind << " " << c.printed);
        CHECK(form::seal_code(kinds->at(c.kind), &c.value, c.printed) == c.code);
    }
}
