// hocba sign: one person's signature on waiting documents; the last one archives.
#include <fmt/format.h>

#include <map>
#include <memory>

#include "cli/extend.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/sign.h"
#include "cli/sign_summary.h"
#include "cli/sign_xml.h"

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

/// The list is shown, agreed to and kept; then the key is opened. False if the person said no.
Result<bool> prepare(const Context& context, const SignOptions& options, Desk& desk, Act& act,
                     const std::vector<const Waiting*>& to_sign) {
    const Summary summary = summarise(context, to_sign);
    fmt::print(stderr, "{}", text_of(context, desk, act, summary));
    say_json(context, to_json(act, summary));
    if (!options.yes)
        if (auto yes = agreed(context, to_sign.size()); !yes || !*yes) return yes;
    if (const auto opened = open_signers(context, desk, act.signer_role); !opened)
        return tl::unexpected(opened.error());
    auto held = in_office(context, desk, std::move(act));
    if (!held) return forward(std::move(held));
    act = *std::move(held);
    const auto list = keep_list(context, desk, act, summary, to_sign);
    if (!list) return tl::unexpected(list.error());
    say(context, {fmt::format("Danh sách đã duyệt: {}", list->string()),
                  fmt::format("The list agreed to: {}", list->string())});
    return true;
}

/// The last lines: how many have the signature, and how long both stages took.
void tell_end(const Context& context, const SignOptions& options, std::size_t good, std::size_t failures,
              const Stopwatch& examined, const Stopwatch& signing) {
    const double wall = signing.wall_s(), cpu = signing.cpu_s(), before = examined.wall_s() - wall;
    say(context,
        {fmt::format("{} học bạ xong phần ký của {}, {} lỗi (kiểm tra và hỏi {:.1f} s, ký {:.1f} s)", good,
                     role_name(options.role).vi, failures, before, wall),
         fmt::format("{} documents have the signature of the {}, {} failed (examined and asked {:.1f} "
                     "s, signed {:.1f} s)",
                     good, options.role, failures, before, wall)});
    say_json(context, Json::Object{{"state", "done"},
                                   {"documents", static_cast<std::int64_t>(good)},
                                   {"failed", static_cast<std::int64_t>(failures)},
                                   {"examine_s", before},
                                   {"sign_s", wall},
                                   {"sign_cpu_s", cpu}});
}

/// Fills in what could be examined, and what of it waits for this act.
void part(const Context& context, const std::vector<fs::path>& paths,
          const std::vector<Result<Waiting>>& looked, const Act& act, std::vector<const Waiting*>& documents,
          std::vector<const Waiting*>& to_sign, int& code) {
    for (std::size_t i = 0; i < looked.size(); ++i) {
        if (!looked[i]) {
            tell_failed(context, paths[i], looked[i].error(), code);
            continue;
        }
        documents.push_back(&*looked[i]);
        if (is_to_sign(*looked[i], act)) to_sign.push_back(&*looked[i]);
    }
}

int sign_documents(const Context& context, const SignOptions& options, Desk& desk, Act act,
                   const std::vector<fs::path>& paths) {
    const Stopwatch examined;
    const auto looked = look_at_all(context, desk, act, paths, options.jobs);
    int code = 0;
    std::vector<const Waiting*> documents, to_sign;
    part(context, paths, looked, act, documents, to_sign, code);
    if (!to_sign.empty()) {
        const auto ready = prepare(context, options, desk, act, to_sign);
        if (!ready) return worse(code, failed(context, ready.error()));
        if (!*ready) {
            say(context, {"Chưa ký gì", "nothing was signed"});
            return code;
        }
    }
    const Stopwatch signing;
    const auto outcomes = [&] {
        Progress progress(context, context.say({"ký", "signing"}), documents.size());
        return sign_batch(context, desk, act, documents, options.jobs,
                          [&](std::size_t done) { progress.done(done); });
    }();
    const std::size_t good = tell_outcomes(context, documents, outcomes, code);
    desk.levels->tell(context);
    tell_end(context, options, good, paths.size() - good, examined, signing);
    return code;
}

int sign_all(const Context& context, const SignOptions& options) {
    if (!options.complete.empty()) return complete_list(context, options);
    if (options.extend) return extend_all(context, options.inputs, options.config);
    if (options.inputs.empty())
        return failed(context, {Fault::usage,
                                {{"PDF", {"Chưa nêu văn bản nào để ký", "no document to sign was named"}}}});
    if (!options.prepare.empty()) return prepare_list(context, options);
    auto desk = open_desk(context, options.config);
    if (!desk) return failed(context, desk.error());
    if (are_xml(options.inputs))
        return sign_xml_files(context, *desk, options.inputs, options.role, options.subjects);
    if (options.role == desk->procedure.steps.back().role) {  // only the last signature archives
        if (desk->config.archive.empty())
            return failed(context, not_configured(desk->config, "archive").value());
        if (const auto opened = open_archive(*desk); !opened) return failed(context, opened.error());
    }
    const auto act = act_of(*desk, options.role, options.another);
    if (!act) return failed(context, act.error());
    const auto paths = documents_of(options.inputs, options.except);
    if (!paths) return failed(context, paths.error());
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
