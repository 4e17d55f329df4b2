#include "cli/import_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "cli/toml.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;
using exchange::Column;
using exchange::Constant;
using exchange::Mapping;
using exchange::SheetMapping;

/// What a value of a record may be; null if this is a table or a list.
Json scalar(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto whole = node.value_exact<std::int64_t>()) return *whole;
    if (const auto number = node.value_exact<double>()) return *number;
    if (const auto flag = node.value_exact<bool>()) return *flag;
    if (const auto day = node.value_exact<toml::date>()) {
        std::ostringstream text;
        text << *day;
        return text.str();
    }
    return nullptr;
}

/// A table's members as they stand in the file; toml++ has them by name.
std::vector<std::pair<std::string, const toml::node*>> in_order(const toml::table& table) {
    std::vector<std::pair<std::string, const toml::node*>> members;
    for (const auto& [name, node] : table) members.emplace_back(std::string(name.str()), &node);
    std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        const auto at = a.second->source().begin, other = b.second->source().begin;
        return std::pair(at.line, at.column) < std::pair(other.line, other.column);
    });
    return members;
}

class MappingReader {
  public:
    explicit MappingReader(const std::string& path) : path_(path), folder_(fs::path(path).parent_path()) {
        mapping_.file = path;
    }
    std::vector<Problem> problems;

    Mapping read(const toml::table& table) {
        known_names(table, {"sort", "encoding", "delimiter", "constants", "values", "sheet"});
        mapping_.by_given_name = one_of(table, "sort", {"", "given-name"}) == "given-name";
        const std::string encoding = encoding_of(table);
        const char delimiter = delimiter_of(table);
        if (const auto* constants = sub_table(table, "constants"))
            flatten(*constants, "", mapping_.constants);
        mapping_.words = words(table);
        if (const toml::node* sheets = table.get("sheet"); sheets != nullptr && sheets->as_array() == nullptr)
            complain(*sheets, "ghi [[sheet]] với hai ngoặc vuông", "write [[sheet]] with two brackets");
        if (const toml::array* sheets = table["sheet"].as_array())
            for (const toml::node& sheet : *sheets)
                if (sheet.as_table() != nullptr) read_sheet(*sheet.as_table(), encoding, delimiter);
        return std::move(mapping_);
    }

  private:
    std::string path_;
    fs::path folder_;
    Mapping mapping_;

    void complain(const toml::node& node, std::string vi, std::string en) {
        problems.push_back({place_of(path_, node), {std::move(vi), std::move(en)}});
    }

    void known_names(const toml::table& table, const std::vector<std::string>& known) {
        for (const auto& [name, node] : in_order(table))
            if (std::find(known.begin(), known.end(), name) == known.end())
                complain(*node, fmt::format("không biết mục \"{}\"; có: {}", name, fmt::join(known, ", ")),
                         fmt::format("unknown name \"{}\"; there are: {}", name, fmt::join(known, ", ")));
    }

    std::string text(const toml::table& table, std::string_view name) {
        const toml::node* node = table.get(name);
        if (node == nullptr) return "";
        if (const auto value = node->value_exact<std::string>()) return *value;
        complain(*node, fmt::format("\"{}\" phải là chữ trong ngoặc kép", name),
                 fmt::format("\"{}\" must be a text in quotation marks", name));
        return "";
    }

    std::string one_of(const toml::table& table, std::string_view name,
                       const std::vector<std::string>& allowed) {
        const std::string value = text(table, name);
        if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
        complain(*table.get(name), fmt::format("\"{}\" phải là một trong: {}", name, fmt::join(allowed, " ")),
                 fmt::format("\"{}\" must be one of: {}", name, fmt::join(allowed, " ")));
        return "";
    }

    std::string encoding_of(const toml::table& table) {
        std::vector<std::string> allowed = exchange::encoding_names();
        allowed.emplace_back("");
        return one_of(table, "encoding", allowed);
    }

    char delimiter_of(const toml::table& table) {
        const std::string value = one_of(table, "delimiter", {"", ",", ";", "\t"});
        return value.empty() ? '\0' : value.front();
    }

    const toml::table* sub_table(const toml::table& table, std::string_view name) {
        const toml::node* node = table.get(name);
        if (node == nullptr) return nullptr;
        if (node->as_table() == nullptr)
            complain(*node, fmt::format("\"{}\" phải là một bảng TOML", name),
                     fmt::format("\"{}\" must be a table", name));
        return node->as_table();
    }

    /// Tables inside tables are steps of a path.
    void flatten(const toml::table& table, const std::string& prefix, std::vector<Constant>& constants) {
        for (const auto& [name, node] : in_order(table)) {
            const std::string to = prefix + name;
            const Json value = scalar(*node);
            if (node->as_table() != nullptr)
                flatten(*node->as_table(), to + ".", constants);
            else if (value.is_null())
                complain(*node, fmt::format("\"{}\" phải là một giá trị", to),
                         fmt::format("\"{}\" must be one value", to));
            else
                constants.push_back({to, value, place_of(path_, *node)});
        }
    }

    exchange::Words words(const toml::table& table) {
        exchange::Words words;
        if (const toml::table* values = sub_table(table, "values"))
            for (const auto& [word, node] : *values) words[std::string(word.str())] = scalar(node);
        return words;
    }

    /// subject = "toan" is short for under = "years.last.subjects.toan".
    std::string under_of(const toml::table& table) {
        const std::string subject = text(table, "subject"), under = text(table, "under");
        if (!subject.empty() && !under.empty())
            complain(table, "chỉ ghi một trong hai mục subject và under", "write either subject or under");
        return subject.empty() ? under : "years.last.subjects." + subject;
    }

    void read_sheet(const toml::table& table, const std::string& encoding, char delimiter) {
        known_names(table,
                    {"file", "key", "encoding", "delimiter", "subject", "under", "columns", "constants"});
        SheetMapping& sheet = mapping_.sheets.emplace_back();
        sheet.under = under_of(table);
        const std::string prefix = sheet.under.empty() ? "" : sheet.under + ".";
        const std::string own = encoding_of(table), file = text(table, "file");
        const char mark = delimiter_of(table);
        sheet.where = place_of(path_, table);
        const toml::node* under = table.get(table.contains("subject") ? "subject" : "under");
        sheet.under_where = under == nullptr ? "" : place_of(path_, *under);
        sheet.file = (folder_ / file).lexically_normal();
        sheet.key = text(table, "key");
        sheet.encoding = own.empty() ? encoding : own;
        sheet.delimiter = mark == '\0' ? delimiter : mark;
        if (file.empty() || sheet.key.empty())
            complain(table, "bảng phải có file (tên tệp) và key (tên cột mã học sinh)",
                     "a sheet has a file and a key (the name of the column of pupils' codes)");
        if (const auto* constants = sub_table(table, "constants"))
            flatten(*constants, prefix, sheet.constants);
        if (const auto* columns = sub_table(table, "columns"))
            for (const auto& [header, node] : in_order(*columns)) read_column(header, *node, prefix, sheet);
    }

    void read_column(const std::string& header, const toml::node& node, const std::string& prefix,
                     SheetMapping& sheet) {
        Column column{header, "", {}, {}, false, place_of(path_, node)};
        if (const toml::table* table = node.as_table()) {
            known_names(*table, {"to", "values", "join", "capitals"});
            column.to = text(*table, "to");
            column.words = words(*table);
            if (table->contains("join")) column.join = text(*table, "join");
            column.capitals = (*table)["capitals"].value_or(false);
        } else if (const auto to = node.value_exact<std::string>()) {
            column.to = *to;
        }
        if (column.to.empty())
            return complain(
                node, fmt::format("cột \"{}\" phải ghi mục của hồ sơ, ví dụ \"pupil.name\"", header),
                fmt::format("the column \"{}\" must name a member of the record, such as \"pupil.name\"",
                            header));
        // As of folders: "/pupil.name" begins at the root, so that a mark sheet can repeat the name to be
        // compared.
        column.to = column.to.starts_with('/') ? column.to.substr(1) : prefix + column.to;
        sheet.columns.push_back(std::move(column));
    }
};

/// A clerk may name the sheet where the mapping belongs.
Result<void> is_mapping(const std::string& path) {
    const std::string kind = fs::path(path).extension().string();
    const bool workbook = kind == ".xlsx" || kind == ".xls";
    if (!workbook && kind != ".csv" && kind != ".tsv") return {};
    const Text hint{"Ghi tên bảng ấy vào mục file của tệp ánh xạ: docs/nhap-du-lieu.md, mục 2",
                    "name that sheet as a file in the mapping: docs/nhap-du-lieu.md, 2"};
    if (workbook)
        return fail(
            Fault::usage, path,
            {fmt::format("Cần tệp ánh xạ .toml; đây là tệp Excel ({}): đổi sang CSV, mục 6", kind),
             fmt::format("a mapping (.toml) is needed; this is a workbook of Excel ({}): convert it to "
                         "CSV, 6",
                         kind)},
            hint);
    return fail(Fault::usage, path,
                {"Cần tệp ánh xạ .toml, đây là bảng CSV", "a mapping (.toml) is needed; this is a CSV sheet"},
                hint);
}

}  // namespace

Result<Mapping> read_mapping(const std::string& path) {
    if (const auto mapping = is_mapping(path); !mapping) return tl::unexpected(mapping.error());
    const auto table = read_toml(path);
    if (!table) return tl::unexpected(table.error());
    MappingReader reader(path);
    Mapping mapping = reader.read(*table);
    if (!reader.problems.empty()) return tl::unexpected(Error{Fault::usage, std::move(reader.problems)});
    return mapping;
}

}  // namespace hocba::cli
