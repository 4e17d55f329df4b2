// hocba archive init, put, get: documents in and out.
#include <fmt/format.h>

#include <memory>

#include "cli/archive_commands.h"
#include "cli/desk.h"
#include "cli/gate.h"
#include "cli/in_force.h"
#include "cli/report.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
    std::string folder, origin = "hocba", log_key;
};

int init(const Context& context, const InitOptions& options) {
    const auto made = archive::Archive::init(options.folder, options.origin, options.log_key, random_seed());
    if (!made) return failed(context, made.error());
    say(context, {fmt::format("{}: kho lưu trữ mới; khóa nhật ký ở {}, cất giữ ngoài kho", options.folder,
                              options.log_key),
                  fmt::format("{}: a new archive; the log key is in {}, keep it outside", options.folder,
                              options.log_key)});
    return 0;
}

struct PutOptions {
    std::string folder, log_key;
    std::vector<std::string> documents;
};

int put(const Context& context, const PutOptions& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    const auto archive = archive::Archive::open_for_writing(options.folder, options.log_key);
    if (!archive) return failed(context, archive.error());
    int code = 0;
    for (const std::string& path : options.documents) {
        auto submission = complete_document(context, *workshop, path);
        if (!submission) {
            code = worse(code, failed(context, submission.error()));
            continue;
        }
        const auto stored = (*archive)->put({*std::move(submission)}, context.now());
        if (!stored[0]) {
            code = worse(code, failed(context, stored[0].error()));
            continue;
        }
        if (const auto told = tell_of_older(context, **archive, stored[0]->first.description); !told)
            code = worse(code, failed(context, told.error()));
        const bool fresh = stored[0]->second == archive::PutOutcome::stored;
        say(context, {fmt::format("{}: {}", path, fresh ? "đã lưu trữ" : "đã có trong kho"),
                      fmt::format("{}: {}", path, fresh ? "archived" : "already there")});
        say_json(context, to_json(stored[0]->first));
    }
    return code;
}

struct GetOptions {
    std::string folder, output, seals;
    archive::Query query;
};

Result<std::string> seal_line(const archive::Archive& archive, const archive::Entry& entry) {
    const auto submission = archive.get(entry);
    if (!submission) return tl::unexpected(submission.error());
    Json line = form::to_json(submission->issue, true);
    (*line.object())["seals"] = Json::Array(submission->seals.begin(), submission->seals.end());
    return canonical(line) + "\n";
}

Result<void> get_one(const archive::Archive& archive, const archive::Entry& entry, const GetOptions& options,
                     std::string& seals) {
    if (!options.seals.empty()) {
        const auto line = seal_line(archive, entry);
        if (!line) return tl::unexpected(line.error());
        seals += *line;
    }
    if (options.output.empty() || entry.pdf_sha256.empty()) return {};
    const auto kept = archive.get(entry);
    if (!kept) return tl::unexpected(kept.error());
    const fs::path file = fs::path(options.output) / entry.description.code;
    if (!kept->xml.empty())
        if (const auto written = write_file(file.string() + ".xml", kept->xml); !written) return written;
    return write_file(file.string() + ".pdf", kept->pdf);
}

int get(const Context& context, const GetOptions& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    const auto entries = (*archive)->find(options.query);
    if (!entries) return failed(context, entries.error());
    if (!options.output.empty())
        if (const auto made = make_folder(options.output); !made) return failed(context, made.error());
    int code = 0;
    std::string seals;
    for (const archive::Entry& entry : *entries) {
        const auto got = get_one(**archive, entry, options, seals);
        if (!got) code = worse(code, failed(context, got.error()));
        say_json(context, to_json(entry));
    }
    if (!options.seals.empty())
        if (const auto written = write_file(options.seals, seals); !written)
            code = worse(code, failed(context, written.error()));
    say(context, {fmt::format("{} văn bản", entries->size()), fmt::format("{} documents", entries->size())});
    return code;
}

}  // namespace

Result<archive::Submission> complete_document(const Context& context, const Workshop& workshop,
                                              const std::string& path) {
    auto pdf = read_file(path);
    if (!pdf) return forward(std::move(pdf));
    if (const auto checked = sound(context, workshop, nullptr, *pdf, path); !checked)
        return tl::unexpected(checked.error());
    const auto fields = pdf::signature_fields(*pdf);
    if (!fields) return tl::unexpected(fields.error());
    for (const pdf::SignatureField& field : *fields)
        if (!field.is_signed)
            return fail(Fault::document, path,
                        {fmt::format("Chưa có chữ ký \"{}\"", field.name),
                         fmt::format("the signature \"{}\" is missing", field.name)});
    return submission_of(workshop, *std::move(pdf), path);
}

void add_archive_store(Program& program, CLI::App& parent) {
    auto init_options = std::make_shared<InitOptions>();
    CLI::App* command =
        add_command(program, parent, "init", "tạo kho mới / make an archive", init, init_options);
    command->add_option("ARCHIVE", init_options->folder)->required();
    command->add_option("--log-key", init_options->log_key, "nơi ghi khóa nhật ký / log key file")
        ->required();
    command->add_option("--origin", init_options->origin, "tên nhật ký / log origin")->capture_default_str();
    auto put_options = std::make_shared<PutOptions>();
    command = add_command(program, parent, "put", "lưu văn bản đã ký đủ / store signed documents", put,
                          put_options);
    command->add_option("ARCHIVE", put_options->folder)->required();
    command->add_option("PDF", put_options->documents)->required();
    command->add_option("--log-key", put_options->log_key, "khóa nhật ký / log key file")->required();
    auto get_options = std::make_shared<GetOptions>();
    command = add_command(program, parent, "get", "lấy văn bản / get documents", get, get_options);
    command->add_option("ARCHIVE", get_options->folder)->required();
    add_query(*command, get_options->query);
    command->add_option("-o", get_options->output, "thư mục kết quả / output folder");
    command->add_option("--seals", get_options->seals, "ghi mã xác thực / write the recorded seals (NDJSON)");
}

}  // namespace hocba::cli
