// hocba archive digitise: scans of paper and the list that comes with them, into the archive.
#include <fmt/format.h>

#include <memory>

#include "cli/archive_commands.h"
#include "cli/config.h"
#include "cli/keyed_records.h"
#include "cli/paper_entry.h"
#include "cli/paper_jobs.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestScan = 256ULL << 20;

struct Options {
    std::string folder, scans, list, config, scanned_by, pattern = "{pupil}-{year}*";
    std::vector<std::string> keyed;
    std::vector<std::int64_t> paper_mm;
    bool grey = false;
};

struct Desk {
    Config config;
    Workshop workshop;
    std::unique_ptr<archive::Archive> archive;
};

Result<Desk> open(const Context& context, const Options& options) {
    auto config = read_config(options.config);
    if (!config) return forward(std::move(config));
    if (config->log_key.empty()) return not_configured(*config, "log_key");
    auto workshop = open_workshop(context);
    if (!workshop) return forward(std::move(workshop));
    auto archive = archive::Archive::open_for_writing(options.folder, config->log_key);
    if (!archive) return forward(std::move(archive));
    return Desk{*std::move(config), *std::move(workshop), *std::move(archive)};
}

/// What became of one row.
struct Outcome {
    archive::Entry entry;
    bool fresh = false;
    std::int64_t sheets = 0, grey = 0, dpi = 0;
    std::vector<Problem> doubts;  // of the keyed record
};

class Batch {
  public:
    Batch(const Context& context, const Options& options, Desk& desk, KeyedRecords& keyed)
        : context_(context), options_(options), desk_(desk), keyed_(keyed) {}

    int run(const PaperJobs& jobs) {
        Progress progress(context_, context_.say({"số hóa", "digitising"}), jobs.jobs.size());
        for (std::size_t i = 0; i < jobs.jobs.size(); ++i) {
            const PaperJob& job = jobs.jobs[i];
            const auto done =
                job.problems.empty() ? one(job) : tl::unexpected(Error{Fault::record, job.problems});
            if (done)
                tell_done(job, *done);
            else
                tell_failed(job, done.error());
            progress.done(i + 1);
        }
        return code_;
    }

    std::int64_t fresh = 0, already = 0, failures = 0, with_keyed = 0;

  private:
    Result<Outcome> one(const PaperJob& job) {
        auto input = input_of(job);
        if (!input) return forward(std::move(input));
        const auto keyed = keyed_.of(job.about);
        if (!keyed) return tl::unexpected(keyed.error());
        Outcome out;
        if (*keyed != nullptr) {
            input->keyed = (*keyed)->bytes;
            input->about.keyed_form = (*keyed)->form;
            out.doubts = (*keyed)->doubts;
            ++with_keyed;
        }
        auto standing = standing_of(*desk_.archive, named(*input), job.where);
        if (!standing) return forward(std::move(standing));
        if (standing->same) {
            out.entry = *std::move(standing->same);
            const auto paper = paper_in(*desk_.archive, out.entry);
            if (!paper) return tl::unexpected(paper.error());
            measure(*paper, out);
        } else if (const auto stored = store(*input, standing->revision, out); !stored) {
            return tl::unexpected(stored.error());
        }
        if (const auto left = leave_waiting(*desk_.archive, desk_.config, out.entry); !left)
            return tl::unexpected(left.error());
        return out;
    }

    Result<PaperInput> input_of(const PaperJob& job) const {
        PaperInput input{job.about, {}, {}, job.paper, options_.grey};
        if (job.about.school != desk_.config.school)
            return fail(Fault::record, job.where,
                        {fmt::format("Dòng của trường {}, cấu hình này của trường {}", job.about.school,
                                     desk_.config.school),
                         fmt::format("the row is of school {}, this desk is of {}", job.about.school,
                                     desk_.config.school)});
        for (const fs::path& file : job.files) {
            auto bytes = read_file(fs::path(options_.scans) / file, kLargestScan);
            if (!bytes) return forward(std::move(bytes));
            input.files.push_back({file.string(), *std::move(bytes)});
        }
        return input;
    }

    static void measure(const form::Paper& paper, Outcome& out) {
        out.sheets = static_cast<std::int64_t>(paper.sheets.size());
        for (const form::PaperSheet& sheet : paper.sheets) {
            out.grey += sheet.colour ? 0 : 1;
            out.dpi = out.dpi == 0 ? sheet.dpi : std::min(out.dpi, sheet.dpi);
        }
    }

    Result<void> store(const PaperInput& input, std::int64_t revision, Outcome& out) {
        auto made = digitise(input, desk_.workshop.fonts);
        if (!made) return forward(std::move(made));
        measure(made->paper, out);
        const auto stored = desk_.archive->put_paper(
            {submission_of(made->paper, std::move(made->pdf.bytes), revision)}, context_.now());
        if (!stored.front()) return tl::unexpected(stored.front().error());
        out.entry = stored.front()->first;
        out.fresh = stored.front()->second == archive::PutOutcome::stored;
        return {};
    }

    Json row_of(const PaperJob& job, const char* state) const {
        return Json::Object{{"row", job.where},
                            {"pupil_id", job.about.pupil_id},
                            {"pupil", job.about.pupil_name},
                            {"years", Json::Array(job.about.years.begin(), job.about.years.end())},
                            {"state", state}};
    }

    void tell_done(const PaperJob& job, const Outcome& done) {
        (done.fresh ? fresh : already) += 1;
        Json line = row_of(job, done.fresh ? "digitised" : "already");
        Json::Object& members = *line.object();
        members.emplace("code", done.entry.description.code);
        members.emplace("archive_state", done.entry.state);
        members.emplace("pages", done.sheets);
        members.emplace("grey_pages", done.grey);
        members.emplace("dpi", done.dpi);
        members.emplace("doubts", to_json(context_, done.doubts));
        say_json(context_, line);
        tell(context_, done.doubts);
        const std::string colour = done.grey == 0
                                       ? context_.say({"màu", "colour"})
                                       : fmt::format("{} {}", done.grey, context_.say({"xám", "grey"}));
        say(context_, {fmt::format("{}: {} {}, {} trang, {} dpi, {}: {}", job.where,
                                   done.entry.description.code, job.about.pupil_name, done.sheets, done.dpi,
                                   colour, done.fresh ? "đã đưa vào kho, chưa xác nhận" : "đã có trong kho"),
                       fmt::format("{}: {} {}, {} pages, {} dpi, {}: {}", job.where,
                                   done.entry.description.code, job.about.pupil_name, done.sheets, done.dpi,
                                   colour, done.fresh ? "in the archive, unconfirmed" : "already there")});
    }

    /// A scan that will not do is the clerk's, who scans it again.
    void tell_failed(const PaperJob& job, Error error) {
        ++failures;
        if (error.fault == Fault::document) error.fault = Fault::record;
        for (Problem& problem : error.problems)
            if (!problem.where.starts_with(job.where)) problem.where = job.where + ": " + problem.where;
        Json line = row_of(job, "failed");
        line.object()->emplace("errors", to_json(context_, error.problems));
        say_json(context_, line);
        code_ = worse(code_, failed(context_, error));
    }

    const Context& context_;
    const Options& options_;
    Desk& desk_;
    KeyedRecords& keyed_;
    int code_ = 0;
};

Result<PaperDefaults> defaults_of(const Context& context, const Options& options, const Config& config) {
    PaperDefaults defaults{config.school, options.scanned_by, context.now(), options.pattern, {}};
    if (options.paper_mm.empty()) return defaults;
    if (options.paper_mm.size() != 2)
        return fail(Fault::usage, "--paper", {"Ghi rộng,cao bằng mm", "write width,height in mm"},
                    {"Ví dụ --paper 210,297", "for instance --paper 210,297"});
    defaults.paper = Size{{options.paper_mm[0] * 1000}, {options.paper_mm[1] * 1000}};
    return defaults;
}

int digitise_all(const Context& context, const Options& options) {
    auto desk = open(context, options);
    if (!desk) return failed(context, desk.error());
    const auto defaults = defaults_of(context, options, desk->config);
    if (!defaults) return failed(context, defaults.error());
    const auto jobs = paper_jobs(options.list, options.scans, *defaults);
    if (!jobs) return failed(context, jobs.error());
    auto keyed = KeyedRecords::open(desk->workshop, options.keyed);
    Batch batch(context, options, *desk, keyed);
    int code = batch.run(*jobs);
    std::vector<Problem> bad = keyed.refused;
    const auto unused = keyed.unused();
    bad.insert(bad.end(), unused.begin(), unused.end());
    if (!bad.empty()) code = worse(code, failed(context, Error{Fault::record, bad}));
    tell(context, jobs->remarks);
    say(context,
        {fmt::format("{} bản mới vào kho, {} đã có từ trước, {} dòng lỗi; {} bản kèm dữ liệu nhập. Chờ "
                     "ký: hocba sign, vai trò principal rồi school",
                     batch.fresh, batch.already, batch.failures, batch.with_keyed),
         fmt::format("{} new in the archive, {} were there, {} rows failed; {} with keyed marks. They "
                     "wait for signatures: hocba sign as principal, then school",
                     batch.fresh, batch.already, batch.failures, batch.with_keyed)});
    say_json(context, Json::Object{{"state", "done"},
                                   {"digitised", batch.fresh},
                                   {"already", batch.already},
                                   {"failed", batch.failures},
                                   {"keyed", batch.with_keyed},
                                   {"keyed_refused", to_json(context, bad)},
                                   {"remarks", to_json(context, jobs->remarks)}});
    return code;
}

}  // namespace

void add_archive_digitise(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, parent, "digitise",
                                    "số hóa học bạ giấy đã quét / scans of old paper", digitise_all, options);
    command->add_option("ARCHIVE", options->folder)->required();
    command->add_option("SCANS", options->scans, "thư mục ảnh quét / folder of JPEG, PNG, PDF")->required();
    command->add_option("--list", options->list, "CSV: học sinh, năm học, tệp / pupils, years, files")
        ->required();
    command->add_option("--config", options->config, "hocba.toml: school, log_key, work")->required();
    command->add_option("--operator", options->scanned_by,
                        "người quét, nếu danh sách không ghi / who scanned");
    command
        ->add_option("--pattern", options->pattern, "tên tệp, nếu danh sách không ghi / names of the files")
        ->capture_default_str();
    command->add_option("--paper", options->paper_mm, "khổ giấy rộng,cao (mm) / size of a page, e.g. 210,297")
        ->delimiter(',');
    command->add_flag("--grey", options->grey, "nhận cả ảnh xám / take grey scans as well");
    command->add_option("--keyed", options->keyed,
                        "hồ sơ nhập tay từ bản giấy / records keyed from the paper (RECORD)");
    command->footer(
        "Ví dụ / example:\n  hocba archive digitise archive/ quet/ --list danh-sach.csv --config hocba.toml "
        "--operator \"Lê Thị Quét\"");
}

}  // namespace hocba::cli
