#include "cli/desk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "cli/gate.h"
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

Result<void> procedure_fits(const Config& config, const form::Form& form) {
    if (config.procedure == form.slots()) return {};
    return fail(Fault::usage, config.file,
                {fmt::format("procedure phải đúng là các vai trò của mẫu: {}", fmt::join(form.slots(), ", ")),
                 fmt::format("procedure must be the form's roles: {}", fmt::join(form.slots(), ", "))});
}

Result<void> sound(const Context& context, const Desk& desk, const std::string& pdf,
                   const std::string& name) {
    return sound(context, desk.workshop, desk.trust ? &*desk.trust : nullptr, pdf, name);
}

Result<Desk> open_desk(const Context& context, const std::string& config) {
    auto read = read_config(config);
    if (!read) return forward(std::move(read));
    auto workshop = open_workshop(context);
    if (!workshop) return forward(std::move(workshop));
    Desk desk{*std::move(read), *std::move(workshop), std::nullopt, nullptr, {}, {}};
    if (!desk.config.trust.empty()) {
        auto trust = trust::load(desk.config.trust);
        if (!trust) return forward(std::move(trust));
        desk.trust = *std::move(trust);
    }
    if (desk.config.archive.empty()) return desk;
    if (desk.config.log_key.empty()) return not_configured(desk.config, "log_key");
    auto archive = archive::Archive::open_for_writing(desk.config.archive, desk.config.log_key);
    if (!archive) return forward(std::move(archive));
    desk.archive = *std::move(archive);
    return desk;
}

/// Asked before anything is signed: the next desk would refuse the signature, and nobody could take it back.
Result<void> authorised(const Context& context, const Desk& desk, const KeyFile& key,
                        const sign::Signer& signer) {
    if (!desk.trust || !desk.trust->signers) return {};
    if (trust::may_sign(*desk.trust->signers, signer.identity().certificate, key.role, desk.config.school,
                        context.now()))
        return {};
    return fail(
        Fault::signing, key.pkcs12.string(),
        {fmt::format("{} không có trong danh sách người được ký với vai trò {} của trường {}",
                     signer.identity().name, role_name(key.role).vi, desk.config.school),
         fmt::format("{} is not among those who may sign as {} for school {}", signer.identity().name,
                     key.role, desk.config.school)},
        {"Chưa ký gì. Người giữ thư mục tin cậy thêm vào signers rồi chạy lại hocba keys list",
         "nothing was signed; the keeper of the trust folder adds the signer and runs hocba keys list"});
}

sign::Request request_of(const Desk& desk, const std::string& role, Instant claimed) {
    sign::Request request{role, desk.config.procedure, claimed, ""};
    const auto picture = desk.pictures.find(role);
    if (picture != desk.pictures.end()) request.appearance = &picture->second;
    return request;
}

Result<void> open_signers(const Context& context, Desk& desk, const std::string& role) {
    for (const KeyFile& key : desk.config.keys) {
        if (!role.empty() && key.role != role) continue;
        auto picture = picture_of(key);
        if (!picture) return forward(std::move(picture));
        if (*picture) desk.pictures.insert_or_assign(key.role, **std::move(picture));
        const auto pin = pin_of(context, key);
        if (!pin) return tl::unexpected(pin.error());
        auto signer = sign::open_pkcs12(key.pkcs12.string(), *pin, context.now());
        if (!signer) return forward(std::move(signer));
        if (const auto may = authorised(context, desk, key, **signer); !may) return may;
        desk.signers.insert_or_assign(key.role, *std::move(signer));
    }
    if (!role.empty() && !desk.signers.contains(role))
        return fail(Fault::usage, desk.config.file,
                    {fmt::format("Không có khóa nào cho vai trò \"{}\"", role),
                     fmt::format("there is no key for the role \"{}\"", role)});
    return {};
}

Result<Sealing> open_sealing(const Context& context, const Desk& desk) {
    if (!desk.config.seal || desk.config.seal->pkcs12.empty())
        return not_configured(desk.config, "seal.pkcs12");
    if (desk.config.salt_key.empty()) return not_configured(desk.config, "seal.salt_key");
    if (desk.config.host.empty()) return not_configured(desk.config, "host");
    auto salt_key = read_file(desk.config.salt_key, 4096);
    if (!salt_key) return forward(std::move(salt_key));
    const auto key = from_hex(salt_key->substr(0, salt_key->find_last_not_of("\r\n") + 1));
    if (!key || key->size() < 32)
        return fail(Fault::usage, desk.config.salt_key.string(),
                    {"Khóa sinh muối (salt) phải là ít nhất 64 chữ số hex",
                     "the salt key must be at least 64 hex digits"},
                    {"Tạo bằng: hocba keys create --kind salt", "make one: hocba keys create --kind salt"});
    const auto pin = pin_of(context, *desk.config.seal);
    if (!pin) return tl::unexpected(pin.error());
    auto sealer = seal::open_pkcs12(desk.config.seal->pkcs12.string(), *pin, context.now());
    if (!sealer) return forward(std::move(sealer));
    return Sealing{*std::move(sealer), *key};
}

Result<std::string> next_role(const Config& config, std::string_view pdf) {
    const auto fields = pdf::signature_fields(pdf);
    if (!fields) return tl::unexpected(fields.error());
    for (const std::string& role : config.procedure) {
        const auto field =
            std::find_if(fields->begin(), fields->end(), [&](const auto& f) { return f.name == role; });
        if (field == fields->end())
            return fail(Fault::form, role,
                        {"Mẫu học bạ không có ô ký cho vai trò này", "the form has no slot for this role"});
        if (!field->is_signed) return role;
    }
    return std::string();
}

Result<Progressed> sign_on(const Desk& desk, std::string pdf, Instant claimed) {
    for (;;) {
        auto role = next_role(desk.config, pdf);
        if (!role) return forward(std::move(role));
        const auto signer = desk.signers.find(*role);
        if (role->empty() || signer == desk.signers.end())
            return Progressed{std::move(pdf), *std::move(role)};
        auto next = sign::sign_pdf(pdf, request_of(desk, *role, claimed), *signer->second);
        if (!next) return forward(std::move(next));
        pdf = *std::move(next);
    }
}

Result<archive::Submission> submission_of(const Workshop& workshop, std::string pdf,
                                          const std::string& name) {
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
    archive::Submission submission;
    submission.description = *std::move(description);
    submission.issue = contents->issue;
    submission.record = std::move(contents->record);
    submission.pdf = std::move(pdf);
    submission.seals = std::move(contents->seals);
    submission.software = software();
    submission.unverified_labels_accepted = contents->unverified_labels;
    return submission;
}

std::string file_name(std::string_view issue_id) {
    return crockford60(issue_id) + ".pdf";
}

}  // namespace hocba::cli
