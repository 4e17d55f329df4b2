// The program's commands: each adds itself to the command line and leaves what to run.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "cli/context.h"

namespace hocba::cli {

struct Program {
    CLI::App app{"hocba: học bạ số (PDF/A-3a, PDF/UA-1, mã QR, chữ ký số, kho lưu trữ)", "hocba"};
    Context context;
    std::function<int()> run;  // set by the command that was typed; returns the exit code
};

void add_init(Program& program);
void add_check(Program& program);
void add_render(Program& program);
void add_issue(Program& program);
void add_sign(Program& program);
void add_status(Program& program);
void add_verify(Program& program);
void add_copy(Program& program);
void add_archive(Program& program);
void add_form(Program& program);
void add_import(Program& program);
void add_publish(Program& program);
void add_keys(Program& program);
void add_key_states(Program& program, CLI::App& parent);
void add_trust_folder(Program& program, CLI::App& parent);
void add_key_requests(Program& program, CLI::App& parent);
void add_import_package(Program& program, CLI::App& parent);
void add_export(Program& program);
void add_export_recall(Program& program, CLI::App& parent);

/// A subcommand whose choice leaves `action(context, options)` in `program.run`. `options` lives as long as
/// the program.
template <class Options>
CLI::App* add_command(Program& program, CLI::App& parent, const char* name, const char* help,
                      int (*action)(const Context&, const Options&), std::shared_ptr<Options> options) {
    CLI::App* command = parent.add_subcommand(name, help);
    command->callback([&program, action, options] {
        program.run = [&program, action, options] { return action(program.context, *options); };
    });
    return command;
}

}  // namespace hocba::cli
