// hocba issue: check → lay out → seal → write → sign what this desk may sign → archive when complete.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "cli/archive_commands.h"
#include "cli/desk.h"
#include "cli/in_force.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/sign_xml.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/base/parallel.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 128;  // documents in memory at a time

struct Options {
    std::vector<std::string> records, replaces;
    std::string config, form, decision;
    unsigned jobs = default_jobs();
};

enum class State { fresh, resumed, already };

/// What is to be done with one record, decided before any work.
struct Plan {
    Ready ready;
    form::Issue issue;
    State state = State::fresh;
    std::vector<std::string> seals;  // of a resumed one
    std::string data_xml = {};       // that the PDF carries; empty where there is none
};

struct Issued {
    std::string code, state, waiting_for;
};
using Outcome = Result<Issued>;

/// The desk, its seal, and what the batch has seen.
struct Run {
    const Context& context;
    const Options& options;
    Desk& desk;
    Sealing& sealing;
    std::set<std::string> uuids;
    std::set<std::array<std::string, 3>> pupils;  // id, school year, form
    exchange::SubjectCodes codes;
};

Result<void> acceptable(const Run& run, const Ready& ready) {
    const Config& config = run.desk.config;
    if (ready.form.is_of_class())
        return fail(Fault::record, ready.record.place(),
                    {fmt::format("{} là mẫu của lớp, không phát hành được", ready.form.id()),
                     fmt::format("{} is a form of a class and is not issued", ready.form.id())},
                    {"Dùng hocba render để in", "print it with hocba render"});
    if (const auto fits = procedure_fits(run.desk, ready.form); !fits) return fits;
    const Json* school = ready.record.json().find("school");
    if (school != nullptr && school->text_or("code") != config.school)
        return fail(Fault::record, ready.record.place() + "/school/code",
                    {fmt::format("Hồ sơ của trường {}, cấu hình này dùng cho trường {}",
                                 school->text_or("code"), config.school),
                     fmt::format("the record is of school {}, this desk issues for {}",
                                 school->text_or("code"), config.school)});
    if (config.accept_unverified) return {};
    const auto& labels = ready.form.labels();
    const auto unverified = [](const form::Label& label) { return !label.verified; };
    const auto first = std::find_if(labels.begin(), labels.end(), unverified);
    if (first == labels.end()) return {};
    const auto count = std::count_if(labels.begin(), labels.end(), unverified);
    return fail(Fault::form, ready.form.id() + "/" + first->place,
                {fmt::format("{} nhãn chưa được đối chiếu với văn bản pháp lý, đầu tiên là \"{}\"", count,
                             first->text),
                 fmt::format("{} labels are not verified against a legal text, the first is \"{}\"", count,
                             first->text)},
                {"Nếu chấp nhận, đặt accept_unverified = true trong hocba.toml",
                 "to accept it, set accept_unverified = true in hocba.toml"});
}

tl::unexpected<Error> used_uuid(const Ready& ready, const std::string& uuid) {
    return fail(Fault::record, ready.record.place() + "/lookup_uuid",
                {fmt::format("Mã tra cứu {} đã dùng cho một học bạ có nội dung khác", uuid),
                 fmt::format("the UUID {} is used by a transcript with other contents", uuid)},
                {"Học bạ thay thế cần mã UUID v4 mới (CV 2088, mục 1.4)",
                 "a replacement needs a new UUID v4 (CV 2088, 1.4)"});
}

/// Recalled or replaced: neither comes back, whatever the record says.
tl::unexpected<Error> recalled_uuid(const Ready& ready, const archive::Entry& entry) {
    const bool revoked = entry.state == "revoked";
    return fail(Fault::record, ready.record.place() + "/lookup_uuid",
                {fmt::format("Mã tra cứu này là của học bạ {}, {}", entry.description.code,
                             revoked ? "đã bị thu hồi" : "đã được thay thế"),
                 fmt::format("this look-up UUID is of document {}, which was {}", entry.description.code,
                             entry.state)},
                {"Học bạ mới cần mã UUID v4 mới (CV 2088, mục 1.4); hocba archive show cho biết vì sao",
                 "a new transcript needs a new UUID v4 (CV 2088, 1.4); hocba archive show tells why"});
}

/// Its seals are of the form and fonts that were in use then: with others they would lie.
tl::unexpected<Error> other_form(const Ready& ready, const archive::Entry& entry) {
    return fail(
        Fault::form, ready.record.place(),
        {fmt::format("Học bạ này đã gắn mã {} theo mẫu {}; mẫu hoặc phông chữ ở đây đã khác",
                     entry.description.code, entry.description.form),
         fmt::format("this transcript was sealed as {} by form {}; the form or the fonts here are others",
                     entry.description.code, entry.description.form)},
        {"Dùng lại đúng bộ mẫu khi gắn mã để ký tiếp, hoặc phát hành với mã tra cứu (UUID) mới",
         "go on with the forms it was sealed with, or issue it under a new look-up UUID"});
}

/// A unit that the archive knows: finished, or sealed and waiting; another record under its UUID is refused.
Result<Plan> plan_known(const Run& run, Plan plan, const archive::Entry& entry) {
    if (entry.is_over()) return recalled_uuid(plan.ready, entry);
    if (entry.description.record_digest != plan.ready.record.digest())
        return used_uuid(plan.ready, plan.issue.uuid);
    auto sealed = run.desk.archive->get(entry);
    if (!sealed) return forward(std::move(sealed));
    if (issue_id_of(plan.ready.record, plan.ready.form, run.desk.workshop.fonts, sealed->issue) !=
        entry.description.document)
        return other_form(plan.ready, entry);
    if (entry.state != "pending")
        if (const auto restored = restore_copy(run.desk, entry); !restored)
            return tl::unexpected(restored.error());
    plan.state = entry.state == "pending" ? State::resumed : State::already;
    plan.issue = sealed->issue;
    plan.seals = std::move(sealed->seals);
    return plan;
}

/// A new document of a pupil: the only one of its year in the archive and in this batch.
Result<void> is_only_one(Run& run, const Ready& ready, const std::string& uuid) {
    const auto holder = form::holder_of(ready.form, ready.record);
    if (!holder) return tl::unexpected(holder.error());
    if (holder->pupil_id.empty()) return {};
    archive::Description fresh;
    fresh.uuid = uuid;
    fresh.form = ready.form.id();
    fresh.school = run.desk.config.school;
    fresh.school_year = holder->school_year;
    fresh.pupil_id = holder->pupil_id;
    const Replacing replacing{run.options.replaces, !run.options.decision.empty(), run.desk.config.freeze,
                              run.context.now()};
    if (auto only = only_one_in_force(*run.desk.archive, fresh, ready.record.place(), replacing); !only)
        return only;
    if (run.pupils.insert({fresh.pupil_id, fresh.school_year, fresh.form}).second) return {};
    return fail(Fault::record, ready.record.place(),
                {fmt::format("Học sinh {} đã có một học bạ năm học {} trong đợt này", fresh.pupil_id,
                             fresh.school_year),
                 fmt::format("pupil {} has a transcript of {} in this batch already", fresh.pupil_id,
                             fresh.school_year)},
                {"Chỉ để lại một hồ sơ", "leave one of the records"});
}

Result<Plan> plan_one(Run& run, const record::Source& source) {
    auto ready = make_ready(run.desk.workshop, source, run.options.form);
    if (!ready) return forward(std::move(ready));
    if (const auto fine = acceptable(run, *ready); !fine) return tl::unexpected(fine.error());
    Plan plan{*std::move(ready), {}, State::fresh, {}};
    auto xml = data_xml_of(run.context, run.desk, plan.ready, source.place, run.codes);
    if (!xml) return forward(std::move(xml));
    plan.data_xml = *std::move(xml);
    const std::string uuid = plan.ready.record.json().text_or("lookup_uuid");
    plan.issue = {uuid,
                  1,
                  run.context.now(),
                  run.desk.config.school,
                  run.desk.config.host,
                  to_hex(run.sealing.sealer->key_id()),
                  form::salt_of(run.sealing.salt_key, uuid, 1)};
    const auto known = run.desk.archive->find_unit(uuid, plan.issue.revision);
    if (!known) return tl::unexpected(known.error());
    if (*known) return plan_known(run, std::move(plan), **known);
    if (!run.uuids.insert(uuid).second) return used_uuid(plan.ready, uuid);
    if (const auto only = is_only_one(run, plan.ready, uuid); !only) return tl::unexpected(only.error());
    return plan;
}

/// The sealed document; one that waits in work/ is taken up where it was left.
Result<std::string> document_of(const Run& run, const Plan& plan) {
    const Workshop& shop = run.desk.workshop;
    const auto& [form, record, warnings] = plan.ready;
    if (plan.state == State::fresh) {
        auto made = issue(record, form, shop.fonts, plan.issue, *run.sealing.sealer, plan.data_xml);
        if (!made) return forward(std::move(made));
        return std::move(made->pdf.bytes);
    }
    const fs::path waiting =
        run.desk.config.work / file_name(issue_id_of(record, form, shop.fonts, plan.issue));
    std::error_code code;
    if (fs::exists(waiting, code)) {
        auto left = read_file(waiting);
        if (!left) return left;
        const auto checked = sound(run.context, run.desk, *left, waiting.string());
        return checked ? std::move(left) : tl::unexpected(checked.error());
    }
    auto again = reissue(record, form, shop.fonts, plan.issue, plan.seals, plan.data_xml);
    if (!again) return forward(std::move(again));
    return std::move(again->pdf.bytes);
}

std::string code_of(const Run& run, const Plan& plan) {
    return crockford60(issue_id_of(plan.ready.record, plan.ready.form, run.desk.workshop.fonts, plan.issue));
}

Result<Progressed> make_one(const Run& run, const Result<Plan>& plan) {
    if (!plan) return tl::unexpected(plan.error());
    if (plan->state == State::already) return Progressed{};
    auto sealed = document_of(run, *plan);
    if (!sealed) return tl::unexpected(of_record(plan->ready.record.place(), std::move(sealed.error())));
    const auto& [form, record, warnings] = plan->ready;
    auto made = sign_on(run.context, run.desk, *std::move(sealed), form, record.json());
    if (!made) return made;
    const fs::path waiting = run.desk.config.work / (code_of(run, *plan) + ".pdf");
    auto xml = sign_xml_on(run.desk, waiting, *made, form.slots(), run.context.now());
    if (!xml) return forward(std::move(xml));
    made->xml = *std::move(xml);
    return made;
}

/// Logged as pending first, so that a seal that is out is always known; then left for the next person.
Outcome leave(const Run& run, const Plan& plan, const archive::Submission& submission,
              const std::string& waiting_for) {
    if (plan.state == State::fresh) {
        const auto logged = run.desk.archive->log_seal(submission, run.context.now());
        if (!logged) return tl::unexpected(logged.error());
    }
    const fs::path pdf = run.desk.config.work / (submission.description.code + ".pdf");
    if (!submission.xml.empty())
        if (const auto written = write_file(xml_beside(pdf), submission.xml); !written)
            return tl::unexpected(written.error());
    const auto written = write_file(pdf, submission.pdf);
    if (!written) return tl::unexpected(written.error());
    return Issued{submission.description.code, "waiting", waiting_for};
}

/// Archives the complete ones of a chunk in one commit and leaves the others in work/.
std::vector<Outcome> settle(const Run& run, const std::vector<Result<Plan>>& plans,
                            std::vector<Result<Progressed>>& made) {
    std::vector<Outcome> outcomes;
    std::vector<archive::Submission> complete;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        outcomes.emplace_back(Issued{});
        if (!made[i]) {
            outcomes[i] = tl::unexpected(made[i].error());
            continue;
        }
        outcomes[i]->code = code_of(run, *plans[i]);
        outcomes[i]->state = "already-issued";
        if (plans[i]->state == State::already) continue;
        auto submission =
            submission_of(run.desk.workshop, std::move(made[i]->pdf), plans[i]->ready.record.place());
        if (submission) submission->xml = std::move(made[i]->xml);
        if (!submission) {
            outcomes[i] = tl::unexpected(submission.error());
        } else if (!made[i]->waiting_for.empty()) {
            outcomes[i] = leave(run, *plans[i], *submission, made[i]->waiting_for);
        } else {
            complete.push_back(*std::move(submission));
            places.push_back(i);
        }
    }
    const auto stored = store(run.context, run.desk, complete);
    for (std::size_t i = 0; i < stored.size(); ++i) {
        if (stored[i])
            outcomes[places[i]]->state = *stored[i];
        else
            outcomes[places[i]] = tl::unexpected(stored[i].error());
    }
    return outcomes;
}

std::vector<Outcome> issue_chunk(Run& run, const record::Source* sources, std::size_t count) {
    std::vector<Result<Plan>> plans;
    for (std::size_t i = 0; i < count; ++i) plans.push_back(plan_one(run, sources[i]));
    std::vector<Result<Progressed>> made(count, Progressed{});
    in_parallel(
        count, run.options.jobs, [&](std::size_t i) { made[i] = make_one(run, plans[i]); },
        [](std::size_t) {});
    return settle(run, plans, made);
}

Text sentence(const std::string& place, const Issued& issued) {
    if (issued.state == "waiting")
        return {fmt::format("{}: {} đang chờ chữ ký của {}", place, issued.code,
                            role_name(issued.waiting_for).vi),
                fmt::format("{}: {} waiting for {}", place, issued.code, issued.waiting_for)};
    if (issued.state == "already-issued")
        return {fmt::format("{}: {} đã phát hành từ trước, bỏ qua", place, issued.code),
                fmt::format("{}: {} already issued, skipped", place, issued.code)};
    return {fmt::format("{}: {} đã phát hành và lưu trữ", place, issued.code),
            fmt::format("{}: {} issued and archived", place, issued.code)};
}

int run_all(Run& run, const std::vector<record::Source>& sources) {
    int code = 0;
    std::size_t good = 0, waiting = 0, done = 0;
    std::vector<Error> errors;
    Progress progress(run.context, run.context.say({"phát hành", "issuing"}), sources.size());
    while (done < sources.size()) {
        const std::size_t count = std::min(kChunk, sources.size() - done);
        for (const Outcome& outcome : issue_chunk(run, sources.data() + done, count)) {
            const std::string& place = sources[done++].place;
            if (outcome) {
                ++good;
                waiting += outcome->state == "waiting";
                say(run.context, sentence(place, *outcome));
                say_json(run.context, Json::Object{{"input", place},
                                                   {"code", outcome->code},
                                                   {"state", outcome->state},
                                                   {"waiting_for", outcome->waiting_for}});
                continue;
            }
            code = worse(code, exit_code(outcome.error()));
            errors.push_back(outcome.error());
            say_json(run.context, Json::Object{{"input", place},
                                               {"state", "failed"},
                                               {"errors", to_json(run.context, outcome.error().problems)}});
        }
        progress.done(done);
    }
    for (const Error& error : errors) tell(run.context, error);
    say(run.context,
        {fmt::format("{} học bạ đã đóng mã, đang chờ ký; {} đã lưu trữ; {} hồ sơ lỗi", waiting,
                     good - waiting, errors.size()),
         fmt::format("{} documents sealed and waiting for signatures, {} archived, {} records failed",
                     waiting, good - waiting, errors.size())});
    return code;
}

/// The keys of those who sign before the first whose key is elsewhere: no other PIN is asked for.
Result<void> open_first_signers(const Context& context, Desk& desk) {
    for (const Step& step : desk.procedure.steps) {
        if (!step.on_pdf) continue;
        if (has_key(desk.config, step.role)) {
            if (const auto opened = open_signers(context, desk, step.role); !opened) return opened;
        } else if (!step.only_with_slot) {
            break;
        }
    }
    return {};
}

int issue_all(const Context& context, const Options& options) {
    auto desk = open_desk(context, options.config);
    if (!desk) return failed(context, desk.error());
    if (const auto known = form_exists(desk->workshop, options.form); !known)
        return failed(context, known.error());
    for (const auto& [name, path] : {std::pair{"archive", desk->config.archive}, {"work", desk->config.work}})
        if (path.empty()) return failed(context, not_configured(desk->config, name).value());
    if (const auto made = make_folder(desk->config.work); !made) return failed(context, made.error());
    if (const auto opened = open_archive(*desk); !opened) return failed(context, opened.error());
    auto sealing = open_sealing(context, *desk);
    if (!sealing) return failed(context, sealing.error());
    if (const auto opened = open_first_signers(context, *desk); !opened)
        return failed(context, opened.error());
    auto codes = subject_codes_of(desk->config);
    if (!codes) return failed(context, codes.error());
    Run run{context, options, *desk, *sealing, {}, {}, *std::move(codes)};
    const int code = run_all(run, open_all(options.records));
    desk->levels->tell(context);
    return code;
}

}  // namespace

void add_issue(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(program, program.app, "issue", "phát hành học bạ: kiểm tra, đóng mã, ký, lưu trữ / issue",
                    issue_all, options);
    command->add_option("RECORD", options->records, ".json | .ndjson | MOET .xml | thư mục | -")->required();
    command->add_option("--config", options->config, "hocba.toml")->required();
    command->add_option("--form", options->form, "mẫu học bạ, nếu không tự chọn / form id");
    check_code(*command->add_option(
        "--replaces", options->replaces,
        "mã các học bạ mà bản mới thay thế / codes of transcripts that the new ones replace"));
    command
        ->add_option("--decision", options->decision,
                     "quyết định cho thay, sau ngày đóng băng / needed after the freeze")
        ->check(CLI::ExistingFile);
    command->add_option("--jobs", options->jobs, "số luồng / threads")->check(CLI::Range(1, 256));
    command->footer("Ví dụ / example:\n  hocba issue samples/tieu-hoc-35.ndjson --config hocba.toml");
}

}  // namespace hocba::cli
