#include <catch2/catch.hpp>

#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

/// What loading says of a form with these blocks (they begin on line 5).
std::string said_of(const std::string& blocks) {
    const Scratch scratch;
    return problems(scratch.load(form_with(blocks)));
}

}  // namespace

TEST_CASE("a small form loads with its identity, number and slots") {
    const Scratch scratch;
    const auto form = scratch.load(form_with(R"(<p>{name}</p>
<signature slot="principal" tooltip="A" height="30mm"/>
<signature slot="school" tooltip="B" height="30mm" overlaps="principal" lock="yes"/>)"));
    INFO(problems(form));
    REQUIRE(form);
    CHECK(form->id() == "small");
    CHECK(form->revision() == "1");
    CHECK(form->number() == 7);  // of registry.json
    CHECK(form->circular() == "1/2020");
    CHECK(form->level() == "thcs");
    CHECK(form->slots() == std::vector<std::string>{"principal", "school"});
    CHECK(form->folder() == scratch.folder() / "small");
}

TEST_CASE("a misspelt path is found without a record, with its place and the nearest name") {
    CHECK(said_of("<p>Tên: {nmae}</p>") ==
          R"(form.xml:5:9 "nmae" of "nmae" is unknown (did you mean "name"?))");  // column in characters
    CHECK(said_of("<p each=\"years\" as=\"year\">\n  {year.name} {year.clas}</p>") ==
          R"(form.xml:6:15 "clas" of "year.clas" is unknown (did you mean "class"?))");
    CHECK(said_of("<p each=\"years\" as=\"y\"><b>{yy.name}</b></p>") ==
          R"(form.xml:5:27 "yy" of "yy.name" is unknown (did you mean "y"?))");
    CHECK(said_of("<p when=\"movd\">x</p>") ==
          R"(form.xml:5:4 "movd" of "movd" is unknown (did you mean "moved"?))");
    CHECK(said_of("<fields><field label=\"A:\" value=\"{brn}\"/></fields>") ==
          R"(form.xml:5:27 "brn" of "brn" is unknown (did you mean "born"?))");
    CHECK(said_of("<p>{issue.cod}</p>") ==
          R"(form.xml:5:4 "cod" of "issue.cod" is unknown (did you mean "code"?))");
    CHECK(said_of("<p each=\"years\" as=\"y\"><b>a</b></p><p>{y.name}</p>") ==  // the variable ended
          R"(form.xml:5:39 "y" of "y.name" is unknown (known here: born, moved, name, nick, uuid, years))");
}

TEST_CASE("paths go through $ref, lists and last") {
    CHECK(said_of("<p each=\"years\" as=\"y\">{years.last.name}{y.subjects.last.mark|mark}</p>") == "none");
    CHECK(said_of("<p each=\"years.last.subjects\" as=\"s\">{s.nam}</p>") ==
          R"(form.xml:5:38 "nam" of "s.nam" is unknown (did you mean "name"?))");
    CHECK(said_of("<p each=\"name\" as=\"y\">x</p>") == R"(form.xml:5:4 "name" is no list)");
    CHECK(
        said_of("<p>{years.last}</p>") ==
        R"(form.xml:5:4 "years.last" is a group and cannot be printed (known here: class, level, mark, name, subjects))");
}

TEST_CASE("a mark in tenths needs a format, and the formats of marks need tenths") {
    CHECK(said_of("<p>{years.last.mark}</p>") ==
          R"(form.xml:5:4 "years.last.mark": marks in tenths and |mark or |whole go together)");
    CHECK(said_of("<p>{name|mark}</p>") ==
          R"(form.xml:5:4 "name": marks in tenths and |mark or |whole go together)");
    CHECK(said_of("<p>{born|dat}</p>") == R"(form.xml:5:4 unknown format "dat" (did you mean "date"?))");
}

TEST_CASE("a sealed number is printed as its kind prints it") {
    const std::string no = R"(is not printed so (mark: |mark; whole: |whole; count: an integer, no |))";
    CHECK(said_of("<p sealed=\"mark\">{years.last.mark|mark}</p>") == "none");
    CHECK(said_of("<p sealed=\"count\">{years.last.mark|mark}</p>") ==
          "form.xml:5:4 a cell of kind \"count\" " + no);
    CHECK(said_of("<p sealed=\"whole\">{years.last.mark|mark}</p>") ==
          "form.xml:5:4 a cell of kind \"whole\" " + no);
    CHECK(said_of("<p sealed=\"mark\">{name}</p>") == "form.xml:5:4 a cell of kind \"mark\" " + no);
}

TEST_CASE("unknown elements, attributes, styles and malformed values are all listed, in order") {
    CHECK(
        said_of(R"(<paragraph>x</paragraph>
<p styel="body">x</p>
<p style="bdy">x</p>
<table cols="10mm 2"><row><cell>a</cell></row></table>
<h style="body">x</h>
<columns widths="*"><stack/></columns> loose text)") ==
        R"(form.xml:5:1 unknown element <paragraph> in <section> (known here: h, p, stack, keep, box, columns, fields, table, seal, signature, page-break)
form.xml:6:4 <p> has no attribute styel (did you mean "style"?)
form.xml:7:4 styles.xml has no style "bdy" (did you mean "body"?)
form.xml:8:8 the value "10mm 2" of cols is malformed (for example: 10mm * 2*)
form.xml:9:1 <h> lacks the attribute level
form.xml:10:39 <section> holds no text (put the text into a <p>))");
}

TEST_CASE("a table's rows fill its columns and spans end inside it") {
    const auto table = [](const std::string& rows) {
        return said_of("<table cols=\"* * *\">" + rows + "</table>");
    };
    CHECK(table("<row><cell rows=\"2\">a</cell><cell "
                "cols=\"2\">b</cell></row><row><cell>c</cell><cell>d</cell></row>") == "none");
    CHECK(table("<row><cell>a</cell><cell>b</cell></row>") == "form.xml:5:21 the row fills 2 columns of 3");
    CHECK(table("<row><cell cols=\"4\">a</cell></row>") == "form.xml:5:21 the row fills > 3 columns of 3");
    CHECK(table("<row><cell rows=\"2\">a</cell><cell>b</cell><cell>c</cell></row>") ==
          "form.xml:5:21 a cell reaches past the last row");
    CHECK(table("<row each=\"years\" as=\"y\"><cell rows=\"2\">a</cell><cell>b</cell><cell>c</cell></row>") ==
          "form.xml:5:21 a cell over several rows may not meet a row that repeats or depends");
    CHECK(said_of("<columns widths=\"* 10mm\"><stack/></columns>") ==
          "form.xml:5:1 2 widths but 1 blocks (one block a column; <stack/> may be empty)");
}

TEST_CASE("a slot occurs once, overlaps an earlier one, and none follows the lock") {
    CHECK(
        said_of(
            R"(<signature slot="head" tooltip="A" height="9mm"/><signature slot="head" tooltip="A" height="9mm" lock="yes"/>)") ==
        "form.xml:5:50 the slot \"head\" exists already");
    CHECK(said_of(R"(<signature slot="school" tooltip="A" height="9mm" overlaps="head" lock="yes"/>)") ==
          "form.xml:5:51 no slot \"head\" stands before");
    CHECK(
        said_of(
            R"(<signature slot="a" tooltip="A" height="9mm" lock="yes"/><signature slot="b" tooltip="A" height="9mm" lock="yes"/>)") ==
        "form.xml:5:58 no slot may follow the one that locks");
}

TEST_CASE("a form that is signed has a seal, and its last slot locks") {
    CHECK(said_of(R"(<signature slot="a" tooltip="A" height="9mm"/>)") ==
          "form.xml:5:1 the last slot, \"a\", must lock the document (add lock=\"yes\")");
    std::string xml = form_with(R"(<signature slot="a" tooltip="A" height="9mm" lock="yes"/>)");
    const std::string footer = R"(<footer height="36mm"><seal size="34mm" alt="Mã"/></footer>)";
    xml.erase(xml.find(footer), footer.size());
    const Scratch scratch;
    CHECK(problems(scratch.load(xml)) ==
          "form.xml:5:1 a form with slots needs a <seal> in its header or footer");
}

TEST_CASE("slots are signed as they stand, or by their turns") {
    const Scratch scratch;
    const auto slot = [](const std::string& more) {
        return "<signature tooltip=\"A\" height=\"9mm\" " + more + "/>";
    };
    // A head of school stands left of the homeroom teacher, who signs first.
    const auto form = scratch.load(form_with(slot(R"(slot="head" turn="2")") +
                                             slot(R"(slot="school" turn="3" overlaps="head" lock="yes")") +
                                             slot(R"(slot="homeroom" turn="1")")));
    INFO(problems(form));
    REQUIRE(form);
    CHECK(form->slots() == std::vector<std::string>{"homeroom", "head", "school"});
    CHECK(said_of(slot(R"(slot="a" turn="2")") + slot(R"(slot="b" lock="yes")")) ==
          "form.xml:5:56 the turn 2 is that of the slot \"a\"");
    CHECK(said_of(slot(R"(slot="a" turn="2" lock="yes")") + slot(R"(slot="b" turn="1" lock="yes")")) ==
          "form.xml:5:1 no slot may follow the one that locks");
}

TEST_CASE("a page break stands directly in a section") {
    CHECK(said_of("<p>a</p><page-break/><p>b</p>") == "none");
    CHECK(said_of("<keep><p>a</p><page-break/></keep>") ==
          "form.xml:5:15 <page-break> stands directly in a <section>");
}

TEST_CASE("seals and page numbers are furniture, headings leave out no level") {
    CHECK(said_of("<seal size=\"30mm\" alt=\"A\"/>") ==
          "form.xml:5:1 <seal> stands in the header or footer only\n"
          "form.xml:5:1 the seal's square must be 34 mm or more (30 mm for the symbol and a quiet zone of 4 "
          "modules)");
    CHECK(said_of("<p><page-number/></p>") == "form.xml:5:4 page numbers stand in the header or footer only");
    CHECK(said_of("<h level=\"2\">a</h>") == "form.xml:5:4 a heading of level 2 may not follow level 0");
}

TEST_CASE("hostile XML is refused without harm") {
    const Scratch scratch;
    const auto said = [&](const std::string& xml) { return problems(scratch.load(xml)); };
    CHECK(said("<!DOCTYPE form [<!ENTITY a \"b\">]>\n<form/>") ==
          "form.xml:1:11 a DOCTYPE is not allowed (remove the DOCTYPE)");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<b>";
    for (int i = 0; i < 100'000; ++i) deep += "</b>";
    CHECK(said(deep) == "form.xml:1:100 the elements nest too deeply");  // the 34th <b>
    CHECK(said("<form>&nbsp;</form>") == "form.xml:1:7 unknown entity &nbsp; (write the character itself)");
    CHECK(said("<form>\n  <p>") == "form.xml:2:5 this is not well-formed XML: Start-end tags mismatch");
    CHECK(said("<form>\xb5</form>") == "form.xml:1:7 this is not UTF-8");
    CHECK(said("") == "form.xml:1:1 this is not well-formed XML: No document element found");
    CHECK_FALSE(scratch.load(std::string(2U << 20, ' ')));  // over 1 MiB
}

TEST_CASE("a form without a number, or a registry that gives one twice, does not load") {
    const Scratch scratch;
    const std::string form = form_with("<p>x</p>");
    scratch.write("registry.json", R"({"forms": [{"number": 7, "id": "small", "revision": "2"}]})");
    CHECK(problems(scratch.load(form)) ==
          "form.xml:1:1 registry.json has no number for form \"small\", revision \"1\" (append an entry; "
          "never change an old one)");
    scratch.write(
        "registry.json",
        R"({"forms": [{"number": 7, "id": "small", "revision": "1"}, {"number": 7, "id": "b", "revision": "1"}]})");
    CHECK(problems(scratch.load(form)) ==
          "registry.json every entry needs number (1…65535), id, revision, and none may occur twice");
}

TEST_CASE("styles copy one earlier style and complain with a place") {
    const Scratch scratch;
    scratch.write("styles.xml", R"(<styles>
<style name="body" size="13pt" line="12pt"/>
<style name="cell" like="bodi" paddingx="1mm"/>
<style name="body"/>
</styles>)");
    CHECK(problems(scratch.load(form_with("<p>x</p>"))) ==
          "styles.xml:2:1 the size must not be 0 and the line no lower than the type\n"
          "styles.xml:3:20 no style \"bodi\" stands above (did you mean \"body\"?)\n"
          "styles.xml:3:32 <style> has no attribute paddingx (did you mean \"padding-x\"?)\n"
          "styles.xml:4:1 the style \"body\" exists already");
}

TEST_CASE("the digest changes with form.xml, what the schema says and the styles that the form uses") {
    const Scratch scratch;
    const std::string form = form_with("<p>x</p>");
    const std::string first = scratch.load(form)->digest();
    CHECK(first.size() == 32);
    CHECK(scratch.load(form)->digest() == first);
    CHECK(scratch.load(form + "\n")->digest() != first);
    const std::string body = "<styles><style name=\"body\" size=\"13pt\" line=\"17pt\"/>";
    scratch.write("styles.xml", body + "<style name=\"other\" size=\"9pt\" line=\"12pt\"/></styles>");
    CHECK(scratch.load(form)->digest() == first);  // a style that another form uses
    scratch.write("styles.xml", "<styles><style name=\"body\" size=\"13pt\" line=\"18pt\"/></styles>");
    const std::string second = scratch.load(form)->digest();
    CHECK(second != first);
    const std::string schema = read(scratch.folder() / "small/record.schema.json");
    scratch.write("small/record.schema.json", schema + " ");
    CHECK(scratch.load(form)->digest() == second);  // white space says nothing
    scratch.write("small/record.schema.json",
                  R"({"properties": {"name": {"type": "string", "maxLength": 9}, "nick": {},
        "born": {}, "uuid": {}, "years": {"items": {"properties": {"name": {}, "class": {}}}}}})");
    CHECK(scratch.load(form)->digest() != second);
}

TEST_CASE("a schema takes definitions that forms share; what it lacks is named with its place") {
    const Scratch scratch;
    scratch.write(
        "definitions.json",
        R"({"word": {"type": "string", "title": "Từ"}, "circle": {"$ref": "../definitions.json#/circle"}})");
    const auto with = [&](const std::string& reference) {
        scratch.write("small/record.schema.json",
                      R"({"properties": {"name": {"$ref": "../definitions.json#/)" + reference +
                          R"(", "title": "Tên"}, "nick": {}, "born": {}, "uuid": {},
                          "years": {"items": {"properties": {"name": {}, "class": {}}}}}})");
        return scratch.load(form_with("<p>{name}</p>"));
    };
    const auto form = with("word");
    INFO(problems(form));
    REQUIRE(form);
    CHECK(canonical(*form->schema().json().find("properties")->find("name")) ==
          R"({"title":"Tên","type":"string"})");
    CHECK(problems(with("wort")) ==
          "record.schema.json/properties/name definitions.json has no \"wort\", or it leads back to itself "
          "(did you "
          "mean word?)");
    CHECK(problems(with("circle")).substr(0, 34) == "record.schema.json/properties/name");
}

TEST_CASE("a record that names no circular gets the form of its grade and school year") {
    const Scratch scratch;
    const std::string xml = form_with("<p>x</p>");
    const auto loaded = [&](const std::string& more) {
        return *scratch.load("<form " + more + xml.substr(5));
    };
    const Form old = loaded(R"(applies="6:..2020 7:..2021" )"),
               now = loaded(R"(applies="6:2021.. 7:2022..2030" )"),
               named = loaded(R"(choice="named" applies="6:.." )");
    const auto fits = [](const Form& form, const std::string& last) {
        return form.fits(
            *parse_json(R"({"level": "thcs", "years": [{"name": "2015-2016", "grade": 6}, )" + last + "]}",
                        "record.json"));
    };
    CHECK(fits(old, R"({"name": "2020-2021", "grade": 6})"));
    CHECK_FALSE(fits(now, R"({"name": "2020-2021", "grade": 6})"));
    CHECK(fits(now, R"({"name": "2021-2022", "grade": 6})"));
    CHECK(fits(old, R"({"name": "2021-2022", "grade": 7})"));  // a grade a year
    CHECK(fits(now, R"({"name": "2030-2031", "grade": 7})"));
    CHECK_FALSE(fits(now, R"({"name": "2031-2032", "grade": 7})"));
    CHECK_FALSE(fits(old, R"({"name": "2020-2021", "grade": 8})"));
    CHECK_FALSE(fits(old, R"({"name": "năm học", "grade": 6})"));
    CHECK_FALSE(fits(named, R"({"name": "2020-2021", "grade": 6})"));
    CHECK(named.fits(Json::Object{{"form", "small"}}));
}

TEST_CASE("a form of a class names its school and has no seal and no signature") {
    const Scratch scratch;
    const std::string head =
        R"(<form id="small" revision="1" circular="1" level="thcs" lang="vi" source="own" verified="no" scope="class">
<title>Lớp</title><holder school="name" school-year="years.last.name" class="years.last.class"/>
<page size="A4 landscape" margin="20mm 15mm 20mm 30mm"/><section>)";
    const auto form = scratch.load(head + R"(<p>{name}</p></section></form>)");
    INFO(problems(form));
    REQUIRE(form);
    CHECK(form->is_of_class());
    const auto record =
        small_record(*form, R"({"name": "0100", "years": [{"name": "2024-2025", "class": "6/2"}]})");
    CHECK(*file_stem_of(*form, record) == "0100-6-2-2024-2025");
    const auto flow = form::bind(*form, record, std::nullopt);
    REQUIRE(flow);
    CHECK(flow->page.size.width > flow->page.size.height);
    CHECK(problems(
              scratch.load(head + R"(<signature slot="head" tooltip="a" height="9mm"/></section></form>)")) ==
          "form.xml:3:66 a form of a class (scope=\"class\") has no <signature>");
}

TEST_CASE("the form of a record is chosen by its circular and level, by its form, or by name") {
    const std::vector<Form> forms = {primary()};
    CHECK(choose(forms, sample_json(), "", "record.json")->id() == "tt27-2020-tieu-hoc-so");
    CHECK(choose(forms, sample_json(), "tt27-2020-tieu-hoc-so", "record.json")->number() == 1);
    CHECK(problems(choose(forms, sample_json(), "tt22", "record.json")) ==
          "record.json there is no form \"tt22\" (name one form: tt27-2020-tieu-hoc-so)");
    Json other = sample_json();
    other.object()->insert_or_assign("level", "thcs");
    CHECK(problems(choose(forms, other, "", "record.json")) ==
          "record.json/level there is no level \"thcs\" (write one of these as level: tieu-hoc)");
    other.object()->insert_or_assign("form", "tt27-2020-tieu-hoc-so");
    CHECK(choose(forms, other, "", "record.json"));
    CHECK(problems(choose({primary(), primary()}, sample_json(), "", "record.json")).substr(0, 42) ==
          "record.json several forms fit this record ");
}
