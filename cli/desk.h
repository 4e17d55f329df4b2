// A desk at work: the configuration with its archive, seal key and signers opened.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "archive/archive.h"
#include "cli/batch.h"
#include "cli/config.h"
#include "cli/levels.h"
#include "cli/procedure.h"
#include "engine/engine.h"
#include "engine/seal/seal.h"
#include "engine/sign/sign.h"
#include "engine/trust/trust.h"

namespace hocba::cli {

struct Desk {
    Config config;
    Workshop workshop;
    Procedure procedure;
    std::optional<trust::Trust> trust;                             // if hocba.toml names a trust folder
    std::unique_ptr<archive::Archive> archive;                     // null if hocba.toml names none
    std::map<std::string, std::unique_ptr<sign::Signer>> signers;  // by role
    std::map<std::string, pdf::Appearance> pictures;               // by role, for visible signatures
    std::unique_ptr<Levels> levels;
    bool hands_over = false;  // another program signs: no timestamp then, so that its digests come out again
};

/// Null if hocba.toml names no trust folder.
inline const trust::Trust* trust_at(const Desk& desk) {
    return desk.trust ? &*desk.trust : nullptr;
}

/// The trust folder that hocba.toml names; nothing if it names none.
Result<std::optional<trust::Trust>> trust_of(const Config& config);

/// Reads hocba.toml, opens forms, fonts and the trust folder; no key and no archive yet.
Result<Desk> open_desk(const Context& context, const std::string& config);

/// For writing: nobody else writes until the desk is done. Nothing happens if hocba.toml names no archive.
Result<void> open_archive(Desk& desk);

/// Fault::document unless the PDF may be signed or kept (gate.h).
Result<void> sound(const Context& context, const Desk& desk, const std::string& pdf, const std::string& name,
                   std::string_view xml = {});

/// Fault::usage unless the form's slots are what the desk's procedure asks of it.
Result<void> procedure_fits(const Desk& desk, const form::Form& form);

const form::Form* form_named(const Workshop& workshop, const std::string& id);

/// Fault::usage unless hocba.toml names a key of that role; says whose keys it names.
Result<void> has_key(const Config& config, const std::string& role);

/// Opens the desk's keys of that role.
Result<void> open_signers(const Context& context, Desk& desk, const std::string& role);

struct Sealing {
    std::unique_ptr<seal::Sealer> sealer;
    std::string salt_key;
};
Result<Sealing> open_sealing(const Context& context, const Desk& desk);

/// How far the procedure has come.
struct Progressed {
    std::string pdf;
    std::string waiting_for;  // role; empty when complete
    std::string xml = {};     // MOET's XML beside it; empty if there is none
};

/// Signs for every role in turn whose key the desk holds, until one is missing. Roles that signed are passed.
Result<Progressed> sign_on(const Context& context, const Desk& desk, std::string pdf, const form::Form& form,
                           const Json& record);

/// The first of the roles whose slot is empty; "" if all are filled.
Result<std::string> next_role(const std::vector<std::string>& order, std::string_view pdf);

/// A document of ours, read once: what the archive keeps of it, its record and its form.
struct Opened {
    archive::Submission submission;
    record::Record record;
    form::Form form;
};
/// Fault::document, Fault::form.
Result<Opened> open_document(const Workshop& workshop, std::string pdf, const std::string& name);

/// What the archive keeps, from the finished file itself.
Result<archive::Submission> submission_of(const Workshop& workshop, std::string pdf, const std::string& name);

/// Lifts complete documents to the desk's level, puts those that are sound into the archive in one commit,
/// copies what it holds to the output folder and takes them out of work/. "issued" or "already-issued" for
/// each.
std::vector<Result<std::string>> store(const Context& context, const Desk& desk,
                                       const std::vector<archive::Submission>& complete);

/// What a crash between archiving and copying left undone for an issued entry.
Result<void> restore_copy(const Desk& desk, const archive::Entry& entry);

/// "<code>.pdf" of an issue id.
std::string file_name(std::string_view issue_id);

}  // namespace hocba::cli
