// Labels of the primary form against the official text, and its paths against the schema.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "engine/base/utf8.h"
#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

/// The lines of the official text, cut at the cells of its tables; its no-break spaces are spaces.
std::vector<std::string> official_pieces() {
    std::string text = read(source_folder() / "tests/form/sources/cv2088-phu-luc-2.txt");
    for (std::size_t at = 0; (at = text.find("\u00A0", at)) != text.npos;) text.replace(at, 2, " ");
    std::vector<std::string> pieces(1);
    for (const char c : text) {
        if (c == '\n' || c == '|') {
            pieces.emplace_back();
        } else if (c != ' ' || !pieces.back().empty()) {
            pieces.back() += c;
        }
    }
    for (std::string& piece : pieces) piece.erase(piece.find_last_not_of(' ') + 1);
    return pieces;
}

/// A label is the whole piece, or its beginning up to a space (the sample's value follows).
bool stands_in(const std::string& piece, const std::string& label) {
    return piece == label || piece.substr(0, label.size() + 1) == label + " ";
}

/// Paths of all `"x-printed": true` under a schema; "years[].name".
void printed_paths(const Json& root, const Json& schema, const std::string& path,
                   std::set<std::string>& out) {
    if (const Json* ref = schema.find("$ref")) {
        const std::string name = ref->string()->substr(std::string("#/definitions/").size());
        printed_paths(root, *root.find("definitions")->find(name), path, out);
    }
    const Json* printed = schema.find("x-printed");
    if (printed != nullptr && *printed == Json(true)) out.insert(path);
    if (const Json* items = schema.find("items")) printed_paths(root, *items, path + "[]", out);
    const Json* properties = schema.find("properties");
    if (properties == nullptr) return;
    for (const auto& [name, property] : *properties->object()) {
        printed_paths(root, property, path.empty() ? name : path + "." + name, out);
    }
}

std::set<std::string> paths_in(const std::string& xml) {
    std::set<std::string> paths;
    static const std::regex hole(R"(\{([a-z0-9_.]+))");
    for (std::sregex_iterator at(xml.begin(), xml.end(), hole), end; at != end; ++at) {
        std::string path = (*at)[1];
        if (path.rfind("issue.", 0) == 0) continue;
        if (path.rfind("years.last.", 0) == 0) path = "years[]." + path.substr(11);
        if (path.rfind("year.", 0) == 0) path = "years[]." + path.substr(5);
        paths.insert(path);
    }
    return paths;
}

}  // namespace

TEST_CASE("every verified label stands letter by letter, and in this order, in CV 2088, phụ lục 2") {
    const std::vector<std::string> pieces = official_pieces();
    std::size_t verified = 0;
    auto at = pieces.begin();
    for (const Label& label : primary().labels()) {
        if (label.verified) ++verified;
        INFO(label.place << " " << label.text);
        CHECK(label.source == "CV 2088/BGDĐT-GDTH, Phụ lục 2");
        const auto found =
            std::find_if(at, pieces.end(), [&](const auto& piece) { return stands_in(piece, label.text); });
        REQUIRE(found != pieces.end());
        at = found;
    }
    // cover 3 + 7, personal page 1 + 13 + 1 + 3, subjects 1 + 4 + 14, qualities 1 + 3 + 5,
    // competences 2 + 3 + 3 and 1 + 3 + 7, results 3
    CHECK(verified == 78);
    CHECK_FALSE(primary().has_unverified_labels());
    CHECK(std::none_of(pieces.begin(), pieces.end(),
                       [](const auto& piece) { return stands_in(piece, "Điểm KTĐK"); }));
}

TEST_CASE("labels outside the official text are hocba's own, kept apart, and only those of the footer") {
    std::vector<std::string> own;
    for (const Label& label : primary().own_labels()) {
        CHECK(label.source == "own");
        CHECK_FALSE(label.verified);
        own.push_back(label.text);
    }
    CHECK(own == std::vector<std::string>{
                     "Mã số tra cứu học bạ (UUID):", "Mã kiểm tra:", "· Lần phát hành:", "Trang"});
    CHECK(std::all_of(primary().labels().begin(), primary().labels().end(),
                      [](const Label& label) { return is_nfc(label.text) && label.verified; }));
}

TEST_CASE("labels of another source are unverified until the form says otherwise") {
    const Scratch scratch;
    const auto form = scratch.load(form_with(
        "<p source=\"TT 22/2021\">Môn học {name} </p><p source=\"TT 22/2021\" verified=\"yes\">Lớp</p>"));
    REQUIRE(form);
    REQUIRE(form->labels().size() == 2);
    CHECK(form->labels()[0].text == "Môn học");
    CHECK(form->labels()[0].place == "form.xml:5:1");
    CHECK_FALSE(form->labels()[0].verified);
    CHECK(form->labels()[1].verified);
    CHECK(form->has_unverified_labels());
    CHECK(problems(scratch.load(form_with("<p source=\"own\" verified=\"yes\">a</p>"))) ==
          "form.xml:5:1 labels of one's own (source=\"own\") cannot be verified");
}

TEST_CASE("the primary form prints exactly what its schema marks as printed") {
    std::set<std::string> marked;
    printed_paths(primary().schema().json(), primary().schema().json(), "", marked);
    CHECK(paths_in(read(primary().folder() / "form.xml")) == marked);
}

TEST_CASE("the primary form keeps the margins of NĐ 30 and has a seal of 34 mm on every page") {
    const auto flow = form::bind(primary(), sample(), std::nullopt);
    REQUIRE(flow);
    using namespace hocba::literals;
    CHECK(flow->page.margin_top == 20_mm);
    CHECK(flow->page.margin_right == 15_mm);
    CHECK(flow->page.margin_bottom == 20_mm);
    CHECK(flow->page.margin_left == 30_mm);
    const auto& columns = std::get<Columns>(flow->page.footer.at(0).value);
    CHECK(std::get<SealSquare>(columns.blocks.at(1).value).size == 34_mm);
    CHECK(primary().slots() == std::vector<std::string>{"principal", "school"});
}

TEST_CASE("every registered form has its number once, from 1 on, and loads") {
    const auto forms = load_all(source_folder() / "templates");
    INFO(problems(forms));
    REQUIRE(forms);
    std::vector<int> numbers;
    for (const Form& form : *forms) numbers.push_back(form.number());
    std::sort(numbers.begin(), numbers.end());
    REQUIRE_FALSE(numbers.empty());
    CHECK(numbers.front() == 1);
    CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());
}
