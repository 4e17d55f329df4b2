// hocba render: drafts without a key, or an issued document again from its recorded seals.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "cli/batch.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/file.h"
#include "engine/base/parallel.h"
#include "engine/engine.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> records;
    std::string folder, form, seals, as;
    unsigned jobs = default_jobs();
};

struct Recorded {
    form::Issue issue;
    std::vector<std::string> seals;
};
using Recordings = std::map<std::string, Recorded>;  // by UUID

Result<Recorded> recorded(const std::string& line, const std::string& place) {
    const auto json = parse_json(line, place);
    if (!json) return tl::unexpected(json.error());
    auto issue = form::issue_from_json(*json, place);
    if (!issue) return forward(std::move(issue));
    const Json* seals = json->find("seals");
    Recorded result{*std::move(issue), {}};
    if (seals != nullptr && seals->array() != nullptr)
        for (const Json& seal : *seals->array()) result.seals.push_back(seal.string() ? *seal.string() : "");
    if (result.seals.empty())
        return fail(Fault::record, place, {"Không có mã xác thực (seals)", "there are no seals"});
    return result;
}

/// NDJSON as `archive get --seals` writes it: issue.json with its salt, and "seals".
Result<Recordings> read_seals(const std::string& path) {
    Recordings all;
    if (path.empty()) return all;
    const auto bytes = read_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    std::istringstream lines(*bytes);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        auto one = recorded(line, fmt::format("{}:{}", path, ++number));
        if (!one) return forward(std::move(one));
        all.insert_or_assign(one->issue.uuid, *std::move(one));
    }
    return all;
}

Result<pdf::Draft> rendered(const Workshop& workshop, const Ready& ready, const Recordings& recordings) {
    const auto found = recordings.find(ready.record.json().text_or("lookup_uuid"));
    if (found == recordings.end()) return draft(ready.record, ready.form, workshop.fonts);
    auto document =
        reissue(ready.record, ready.form, workshop.fonts, found->second.issue, found->second.seals);
    if (!document) return forward(std::move(document));
    return std::move(document->pdf);
}

Result<std::string> name_of(const Ready& ready) {
    auto stem = form::file_stem_of(ready.form, ready.record);
    if (!stem) return stem;
    return *stem + ".pdf";
}

/// What became of one record: the file's name, or who must act.
using Outcome = Result<std::string>;

Outcome render_one(const Workshop& workshop, const Options& options, const Recordings& recordings,
                   const Ready& ready, const std::string& name) {
    auto pdf = rendered(workshop, ready, recordings);
    if (!pdf) return tl::unexpected(of_record(ready.record.place(), std::move(pdf.error())));
    const auto written = write_file(fs::path(options.folder) / name, pdf->bytes);
    if (!written) return tl::unexpected(written.error());
    return name;
}

/// Names first, so that a clash is found before any file is written and does not depend on the threads.
std::vector<Outcome> names_of(const std::vector<Result<Ready>>& batch) {
    std::set<std::string> taken;
    std::vector<Outcome> names;
    for (const Result<Ready>& ready : batch) {
        Outcome name = ready ? name_of(*ready) : Outcome(tl::unexpected(ready.error()));
        if (name && !taken.insert(*name).second)
            name = fail(Fault::record, ready->record.place(),
                        {fmt::format("Tên tệp {} đã dùng cho hồ sơ khác trong lần chạy này", *name),
                         fmt::format("the file name {} is taken by another record of this run", *name)},
                        {"Xem lại mã định danh và năm học", "look at the pupil's id and the school year"});
        names.push_back(std::move(name));
    }
    return names;
}

int report(const Context& context, const std::vector<record::Source>& sources,
           const std::vector<Outcome>& outcomes) {
    int code = 0;
    std::size_t good = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome& outcome = outcomes[i];
        good += outcome ? 1 : 0;
        if (!outcome) code = worse(code, failed(context, outcome.error()));
        say_json(context, Json::Object{{"input", sources[i].place},
                                       {"file", outcome ? Json(*outcome) : Json()},
                                       {"errors", outcome ? Json(Json::Array{})
                                                          : to_json(context, outcome.error().problems)}});
    }
    say(context, {fmt::format("{} văn bản đã dựng, {} hồ sơ lỗi", good, outcomes.size() - good),
                  fmt::format("{} documents rendered, {} records failed", good, outcomes.size() - good)});
    return code;
}

int render(const Context& context, const Options& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    if (const auto known = form_exists(*workshop, options.form); !known)
        return failed(context, known.error());
    const auto recordings = read_seals(options.seals);
    if (!recordings) return failed(context, recordings.error());
    if (const auto made = make_folder(options.folder); !made) return failed(context, made.error());
    const auto sources = open_all(options.records);
    std::vector<Result<Ready>> batch;
    for (const record::Source& source : sources)
        batch.push_back(make_ready(*workshop, source, options.form, options.as));
    std::vector<Outcome> outcomes = names_of(batch);
    Progress progress(context, context.say({"dựng", "rendering"}), batch.size());
    in_parallel(
        batch.size(), options.jobs,
        [&](std::size_t i) {
            if (outcomes[i])
                outcomes[i] = render_one(*workshop, options, *recordings, *batch[i], *outcomes[i]);
        },
        [&](std::size_t n) { progress.done(n); });
    return report(context, sources, outcomes);
}

}  // namespace

void add_render(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "render",
                                    "dựng bản dự thảo PDF, không cần khóa / render drafts", render, options);
    command->add_option("RECORD", options->records, ".json | .ndjson | MOET .xml | thư mục | -")->required();
    command->add_option("-o", options->folder, "thư mục kết quả / output folder")->required();
    command->add_option("--form", options->form, "mẫu học bạ, nếu không tự chọn / form id");
    command
        ->add_option("--as", options->as,
                     "unit: năm học cuối / the last year; book: mọi năm học / all years; "
                     "mặc định / default: mọi năm học trong hồ sơ / every year that the record has")
        ->check(CLI::IsMember({"unit", "book"}));
    command->add_option("--jobs", options->jobs, "số luồng / threads")->check(CLI::Range(1, 256));
    command->add_option("--seals", options->seals, "mã xác thực đã ghi / recorded seals (NDJSON)");
    command->footer("Ví dụ / example:\n  hocba render samples/tieu-hoc-35.ndjson -o out");
}

}  // namespace hocba::cli
