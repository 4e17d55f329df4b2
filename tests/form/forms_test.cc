// What holds for every form under templates/: its number, its schema, its sample.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>

#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

using Paths = std::set<std::string>;

bool says(const Json& schema, bool printed) {
    const Json* found = schema.find("x-printed");
    return found != nullptr && *found == Json(printed);
}

/// Paths of all `"x-printed": true` under a schema; "years[].name". Nothing under `"x-printed": false` is.
void printed_paths(const Json& root, const Json& schema, const std::string& path, Paths& out) {
    if (says(schema, false)) return;
    if (const Json* ref = schema.find("$ref")) {
        const std::string name = ref->string()->substr(std::string("#/definitions/").size());
        printed_paths(root, *root.find("definitions")->find(name), path, out);
    }
    if (says(schema, true)) out.insert(path);
    if (const Json* items = schema.find("items")) printed_paths(root, *items, path + "[]", out);
    const Json* properties = schema.find("properties");
    if (properties == nullptr) return;
    for (const auto& [name, property] : *properties->object()) {
        printed_paths(root, property, path.empty() ? name : path + "." + name, out);
    }
}

/// From the root of the record: "year.class" and "years.last.class" are "years[].class".
std::string from_root(std::string path, const std::map<std::string, std::string>& lists) {
    for (auto list = lists.find(path.substr(0, path.find('.'))); list != lists.end();
         list = lists.find(path.substr(0, path.find('.')))) {
        path.replace(0, list->first.size(), list->second + "[]");
    }
    for (std::size_t at = 0; (at = path.find(".last.")) != path.npos;) path.replace(at, 5, "[]");
    return path;
}

/// The lists that `as` names; a name stands for one list in the whole form.
std::map<std::string, std::string> lists_in(const std::string& xml) {
    std::map<std::string, std::string> lists;
    static const std::regex repeat(R"re(each="([a-z0-9_.]+)" as="([a-z0-9_]+)")re");
    for (std::sregex_iterator at(xml.begin(), xml.end(), repeat), end; at != end; ++at) {
        const auto known = lists.emplace((*at)[2], (*at)[1]).first;
        CHECK(known->second == (*at)[1]);
    }
    return lists;
}

Paths paths_in(const std::string& xml) {
    Paths paths;
    const auto lists = lists_in(xml);
    static const std::regex hole(R"(\{([a-z0-9_.]+))");
    static const std::regex own(R"(issue\..*|[a-z0-9_]+\.(position|current))");
    for (std::sregex_iterator at(xml.begin(), xml.end(), hole), end; at != end; ++at) {
        if (!std::regex_match((*at)[1].str(), own)) paths.insert(from_root((*at)[1], lists));
    }
    return paths;
}

Json sample_of(const Form& form) {
    return *parse_json(read(form.folder() / "sample.json"), "sample.json");
}

/// What a schema accepts: without the words for people and the mark of what is printed.
Json accepted(const Json& schema) {
    if (const auto* items = schema.array()) {
        Json::Array out;
        for (const Json& item : *items) out.push_back(accepted(item));
        return out;
    }
    if (schema.object() == nullptr) return schema;
    Json::Object out;
    for (const auto& [name, member] : *schema.object()) {
        const bool annotation = (name == "title" || name == "description") && member.string() != nullptr;
        if (!annotation && name != "x-printed") out.emplace(name, accepted(member));
    }
    return out;
}

}  // namespace

TEST_CASE("every registered form has its number once, from 1 on, and loads") {
    std::vector<int> numbers;
    for (const Form& form : all_forms()) numbers.push_back(form.number());
    std::sort(numbers.begin(), numbers.end());
    REQUIRE_FALSE(numbers.empty());
    CHECK(numbers.front() == 1);
    CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());
}

TEST_CASE("every form prints exactly what its schema marks as printed") {
    for (const Form& form : all_forms()) {
        INFO(form.id());
        Paths marked;
        printed_paths(form.schema().json(), form.schema().json(), "", marked);
        const Paths printed = paths_in(read(form.folder() / "form.xml"));
        Paths silent, unmarked;
        std::set_difference(marked.begin(), marked.end(), printed.begin(), printed.end(),
                            std::inserter(silent, silent.end()));
        std::set_difference(printed.begin(), printed.end(), marked.begin(), marked.end(),
                            std::inserter(unmarked, unmarked.end()));
        CHECK(silent == Paths{});    // marked, not printed
        CHECK(unmarked == Paths{});  // printed, not marked
    }
}

TEST_CASE("every form's sample is a record without a contradiction, chooses the form, and binds") {
    for (const Form& form : all_forms()) {
        INFO(form.id());
        for (const Json& json : {sample_of(form), record::as_unit(sample_of(form))}) {
            const auto record = record::from_json(json, form.schema(), "sample.json");
            INFO(problems(record));
            REQUIRE(record);
            const auto errors = record::check(*record, form.circular()).errors;
            INFO(problems(Error{Fault::record, errors}));
            CHECK(errors.empty());
            const auto chosen = choose(all_forms(), json, "", "sample.json");
            INFO(problems(chosen));
            REQUIRE(chosen);
            CHECK(chosen->id() == form.id());
            CHECK(problems(form::bind(form, *record, std::nullopt)) == "none");
        }
    }
}

TEST_CASE("every form keeps the margins of NĐ 30; a pupil's has a seal of 34 mm on every page") {
    using namespace hocba::literals;
    for (const Form& form : all_forms()) {
        INFO(form.id());
        const auto record = record::from_json(sample_of(form), form.schema(), "sample.json");
        const auto flow = form::bind(form, *record, std::nullopt);
        REQUIRE(flow);
        CHECK((20_mm <= flow->page.margin_top && flow->page.margin_top <= 25_mm));
        CHECK((15_mm <= flow->page.margin_right && flow->page.margin_right <= 20_mm));
        CHECK((20_mm <= flow->page.margin_bottom && flow->page.margin_bottom <= 25_mm));
        CHECK((30_mm <= flow->page.margin_left && flow->page.margin_left <= 35_mm));
        if (form.is_of_class()) continue;
        const auto& columns = std::get<Columns>(flow->page.footer.at(0).value);
        CHECK(std::get<SealSquare>(columns.blocks.at(1).value).size == 34_mm);
        CHECK(form.slots().back() == "school");
    }
}

TEST_CASE("the digital primary form and the paper book accept the same records") {
    const auto book =
        choose(all_forms(), Json::Object{{"form", std::string("tt27-2020-tieu-hoc")}}, "", "a record");
    REQUIRE(book);
    CHECK(accepted(book->schema().json()) == accepted(primary().schema().json()));
}
