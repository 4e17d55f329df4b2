// hocba check: the schema of the form and the rules of the circular, every problem with its place.
#include <fmt/format.h>

#include <memory>

#include "cli/batch.h"
#include "cli/program.h"
#include "cli/report.h"

namespace hocba::cli {
namespace {

struct Options {
    std::vector<std::string> records;
    std::string form;
};

int check(const Context& context, const Options& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    int code = 0;
    std::size_t good = 0, bad = 0, warnings = 0;
    for (const record::Source& source : open_all(options.records)) {
        const auto ready = make_ready(*workshop, source, options.form);
        const std::vector<Problem> none;
        const auto& errors = ready ? none : ready.error().problems;
        const auto& remarks = ready ? ready->warnings : none;
        ready ? ++good : ++bad;
        warnings += remarks.size();
        if (!ready) code = worse(code, exit_code(ready.error()));
        tell(context, errors);
        tell(context, remarks);
        say_json(context, Json::Object{{"input", source.place},
                                       {"valid", ready.has_value()},
                                       {"errors", to_json(context, errors)},
                                       {"warnings", to_json(context, remarks)}});
    }
    say(context,
        {fmt::format("{} hồ sơ đạt, {} hồ sơ có lỗi, {} điều cần xem lại", good, bad, warnings),
         fmt::format("{} records pass, {} have errors, {} remarks to look at", good, bad, warnings)});
    return code;
}

}  // namespace

void add_check(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "check",
                                    "kiểm tra hồ sơ theo mẫu và thông tư / check records", check, options);
    command->add_option("RECORD", options->records, ".json | .ndjson | MOET .xml | thư mục | -")->required();
    command->add_option("--form", options->form, "mẫu học bạ, nếu không tự chọn / form id");
    command->footer("Ví dụ / example:\n  hocba check samples/tieu-hoc-35.ndjson");
}

}  // namespace hocba::cli
