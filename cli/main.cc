// hocba: the command line (see --help of each command).
#include <fmt/format.h>

#include <exception>

#include "cli/program.h"
#include "cli/report.h"

namespace {

using namespace hocba;

/// --lang and --time need checking before any command runs.
int take_options(cli::Program& program, const std::string& lang, const std::string& time) {
    if (!lang.empty()) program.context.vietnamese = lang != "en";
    if (time.empty()) return 0;
    program.context.time = parse_instant(time);
    if (program.context.time) return 0;
    fmt::print(stderr, "--time {}: {}\n", time,
               program.context.say({"cần thời điểm RFC 3339, ví dụ 2025-05-31T10:00:00+07:00",
                                    "an RFC 3339 time is needed, such as 2025-05-31T10:00:00+07:00"}));
    return static_cast<int>(Fault::usage);
}

int run(int argc, char** argv) {
    cli::Program program;
    program.context.program = argv[0];
    program.context.vietnamese = cli::prefers_vietnamese();
    std::string lang, time;
    CLI::App& app = program.app;
    app.set_version_flag("--version", "hocba " HOCBA_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", program.context.json, "kết quả dạng JSON / machine-readable results");
    app.add_option("--lang", lang, "vi | en")->check(CLI::IsMember({"vi", "en"}));
    app.add_option("--data", program.context.data_option, "thư mục templates, fonts / data folder");
    app.add_option("--time", time, "thời điểm thay đồng hồ / time instead of the clock (RFC 3339)");
    for (auto* add : {cli::add_init, cli::add_check, cli::add_render, cli::add_issue, cli::add_sign,
                      cli::add_status, cli::add_verify, cli::add_copy, cli::add_archive, cli::add_form,
                      cli::add_keys, cli::add_publish, cli::add_import, cli::add_export})
        add(program);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(Fault::usage);
    }
    if (const int code = take_options(program, lang, time); code != 0) return code;
    return program.run();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        // Out of memory and the like: nothing that a stage foresaw.
        fmt::print(stderr, "hocba: {}\n", error.what());
        return static_cast<int>(Fault::io);
    }
}
