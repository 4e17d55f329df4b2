// hocba form: the forms there are, their faults, and a preview of a form's sample.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <memory>

#include "cli/batch.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/file.h"
#include "engine/engine.h"

extern char** environ;

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct ListOptions {};

struct Counts {
    std::size_t verified = 0, unverified = 0;
};

Counts count(const form::Form& form) {
    Counts counts;
    for (const form::Label& label : form.labels()) ++(label.verified ? counts.verified : counts.unverified);
    return counts;
}

int list(const Context& context, const ListOptions&) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    for (const form::Form& form : workshop->forms) {
        const auto [verified, unverified] = count(form);
        say(context, {fmt::format("{} {}  TT {}  {} nhãn đã đối chiếu, {} chưa", form.id(), form.revision(),
                                  form.circular(), verified, unverified),
                      fmt::format("{} {}  TT {}  {} labels verified, {} not", form.id(), form.revision(),
                                  form.circular(), verified, unverified)});
        say_json(context, Json::Object{{"id", form.id()},
                                       {"revision", form.revision()},
                                       {"number", form.number()},
                                       {"circular", form.circular()},
                                       {"level", form.level()},
                                       {"verified", static_cast<std::int64_t>(verified)},
                                       {"unverified", static_cast<std::int64_t>(unverified)}});
    }
    say(context,
        {"Nhãn được đối chiếu với bản chép lại của văn bản, chưa ai so với bản gốc có chữ ký. "
         "Công văn 119/BGDĐT-GDTH (2025) và Thông tư 70/2026/TT-BGDĐT (22/8/2026) chưa có trong tay và chưa "
         "được áp dụng: phải có người đối chiếu trước khi gọi một văn bản là có giá trị pháp lý.",
         "Labels are compared with transcriptions; no signed original was seen. Công văn 119/BGDĐT-GDTH "
         "(2025) and Thông tư 70/2026/TT-BGDĐT (22 August 2026) were not available and are not applied: a "
         "person must read them before any document is called legally usable."});
    return 0;
}

/// forms.json of docs/seal-format.md.
int dictionary(const Context& context, const ListOptions&) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    fmt::print("{}", pretty(form::seal_dictionary(workshop->forms)));
    return 0;
}

struct FormOptions {
    std::string form, output = ".";
};

/// A folder, or the id of a form under templates/.
Result<fs::path> folder_of(const Context& context, const std::string& named) {
    std::error_code code;
    if (fs::is_directory(named, code)) return fs::path(named);
    const auto data = data_folder(context);
    if (!data) return tl::unexpected(data.error());
    return *data / "templates" / named;
}

Result<Ready> sample_of(const fs::path& folder) {
    auto form = form::load(folder);
    if (!form) return forward(std::move(form));
    const fs::path path = folder / "sample.json";
    const auto bytes = read_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    auto record = record::parse(*bytes, form->schema(), path.string());
    if (!record) return forward(std::move(record));
    return Ready{*std::move(form), *std::move(record), {}};
}

/// Every label with its place and source: what a person has to compare with the legal text.
Json labels_of(const form::Form& form) {
    Json::Array labels;
    for (const form::Label& label : form.labels())
        labels.emplace_back(Json::Object{{"text", label.text},
                                         {"source", label.source},
                                         {"verified", label.verified},
                                         {"where", label.place}});
    return labels;
}

int check(const Context& context, const FormOptions& options) {
    const auto folder = folder_of(context, options.form);
    if (!folder) return failed(context, folder.error());
    const auto form = form::load(*folder);
    if (!form) return failed(context, form.error());
    const auto [verified, unverified] = count(*form);
    say(context, {fmt::format("{} {}: đạt; {} nhãn đã đối chiếu, {} chưa", form->id(), form->revision(),
                              verified, unverified),
                  fmt::format("{} {}: fine; {} labels verified, {} not", form->id(), form->revision(),
                              verified, unverified)});
    say_json(context,
             Json::Object{{"id", form->id()}, {"revision", form->revision()}, {"labels", labels_of(*form)}});
    return 0;
}

/// pdftoppm of poppler-utils draws the pages.
Result<void> draw(const fs::path& pdf, const fs::path& prefix) {
    const std::string from = pdf.string(), to = prefix.string();
    const char* words[] = {"pdftoppm", "-r", "100", "-png", from.c_str(), to.c_str(), nullptr};
    pid_t child = 0;
    int status = 1;
    if (::posix_spawnp(&child, words[0], nullptr, nullptr, const_cast<char**>(words), environ) == 0)
        ::waitpid(child, &status, 0);
    if (status == 0) return {};
    return fail(Fault::io, to, {"Không vẽ được các trang thành ảnh PNG", "the pages were not drawn as PNG"},
                {"Cài gói poppler-utils", "install the package poppler-utils"});
}

int preview(const Context& context, const FormOptions& options) {
    const auto folder = folder_of(context, options.form);
    if (!folder) return failed(context, folder.error());
    const auto sample = sample_of(*folder);
    if (!sample) return failed(context, sample.error());
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    const auto pdf = draft(sample->record, sample->form, workshop->fonts);
    if (!pdf) return failed(context, pdf.error());
    if (const auto made = make_folder(options.output); !made) return failed(context, made.error());
    const fs::path path = fs::path(options.output) / (sample->form.id() + ".pdf");
    if (const auto written = write_file(path, pdf->bytes); !written) return failed(context, written.error());
    const auto drawn = draw(path, fs::path(options.output) / sample->form.id());
    if (!drawn) return failed(context, drawn.error());
    say(context, {path.string(), path.string()});
    return 0;
}

}  // namespace

void add_form(Program& program) {
    CLI::App* parent = program.app.add_subcommand("form", "mẫu học bạ / forms");
    parent->require_subcommand(1);
    parent->fallthrough();
    add_command(program, *parent, "list", "các mẫu / the forms", list, std::make_shared<ListOptions>());
    add_command(program, *parent, "dictionary",
                "các ô mà tem giữ, cho người đọc tem (JSON) / what seals hold", dictionary,
                std::make_shared<ListOptions>());
    auto check_options = std::make_shared<FormOptions>();
    CLI::App* command =
        add_command(program, *parent, "check", "kiểm tra một mẫu / check a form", check, check_options);
    command->add_option("FORM", check_options->form, "mã mẫu hoặc thư mục / id or folder")->required();
    auto options = std::make_shared<FormOptions>();
    command = add_command(program, *parent, "preview", "dựng hồ sơ mẫu thành PDF và PNG / preview", preview,
                          options);
    command->add_option("FORM", options->form, "mã mẫu hoặc thư mục / id or folder")->required();
    command->add_option("-o", options->output, "thư mục kết quả / output folder")->capture_default_str();
    parent->footer("Ví dụ / example:\n  hocba form preview tt27-2020-tieu-hoc-so -o out");
}

}  // namespace hocba::cli
