// hocba check: the schema of the form and the rules of the circular, every problem with its place.
#include <fmt/format.h>

#include <memory>

#include "cli/batch.h"
#include "cli/clashes.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/whose.h"

namespace hocba::cli {
namespace {

struct Options {
    std::vector<std::string> records;
    std::string form;
};

struct Summary {
    int code = 0;
    std::size_t good = 0, bad = 0, warnings = 0, pupils = 0, without_personal_id = 0;
};

/// A pupil's record that cannot be read shows no number; a file that cannot be opened, or a class, is no
/// pupil.
void count_pupil(Summary& summary, const Result<Json>& record) {
    const bool pupil = record ? record->find("pupil") != nullptr || record->find("years") != nullptr
                              : record.error().fault == Fault::record;
    if (!pupil) return;
    ++summary.pupils;
    if (!record || !record::has_personal_id(*record)) ++summary.without_personal_id;
}

/// One record: what is wrong with it by itself and beside the others of the run.
struct Report {
    const record::Source& source;
    record::Findings findings;
    int code = 0;

    bool valid() const { return findings.errors.empty(); }
};

void append(std::vector<Problem>& to, const std::vector<Problem>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Report look_at(const Workshop& workshop, const record::Source& source, const std::string& form,
               const record::Findings& among) {
    Report report{source, {}, 0};
    const auto examined = examine(workshop, source, form);
    if (examined) report.findings = examined->findings;
    if (!examined) report.findings.errors = examined.error().problems;
    append(report.findings.errors, among.errors);
    append(report.findings.warnings, among.warnings);
    if (!report.valid()) report.code = static_cast<int>(Fault::record);
    if (!examined) report.code = worse(report.code, exit_code(examined.error()));
    return report;
}

void check_one(const Context& context, const Report& report, Summary& summary) {
    const auto& [errors, warnings] = report.findings;
    report.valid() ? ++summary.good : ++summary.bad;
    summary.warnings += warnings.size();
    summary.code = worse(summary.code, report.code);
    count_pupil(summary, report.source.json);
    const Whose whose = whose_is(report.source);
    tell(context, errors, Weight::error, whose);
    tell(context, warnings, Weight::remark, whose);
    say_json(context, Json::Object{{"input", report.source.place},
                                   {"pupil", whose.pupil},
                                   {"class", whose.class_name},
                                   {"valid", report.valid()},
                                   {"errors", to_json(context, errors)},
                                   {"warnings", to_json(context, warnings)}});
}

void say_summary(const Context& context, const Summary& summary) {
    const auto& [code, good, bad, warnings, pupils, without] = summary;
    say(context,
        {fmt::format("{} hồ sơ đạt, {} hồ sơ có lỗi, {} điều cần xem lại", good, bad, warnings),
         fmt::format("{} records pass, {} have errors, {} remarks to look at", good, bad, warnings)});
    if (pupils != 0)
        say(context,
            {fmt::format("{} trên {} học sinh có số định danh cá nhân 12 chữ số", pupils - without, pupils),
             fmt::format("{} of {} pupils have a 12-digit personal id", pupils - without, pupils)});
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    say_json(context, Json::Object{{"summary", Json::Object{{"good", number(good)},
                                                            {"bad", number(bad)},
                                                            {"warnings", number(warnings)},
                                                            {"pupils", number(pupils)},
                                                            {"without_personal_id", number(without)}}}});
}

int check(const Context& context, const Options& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    if (const auto known = form_exists(*workshop, options.form); !known)
        return failed(context, known.error());
    const std::vector<record::Source> sources = open_all(options.records);
    const std::vector<record::Findings> among = clashes(sources);
    Summary summary;
    for (std::size_t i = 0; i < sources.size(); ++i)
        check_one(context, look_at(*workshop, sources[i], options.form, among[i]), summary);
    say_summary(context, summary);
    return summary.code;
}

}  // namespace

void add_check(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "check",
                                    "kiểm tra hồ sơ theo mẫu và thông tư / check records", check, options);
    command->add_option("RECORD", options->records, ".json | .ndjson | MOET .xml | thư mục | -")->required();
    command->add_option("--form", options->form, "mẫu học bạ, nếu không tự chọn / form id");
    command->footer("Ví dụ / example:\n  hocba check samples/tieu-hoc-35.ndjson");
}

}  // namespace hocba::cli
