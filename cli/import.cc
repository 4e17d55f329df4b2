// hocba import: records out of what schools have, CSV sheets by a mapping and MOET's XML.
#include <fmt/format.h>

#include <memory>

#include "cli/batch.h"
#include "cli/import_mapping.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> inputs;
    std::string output, form, seed;
    bool new_uuids = false;
};

Result<std::vector<form::Form>> forms_of(const Context& context) {
    const auto folder = data_folder(context);
    if (!folder) return tl::unexpected(folder.error());
    return form::load_all(*folder / "templates");
}

Result<void> is_ndjson(const std::string& output) {
    if (fs::path(output).extension() == ".ndjson") return {};
    return fail(Fault::usage, output,
                {"Tệp kết quả phải có đuôi .ndjson", "the output's name must end in .ndjson"},
                {"Ví dụ: -o lop4a.ndjson", "for instance -o lop4a.ndjson"});
}

/// The ledger beside the output, if new UUIDs may be given.
class Uuids {
  public:
    static Result<Uuids> open(const Options& options) {
        Uuids uuids;
        uuids.path_ = options.output + ".uuids.csv";
        uuids.seed_ = options.seed;
        std::error_code code;
        const bool exists = fs::exists(uuids.path_, code);
        const auto bytes = exists ? read_file(uuids.path_, 1 << 24) : Result<std::string>("");
        if (!bytes) return tl::unexpected(bytes.error());
        auto ledger = exchange::UuidLedger::parse(*bytes, uuids.path_.string());
        if (!ledger) return forward(std::move(ledger));
        uuids.ledger_ = *std::move(ledger);
        return uuids;
    }

    std::string of(const std::string& key) {
        return ledger_.of(key, [&] {
            const std::string random = seed_.empty() ? random_seed() : hmac_sha256(seed_, key);
            return random.substr(0, 16);
        });
    }
    Result<void> write() const { return write_file(path_, ledger_.csv()); }
    const fs::path& path() const { return path_; }
    std::size_t added() const { return ledger_.added(); }

  private:
    fs::path path_;
    std::string seed_;
    exchange::UuidLedger ledger_;
};

Result<form::Form> form_of(const Context& context, const exchange::Mapping& mapping,
                           const std::string& named) {
    const auto forms = forms_of(context);
    if (!forms) return tl::unexpected(forms.error());
    auto form = form::choose(*forms, exchange::constants_of(mapping), named, mapping.file);
    if (!form) return tl::unexpected(Error{Fault::usage, std::move(form).error().problems});
    if (!form->is_of_class()) return form;
    return fail(Fault::usage, mapping.file,
                {fmt::format("\"{}\" là mẫu của cả lớp; import csv làm hồ sơ của từng học sinh", form->id()),
                 fmt::format("\"{}\" is a form of a class; import csv makes records of pupils", form->id())});
}

Result<void> write_records(const std::string& output, const std::vector<std::string>& records) {
    std::string lines;
    for (const std::string& record : records) lines += record + "\n";
    return write_file(output, lines);
}

/// An older list of rejected rows would be taken for this run's.
Result<std::string> write_rejected(const Context& context, const Options& options,
                                   const exchange::Import& import) {
    const std::string path = options.output + ".rejected.csv";
    std::error_code code;
    fs::remove(path, code);
    if (import.rejected.empty()) return std::string();
    const auto written = write_file(path, exchange::rejected_csv(import.rejected, context.vietnamese));
    if (!written) return tl::unexpected(written.error());
    return path;
}

std::vector<Problem> problems_of(const exchange::Import& import) {
    std::vector<Problem> problems;
    for (const exchange::Rejected& row : import.rejected) problems.push_back(row.problem);
    return problems;
}

void tell_import(const Context& context, const Options& options, const exchange::Import& import,
                 const std::string& rejected, const Uuids* uuids) {
    const std::vector<Problem> problems = problems_of(import);
    const std::size_t added = uuids == nullptr ? 0 : uuids->added();
    tell(context, import.remarks);
    tell_once(context, problems);
    if (added > 0)
        say(context,
            {fmt::format("Đã cấp {} mã tra cứu mới, ghi ở {}: giữ tệp này để lần sau không cấp mã khác",
                         added, uuids->path().string()),
             fmt::format("gave {} new look-up UUIDs, kept in {}: keep that file, so that the next run gives "
                         "no others",
                         added, uuids->path().string())});
    if (!rejected.empty())
        say(context, {fmt::format("Các dòng bị từ chối và lý do: {}", rejected),
                      fmt::format("rejected rows, and why: {}", rejected)});
    const std::size_t failed = import.pupils - import.records.size();
    say(context,
        {fmt::format("{} hồ sơ đã ghi vào {}, {} học sinh bị từ chối, {} dòng không biết của học sinh nào",
                     import.records.size(), options.output, failed, import.unmatched_rows),
         fmt::format("{} records written to {}, {} pupils rejected, {} rows could not be read as a pupil's",
                     import.records.size(), options.output, failed, import.unmatched_rows)});
    say_json(context, Json::Object{{"output", options.output},
                                   {"records", static_cast<std::int64_t>(import.records.size())},
                                   {"pupils", static_cast<std::int64_t>(import.pupils)},
                                   {"unmatched_rows", static_cast<std::int64_t>(import.unmatched_rows)},
                                   {"new_uuids", static_cast<std::int64_t>(added)},
                                   {"rejected_file", rejected.empty() ? Json(nullptr) : Json(rejected)},
                                   {"errors", to_json(context, problems)},
                                   {"remarks", to_json(context, import.remarks)}});
}

int import_csv(const Context& context, const Options& options) {
    if (const auto named = is_ndjson(options.output); !named) return failed(context, named.error());
    const auto mapping = read_mapping(options.inputs.front());
    if (!mapping) return failed(context, mapping.error());
    const auto form = form_of(context, *mapping, options.form);
    if (!form) return failed(context, form.error());
    std::optional<Uuids> uuids;
    if (options.new_uuids) {
        auto opened = Uuids::open(options);
        if (!opened) return failed(context, opened.error());
        uuids = *std::move(opened);
    }
    exchange::Identify identify;
    if (uuids) identify = [&](const std::string& key) { return uuids->of(key); };
    const auto import = exchange::import_sheets(*mapping, form->schema(), identify);
    if (!import) {
        tell_once(context, import.error().problems);
        return exit_code(import.error());
    }
    // The UUIDs first: records without their ledger would get others the next time.
    if (uuids)
        if (const auto written = uuids->write(); !written) return failed(context, written.error());
    if (const auto written = write_records(options.output, import->records); !written)
        return failed(context, written.error());
    const auto rejected = write_rejected(context, options, *import);
    if (!rejected) return failed(context, rejected.error());
    tell_import(context, options, *import, *rejected, uuids ? &*uuids : nullptr);
    return import->rejected.empty() ? 0 : static_cast<int>(Fault::record);
}

/// The record as its form's schema accepts it; the circular's rules are for `hocba check`.
Result<std::string> line_of(const std::vector<form::Form>& forms, const record::Source& source,
                            const std::string& named) {
    if (!source.json) return tl::unexpected(source.json.error());
    const auto form = form::choose(forms, *source.json, named, source.place);
    if (!form) return tl::unexpected(form.error());
    const auto record = record::from_json(*source.json, form->schema(), source.place);
    if (!record) return tl::unexpected(record.error());
    return record->bytes();
}

int import_xml(const Context& context, const Options& options) {
    if (const auto named = is_ndjson(options.output); !named) return failed(context, named.error());
    const auto forms = forms_of(context);
    if (!forms) return failed(context, forms.error());
    std::vector<std::string> records;
    std::vector<Problem> problems;
    std::size_t bad = 0;
    int code = 0;
    for (const record::Source& source : open_all(options.inputs)) {
        const auto line = line_of(*forms, source, options.form);
        const std::vector<Problem> none;
        if (line) {
            records.push_back(*line);
        } else {
            ++bad;
            code = worse(code, exit_code(line.error()));
            problems.insert(problems.end(), line.error().problems.begin(), line.error().problems.end());
        }
        say_json(context, Json::Object{{"input", source.place},
                                       {"valid", line.has_value()},
                                       {"errors", to_json(context, line ? none : line.error().problems)}});
    }
    tell_once(context, problems);
    if (const auto written = write_records(options.output, records); !written)
        return failed(context, written.error());
    say(context,
        {fmt::format("{} hồ sơ đã ghi vào {}, {} tệp bị từ chối", records.size(), options.output, bad),
         fmt::format("{} records written to {}, {} files rejected", records.size(), options.output, bad)});
    return code;
}

}  // namespace

void add_import(Program& program) {
    CLI::App* parent =
        program.app.add_subcommand("import", "hồ sơ từ dữ liệu của trường / records from school data");
    parent->require_subcommand(1);
    parent->fallthrough();
    auto csv = std::make_shared<Options>();
    CLI::App* command = add_command(program, *parent, "csv",
                                    "bảng CSV, TSV theo tệp ánh xạ / sheets by a mapping", import_csv, csv);
    command->add_option("MAPPING", csv->inputs, "tệp ánh xạ .toml / mapping")->required()->expected(1);
    command->add_option("-o", csv->output, "tệp kết quả .ndjson / output")->required();
    command->add_option("--form", csv->form, "mẫu học bạ, nếu không tự chọn / form id");
    CLI::Option* fresh = command->add_flag(
        "--new-uuids", csv->new_uuids, "cấp mã tra cứu mới cho học sinh chưa có / give new look-up UUIDs");
    command
        ->add_option("--uuid-seed", csv->seed,
                     "chỉ để thử: mã tính từ chữ này / for tests: derive them from this text")
        ->needs(fresh);
    command->footer("Ví dụ / example:\n  hocba import csv samples/csv/nhap.toml -o lop2a.ndjson --new-uuids");
    auto xml = std::make_shared<Options>();
    command = add_command(program, *parent, "moet-xml", "XML của Bộ (CV 2088) / MOET's XML", import_xml, xml);
    command->add_option("FILE", xml->inputs, "tệp .xml hoặc thư mục / file or folder")->required();
    command->add_option("-o", xml->output, "tệp kết quả .ndjson / output")->required();
    command->add_option("--form", xml->form, "mẫu học bạ, nếu không tự chọn / form id");
    command->footer("Ví dụ / example:\n  hocba import moet-xml samples/moet-cv2088 -o hoc-ba.ndjson");
    add_import_package(program, *parent);
}

}  // namespace hocba::cli
