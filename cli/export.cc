// hocba export moet-xml | package: records as the ministry's XML, a file each or in packages to hand in.
#include <fmt/format.h>

#include <memory>
#include <set>

#include "cli/batch.h"
#include "cli/export_report.h"
#include "cli/export_sign.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/file.h"
#include "engine/exchange/export.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;
using exchange::Package;
using exchange::SubjectCodes;
using exchange::Unit;

struct Options {
    std::vector<std::string> records;
    std::string folder, form, codes, config;
};

/// What became of each source, in its order, and the file that it went to.
struct Exported {
    std::vector<record::Source> sources;
    std::vector<Result<Unit>> units;
    std::vector<std::string> files;
};

Result<SubjectCodes> read_codes(const std::string& path) {
    if (path.empty()) return SubjectCodes{};
    const auto bytes = read_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto json = parse_json(*bytes, path);
    if (!json) return tl::unexpected(json.error());
    return exchange::subject_codes(*json, path);
}

Result<Unit> unit_of(const Workshop& workshop, const record::Source& source, const Options& options,
                     const SubjectCodes& codes) {
    auto ready = make_ready(workshop, source, options.form);
    if (!ready) return forward(std::move(ready));
    return exchange::to_moet_xml(ready->record, codes, ready->form.circular());
}

/// CV 2088, II.1.4: a UUID belongs to one unit.
void refuse_second(std::vector<Result<Unit>>& units) {
    std::set<std::string> taken;
    for (Result<Unit>& unit : units)
        if (unit && !taken.insert(unit->uuid).second)
            unit = fail(Fault::record, unit->place,
                        {fmt::format("Mã tra cứu {} đã dùng cho hồ sơ khác trong lần chạy này", unit->uuid),
                         fmt::format("the UUID {} is taken by another record of this run", unit->uuid)},
                        {"Mỗi đơn vị học bạ có mã tra cứu riêng", "each unit has a UUID of its own"});
}

Result<Exported> make_units(const Context& context, const Options& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return tl::unexpected(workshop.error());
    if (const auto known = form_exists(*workshop, options.form); !known) return tl::unexpected(known.error());
    const auto codes = read_codes(options.codes);
    if (!codes) return tl::unexpected(codes.error());
    if (const auto made = make_folder(options.folder); !made) return tl::unexpected(made.error());
    Exported exported{open_all(options.records), {}, {}};
    Progress progress(context, context.say({"xuất", "exporting"}), exported.sources.size());
    for (const record::Source& source : exported.sources) {
        exported.units.push_back(unit_of(*workshop, source, options, *codes));
        progress.done(exported.units.size());
    }
    refuse_second(exported.units);
    exported.files.resize(exported.sources.size());
    return exported;
}

/// Tells every error and each different warning; the exit code.
int report(const Context& context, const Exported& exported) {
    int code = 0;
    std::vector<Problem> warnings;
    for (std::size_t i = 0; i < exported.units.size(); ++i) {
        const Result<Unit>& unit = exported.units[i];
        const std::vector<Problem> none;
        if (!unit) code = worse(code, failed(context, unit.error()));
        if (unit) warnings.insert(warnings.end(), unit->warnings.begin(), unit->warnings.end());
        say_exported(context, exported.sources[i].place, exported.files[i], unit ? unit->warnings : none,
                     unit ? none : unit.error().problems);
    }
    tell_once(context, warnings);
    return code;
}

std::size_t good(const Exported& exported) {
    std::size_t count = 0;
    for (const Result<Unit>& unit : exported.units) count += unit ? 1 : 0;
    return count;
}

int moet_xml(const Context& context, const Options& options) {
    auto exported = make_units(context, options);
    if (!exported) return failed(context, exported.error());
    for (std::size_t i = 0; i < exported->units.size(); ++i) {
        Result<Unit>& unit = exported->units[i];
        if (!unit) continue;
        const std::string name = unit->uuid + ".xml";
        const auto written = write_file(fs::path(options.folder) / name, exchange::xml_file(unit->xml));
        if (written)
            exported->files[i] = name;
        else
            unit = tl::unexpected(written.error());
    }
    const int code = report(context, *exported);
    const std::size_t done = good(*exported), bad = exported->units.size() - done;
    say(context,
        {fmt::format(
             "{} tệp XML, {} hồ sơ lỗi. Chưa ký: tệp chưa có DANH_SACH_THONG_TIN_KY (chữ ký GVCN, CBQL, "
             "KY_PHAT_HANH)",
             done, bad),
         fmt::format(
             "{} XML files, {} records failed. Not signed: they have no DANH_SACH_THONG_TIN_KY (signatures "
             "GVCN, CBQL, KY_PHAT_HANH)",
             done, bad)});
    return code;
}

Result<void> write_packages(const fs::path& folder, const std::vector<Package>& packages,
                            const std::vector<Unit>& units, bool is_signed) {
    for (const Package& package : packages)
        if (auto written = write_file(folder / package.name, package.content); !written) return written;
    return write_file(folder / "index.json", pretty(exchange::index(packages, units, is_signed)));
}

/// Packages of an earlier run that this one did not write: handed in, they would hand in old data.
std::vector<Problem> left_over(const fs::path& folder, const std::vector<Package>& packages) {
    std::set<std::string> ours;
    for (const Package& package : packages) ours.insert(package.name);
    std::vector<Problem> problems;
    const auto files = files_in(folder, ".txt");
    if (!files) return problems;
    for (const fs::path& file : *files)
        if (file.filename().string().starts_with("package-") && !ours.contains(file.filename().string()))
            problems.push_back({file.string(),
                                {"Gói của lần chạy trước, không có trong index.json",
                                 "a package of an earlier run, which index.json does not list"},
                                {"Xóa hoặc cất đi trước khi nộp", "remove it before handing in"}});
    return problems;
}

int package(const Context& context, const Options& options) {
    auto exported = make_units(context, options);
    if (!exported) return failed(context, exported.error());
    std::vector<Unit> units;
    std::vector<std::size_t> source_of;
    for (std::size_t i = 0; i < exported->units.size(); ++i) {
        if (!exported->units[i]) continue;
        units.push_back(*exported->units[i]);
        source_of.push_back(i);
    }
    auto packages = exchange::packages(units);
    if (!packages) return failed(context, packages.error());
    const bool is_signed = !options.config.empty();
    if (const auto done = sign_transactions(context, options.config, *packages); !done)
        return failed(context, done.error());
    if (const auto written = write_packages(options.folder, *packages, units, is_signed); !written)
        return failed(context, written.error());
    for (const Package& one : *packages)
        for (std::size_t i = one.first; i < one.first + one.count; ++i)
            exported->files[source_of[i]] = one.name;
    const int code = report(context, *exported);
    tell(context, left_over(options.folder, *packages));
    const std::size_t bad = exported->units.size() - units.size();
    const Text unsigned_parts =
        is_signed
            ? Text{"Giao dịch đã ký; từng học bạ chưa ký", "The transactions are signed, the transcripts not"}
            : Text{"Chưa ký: từng học bạ và giao dịch còn thiếu chữ ký số",
                   "Not signed: neither the transcripts nor the organisation's transaction"};
    say(context, {fmt::format("{} học bạ trong {} gói, {} hồ sơ lỗi. {}", units.size(), packages->size(), bad,
                              unsigned_parts.vi),
                  fmt::format("{} transcripts in {} packages, {} records failed. {}", units.size(),
                              packages->size(), bad, unsigned_parts.en)});
    return code;
}

void add(Program& program, CLI::App& parent, const char* name, const char* help,
         int (*action)(const Context&, const Options&), bool signs = false) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, parent, name, help, action, options);
    command->add_option("RECORD", options->records, ".json | .ndjson | MOET .xml | thư mục | -")->required();
    command->add_option("-o", options->folder, "thư mục kết quả / output folder")->required();
    command->add_option("--form", options->form, "mẫu học bạ, nếu không tự chọn / form id");
    command->add_option("--subject-codes", options->codes,
                        "tệp JSON mã môn học của Sở: {\"toan\": \"02\", …} / MA_MON_HOC");
    if (signs)
        command->add_option("--config", options->config,
                            "hocba.toml có khóa của nhà trường: ký giao dịch / signs each transaction");
}

}  // namespace

void add_export(Program& program) {
    CLI::App* parent = program.app.add_subcommand(
        "export", "dữ liệu nộp lên Sở theo Công văn 2088 (tiểu học) / MOET's XML, packages, recall lists");
    parent->require_subcommand(1);
    parent->fallthrough();
    add(program, *parent, "moet-xml", "mỗi học bạ một tệp XML / one XML a record", moet_xml);
    add(program, *parent, "package", "gói nộp học bạ, tối đa 10 MB / packages to hand in", package, true);
    add_export_recall(program, *parent);
    parent->footer("Ví dụ / example:\n  hocba export package samples/tieu-hoc-35.ndjson -o goi");
}

}  // namespace hocba::cli
