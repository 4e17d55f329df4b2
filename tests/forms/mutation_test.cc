// The rules see what they should: good pages, broken one way after another.
#include <functional>

#include "engine/base/file.h"
#include "tests/forms/forms.h"
#include "tests/forms/rules.h"

using namespace hocba;
using namespace hocba::forms;

namespace {

/// The primary form's own sample, and its pages as issued.
struct Sample {
    form::Flow flow;
    page::Pages pages;
};

Sample sample() {
    const auto loaded = form::load(std::string(HOCBA_SOURCE) + "/templates/tt27-2020-tieu-hoc-so");
    REQUIRE(loaded);
    const form::Form& form = *loaded;
    const auto bytes = read_file(form.folder() / "sample.json");
    REQUIRE(bytes);
    const auto record = record::parse(*bytes, form.schema(), "sample.json");
    REQUIRE(record);
    auto flow = form::bind(form, *record, std::nullopt);
    REQUIRE(flow);
    flow->draft = {};
    auto pages = layout::lay_out(*flow, fonts());
    REQUIRE(pages);
    return {std::move(*flow), std::move(*pages)};
}

page::GlyphRun* run_with(page::Pages& pages, std::string_view text) {
    for (page::Page& page : pages.pages)
        for (page::Group& group : page.groups)
            for (page::Item& item : group.items) {
                auto* run = std::get_if<page::GlyphRun>(&item);
                if (run && run->text.find(text) != std::string::npos) return run;
            }
    return nullptr;
}

page::Group& group_with(page::Pages& pages, std::string_view text) {
    for (page::Page& page : pages.pages)
        for (page::Group& group : page.groups)
            for (const page::Item& item : group.items) {
                const auto* run = std::get_if<page::GlyphRun>(&item);
                if (run && run->text.find(text) != std::string::npos) return group;
            }
    FAIL("no group with " << text);
    return pages.pages[0].groups[0];
}

template <class Kind>
Kind& first(page::Pages& pages) {
    for (page::Page& page : pages.pages)
        for (page::Group& group : page.groups)
            for (page::Item& item : group.items)
                if (auto* kind = std::get_if<Kind>(&item)) return *kind;
    FAIL("no such item");
    return std::get<Kind>(pages.pages[0].groups[0].items[0]);
}

void move(page::Pages& pages, std::string_view text, std::int64_t right, std::int64_t down) {
    page::GlyphRun* run = run_with(pages, text);
    REQUIRE(run != nullptr);
    run->origin.x.um += right;
    run->origin.y.um += down;
}

struct Mutation {
    const char* what;
    std::function<void(page::Pages&)> apply;
    const char* finding;
};

// Of templates/tt27-2020-tieu-hoc-so/sample.json: page 3 begins with the table of subjects, whose remark
// spans 14 rows; the type has 12 pt (4.2 mm), a row 7.7 mm.
const Mutation mutations[] = {
    {"a line is set 1 mm lower", [](page::Pages& p) { move(p, "Quốc tịch", 0, 5500); }, "two texts overlap"},
    {"a mark is half a row lower", [](page::Pages& p) { move(p, "Hoàn thành tốt", 0, 3800); },
     "a rule crosses a text"},
    {"a level moves to the next column", [](page::Pages& p) { move(p, "Hoàn thành tốt", 26000, 0); },
     "a rule crosses a text"},
    {"a text moves into an empty cell of its row",
     [](page::Pages& p) { move(p, "Tự nhiên và Xã hội", 60000, 0); }, "a text stands beside its column"},
    {"a text leaves the margin", [](page::Pages& p) { move(p, "Quê quán", -3000, 0); },
     "a text leaves the body"},
    {"a text leaves the paper", [](page::Pages& p) { move(p, "Quê quán", 120000, 0); },
     "a text leaves the paper"},
    {"larger type than its line", [](page::Pages& p) { run_with(p, "Nhận xét những")->size = points(30); },
     "a rule crosses a text"},
    {"a text falls into the footer", [](page::Pages& p) { move(p, "6. Hoàn thành chương trình", 0, 140000); },
     "a text leaves the body"},
    {"the footer rises into the body", [](page::Pages& p) { move(p, "Mã kiểm tra", 0, -60000); },
     "is no head of a table"},
    {"a page number is lost", [](page::Pages& p) { group_with(p, "Trang 2/").items.clear(); },
     "header and footer"},
    {"a text is printed twice",
     [](page::Pages& p) {
         page::Group& group = group_with(p, "Dân tộc:");
         group.items.push_back(group.items[0]);
     },
     "texts: instead of"},
    {"a text is lost", [](page::Pages& p) { group_with(p, "Dân tộc:").items.clear(); }, "texts: instead of"},
    {"a letter is lost", [](page::Pages& p) { run_with(p, "Quê quán")->text.pop_back(); },
     "texts: instead of"},
    {"two groups change places in reading order",
     [](page::Pages& p) {
         auto& groups = p.pages[1].groups;
         std::swap(groups[1], groups[2]);
     },
     "reading order is not the structure's"},
    {"a line stands before the one above it",
     [](page::Pages& p) {
         page::Group& group = group_with(p, "Mã tra cứu học bạ UUID");
         std::swap(group.items[0], group.items[1]);
     },
     "a text stands before the one it follows"},
    {"a rule leaves the paper", [](page::Pages& p) { first<page::Stroke>(p).to.x.um = 215000; },
     "something leaves the paper"},
    {"a signature field leaves the paper", [](page::Pages& p) { first<page::Slot>(p).area.y.um = 290000; },
     "something leaves the paper"},
    {"a signature field lies on a text",
     [](page::Pages& p) {
         first<page::Slot>(p).area = {Length{30000}, Length{30000}, Length{60000}, Length{30000}};
     },
     "a text lies in a signature field"},
    {"a seal lies on a text", [](page::Pages& p) { first<page::Seal>(p).area.x.um = 40000; },
     "a text lies on a seal or a picture"},
    {"a heading stays behind",
     [](page::Pages& p) {
         auto& groups = p.pages[2].groups;
         page::Group heading = groups[1];
         REQUIRE(p.elements[heading.element].role == page::Role::heading);
         groups.erase(groups.begin() + 1);
         page::Group line = group_with(p, "Ngày ký học bạ");
         p.elements[line.element].parent = p.elements[heading.element].parent;
         auto& before = p.pages[1].groups;
         const auto after = std::find_if(before.begin(), before.end(),
                                         [&](const page::Group& g) { return g.element == line.element; });
         before.insert(after + 1, heading);
     },
     "a heading is last on its page"},
};

std::string joined(const Findings& findings) {
    std::string out;
    for (const std::string& finding : findings) out += finding + "\n";
    return out;
}

}  // namespace

TEST_CASE("the pages of a good sample break no rule") {
    const Sample good = sample();
    InkMeter meter(fonts());
    const Findings findings = check(good.flow, good.pages, meter);
    INFO(joined(findings));
    CHECK(findings.empty());
}

TEST_CASE("each way to break a page is found and named") {
    const Sample good = sample();
    InkMeter meter(fonts());
    for (const Mutation& mutation : mutations) {
        INFO(mutation.what);
        page::Pages broken = good.pages;
        mutation.apply(broken);
        const std::string findings = joined(check(good.flow, broken, meter));
        INFO(findings);
        CHECK(findings.find(mutation.finding) != std::string::npos);
    }
}
