#include "support.h"

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "engine/base/file.h"

namespace hocba::form {
namespace {

constexpr const char* kSchema = R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["name"],
  "properties": {
    "name": {"type": "string"},
    "born": {"type": "string"},
    "nick": {"type": "string"},
    "moved": {"type": "boolean"},
    "uuid": {"type": "string"},
    "years": {
      "type": "array",
      "items": {
        "type": "object",
        "properties": {
          "name": {"type": "string"},
          "class": {"type": "string"},
          "level": {"type": "string"},
          "mark": {"type": "number", "x-unit": "tenths"},
          "subjects": {"type": "array", "maxItems": 9, "items": {"$ref": "#/definitions/subject"}}
        }
      }
    }
  },
  "definitions": {
    "subject": {"type": "object", "properties": {"name": {"type": "string"}, "mark": {"type": "number", "x-unit": "tenths"}}}
  }
})";

constexpr const char* kStyles = R"(<styles>
  <style name="body" size="13pt" line="17pt"/>
  <style name="grid" like="body" border="0.5pt"/>
</styles>)";

constexpr const char* kRegistry = R"({"forms": [{"number": 7, "id": "small", "revision": "1"}]})";

}  // namespace

std::filesystem::path source_folder() {
    return HOCBA_SOURCE;
}

std::string read(const std::filesystem::path& path) {
    const auto bytes = read_file(path);
    INFO(path);
    REQUIRE(bytes);
    return *bytes;
}

const std::vector<Form>& all_forms() {
    static const std::vector<Form> forms = [] {
        const auto loaded = load_all(source_folder() / "templates");
        INFO(problems(loaded));
        REQUIRE(loaded);
        return *loaded;
    }();
    return forms;
}

const Form& primary() {
    static const Form form = [] {
        const auto loaded = load(source_folder() / "templates/tt27-2020-tieu-hoc-so");
        INFO(problems(loaded));
        REQUIRE(loaded);
        return *loaded;
    }();
    return form;
}

Json sample_json() {
    return *parse_json(read(source_folder() / "templates/tt27-2020-tieu-hoc-so/sample.json"), "sample.json");
}

record::Record record_of(const Json& json) {
    const auto record = record::from_json(json, primary().schema(), "record.json");
    INFO(problems(record));
    REQUIRE(record);
    return *record;
}

record::Record sample() {
    return record_of(sample_json());
}

Issued issued() {
    Issue issue;
    issue.uuid = "6f1d2c8e-0b7a-4c35-9a41-2f5d7e3b9c10";
    issue.revision = 1;
    issue.issued_at = *parse_instant("2024-05-31T10:00:00+07:00");
    issue.school = "01000417";
    issue.host = "hocba.example.vn";
    issue.seal_key_id = "0a1b2c3d";
    issue.salt = std::string(16, '\x11');
    return {issue, std::string(32, '\x2a')};
}

Scratch::Scratch() {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() / fmt::format("hocba-form-{}-{}", ::getpid(), ++count);
    std::filesystem::create_directories(folder_ / "small");
    write("styles.xml", kStyles);
    write("registry.json", kRegistry);
    write("seal-kinds.json", read(source_folder() / "templates/seal-kinds.json"));
    write("small/record.schema.json", kSchema);
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Scratch::write(const std::string& file, const std::string& bytes) const {
    REQUIRE(write_file(folder_ / file, bytes));
}

Result<Form> Scratch::load(const std::string& xml) const {
    write("small/form.xml", xml);
    return form::load(folder_ / "small");
}

std::string form_with(const std::string& blocks) {
    return R"(<form id="small" revision="1" circular="1/2020" level="thcs" lang="vi" source="own" verified="no"><title>T {name}</title>
<holder name="name" pupil-id="nick?" born="born?" school-year="years.last.name" class="years.last.class" uuid="uuid?"/>
<page size="A4" margin="20mm 15mm 20mm 30mm"><footer height="36mm"><seal size="34mm" alt="Mã"/></footer></page>
<section>
)" + blocks +
           "\n</section></form>";
}

record::Record small_record(const Form& form, const std::string& json) {
    const auto record = record::parse(json, form.schema(), "record.json");
    INFO(problems(record));
    REQUIRE(record);
    return *record;
}

std::string problems(const Error& error) {
    std::string out;
    for (const Problem& problem : error.problems) {
        out += (out.empty() ? "" : "\n") + problem.where + " " + problem.what.en;
        if (!problem.hint.en.empty()) out += " (" + problem.hint.en + ")";
    }
    return out;
}

}  // namespace hocba::form
