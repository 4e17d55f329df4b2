// hocba status: pupil × role of the documents that wait in a folder: signed by whom and when, waiting,
// refused and why.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "archive/archive.h"
#include "cli/batch.h"
#include "cli/config.h"
#include "cli/desk.h"
#include "cli/gate.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/base/parallel.h"
#include "engine/base/utf8.h"
#include "engine/digitise.h"
#include "engine/engine.h"
#include "engine/verify/verify.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string folder, config;
};

/// One role of one document.
struct Cell {
    std::string role, state;  // signed | waiting | refused
    std::string signer, time, reason, on_behalf_of, title;
    std::vector<Text> refusals;
};

struct Row {
    std::string code, pupil, class_name;
    std::vector<Cell> cells;
    std::vector<Text> refusals;  // of the document itself
};

/// Documents that the archive knows, by code.
struct Archived {
    std::size_t issued = 0;
    std::vector<archive::Description> pending;
};

const form::Form* form_of(const Workshop& workshop, const std::string& id) {
    for (const form::Form& form : workshop.forms)
        if (form.id() == id) return &form;
    return nullptr;
}

/// Whether a reason speaks of that field: "principal", "principal: CN=…".
bool is_of(const verify::Reason& reason, const std::string& field) {
    return reason.where == field || reason.where.starts_with(field + ":");
}

Cell cell_of(const verify::Report& report, const std::string& role) {
    Cell cell{role, "waiting", "", "", "", "", "", {}};
    for (const verify::SignatureReport& signature : report.signatures) {
        if (signature.field != role) continue;
        cell.state = "signed";
        cell.signer = on_one_line(signature.signer);
        cell.time = signature.time_claimed ? to_rfc3339(*signature.time_claimed) : "";
        cell.reason = on_one_line(signature.reason);
        cell.on_behalf_of = on_one_line(signature.on_behalf_of);
        cell.title = on_one_line(signature.title);
    }
    if (cell.state == "waiting") return cell;  // an empty slot is no refusal
    for (const verify::Reason& reason : report.reasons)
        if (reason.weight == verify::Verdict::invalid && is_of(reason, role))
            cell.refusals.push_back(reason.text);
    if (!cell.refusals.empty()) cell.state = "refused";
    return cell;
}

/// What makes the whole document one that nobody may sign.
std::vector<Text> refusals_of(const verify::Report& report, const std::vector<Cell>& cells) {
    std::vector<Text> refusals;
    if (!has(report.reasons, "reproduced") && !has(report.reasons, "paper-copy"))
        refusals.push_back({"Các trang không đúng là bản dựng từ dữ liệu đính kèm và mẫu hiện có",
                            "the pages are not what the attached record and the forms at hand give"});
    for (const verify::Reason& reason : report.reasons) {
        bool is_of_cell = reason.weight != verify::Verdict::invalid || reason.code == "unsigned" ||
                          reason.code == "paper-unconfirmed";
        for (const Cell& cell : cells) is_of_cell |= is_of(reason, cell.role);
        if (!is_of_cell) refusals.push_back(reason.text);
    }
    return refusals;
}

/// A scan of paper has no form; its slots are always the same.
Row row_of_paper(const verify::Report& report) {
    const verify::About& about = report.document;
    Row row{crockford60(from_hex(about.id).value_or("")), about.pupil, about.class_name, {}, {}};
    for (const char* role : {"principal", "school"}) row.cells.push_back(cell_of(report, role));
    row.refusals = refusals_of(report, row.cells);
    return row;
}

/// A class and a name are where every form's record has them, as far as this table is concerned.
Result<Row> row_of(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                   const fs::path& path) {
    const auto pdf = read_file(path);
    if (!pdf) return tl::unexpected(pdf.error());
    if (says_digitised(*pdf))
        return row_of_paper(
            verify::verify_pdf(*pdf, path.string(), verify_options(context, workshop, trust)));
    const auto contents = contents_of(*pdf, path.string());
    if (!contents) return tl::unexpected(contents.error());
    Row row{crockford60(contents->id), "", "", {}, {}};
    const form::Form* form = form_of(workshop, contents->form);
    if (form == nullptr)
        return fail(Fault::form, path.string(),
                    {fmt::format("Không có mẫu học bạ \"{}\"", contents->form),
                     fmt::format("there is no form \"{}\"", contents->form)});
    const auto record = record::parse(contents->record, form->schema(), path.string());
    if (!record) return tl::unexpected(record.error());
    const auto holder = form::holder_of(*form, *record);
    if (!holder) return tl::unexpected(holder.error());
    row.pupil = holder->name;
    row.class_name = holder->class_name;
    const auto report = verify::verify_pdf(*pdf, path.string(), verify_options(context, workshop, trust));
    for (const std::string& role : form->slots()) row.cells.push_back(cell_of(report, role));
    row.refusals = refusals_of(report, row.cells);
    return row;
}

std::string text_of(const Context& context, const Cell& cell) {
    std::string out = context.say(role_name(cell.role)) + ": ";
    if (cell.state == "waiting") return out + context.say({"chờ", "waiting"});
    out += context.say(cell.state == "signed" ? Text{"đã ký", "signed"} : Text{"bị từ chối", "refused"});
    out += fmt::format(" ({}, {}", cell.signer, cell.time.substr(0, 10));
    if (!cell.title.empty()) out += ", " + cell.title;
    if (!cell.on_behalf_of.empty()) out += context.say({", ký thay ", ", on behalf of "}) + cell.on_behalf_of;
    return out + ")";
}

Json json_of(const Context& context, const Cell& cell) {
    Json::Object out{{"state", cell.state}};
    if (cell.state == "waiting") return out;
    Json::Array refusals;
    for (const Text& text : cell.refusals) refusals.emplace_back(context.say(text));
    out["signer"] = cell.signer;
    out["time"] = cell.time;
    out["reason"] = cell.reason;
    out["title"] = cell.title;
    out["on_behalf_of"] = cell.on_behalf_of;
    out["refusals"] = refusals;
    return out;
}

void print(const Context& context, const Row& row) {
    std::string states;
    Json::Object signatures;
    std::string waiting_for;
    std::vector<Text> refusals = row.refusals;
    for (const Cell& cell : row.cells) {
        states += "  " + text_of(context, cell);
        signatures[cell.role] = json_of(context, cell);
        if (cell.state == "waiting" && waiting_for.empty()) waiting_for = cell.role;
        refusals.insert(refusals.end(), cell.refusals.begin(), cell.refusals.end());
    }
    Json::Array list;
    std::string line = fmt::format("{}  {:<8} {:<32}{}", row.code, row.class_name, row.pupil, states);
    for (const Text& refusal : refusals) {
        line += "\n    → " + context.say(refusal);
        list.emplace_back(context.say(refusal));
    }
    say(context, {line, line});
    say_json(context, Json::Object{{"code", row.code},
                                   {"pupil", row.pupil},
                                   {"class", row.class_name},
                                   {"waiting_for", waiting_for},
                                   {"signatures", signatures},
                                   {"refusals", list}});
}

/// What the archive has sealed and not finished, and how much it has issued; nothing without an archive.
Result<Archived> ask_archive(const Config& config) {
    Archived archived;
    if (config.archive.empty()) return archived;
    const auto archive = archive::Archive::open_for_reading(config.archive);
    if (!archive) return tl::unexpected(archive.error());
    const auto entries = (*archive)->find({});
    if (!entries) return tl::unexpected(entries.error());
    for (const archive::Entry& entry : *entries) {
        archived.issued += entry.state == "issued" ? 1 : 0;
        if (entry.state == "pending") archived.pending.push_back(entry.description);
    }
    return archived;
}

/// Sealed, but not in this folder: on its way between desks, or lost (hocba issue makes it again).
void print_elsewhere(const Context& context, const archive::Description& one) {
    const std::string head = fmt::format("{}  {:<8} {:<32}  ", one.code, one.class_name, one.pupil_name);
    say(context, {head + "đã gắn mã, không có trong thư mục này", head + "sealed, not in this folder"});
    say_json(context, Json::Object{{"code", one.code},
                                   {"pupil", one.pupil_name},
                                   {"class", one.class_name},
                                   {"state", "elsewhere"}});
}

/// The rows of a folder, in order; errors are told. The codes that were seen.
std::set<std::string> print_folder(const Context& context, const Workshop& workshop,
                                   const trust::Trust* trust, const std::vector<fs::path>& files, int& code) {
    std::vector<Result<Row>> rows(files.size(), Row{});
    in_parallel(
        files.size(), default_jobs(),
        [&](std::size_t i) { rows[i] = row_of(context, workshop, trust, files[i]); }, [](std::size_t) {});
    std::set<std::string> seen;
    for (const auto& row : rows) {
        if (!row) {
            code = worse(code, failed(context, row.error()));
            continue;
        }
        print(context, *row);
        seen.insert(row->code);
    }
    return seen;
}

int status(const Context& context, const Options& options) {
    Config config;
    if (!options.config.empty()) {
        auto read = read_config(options.config);
        if (!read) return failed(context, read.error());
        config = *std::move(read);
    }
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    const auto trust = trust_of(config);
    if (!trust) return failed(context, trust.error());
    const std::string folder = !options.folder.empty() ? options.folder
                               : config.work.empty()   ? "work"
                                                       : config.work.string();
    const auto files = files_in(folder, ".pdf");
    if (!files) return failed(context, files.error());
    const auto archived = ask_archive(config);
    if (!archived) return failed(context, archived.error());
    int code = 0;
    const auto seen = print_folder(context, *workshop, *trust ? &**trust : nullptr, *files, code);
    for (const archive::Description& one : archived->pending)
        if (!seen.contains(one.code)) print_elsewhere(context, one);
    say(context, {fmt::format("{} văn bản", files->size()), fmt::format("{} documents", files->size())});
    if (!config.archive.empty())
        say(context, {fmt::format("{} đã phát hành trong kho", archived->issued),
                      fmt::format("{} issued in the archive", archived->issued)});
    return code;
}

}  // namespace

void add_status(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "status",
                                    "học sinh × vai trò: đã ký, đang chờ / who has signed", status, options);
    command->add_option("DIR", options->folder, "thư mục chờ ký, mặc định work / the work folder");
    command->add_option("--config", options->config, "hocba.toml: work, trust, archive");
    command->footer("Ví dụ / example:\n  hocba status work/\n  hocba status --config hocba.toml");
}

}  // namespace hocba::cli
