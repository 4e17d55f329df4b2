#include "cli/extend.h"

#include <fmt/format.h>

#include "cli/levels.h"
#include "cli/report.h"
#include "cli/waiting.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

/// The level it had, and what became of it; the file is written if it grew.
Result<sign::Extended> extend_one(const Context& context, const Levels& levels, const fs::path& path) {
    const auto pdf = read_file(path);
    if (!pdf) return tl::unexpected(pdf.error());
    if (!pdf->starts_with("%PDF-"))
        return fail(Fault::usage, path.string(),
                    {"Không phải tệp PDF: chỉ chữ ký trên PDF có mức để nâng",
                     "not a PDF: only signatures on a PDF have a level to lift"});
    auto extended = sign::extend(*pdf, levels.wanted(), levels.services(), context.now());
    if (!extended || extended->pdf == *pdf) return extended;
    if (const auto written = write_file(path, extended->pdf); !written)
        return tl::unexpected(written.error());
    return extended;
}

int tell_one(const Context& context, const Levels& levels, const std::string& name,
             const Result<sign::Extended>& extended) {
    if (!extended) {
        say_json(context, Json::Object{{"input", name},
                                       {"state", "failed"},
                                       {"errors", to_json(context, extended.error().problems)}});
        return failed(context, extended.error());
    }
    const std::string level(sign::name_of(extended->level));
    say(context, {fmt::format("{}: mức {}", name, level), fmt::format("{}: {}", name, level)});
    say_json(context, Json::Object{{"input", name},
                                   {"level", level},
                                   {"bytes", static_cast<std::int64_t>(extended->pdf.size())},
                                   {"problems", to_json(context, extended->problems)}});
    return extended->level < levels.wanted() ? static_cast<int>(Fault::io) : 0;
}

}  // namespace

int extend_all(const Context& context, const std::vector<std::string>& inputs,
               const std::string& config_path) {
    const auto config = read_config(config_path);
    if (!config) return failed(context, config.error());
    const auto trust = trust_of(*config);
    if (!trust) return failed(context, trust.error());
    const auto levels = Levels::open(*config, *trust);
    if (!levels) return failed(context, levels.error());
    const auto paths = documents_of(inputs, {});
    if (!paths) return failed(context, paths.error());
    int code = 0;
    std::vector<Problem> problems;
    for (const fs::path& path : *paths) {
        const auto extended = extend_one(context, **levels, path);
        code = worse(code, tell_one(context, **levels, path.string(), extended));
        if (extended) problems.insert(problems.end(), extended->problems.begin(), extended->problems.end());
    }
    tell_once(context, problems);
    return code;
}

}  // namespace hocba::cli
