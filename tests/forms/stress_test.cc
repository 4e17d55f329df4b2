// Every form's sample under stress that schools know: long names, long remarks, empty years, nine years, a
// class of 60.
#include <fmt/format.h>

#include <functional>

#include "engine/base/file.h"
#include "tests/forms/forms.h"
#include "tests/forms/rules.h"

using namespace hocba;
using namespace hocba::forms;

namespace {

Json sample_of(const form::Form& form) {
    const auto bytes = read_file(form.folder() / "sample.json");
    REQUIRE(bytes);
    return parse_json(*bytes, "sample.json").value();
}

/// Calls edit(name of the member, name of the object it is in, text) for every text.
void each_text(Json& json, const std::string& name, const std::string& parent,
               const std::function<void(const std::string&, const std::string&, std::string&)>& edit) {
    if (auto* text = std::get_if<std::string>(&json.value)) edit(name, parent, *text);
    if (Json::Array* items = json.array())
        for (Json& item : *items) each_text(item, name, parent, edit);
    if (Json::Object* members = json.object())
        for (auto& [member, value] : *members) each_text(value, member, name, edit);
}

const std::string long_name =
    "Nguyễn Hoàng Thị Thuý Phương Quỳnh Trường Giang H'Hen Niê Kđăm Êban Čư\u0306 Mlô Bkrông Ngọc Khánh "
    "Huyền";

std::string words(int count) {
    static const char* const some[] = {"đọc",  "lưu", "loát", "nghiêng", "Ễ",
                                       "toán", "rõ",  "hợp",  "tác,",    "8,5"};
    std::string out;
    for (int i = 0; i < count; ++i) out += (i ? " " : "") + std::string(some[i % 10]);
    return out;
}

void lengthen_names(Json& json) {
    each_text(json, "", "", [](const std::string& name, const std::string& parent, std::string& text) {
        const bool person =
            parent == "pupil" || parent == "pupils" || parent == "homeroom" || parent == "head";
        if (name == "name" && person) text = long_name;
    });
}

void lengthen_remarks(Json& json, int count) {
    each_text(json, "", "", [count](const std::string& name, const std::string&, std::string& text) {
        if (name.find("remark") != std::string::npos) text = words(count);
    });
}

/// What the schema does not require goes.
Json required_only(const Json& value, const Json& schema, const Json& root) {
    if (const Json* reference = schema.find("$ref")) {
        const std::string name = reference->string()->substr(std::string_view("#/definitions/").size());
        return required_only(value, *root.find("definitions")->find(name), root);
    }
    if (const Json::Array* items = value.array()) {
        Json::Array out;
        for (const Json& item : *items) out.push_back(required_only(item, *schema.find("items"), root));
        return out;
    }
    const Json::Object* members = value.object();
    const Json* required = schema.find("required");
    if (!members) return value;
    Json::Object out;
    for (const auto& [name, member] : *members) {
        const auto& names = required ? *required->array() : Json::Array{};
        if (std::find(names.begin(), names.end(), Json(name)) == names.end()) continue;
        out.emplace(name, required_only(member, *schema.find("properties")->find(name), root));
    }
    return out;
}

void repeat(Json& json, std::string_view list, std::size_t count) {
    Json::Array& items = *json.object()->find(list)->second.array();
    while (items.size() < count) items.push_back(items.back());
    items.resize(count);
}

/// Lays a record out, checks its pages, and returns how many there are.
std::size_t pages_of(const form::Form& form, const Json& json) {
    const auto record = record::from_json(json, form.schema(), "record.json");
    INFO(form.id());
    if (!record) FAIL(message(record.error()));
    const auto flow = form::bind(form, *record, std::nullopt);
    if (!flow) FAIL(message(flow.error()));
    const auto pages = layout::lay_out(*flow, fonts());
    if (!pages) FAIL(message(pages.error()));
    InkMeter meter(fonts());
    const Findings findings = check(*flow, *pages, meter);
    INFO((findings.empty() ? "" : findings[0]));
    CHECK(findings.empty());
    return pages->pages.size();
}

bool takes(const form::Form& form, const Json& json) {
    return record::from_json(json, form.schema(), "record.json").has_value();
}

}  // namespace

TEST_CASE("names of 101 characters and remarks of 300 words keep every rule of the page, in every form") {
    for (const form::Form& form : all_forms()) {
        Json json = sample_of(form);
        const std::size_t pages = pages_of(form, json);
        Json names = json;
        lengthen_names(names);
        CHECK(pages_of(form, names) >= pages);
        Json remarks = names;
        // As many as the schema takes: 3000 characters, 500, 300.
        for (const int count : {300, 110, 66}) {
            lengthen_remarks(remarks, count);
            if (takes(form, remarks)) break;
        }
        CHECK(pages_of(form, remarks) >= pages);
    }
}

TEST_CASE(
    "a book of nine years has nine times the pages of a year; years with nothing but what is required fit") {
    for (const form::Form& form : all_forms()) {
        if (form.is_of_class()) continue;
        Json json = sample_of(form);
        repeat(json, "years", 1);
        const std::size_t one = pages_of(form, json);
        repeat(json, "years", 2);
        const std::size_t two = pages_of(form, json);
        repeat(json, "years", 9);
        CHECK(pages_of(form, json) == one + 8 * (two - one));
        const Json& schema = form.schema().json();
        CHECK(pages_of(form, required_only(json, schema, schema)) >= 9);
    }
}

TEST_CASE("classes of 1 and of 60 are drawn; the list of 60 goes on over pages and repeats its head") {
    std::size_t seen = 0;
    for (const form::Form& form : all_forms()) {
        if (!form.is_of_class()) continue;
        ++seen;
        std::size_t pages[] = {1, 60};
        for (std::size_t& count : pages) {
            Json json = sample_of(form);
            if (json.find("pupils")) {
                repeat(json, "pupils", count);
            } else {
                for (Json& subject : *json.object()->find("subjects")->second.array())
                    repeat(subject, "pupils", count);
            }
            count = pages_of(form, json);
        }
        CHECK(pages[1] > pages[0]);
    }
    CHECK(seen > 0);
}
