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

}  // namespace

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
}

}  // namespace hocba::cli
