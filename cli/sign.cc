// hocba sign: one person's signature on waiting documents; the last one archives.
#include <fmt/format.h>

#include <memory>

#include "cli/desk.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> inputs;
    std::string role, config;
};

Result<std::vector<fs::path>> documents_of(const std::vector<std::string>& inputs) {
    std::vector<fs::path> all;
    for (const std::string& input : inputs) {
        std::error_code code;
        if (!fs::is_directory(input, code)) {
            all.emplace_back(input);
            continue;
        }
        auto files = files_in(input, ".pdf");
        if (!files) return files;
        all.insert(all.end(), files->begin(), files->end());
    }
    return all;
}

/// The last signature only goes on what the sealing desk logged: same document, same record.
Result<void> known_to_archive(const Desk& desk, const archive::Submission& submission,
                              const std::string& name) {
    const auto entry = desk.archive->find_unit(submission.description.uuid, submission.description.revision);
    if (!entry) return tl::unexpected(entry.error());
    if (*entry && (*entry)->description.document == submission.description.document &&
        (*entry)->description.record_digest == submission.description.record_digest)
        return {};
    return fail(Fault::document, name,
                {"Kho lưu trữ không biết văn bản này: không phải bản mà bàn phát hành đã đóng mã",
                 "the archive does not know this document: it is not the one that the issuing desk sealed"},
                {"Không ký; hỏi lại người gửi tệp", "do not sign it; ask whoever sent the file"});
}

struct Signed {
    std::string code, state, waiting_for;
};

/// What is known of a document before anybody signs it.
struct Waiting {
    std::string pdf, code;
    std::string role;  // that signs next; empty when all have signed
    bool signed_before = false;
};

Result<Waiting> look_at(const Desk& desk, const std::string& role, const fs::path& path) {
    auto pdf = read_file(path);
    if (!pdf) return forward(std::move(pdf));
    const auto contents = contents_of(*pdf, path.string());
    if (!contents) return tl::unexpected(contents.error());
    if (contents->issue.school != desk.config.school)
        return fail(Fault::signing, path.string(),
                    {fmt::format("Văn bản của trường {}, cấu hình này dùng cho trường {}",
                                 contents->issue.school, desk.config.school),
                     fmt::format("the document is of school {}, this desk signs for {}",
                                 contents->issue.school, desk.config.school)});
    const form::Form* form = form_named(desk.workshop, contents->form);
    if (form != nullptr)
        if (const auto fits = procedure_fits(desk.config, *form); !fits) return tl::unexpected(fits.error());
    auto next = next_role(desk.config, *pdf);
    if (!next) return forward(std::move(next));
    Waiting waiting{*std::move(pdf), crockford60(contents->id), *std::move(next)};
    const auto fields = pdf::signature_fields(waiting.pdf);
    if (!fields) return tl::unexpected(fields.error());
    for (const pdf::SignatureField& field : *fields)
        waiting.signed_before |= field.name == role && field.is_signed;
    return waiting;
}

Result<archive::Submission> known_submission(const Desk& desk, const std::string& pdf,
                                             const std::string& name) {
    auto submission = submission_of(desk.workshop, pdf, name);
    if (!submission) return submission;
    if (const auto known = known_to_archive(desk, *submission, name); !known)
        return tl::unexpected(known.error());
    return submission;
}

Result<Signed> finish(const Context& context, const Desk& desk, const Waiting& waiting,
                      const fs::path& path) {
    if (desk.archive == nullptr) return not_configured(desk.config, "archive");
    auto submission = known_submission(desk, waiting.pdf, path.string());
    if (!submission) return forward(std::move(submission));
    const auto stored = store(context, desk, {*std::move(submission)});
    if (!stored[0]) return tl::unexpected(stored[0].error());
    std::error_code code;
    fs::remove(path, code);  // stored and copied out; a leftover is harmless
    return Signed{waiting.code, *stored[0], ""};
}

Result<Signed> sign_one(const Context& context, const Desk& desk, const std::string& role,
                        const fs::path& path) {
    auto waiting = look_at(desk, role, path);
    if (!waiting) return forward(std::move(waiting));
    if (waiting->role.empty()) return finish(context, desk, *waiting, path);
    if (waiting->signed_before) return Signed{waiting->code, "already-signed", waiting->role};
    if (const auto checked = sound(context, desk, waiting->pdf, path.string()); !checked)
        return tl::unexpected(checked.error());
    // Asked before the last signature is made: it cannot be taken back.
    if (role == desk.config.procedure.back() && waiting->role == role)
        if (const auto known = known_submission(desk, waiting->pdf, path.string()); !known)
            return tl::unexpected(known.error());
    auto pdf = sign::sign_pdf(waiting->pdf, request_of(desk, role, context.now()), *desk.signers.at(role));
    if (!pdf) return forward(std::move(pdf));
    waiting->pdf = *std::move(pdf);
    if (const auto written = write_file(path, waiting->pdf); !written) return tl::unexpected(written.error());
    auto next = next_role(desk.config, waiting->pdf);
    if (!next) return forward(std::move(next));
    if (!next->empty()) return Signed{waiting->code, "signed", *std::move(next)};
    return finish(context, desk, *waiting, path);
}

int sign_all(const Context& context, const Options& options) {
    auto desk = open_desk(context, options.config);
    if (!desk) return failed(context, desk.error());
    if (desk->archive == nullptr && options.role == desk->config.procedure.back())
        return failed(context, not_configured(desk->config, "archive").value());
    const auto paths = documents_of(options.inputs);
    if (!paths) return failed(context, paths.error());
    if (const auto opened = open_signers(context, *desk, options.role); !opened)
        return failed(context, opened.error());
    int code = 0;
    std::size_t good = 0;
    Progress progress(context, context.say({"ký", "signing"}), paths->size());
    for (std::size_t i = 0; i < paths->size(); ++i) {
        const std::string name = (*paths)[i].string();
        const auto result = sign_one(context, *desk, options.role, (*paths)[i]);
        progress.done(i + 1);
        if (!result) {
            code = worse(code, failed(context, result.error()));
            say_json(context, Json::Object{{"input", name},
                                           {"state", "failed"},
                                           {"errors", to_json(context, result.error().problems)}});
            continue;
        }
        ++good;
        say_json(context, Json::Object{{"input", name},
                                       {"code", result->code},
                                       {"state", result->state},
                                       {"waiting_for", result->waiting_for}});
    }
    say(context, {fmt::format("{} học bạ xong phần ký của {}, {} lỗi", good, role_name(options.role).vi,
                              paths->size() - good),
                  fmt::format("{} documents have the signature of the {}, {} failed", good, options.role,
                              paths->size() - good)});
    return code;
}

}  // namespace

void add_sign(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "sign",
                                    "ký các văn bản đang chờ / sign waiting documents", sign_all, options);
    command->add_option("PDF", options->inputs, "tệp PDF hoặc thư mục / files or folders")->required();
    command->add_option("--as", options->role, "vai trò / role: homeroom | principal | school")->required();
    command->add_option("--config", options->config, "hocba.toml")->required();
    command->footer("Ví dụ / example:\n  hocba sign work/ --as school --config hocba.toml");
}

}  // namespace hocba::cli
