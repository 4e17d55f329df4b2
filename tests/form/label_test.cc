// Labels of every form against the official texts that we have.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

using Pieces = std::vector<std::string>;

/// What stands in quotes in a line: "Điểm KTĐK", “Ghi chú”.
void add_quoted(const std::string& line, const std::string& open, const std::string& close, Pieces& out) {
    std::size_t at = 0;
    while ((at = line.find(open, at)) != std::string::npos) {
        at += open.size();
        const std::size_t end = line.find(close, at);
        if (end == std::string::npos) return;
        out.push_back(line.substr(at, end - at));
        at = end + close.size();
    }
}

void add_cells(const std::string& line, Pieces& out) {
    for (std::size_t at = 0; at != std::string::npos;) {
        const std::size_t bar = line.find('|', at);
        std::string cell = line.substr(at, bar == std::string::npos ? bar : bar - at);
        cell.erase(0, cell.find_first_not_of(' '));
        cell.erase(cell.find_last_not_of(' ') + 1);
        out.push_back(cell);
        at = bar == std::string::npos ? bar : bar + 1;
    }
}

/// A text of tests/form/sources: its name, from the first line, and what a label may be of it, in order:
/// cells of its lines and what they quote. Its no-break spaces are spaces.
struct Excerpt {
    std::string source;
    Pieces pieces;
};

Excerpt excerpt_of(std::string text) {
    for (std::size_t at = 0; (at = text.find("\u00A0", at)) != text.npos;) text.replace(at, 2, " ");
    Excerpt excerpt;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (excerpt.source.empty()) {
            REQUIRE(line.starts_with("# "));
            excerpt.source = line.substr(2);
            continue;
        }
        add_cells(line, excerpt.pieces);
        add_quoted(line, "\"", "\"", excerpt.pieces);
        add_quoted(line, "“", "”", excerpt.pieces);
    }
    return excerpt;
}

const std::map<std::string, Pieces>& excerpts() {
    static const std::map<std::string, Pieces> all = [] {
        std::map<std::string, Pieces> read_texts;
        const auto files = files_in(source_folder() / "tests/form/sources", ".txt");
        REQUIRE(files);
        for (const auto& file : *files) {
            INFO(file);
            Excerpt excerpt = excerpt_of(read(file));
            REQUIRE(read_texts.emplace(excerpt.source, std::move(excerpt.pieces)).second);
        }
        return read_texts;
    }();
    return all;
}

/// A label is the whole piece, or its beginning up to a space (the sample's value follows).
bool stands_in(const std::string& piece, const std::string& label) {
    return piece == label || piece.substr(0, label.size() + 1) == label + " ";
}

/// The labels of one source in one section of form.xml.
struct Group {
    std::string source;
    std::vector<const Label*> labels;
};

/// "form.xml:31:9" → 31
std::size_t line_of(const Label& label) {
    return std::stoul(label.place.substr(label.place.find(':') + 1));
}

/// The verified labels by section and source, in the order of form.xml.
std::vector<Group> groups_of(const Form& form) {
    std::vector<std::size_t> sections;
    const std::string xml = read(form.folder() / "form.xml");
    for (std::size_t at = 0; (at = xml.find("<section", at)) != xml.npos; ++at)
        sections.push_back(1 + static_cast<std::size_t>(std::count(
                                   xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(at), '\n')));
    std::map<std::pair<std::ptrdiff_t, std::string>, Group> groups;
    for (const Label& label : form.labels()) {
        if (!label.verified) continue;
        const auto section =
            std::upper_bound(sections.begin(), sections.end(), line_of(label)) - sections.begin();
        Group& group = groups[{section, label.source}];
        group.source = label.source;
        group.labels.push_back(&label);
    }
    std::vector<Group> out;
    for (auto& [key, group] : groups) out.push_back(std::move(group));
    return out;
}

/// Walks the text from `at`; the label that does not stand there, in this order, or null. A label may repeat.
const Label* not_found(const Group& group, const Pieces& pieces, Pieces::const_iterator& at) {
    std::set<std::string> seen;
    for (const Label* label : group.labels) {
        if (!seen.insert(label->text).second) continue;
        const auto found =
            std::find_if(at, pieces.end(), [&](const auto& piece) { return stands_in(piece, label->text); });
        if (found == pieces.end()) return label;
        at = found;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("every verified label of every form stands letter by letter, and in this order, in its source") {
    for (const Form& form : all_forms()) {
        std::map<std::string, Pieces::const_iterator> reached;
        for (const Group& group : groups_of(form)) {
            INFO(form.id() << " " << group.source);
            REQUIRE(excerpts().count(group.source) == 1);
            const Pieces& pieces = excerpts().at(group.source);
            reached.try_emplace(group.source, pieces.begin());
            auto& at = reached.at(group.source);
            if (not_found(group, pieces, at) == nullptr) continue;
            at = pieces.begin();  // a section that prints another part of the text
            const Label* missing = not_found(group, pieces, at);
            INFO((missing == nullptr ? "" : missing->place + " " + missing->text));
            CHECK(missing == nullptr);
        }
    }
}

TEST_CASE("the labels of every form are NFC and name their source; one's own are never verified") {
    for (const Form& form : all_forms()) {
        for (const Label& label : form.labels()) {
            INFO(form.id() << " " << label.place << " " << label.text);
            CHECK(is_nfc(label.text));
            CHECK_FALSE(label.source.empty());
            CHECK(label.source != "own");
        }
        for (const Label& label : form.own_labels()) CHECK_FALSE(label.verified);
    }
}

TEST_CASE("all labels of the digital primary form are verified, in one pass through CV 2088, phụ lục 2") {
    // cover 3 + 7, personal page 1 + 13 + 1 + 3, subjects 1 + 4 + 14, qualities 1 + 3 + 5,
    // competences 2 + 3 + 3 and 1 + 3 + 7, results 3
    CHECK(primary().labels().size() == 78);
    CHECK_FALSE(primary().has_unverified_labels());
    const std::string source = "CV 2088/BGDĐT-GDTH, Phụ lục 2";
    Group all{source, {}};
    for (const Label& label : primary().labels()) {
        CHECK(label.source == source);
        all.labels.push_back(&label);
    }
    const Pieces& pieces = excerpts().at(source);
    auto at = pieces.begin();
    CHECK(not_found(all, pieces, at) == nullptr);
    CHECK(std::none_of(pieces.begin(), pieces.end(),
                       [](const auto& piece) { return stands_in(piece, "Điểm KTĐK"); }));
}

TEST_CASE("labels outside the official text are hocba's own, kept apart, and only those of the footer") {
    std::vector<std::string> own;
    for (const Label& label : primary().own_labels()) own.push_back(label.text);
    CHECK(own == std::vector<std::string>{
                     "Mã số tra cứu học bạ (UUID):", "Mã kiểm tra:", "· Lần phát hành:", "Trang"});
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
