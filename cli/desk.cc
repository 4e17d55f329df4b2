#include "cli/desk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "cli/act.h"
#include "cli/gate.h"
#include "cli/keyring.h"
#include "cli/picture.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

/// Names and paths of the record that the catalogue finds a document by.
Result<archive::Description> describe(const form::Form& form, const record::Record& record,
                                      const Contents& contents) {
    auto holder = form::holder_of(form, record);
    if (!holder) return forward(std::move(holder));
    archive::Description description;
    description.document = contents.id;
    description.code = crockford60(contents.id);
    description.uuid = contents.issue.uuid;
    description.revision = contents.issue.revision;
    description.form = form.id() + " " + form.revision();
    description.school = contents.issue.school;
    description.class_name = holder->class_name;
    description.school_year = holder->school_year;
    description.pupil_id = holder->pupil_id;
    description.pupil_name = holder->name;
    description.record_digest = record.digest();
    return description;
}

}  // namespace

const form::Form* form_named(const Workshop& workshop, const std::string& id) {
    const auto found = std::find_if(workshop.forms.begin(), workshop.forms.end(),
                                    [&](const form::Form& form) { return form.id() == id; });
    return found == workshop.forms.end() ? nullptr : &*found;
}

Result<void> procedure_fits(const Desk& desk, const form::Form& form) {
    return fits(desk.procedure, form.slots(), desk.config.file + ": " + form.id());
}

Result<void> sound(const Context& context, const Desk& desk, const std::string& pdf, const std::string& name,
                   std::string_view xml) {
    return sound(context, desk.workshop, trust_at(desk), pdf, name, xml, desk.procedure.name);
}

/// The procedure that hocba.toml names, or the roles it lists.
static Result<Procedure> procedure_of(const Workshop& workshop, const Config& config) {
    if (config.procedure.empty()) return procedure_of(config.roles);
    return procedure_named(workshop.procedures, config.procedure, config.file);
}

Result<std::optional<trust::Trust>> trust_of(const Config& config) {
    if (config.trust.empty()) return std::nullopt;
    auto trust = trust::load(config.trust);
    if (!trust) return forward(std::move(trust));
    return *std::move(trust);
}

Result<Desk> open_desk(const Context& context, const std::string& config) {
    auto read = read_config(config);
    if (!read) return forward(std::move(read));
    auto workshop = open_workshop(context);
    if (!workshop) return forward(std::move(workshop));
    auto procedure = procedure_of(*workshop, *read);
    if (!procedure) return forward(std::move(procedure));
    Desk desk{*std::move(read), *std::move(workshop), *std::move(procedure), std::nullopt, nullptr, {}, {},
              nullptr};
    auto trust = trust_of(desk.config);
    if (!trust) return forward(std::move(trust));
    desk.trust = *std::move(trust);
    auto levels = Levels::open(desk.config, desk.trust);
    if (!levels) return forward(std::move(levels));
    desk.levels = *std::move(levels);
    return desk;
}

Result<void> open_archive(Desk& desk) {
    if (desk.config.archive.empty()) return {};
    if (desk.config.log_key.empty()) return not_configured(desk.config, "log_key");
    auto archive = archive::Archive::open_for_writing(desk.config.archive, desk.config.log_key);
    if (!archive) return forward(std::move(archive));
    desk.archive = *std::move(archive);
    return {};
}

/// Whose keys the desk holds.
static Text hint_for_key(const Config& config) {
    std::vector<std::string> roles;
    for (const KeyFile& key : config.keys) roles.push_back("--as " + key.role);
    if (roles.empty())
        return {"Thêm mục [[keys]] với role và pkcs12 (hoặc pkcs11, csc) vào hocba.toml",
                "add [[keys]] with role and pkcs12 (or pkcs11, csc) to hocba.toml"};
    const std::string held = fmt::format("{}", fmt::join(roles, ", "));
    return {
        fmt::format("Bàn này có khóa cho {}; vai trò khác thì dùng hocba.toml của người giữ khóa ấy", held),
        fmt::format("this desk has the key for {}; for another role use the hocba.toml of who holds it",
                    held)};
}

Result<void> has_key(const Config& config, const std::string& role) {
    const bool held = std::any_of(config.keys.begin(), config.keys.end(),
                                  [&](const KeyFile& key) { return key.role == role; });
    if (held) return {};
    return fail(Fault::usage, config.file,
                {fmt::format("Không có khóa nào cho vai trò \"{}\"", role),
                 fmt::format("there is no key for the role \"{}\"", role)},
                hint_for_key(config));
}

Result<void> open_signers(const Context& context, Desk& desk, const std::string& role) {
    if (const auto held = has_key(desk.config, role); !held) return held;
    for (const KeyFile& key : desk.config.keys) {
        if (key.role != role) continue;
        auto picture = picture_of(key);
        if (!picture) return forward(std::move(picture));
        if (*picture) desk.pictures.insert_or_assign(key.role, **std::move(picture));
        auto signer = open_key(context, desk.config, key);
        if (!signer) return forward(std::move(signer));
        if (const auto may = authorised(context, desk, key, **signer); !may) return may;
        desk.signers.insert_or_assign(key.role, *std::move(signer));
    }
    return {};
}

Result<std::string> next_role(const std::vector<std::string>& order, std::string_view pdf) {
    const auto fields = pdf::signature_fields(pdf);
    if (!fields) return tl::unexpected(fields.error());
    for (const std::string& role : order) {
        const auto field =
            std::find_if(fields->begin(), fields->end(), [&](const auto& f) { return f.name == role; });
        if (field == fields->end())
            return fail(Fault::form, role,
                        {"Mẫu học bạ không có ô ký cho vai trò này", "the form has no slot for this role"});
        if (!field->is_signed) return role;
    }
    return std::string();
}

Result<Progressed> sign_on(const Context& context, const Desk& desk, std::string pdf, const form::Form& form,
                           const Json& record) {
    for (;;) {
        auto role = next_role(form.slots(), pdf);
        if (!role) return forward(std::move(role));
        const auto signer = desk.signers.find(*role);
        if (role->empty() || signer == desk.signers.end())
            return Progressed{std::move(pdf), *std::move(role)};
        const auto act = act_of(desk, *role).and_then([&](Act one) { return in_office(context, desk, one); });
        if (!act) return tl::unexpected(act.error());
        if (const auto agrees = record_agrees(*act, record, *role); !agrees)
            return tl::unexpected(agrees.error());
        auto next =
            desk.levels->sign(pdf, request_of(desk, *act, form.slots(), context.now()), *signer->second);
        if (!next) return forward(std::move(next));
        pdf = *std::move(next);
    }
}

Result<Opened> open_document(const Workshop& workshop, std::string pdf, const std::string& name) {
    auto contents = contents_of(pdf, name);
    if (!contents) return forward(std::move(contents));
    const form::Form* form = form_named(workshop, contents->form);
    if (form == nullptr)
        return fail(Fault::form, name,
                    {fmt::format("Không có mẫu học bạ \"{}\"", contents->form),
                     fmt::format("there is no form \"{}\"", contents->form)});
    auto record = record::parse(contents->record, form->schema(), name + ":record.json");
    if (!record) return forward(std::move(record));
    auto description = describe(*form, *record, *contents);
    if (!description) return forward(std::move(description));
    Opened opened{{}, *std::move(record), *form};
    archive::Submission& submission = opened.submission;
    submission.description = *std::move(description);
    submission.issue = contents->issue;
    submission.record = std::move(contents->record);
    submission.pdf = std::move(pdf);
    submission.seals = std::move(contents->seals);
    submission.software = software();
    submission.unverified_labels_accepted = contents->unverified_labels;
    return opened;
}

Result<archive::Submission> submission_of(const Workshop& workshop, std::string pdf,
                                          const std::string& name) {
    auto opened = open_document(workshop, std::move(pdf), name);
    if (!opened) return forward(std::move(opened));
    return std::move(opened->submission);
}

std::string file_name(std::string_view issue_id) {
    return crockford60(issue_id) + ".pdf";
}

}  // namespace hocba::cli
