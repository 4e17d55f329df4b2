// A form's folder, read and compiled.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/form/compile.h"
#include "engine/form/form.h"
#include "engine/form/grammar.h"
#include "engine/form/registry.h"
#include "engine/form/sealed_labels.h"

namespace hocba::form {
namespace {

constexpr std::uintmax_t kLargest = 1U << 20;

Result<Source> read_source(const std::filesystem::path& path) {
    auto bytes = read_file(path, kLargest);
    if (!bytes) return forward(std::move(bytes));
    return Source::parse(std::move(*bytes), path.filename().string());
}

/// The schema with what it takes from the definitions that all forms share.
Result<record::Schema> read_schema(const std::filesystem::path& path, const std::filesystem::path& shared) {
    const auto bytes = read_file(path, kLargest);
    if (!bytes) return tl::unexpected(bytes.error());
    Json definitions = Json::Object{};
    std::error_code code;
    if (std::filesystem::exists(shared, code)) {
        const auto text = read_file(shared, kLargest);
        if (!text) return tl::unexpected(text.error());
        auto json = parse_json(*text, shared.filename().string());
        if (!json) return tl::unexpected(Error{Fault::form, std::move(json).error().problems});
        definitions = *std::move(json);
    }
    return record::Schema::parse(*bytes, path.filename().string(), definitions);
}

/// The looks that the form uses, one a line: what is changed or added for other forms does not change its
/// digest.
std::string used_styles(const Styles& styles, std::set<std::string> names) {
    names.insert("body");
    std::string text;
    for (const std::string& name : names)
        text += fmt::format("{} {}\n", name, describe(styles.all[styles.by_name.at(name)]));
    return text;
}

void take(Problems& problems, const Error& error) {
    problems.found.insert(problems.found.end(), error.problems.begin(), error.problems.end());
}

/// In the order of the text: line, column; the grammar's and the compiler's problems stand together.
void sort_by_place(std::vector<Problem>& problems) {
    const auto key = [](const Problem& problem) {
        std::vector<long> numbers;
        for (std::size_t at = problem.where.find(':'); at != std::string::npos;
             at = problem.where.find(':', at + 1)) {
            numbers.push_back(std::strtol(problem.where.c_str() + at + 1, nullptr, 10));
        }
        return std::pair(problem.where.substr(0, problem.where.find(':')), numbers);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const Problem& a, const Problem& b) { return key(a) < key(b); });
}

}  // namespace

Result<Form> load(const std::filesystem::path& folder) {
    const std::filesystem::path above =
        std::filesystem::absolute(folder / "form.xml").parent_path().parent_path();
    auto source = read_source(folder / "form.xml");
    if (!source) return forward(std::move(source));
    auto style_source = read_source(above / "styles.xml");
    if (!style_source) return forward(std::move(style_source));
    auto schema = read_schema(folder / "record.schema.json", above / "definitions.json");
    if (!schema) return forward(std::move(schema));

    Problems problems;
    const Styles styles = read_styles(*style_source, problems);
    if (!styles.by_name.contains("body"))
        return tl::unexpected(Error{Fault::form, std::move(problems.found)});
    auto compiled = std::make_shared<Form::Compiled>();
    compiled->styles = styles.all;
    compiled->schema = std::move(*schema);
    compiled->folder = folder;
    auto kinds = read_seal_kinds(above / "seal-kinds.json");
    if (!kinds) return forward(std::move(kinds));
    compiled->seal_kinds = *std::move(kinds);
    check_grammar(*source, problems);
    Compiler(*source, styles, compiled->schema.json(), *compiled, problems).compile();
    const auto number = registered_number(above / "registry.json", compiled->id, compiled->revision,
                                          source->place(source->root()));
    if (!number) take(problems, number.error());
    if (!problems.none()) {
        sort_by_place(problems.found);
        return tl::unexpected(Error{Fault::form, std::move(problems.found)});
    }
    compiled->number = *number;
    compiled->sealed_cells = sealed_labels(compiled->sections);
    compiled->digest = sha256(sha256(source->bytes()) + sha256(canonical(compiled->schema.json())) +
                              sha256(used_styles(styles, compiled->used_styles)));
    return Form(std::move(compiled));
}

Result<std::vector<Form>> load_all(const std::filesystem::path& templates) {
    std::error_code error;
    std::vector<std::filesystem::path> folders;
    for (std::filesystem::directory_iterator at(templates, error), end; !error && at != end;
         at.increment(error)) {
        if (std::filesystem::exists(at->path() / "form.xml", error)) folders.push_back(at->path());
    }
    if (error) {
        return fail(Fault::io, templates.string(),
                    {fmt::format("Không mở được thư mục mẫu: {}", error.message()),
                     fmt::format("cannot open the folder of forms: {}", error.message())});
    }
    std::vector<Form> forms;
    Problems problems;
    Fault fault = Fault::form;
    for (const auto& folder : folders) {
        auto form = load(folder);
        if (form) {
            forms.push_back(std::move(*form));
            continue;
        }
        fault = form.error().fault;
        for (Problem& problem : form.error().problems) {
            problem.where = (folder.filename() / problem.where).string();
            problems.found.push_back(std::move(problem));
        }
    }
    std::sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
        return std::pair(a.id(), a.number()) < std::pair(b.id(), b.number());
    });
    if (!problems.none()) return tl::unexpected(Error{fault, std::move(problems.found)});
    return forms;
}

}  // namespace hocba::form
