// hocba archive renew: archived documents to the level of hocba.toml, and a new timestamp over each before
// the certificate of its last one ends. The older bytes stay in the archive.
#include <fmt/format.h>

#include <memory>

#include "cli/archive_commands.h"
#include "cli/batch.h"
#include "cli/desk.h"
#include "cli/levels.h"
#include "cli/report.h"
#include "engine/base/parallel.h"

namespace hocba::cli {
namespace {

constexpr std::size_t kBlock = 64;  // documents in memory at a time
constexpr std::int64_t kDay = 86400;

struct Options {
    std::string folder, config;
    std::int64_t within = 365;  // days
};

struct Renewal {
    std::int64_t renewed = 0, lasting = 0, failed = 0;
};

/// The longer PDF; the stored one if it needs nothing yet.
Result<sign::Extended> renewed(const Context& context, const Levels& levels, std::int64_t within,
                               const std::string& pdf) {
    auto lifted = sign::extend(pdf, levels.wanted(), levels.services(), context.now());
    if (!lifted || lifted->level != sign::Level::lta || lifted->pdf != pdf) return lifted;
    const auto until = sign::protected_until(pdf);
    if (!until) return tl::unexpected(until.error());
    if (!*until || (*until)->unix_s - context.now().unix_s > within * kDay) return lifted;
    return sign::renew(pdf, levels.services(), context.now());
}

struct Made {
    archive::Submission submission;
    std::vector<Problem> problems;
    bool grew = false, reached = false;
};

Result<Made> make_one(const Context& context, const archive::Archive& archive, const Levels& levels,
                      const Options& options, const archive::Entry& entry) {
    auto stored = archive.get(entry);
    if (!stored) return forward(std::move(stored));
    auto longer = renewed(context, levels, options.within, stored->pdf);
    if (!longer) return forward(std::move(longer));
    Made made{*std::move(stored), std::move(longer->problems), false, false};
    made.grew = longer->pdf != made.submission.pdf;
    made.reached = made.problems.empty();
    made.submission.pdf = std::move(longer->pdf);
    return made;
}

/// One block: made in parallel, stored in one commit.
int renew_block(const Context& context, archive::Archive& archive, const Levels& levels,
                const Options& options, const archive::Entry* entries, std::size_t count, Renewal& all) {
    std::vector<Result<Made>> made(count, Made{});
    in_parallel(
        count, default_jobs(),
        [&](std::size_t i) { made[i] = make_one(context, archive, levels, options, entries[i]); },
        [](std::size_t) {});
    int code = 0;
    std::vector<archive::Submission> grown, scans;
    std::vector<Problem> problems;
    for (Result<Made>& one : made) {
        if (!one) {
            code = worse(code, failed(context, one.error()));
            ++all.failed;
            continue;
        }
        problems.insert(problems.end(), one->problems.begin(), one->problems.end());
        if (!one->reached) ++all.failed;
        if (one->reached && !one->grew) ++all.lasting;
        const bool is_scan = entries[&one - made.data()].state == "confirmed";
        if (one->grew) (is_scan ? scans : grown).push_back(std::move(one->submission));
    }
    tell_once(context, problems);
    if (!problems.empty()) code = worse(code, static_cast<int>(Fault::io));
    auto answers = archive.renew(grown, context.now());
    for (auto& answer : archive.confirm(scans, context.now())) answers.push_back(std::move(answer));
    for (const auto& stored : answers) {
        if (!stored) code = worse(code, failed(context, stored.error()));
        if (stored) say_json(context, to_json(stored->first));
        (stored ? all.renewed : all.failed) += 1;
    }
    return code;
}

int renew_all(const Context& context, const Options& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    const auto trust = trust_of(*config);
    if (!trust) return failed(context, trust.error());
    const auto levels = Levels::open(*config, *trust);
    if (!levels) return failed(context, levels.error());
    if (config->log_key.empty()) return failed(context, not_configured(*config, "log_key").value());
    const auto archive = archive::Archive::open_for_writing(options.folder, config->log_key);
    if (!archive) return failed(context, archive.error());
    const auto found = (*archive)->find({});
    if (!found) return failed(context, found.error());
    std::vector<archive::Entry> entries;
    for (const archive::Entry& entry : *found)
        if (entry.state == "issued" || entry.state == "confirmed") entries.push_back(entry);
    Renewal all;
    int code = 0;
    Progress progress(context, context.say({"gia hạn", "renewing"}), entries.size());
    for (std::size_t from = 0; from < entries.size(); from += kBlock) {
        const std::size_t count = std::min(kBlock, entries.size() - from);
        code = worse(code, renew_block(context, **archive, **levels, options, &entries[from], count, all));
        progress.done(from + count);
    }
    say(context, {fmt::format("{} học bạ được gia hạn, {} còn đủ lâu, {} chưa được", all.renewed, all.lasting,
                              all.failed),
                  fmt::format("{} documents renewed, {} last long enough, {} not yet", all.renewed,
                              all.lasting, all.failed)});
    say_json(context,
             Json::Object{{"renewed", all.renewed}, {"lasting", all.lasting}, {"failed", all.failed}});
    return code;
}

}  // namespace

void add_archive_renew(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(program, parent, "renew",
                    "nâng mức và gia hạn dấu thời gian / lift levels, renew timestamps", renew_all, options);
    command->add_option("ARCHIVE", options->folder)->required();
    command->add_option("--config", options->config, "hocba.toml: level, timestamp, trust, log_key")
        ->required();
    command->add_option("--within", options->within, "ngày / days before the authority's certificate ends")
        ->capture_default_str()
        ->check(CLI::Range(0, 36500));
    command->footer("Ví dụ / example:\n  hocba archive renew archive/ --config hocba.toml --within 365");
}

}  // namespace hocba::cli
