// hocba import package: what a transaction holds, as records.
#include <fmt/format.h>

#include <memory>

#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/file.h"
#include "engine/exchange/export.h"
#include "engine/record/record.h"

namespace hocba::cli {
namespace {

struct Options {
    std::vector<std::string> packages;
    std::string file;
};

struct Taken {
    std::string records;  // NDJSON
    std::size_t good = 0, bad = 0;
    int code = 0;
    std::vector<Problem> problems;  // of all packages, to be told together

    void add(const Context& context, const std::string& package) {
        const auto bytes = read_file(package);
        const auto units = bytes ? exchange::units_of(*bytes, package) : tl::unexpected(bytes.error());
        if (!units) {
            refuse(units.error());
            return line(context, package, "", units.error().problems);
        }
        for (std::size_t i = 0; i < units->size(); ++i)
            add_unit(context, (*units)[i], fmt::format("{}#{}", package, i + 1));
    }

    void add_unit(const Context& context, const std::string& xml, const std::string& place) {
        const auto json = record::from_moet_xml(xml, place);
        if (json) records += canonical(*json) + "\n";
        json ? ++good : ++bad;
        if (!json) refuse(json.error());
        line(context, place, json ? json->text_or("lookup_uuid") : "",
             json ? std::vector<Problem>{} : json.error().problems);
    }

    void refuse(const Error& error) {
        code = worse(code, exit_code(error));
        problems.insert(problems.end(), error.problems.begin(), error.problems.end());
    }

    static void line(const Context& context, const std::string& input, const std::string& uuid,
                     const std::vector<Problem>& errors) {
        say_json(context, Json::Object{{"input", input},
                                       {"uuid", uuid.empty() ? Json() : Json(uuid)},
                                       {"errors", to_json(context, errors)}});
    }
};

int import_package(const Context& context, const Options& options) {
    Taken taken;
    for (const std::string& package : options.packages) taken.add(context, package);
    tell_once(context, taken.problems);
    if (const auto written = write_file(options.file, taken.records); !written)
        return failed(context, written.error());
    say(context,
        {fmt::format("{} hồ sơ trong {}, {} học bạ không đọc được", taken.good, options.file, taken.bad),
         fmt::format("{} records in {}, {} transcripts could not be read", taken.good, options.file,
                     taken.bad)});
    return taken.code;
}

}  // namespace

void add_import_package(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        add_command(program, parent, "package", "gói học bạ của Công văn 2088 / a package of CV 2088",
                    import_package, options);
    command->add_option("FILE", options->packages, "package-0001.txt …")->required();
    command->add_option("-o", options->file, "tệp hồ sơ .ndjson / records")->required();
    command->footer("Ví dụ / example:\n  hocba import package goi/package-0001.txt -o ho-so.ndjson");
}

}  // namespace hocba::cli
