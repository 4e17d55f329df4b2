// The archive's commands share how entries are asked for and shown.
#pragma once

#include "archive/archive.h"
#include "cli/program.h"

namespace hocba::cli {

void add_archive_store(Program& program, CLI::App& parent);  // init put get
void add_archive_look(Program& program, CLI::App& parent);   // find show check rebuild
void add_archive_renew(Program& program, CLI::App& parent);

/// --code --uuid --pupil --name --school --class --year.
void add_query(CLI::App& command, archive::Query& query);

/// The human code as people type it (crockford_code() in engine/base/bytes.h); anything else is wrong usage.
void check_code(CLI::Option& option);

Json to_json(const archive::Entry& entry);

}  // namespace hocba::cli
