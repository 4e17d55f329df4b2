// The archive's commands share how entries are asked for and shown.
#pragma once

#include "archive/archive.h"
#include "cli/batch.h"
#include "cli/program.h"

namespace hocba::cli {

void add_archive_store(Program& program, CLI::App& parent);  // init put get
void add_archive_find(Program& program, CLI::App& parent);
void add_archive_look(Program& program, CLI::App& parent);   // show check rebuild
void add_archive_log(Program& program, CLI::App& parent);    // log prove verify
void add_archive_log_keep(Program& program, CLI::App& log);  // log cosign stamp
void add_archive_renew(Program& program, CLI::App& parent);
void add_archive_export(Program& program, CLI::App& parent);  // export import
void add_archive_digitise(Program& program, CLI::App& parent);
void add_archive_digitised(Program& program, CLI::App& parent);
void add_archive_life(Program& program, CLI::App& parent);  // revoke supersede continue hold unhold erase

void add_archive_transfer(Program& program, CLI::App& parent);
void add_archive_book(Program& program, CLI::App& parent);

/// archive check --format: a bag or an OCFL root, judged by its specification.
int check_package(const Context& context, const std::string& folder, const std::string& format);

/// A PDF on its way into the archive: sound, and signed by all whom its fields name.
Result<archive::Submission> complete_document(const Context& context, const Workshop& workshop,
                                              const std::string& path);

/// --code --uuid --pupil --name --school --class --year --state.
void add_query(CLI::App& command, archive::Query& query);

/// The human code as people type it (crockford_code() in engine/base/bytes.h); anything else is wrong usage.
void check_code(CLI::Option& option);

Json to_json(const archive::Entry& entry);
Json to_json(const archive::Cosignature& cosignature);

/// A file that holds one vkey line. Fault::archive.
Result<archive::VerifierKey> log_key_in(const std::string& path,
                                        archive::KeyType type = archive::KeyType::note);

}  // namespace hocba::cli
