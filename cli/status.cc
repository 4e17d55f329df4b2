// hocba status: pupil × role of the documents that wait in a folder.
#include <fmt/format.h>

#include <memory>

#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/engine.h"

namespace hocba::cli {
namespace {

struct Options {
    std::string folder = "work";
};

struct Row {
    std::string code, pupil, class_name;
    std::vector<pdf::SignatureField> fields;
};

/// A class and a name are where every form's record has them, as far as this table is concerned.
Result<Row> row_of(const Workshop& workshop, const std::filesystem::path& path) {
    const auto pdf = read_file(path);
    if (!pdf) return tl::unexpected(pdf.error());
    const auto contents = contents_of(*pdf, path.string());
    if (!contents) return tl::unexpected(contents.error());
    auto fields = pdf::signature_fields(*pdf);
    if (!fields) return forward(std::move(fields));
    Row row{crockford60(contents->id), "", "", *std::move(fields)};
    for (const form::Form& form : workshop.forms) {
        if (form.id() != contents->form) continue;
        const auto record = record::parse(contents->record, form.schema(), path.string());
        if (!record) return tl::unexpected(record.error());
        const auto holder = form::holder_of(form, *record);
        if (!holder) return tl::unexpected(holder.error());
        row.pupil = holder->name;
        row.class_name = holder->class_name;
    }
    return row;
}

void print(const Context& context, const Row& row) {
    std::string states;
    Json::Object signatures;
    for (const pdf::SignatureField& field : row.fields) {
        states +=
            fmt::format("  {}: {}", context.say(role_name(field.name)),
                        context.say(field.is_signed ? Text{"đã ký", "signed"} : Text{"chờ", "waiting"}));
        signatures[field.name] = field.is_signed ? "signed" : "waiting";
    }
    const std::string line = fmt::format("{}  {:<8} {:<32}{}", row.code, row.class_name, row.pupil, states);
    say(context, {line, line});
    say_json(
        context,
        Json::Object{
            {"code", row.code}, {"pupil", row.pupil}, {"class", row.class_name}, {"signatures", signatures}});
}

int status(const Context& context, const Options& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    const auto files = files_in(options.folder, ".pdf");
    if (!files) return failed(context, files.error());
    int code = 0;
    for (const auto& path : *files) {
        const auto row = row_of(*workshop, path);
        if (row)
            print(context, *row);
        else
            code = worse(code, failed(context, row.error()));
    }
    say(context, {fmt::format("{} văn bản", files->size()), fmt::format("{} documents", files->size())});
    return code;
}

}  // namespace

void add_status(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "status",
                                    "học sinh × vai trò: đã ký, đang chờ / who has signed", status, options);
    command->add_option("DIR", options->folder, "thư mục work / the work folder")->capture_default_str();
    command->footer("Ví dụ / example:\n  hocba status work/");
}

}  // namespace hocba::cli
