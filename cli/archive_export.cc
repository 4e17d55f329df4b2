// hocba archive export, import: the archive in the formats of others, and back.
#include <fmt/format.h>

#include <memory>

#include "archive/export.h"
#include "cli/archive_commands.h"
#include "cli/report.h"
#include "engine/base/bytes.h"

namespace hocba::cli {
namespace {

const std::map<std::string, archive::ExportFormat> formats = {{"bagit", archive::ExportFormat::bagit},
                                                              {"ocfl", archive::ExportFormat::ocfl},
                                                              {"csip", archive::ExportFormat::csip}};

struct ExportOptions {
    std::string folder, output, format, organisation;
    archive::Query query;
    std::optional<std::uint64_t> from, to;
};

void tell_exported(const Context& context, const ExportOptions& options,
                   const archive::ExportReport& report) {
    const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    say_json(context,
             Json::Object{{"format", options.format},
                          {"folder", options.output},
                          {"from_leaf", number(report.from)},
                          {"to_leaf", number(report.to)},
                          {"tree_size", number(report.tree_size)},
                          {"root", to_hex(report.root)},
                          {"leaves", number(report.leaves)},
                          {"documents", number(report.documents)},
                          {"files", number(report.files)},
                          {"bytes", number(report.bytes)},
                          {"packages", Json::Array(report.packages.begin(), report.packages.end())}});
    if (report.leaves == 0)
        return say(context, {fmt::format("Không có gì mới từ mục {}; không ghi gì", report.from),
                             fmt::format("nothing new since entry {}; nothing is written", report.from)});
    say(context,
        {fmt::format("{}: {} văn bản, {} mục của nhật ký ({} đến {}), {} tệp, {} byte", options.output,
                     report.documents, report.leaves, report.from, report.to, report.files, report.bytes),
         fmt::format("{}: {} documents, {} entries of the log ({} to {}), {} files, {} bytes", options.output,
                     report.documents, report.leaves, report.from, report.to, report.files, report.bytes)});
}

int export_archive(const Context& context, const ExportOptions& options) {
    archive::ExportRequest request{
        formats.at(options.format), options.query,         options.from, options.to, context.now(),
        options.organisation,       "hocba " HOCBA_VERSION};
    std::unique_ptr<Progress> bar;
    const auto progress = [&](std::uint64_t done, std::uint64_t total) {
        if (!bar) bar = std::make_unique<Progress>(context, "export", total);
        bar->done(done);
    };
    const auto report = archive::export_archive(options.folder, options.output, request, progress);
    bar.reset();
    if (!report) return failed(context, report.error());
    tell_exported(context, options, *report);
    return 0;
}

struct ImportOptions {
    std::string package, folder, log_key;
};

int import_archive(const Context& context, const ImportOptions& options) {
    std::optional<std::filesystem::path> key;
    if (!options.log_key.empty()) key = options.log_key;
    const auto report = archive::import_archive(options.package, options.folder, key);
    if (!report) return failed(context, report.error());
    say_json(context, Json::Object{{"folder", options.folder},
                                   {"from_leaf", static_cast<std::int64_t>(report->from)},
                                   {"to_leaf", static_cast<std::int64_t>(report->to)},
                                   {"documents", static_cast<std::int64_t>(report->documents)},
                                   {"log_key", report->log_key}});
    say(context, {fmt::format("{}: nhận {} văn bản, các mục {} đến {} của nhật ký, khóa {}", options.folder,
                              report->documents, report->from, report->to, report->log_key),
                  fmt::format("{}: {} documents, entries {} to {} of the log, key {}", options.folder,
                              report->documents, report->from, report->to, report->log_key)});
    return 0;
}

}  // namespace

int check_package(const Context& context, const std::string& folder, const std::string& format) {
    const auto report = format == "bagit" ? archive::check_bag(folder) : archive::check_ocfl(folder);
    if (!report) return failed(context, report.error());
    Json::Array damage;
    for (const archive::PackageDamage& one : report->damage) {
        const std::string code = fmt::format(" [{}]", one.code);
        tell(context, {{one.where, {one.what.vi + code, one.what.en + code}}});
        damage.emplace_back(
            Json::Object{{"code", one.code}, {"where", one.where}, {"what", context.say(one.what)}});
    }
    say_json(context, Json::Object{{"format", format},
                                   {"files", static_cast<std::int64_t>(report->files)},
                                   {"bytes", static_cast<std::int64_t>(report->bytes)},
                                   {"damage", damage}});
    say(context, {fmt::format("{} tệp, {} byte: {} chỗ sai", report->files, report->bytes, damage.size()),
                  fmt::format("{} files, {} bytes: {} faults", report->files, report->bytes, damage.size())});
    return damage.empty() ? 0 : static_cast<int>(Fault::archive);
}

void add_archive_export(Program& program, CLI::App& parent) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = add_command(
        program, parent, "export", "xuất cho người lưu trữ / export for archivists", export_archive, options);
    command->add_option("ARCHIVE", options->folder)->required();
    command->add_option("-o,--output", options->output, "thư mục kết quả / output folder")->required();
    command->add_option("--format", options->format, "bagit | ocfl | csip")
        ->required()
        ->check(CLI::IsMember({"bagit", "ocfl", "csip"}));
    add_query(*command, options->query);
    command->add_option("--from-leaf", options->from, "từ mục này của nhật ký / first entry of the log");
    command->add_option("--to-leaf", options->to, "đến trước mục này / up to, without, this entry");
    command->add_option("--organisation", options->organisation, "cơ quan giao / who hands it on");
    command->footer("Ví dụ / example:\n  hocba archive export archive/ --format bagit -o giao/2025");
    auto import_options = std::make_shared<ImportOptions>();
    command =
        add_command(program, parent, "import", "dựng lại kho từ gói xuất / an archive of an export again",
                    import_archive, import_options);
    command->add_option("EXPORT", import_options->package)->required();
    command->add_option("ARCHIVE", import_options->folder)->required();
    command->add_option("--log-key", import_options->log_key, "khóa công khai đã ghim / pinned vkey file");
    command->footer("Ví dụ / example:\n  hocba archive import giao/2025 archive/ --log-key ghim.vkey");
}

}  // namespace hocba::cli
