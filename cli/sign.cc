// hocba sign: one person's signature on waiting documents; the last one archives.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "cli/extend.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/sign.h"
#include "cli/sign_summary.h"
#include "cli/sign_xml.h"
#include "engine/base/parallel.h"

namespace hocba::cli {
namespace fs = std::filesystem;

/// Two files of one document: nobody could say which of them was signed.
static void refuse_twice(const std::vector<fs::path>& paths, std::vector<Result<Waiting>>& looked) {
    std::map<std::string, std::vector<std::size_t>> by_code;
    for (std::size_t i = 0; i < looked.size(); ++i)
        if (looked[i]) by_code[looked[i]->description.code].push_back(i);
    for (const auto& [code, places] : by_code)
        for (const std::size_t place : places.size() > 1 ? places : std::vector<std::size_t>())
            looked[place] =
                fail(Fault::usage, paths[place].string(),
                     {fmt::format("Văn bản {} có {} tệp trong đợt ký này", code, places.size()),
                      fmt::format("the document {} stands here in {} files", code, places.size())},
                     {"Chưa ký; chỉ để lại một tệp", "not signed; leave one of them"});
}

std::vector<Result<Waiting>> look_at_all(const Context& context, const Desk& desk, const Act& act,
                                         const std::vector<fs::path>& paths, unsigned jobs) {
    std::vector<Result<Waiting>> looked(paths.size(), Waiting{});
    Progress progress(context, context.say({"kiểm tra", "examining"}), paths.size());
    in_parallel(
        paths.size(), jobs, [&](std::size_t i) { looked[i] = look_at(context, desk, act, paths[i]); },
        [&](std::size_t done) { progress.done(done); });
    for (std::size_t i = 0; i < paths.size(); ++i) {
        // Asked before the last signature is made: it cannot be taken back.
        if (!looked[i] || !is_to_sign(*looked[i], act) || act.role != looked[i]->order.back()) continue;
        const auto known = known_to_archive(desk, looked[i]->description, paths[i].string());
        if (!known) looked[i] = tl::unexpected(known.error());
    }
    refuse_twice(paths, looked);
    return looked;
}

void tell_failed(const Context& context, const fs::path& path, const Error& error, int& code) {
    code = worse(code, failed(context, error));
    say_json(context, Json::Object{{"input", path.string()},
                                   {"state", "failed"},
                                   {"errors", to_json(context, error.problems)}});
}

std::size_t tell_outcomes(const Context& context, const std::vector<const Waiting*>& documents,
                          const std::vector<Outcome>& outcomes, int& code) {
    std::size_t good = 0, left = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i]) {
            tell_failed(context, documents[i]->path, outcomes[i].error(), code);
            continue;
        }
        const bool is_left = outcomes[i]->state == "left";
        good += is_left ? 0 : 1;
        left += is_left ? 1 : 0;
        say_json(context, Json::Object{{"input", documents[i]->path.string()},
                                       {"code", documents[i]->description.code},
                                       {"state", outcomes[i]->state},
                                       {"waiting_for", outcomes[i]->waiting_for}});
    }
    if (left > 0)
        say(context,
            {fmt::format("{} học bạ chưa ký vì khóa không ký được nữa; chạy lại lệnh để ký tiếp", left),
             fmt::format("{} documents are left because the key failed; run it again", left)});
    return good;
}

namespace {

/// What could be examined, and what of it is to be signed, by whom.
struct Batch {
    const Context& context;
    const SignOptions& options;
    Desk& desk;
    Act act;
    std::vector<const Waiting*> documents, to_sign;
    int code = 0;
};

/// Takes out what prints another office than the signer turned out to hold.
void leave_out_other_offices(Batch& batch) {
    std::set<const Waiting*> refused;
    for (const Waiting* one : batch.to_sign) {
        const auto agrees = record_agrees(batch.act, one->record, one->path.string());
        if (agrees) continue;
        tell_failed(batch.context, one->path, agrees.error(), batch.code);
        refused.insert(one);
    }
    const auto is_refused = [&](const Waiting* one) { return refused.contains(one); };
    std::erase_if(batch.to_sign, is_refused);
    std::erase_if(batch.documents, is_refused);
}

/// Opens the key: only now it is known who signs, if several hold the role (the head, and deputies).
Result<void> know_signer(Batch& batch) {
    if (const auto opened = open_signers(batch.context, batch.desk, batch.act.signer_role); !opened)
        return opened;
    auto held = in_office(batch.context, batch.desk, batch.act);
    if (!held) return forward(std::move(held));
    batch.act = *std::move(held);
    leave_out_other_offices(batch);
    return {};
}

/// Whether nobody is asked for the PIN: the list can wait until it is known who signs it.
bool opens_unasked(const Batch& batch) {
    const auto& keys = batch.desk.config.keys;
    return std::all_of(keys.begin(), keys.end(), [&](const KeyFile& key) {
        return key.role != batch.act.signer_role || !key.pin_env.empty() || !key.pin_file.empty();
    });
}

Result<bool> show_and_ask(const Batch& batch, const Summary& summary) {
    fmt::print(stderr, "{}", text_of(batch.context, batch.desk, batch.act, summary));
    say_json(batch.context, to_json(batch.act, summary));
    return batch.options.yes ? Result<bool>(true) : agreed(batch.context, batch.to_sign.size());
}

/// The list is shown, agreed to and kept, and the key is opened: before a PIN is typed, the list; and once
/// more if the key's holder may not sign all of it. False if the person said no.
Result<bool> prepare(Batch& batch) {
    bool opened = opens_unasked(batch);
    if (opened)
        if (const auto open = know_signer(batch); !open) return tl::unexpected(open.error());
    Summary summary;
    for (bool settled = false; !settled && !batch.to_sign.empty();) {
        summary = summarise(batch.context, batch.to_sign);
        summary.signed_before =
            static_cast<std::size_t>(std::count_if(batch.documents.begin(), batch.documents.end(),
                                                   [](const Waiting* one) { return one->signed_before; }));
        if (auto yes = show_and_ask(batch, summary); !yes || !*yes) return yes;
        const std::size_t shown = batch.to_sign.size();
        if (!opened)
            if (const auto open = know_signer(batch); !open) return tl::unexpected(open.error());
        opened = true;
        settled = batch.to_sign.size() == shown;
    }
    if (batch.to_sign.empty()) return true;
    const auto list = keep_list(batch.context, batch.desk, batch.act, summary, batch.to_sign);
    if (!list) return tl::unexpected(list.error());
    say_kept(batch.context, *list);
    return true;
}

/// How many have the signature now, and of them how many had it before.
struct Tally {
    std::size_t good = 0, before = 0;
};

Tally tally(const Batch& batch, const std::vector<Outcome>& outcomes) {
    Tally out;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i] || outcomes[i]->state == "left") continue;
        ++out.good;
        out.before += is_to_sign(*batch.documents[i], batch.act) ? 0 : 1;
    }
    return out;
}

/// The last lines: how many have the signature, and how long both stages took.
void tell_end(const Batch& batch, Tally of, std::size_t failures, const Stopwatch& examined,
              const Stopwatch& signing) {
    const double wall = signing.wall_s(), cpu = signing.cpu_s(), before = examined.wall_s() - wall;
    const Text role = role_name(batch.options.role);
    say(batch.context,
        {fmt::format(
             "{} học bạ xong phần ký của {} ({} ký lần này, {} đã ký trước đó), {} lỗi (kiểm tra và hỏi "
             "{:.1f} s, ký {:.1f} s)",
             of.good, role.vi, of.good - of.before, of.before, failures, before, wall),
         fmt::format("{} documents have the signature of the {} ({} signed now, {} before), {} failed "
                     "(examined and asked {:.1f} s, signed {:.1f} s)",
                     of.good, role.en, of.good - of.before, of.before, failures, before, wall)});
    say_json(batch.context, Json::Object{{"state", "done"},
                                         {"documents", static_cast<std::int64_t>(of.good)},
                                         {"signed_before", static_cast<std::int64_t>(of.before)},
                                         {"failed", static_cast<std::int64_t>(failures)},
                                         {"examine_s", before},
                                         {"sign_s", wall},
                                         {"sign_cpu_s", cpu}});
}

/// Fills in what could be examined, and what of it waits for this act.
void part(Batch& batch, const std::vector<fs::path>& paths, const std::vector<Result<Waiting>>& looked) {
    for (std::size_t i = 0; i < looked.size(); ++i) {
        if (!looked[i]) {
            tell_failed(batch.context, paths[i], looked[i].error(), batch.code);
            continue;
        }
        batch.documents.push_back(&*looked[i]);
        if (is_to_sign(*looked[i], batch.act)) batch.to_sign.push_back(&*looked[i]);
    }
}

int sign_documents(const Context& context, const SignOptions& options, Desk& desk, const Act& act,
                   const std::vector<fs::path>& paths) {
    const Stopwatch examined;
    Batch batch{context, options, desk, foreseen(context, desk, act), {}, {}};
    const auto looked = look_at_all(context, desk, batch.act, paths, options.jobs);
    part(batch, paths, looked);
    if (!batch.to_sign.empty()) {
        const auto ready = prepare(batch);
        if (!ready) return worse(batch.code, failed(context, ready.error()));
        if (!*ready) {
            say(context, {"Chưa ký gì", "nothing was signed"});
            return batch.code;
        }
    }
    const Stopwatch signing;
    const auto outcomes = [&] {
        Progress progress(context, context.say({"ký", "signing"}), batch.documents.size());
        return sign_batch(context, desk, batch.act, batch.documents, options.jobs,
                          [&](std::size_t done) { progress.done(done); });
    }();
    tell_outcomes(context, batch.documents, outcomes, batch.code);
    desk.levels->tell(context);
    const Tally of = tally(batch, outcomes);
    tell_end(batch, of, paths.size() - of.good, examined, signing);
    return batch.code;
}

/// What is to be signed, and in which role.
Result<void> says_what_and_who(const SignOptions& options) {
    if (options.inputs.empty())
        return fail(Fault::usage, "hocba sign",
                    {"Chưa nêu văn bản nào để ký", "no document to sign was named"},
                    {"Thêm tệp hoặc thư mục chờ ký: hocba sign work/ --as principal --config hocba.toml",
                     "name files or the folder that waits: hocba sign work/ --as principal --config "
                     "hocba.toml"});
    if (!options.role.empty()) return {};
    return fail(
        Fault::usage, "--as", {"Chưa nêu ký với vai trò nào", "the role to sign in was not named"},
        {"Thêm một trong: --as homeroom (giáo viên chủ nhiệm), --as principal (hiệu trưởng, cấp phó), "
         "--as school (nhà trường), --as subject-teacher (giáo viên bộ môn, chỉ XML)",
         "add one of --as homeroom, --as principal (also a deputy), --as school, --as "
         "subject-teacher (XML only)"});
}

int sign_all(const Context& context, const SignOptions& options) {
    if (!options.complete.empty()) return complete_list(context, options);
    if (options.extend) return extend_all(context, options.inputs, options.config);
    if (const auto asked = says_what_and_who(options); !asked) return failed(context, asked.error());
    if (!options.prepare.empty()) return prepare_list(context, options);
    auto desk = open_desk(context, options.config);
    if (!desk) return failed(context, desk.error());
    if (are_xml(options.inputs)) return sign_xml_files(context, *desk, options);
    const auto paths = documents_of(options.inputs, options.except);
    if (!paths) return failed(context, paths.error());
    if (are_papers(*paths)) return sign_papers(context, *desk, options, *paths);
    const auto act = act_of(*desk, options.role, options.another);
    if (!act) return failed(context, act.error());
    if (const auto held = has_key(desk->config, act->signer_role); !held)
        return failed(context, held.error());
    if (options.role == desk->procedure.steps.back().role) {  // only the last signature archives
        if (desk->config.archive.empty())
            return failed(context, not_configured(desk->config, "archive").value());
        if (const auto opened = open_archive(*desk); !opened) return failed(context, opened.error());
    }
    return sign_documents(context, options, *desk, *act, *paths);
}

/// Another tool holds the key: it gets digests, and gives signatures back.
void add_hand_over(CLI::App& command, SignOptions& options) {
    CLI::Option* prepare =
        command.add_option("--prepare", options.prepare,
                           "viết danh sách để phần mềm khác ký / write a list for another tool to sign");
    CLI::Option* certificate = command.add_option("--certificate", options.certificate,
                                                  "chứng thư số của người ký / the signer's (PEM)");
    command.add_option("--chain", options.chain, "chứng thư của nơi cấp / its issuers (PEM)")->needs(prepare);
    command.add_option("--digest", options.digest, "SHA-256 | SHA-384")
        ->needs(prepare)
        ->capture_default_str();
    CLI::Option* complete = command.add_option("--complete", options.complete,
                                               "ghép chữ ký của danh sách / put the list's signatures in");
    CLI::Option* signatures = command.add_option("--signatures", options.signatures,
                                                 "tệp hoặc thư mục chữ ký / file or folder of signatures");
    prepare->needs(certificate)->excludes(complete);
    certificate->needs(prepare);
    complete->needs(signatures);
    signatures->needs(complete);
}

}  // namespace

void add_sign(Program& program) {
    auto options = std::make_shared<SignOptions>();
    CLI::App* command = add_command(program, program.app, "sign",
                                    "ký các văn bản đang chờ / sign waiting documents", sign_all, options);
    command->add_option("PDF", options->inputs,
                        "tệp PDF (cùng XML cạnh nó), thư mục, hoặc tệp XML / PDFs with the XML beside them, "
                        "folders, or XML files");
    command->add_option("--as", options->role,
                        "vai trò / role: subject-teacher (XML) | homeroom | principal | school");
    command->add_option("--subject", options->subjects,
                        "môn mà giáo viên bộ môn ký (TEN_MON_HOC hoặc MA_MON_HOC) / subjects of the teacher");
    command->add_flag("--extend", options->extend,
                      "nâng văn bản đã ký đủ lên mức của hocba.toml / lift signed documents to the level");
    command->add_option("--config", options->config, "hocba.toml")->required();
    command->add_option("--except", options->except, "mã hoặc tệp để lại / codes or files left for later");
    add_hand_over(*command, *options);
    command->add_option("--on-behalf-of", options->another.name,
                        "ký thay giáo viên đã nghỉ / the teacher who left (QĐ 1789, Điều 14.7)");
    command->add_option("--reason", options->another.why, "lý do ký thay / why");
    command->add_flag("--yes", options->yes, "không hỏi lại / do not ask");
    command->add_option("--jobs", options->jobs, "số luồng / threads")->check(CLI::Range(1, 256));
    command->footer("Ví dụ / example:\n  hocba sign work/ --as school --config hocba.toml");
}

}  // namespace hocba::cli
