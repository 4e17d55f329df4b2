// hocba archive find: what the catalogue knows, page by page, for people, as JSON or as CSV.
#include <fmt/format.h>

#include <memory>

#include "cli/archive_commands.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/csv_line.h"

namespace hocba::cli {
namespace {

struct FindOptions {
    std::string folder;
    archive::Query query;
    std::uint64_t after = 0;
    CLI::Option* after_given = nullptr;
    bool csv = false;
};

std::string line_of(const archive::Entry& entry) {
    const archive::Description& d = entry.description;
    return fmt::format("{}  {}  {}  {:<8} {:<10} {}  {}{}", d.code, d.pupil_id, d.school, d.class_name,
                       d.school_year, d.pupil_name, entry.state, entry.held ? "  (hold)" : "");
}

/// The members of the JSON, one a column.
const std::vector<std::string> columns = {
    "code", "pupil_id", "pupil", "school", "class",     "year",   "form", "uuid",
    "revision", "state", "decision", "held", "stored_at", "sha256", "leaf"};

std::string csv_of(const archive::Entry& entry) {
    const Json json = to_json(entry);
    std::vector<std::string> cells;
    for (const std::string& column : columns) {
        const Json* value = json.find(column);
        cells.push_back(value->string() != nullptr ? *value->string() : canonical(*value));
    }
    return csv_line(cells);
}

int find(const Context& context, const FindOptions& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    archive::Query query = options.query;
    if (options.after_given->count() > 0) query.after = options.after;
    if (options.csv) fmt::print("\xEF\xBB\xBF{}", csv_line(columns));
    std::uint64_t found = 0, last = 0;
    const auto done = (*archive)->each(query, [&](const archive::Entry& entry) -> Result<void> {
        if (options.csv)
            fmt::print("{}", csv_of(entry));
        else if (context.json)
            say_json(context, to_json(entry));
        else
            print_line(line_of(entry));
        ++found;
        last = entry.leaf;
        return {};
    });
    if (!done) return failed(context, done.error());
    if (found == 0)
        tell(context,
             {{options.folder, {"Kho không có văn bản nào như vậy", "the archive has no such document"}}});
    else if (found == query.limit)
        tell(context, {{options.folder,
                        {fmt::format("{} văn bản; trang sau: --after {}", found, last),
                         fmt::format("{} documents; the next page: --after {}", found, last)}}});
    return 0;
}

}  // namespace

void add_archive_find(Program& program, CLI::App& parent) {
    auto find_options = std::make_shared<FindOptions>();
    CLI::App* command =
        add_command(program, parent, "find", "tìm văn bản / find documents", find, find_options);
    command->add_option("ARCHIVE", find_options->folder)->required();
    add_query(*command, find_options->query);
    command->add_option("--limit", find_options->query.limit, "nhiều nhất bao nhiêu / at most so many");
    find_options->after_given =
        command->add_option("--after", find_options->after, "trang sau: sau mục nhật ký này / behind this leaf");
    command->add_flag("--csv", find_options->csv, "bảng CSV (UTF-8) / as CSV");
    command->footer("Ví dụ / example:\n  hocba archive find archive/ --name \"dao thi\" --year 2024-2025 --csv");
}

}  // namespace hocba::cli
