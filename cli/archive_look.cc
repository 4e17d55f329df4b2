// hocba archive show, check, rebuild: what is there, and whether it is whole.
#include <fmt/format.h>

#include <memory>

#include "cli/archive_commands.h"
#include "cli/archive_history.h"
#include "cli/paper_entry.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/trust/trust.h"

namespace hocba::cli {
namespace {

struct ShowOptions {
    std::string folder, code, decisions;
};

Result<Json> shown(const archive::Archive& archive, const std::string& code, const std::string& decisions) {
    archive::Query query;
    query.code = code;
    const auto entries = archive.find(query);
    if (!entries) return tl::unexpected(entries.error());
    if (entries->empty())
        return fail(Fault::usage, code,
                    {"Kho không có văn bản nào mang mã này", "the archive has no document with this code"});
    const archive::Entry& entry = entries->front();
    const auto proof = archive.proof(entry);
    if (!proof) return tl::unexpected(proof.error());
    const auto submission = archive.get(entry);
    if (!submission) return tl::unexpected(submission.error());
    if (!decisions.empty())
        if (const auto written = write_decisions(archive, entry, decisions); !written)
            return tl::unexpected(written.error());
    auto history = history_of(archive, entry), chain = chain_of(archive, entry);
    if (!history) return history;
    if (!chain) return chain;
    Json json = to_json(entry);
    json.object()->emplace("history", *std::move(history));
    json.object()->emplace("chain", *std::move(chain));
    if (is_paper(entry)) {
        auto paper = parse_json(submission->record, code);
        if (!paper) return paper;
        json.object()->emplace("paper", *std::move(paper));
    } else {
        json.object()->emplace("issue", form::to_json(submission->issue, false));
    }
    json.object()->emplace("software", submission->software);
    Json::Object lists;
    for (const auto& [role, digest] : submission->approved_lists) lists.emplace(role, to_hex(digest));
    json.object()->emplace("approved_lists", std::move(lists));
    json.object()->emplace("unverified_labels_accepted", submission->unverified_labels_accepted);
    json.object()->emplace("log", *proof);
    return json;
}

int show(const Context& context, const ShowOptions& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    const auto json = shown(**archive, options.code, options.decisions);
    if (!json) return failed(context, json.error());
    const std::string text = pretty(*json);
    say(context, {text, text});
    say_json(context, *json);
    return 0;
}

struct CheckOptions {
    std::string folder, log_key, format, trust;
    bool both_digests = false;
};

Json::Array witnesses_of(const archive::CheckReport& report) {
    Json::Array witnesses;
    for (const archive::Cosignature& one : report.witnesses) {
        Json json = to_json(one);
        json.object()->emplace("tree_size", static_cast<std::int64_t>(report.witnessed));
        witnesses.emplace_back(std::move(json));
    }
    return witnesses;
}

Json::Array stamps_of(const archive::CheckReport& report) {
    Json::Array stamps;
    for (const archive::StampFacts& one : report.stamps) {
        Json::Object json{{"day", one.day},
                          {"tokens", static_cast<std::int64_t>(one.tokens)},
                          {"tree_size", static_cast<std::int64_t>(one.size)}};
        if (one.tokens > 0) {
            json.emplace("time", to_rfc3339(one.first));
            json.emplace("until", to_rfc3339(one.until));
        }
        stamps.emplace_back(std::move(json));
    }
    return stamps;
}

/// What others have seen of the log, and what wants renewing first.
void say_seen(const Context& context, const archive::CheckReport& report) {
    for (const archive::Cosignature& one : report.witnesses)
        say(context, {fmt::format("nhân chứng {} đã ký {} mục lúc {}", one.witness, report.witnessed,
                                  to_rfc3339(one.time)),
                      fmt::format("{} cosigned {} entries at {}", one.witness, report.witnessed,
                                  to_rfc3339(one.time))});
    std::optional<Instant> until;
    std::size_t days = 0;
    for (const archive::StampFacts& one : report.stamps) {
        if (one.tokens == 0) continue;
        ++days;
        if (!until || one.until < *until) until = one.until;
    }
    if (until)
        say(context,
            {fmt::format("dấu thời gian của {} ngày, dấu sớm nhất hết hạn {}", days, to_rfc3339(*until)),
             fmt::format("timestamps of {} days, the first of them lasts until {}", days,
                         to_rfc3339(*until))});
}

int check(const Context& context, const CheckOptions& options) {
    if (!options.format.empty()) return check_package(context, options.folder, options.format);
    std::optional<std::filesystem::path> key;
    if (!options.log_key.empty()) key = options.log_key;
    const auto digests = options.both_digests ? archive::CheckDigests::both : archive::CheckDigests::sha256;
    std::optional<std::vector<std::string>> roots;
    if (!options.trust.empty()) {
        const auto trust = trust::load(options.trust);
        if (!trust) return failed(context, trust.error());
        roots = trust->roots_of_timestamps();
    }
    const auto report = archive::check(options.folder, key, digests, roots);
    if (!report) return failed(context, report.error());
    Json::Array damage;
    for (const archive::Damage& one : report->damage) {
        fmt::print(stderr, "{}: {}{}{}\n", one.where, context.say(one.what), one.document.empty() ? "" : ", ",
                   one.document);
        damage.emplace_back(
            Json::Object{{"where", one.where}, {"what", context.say(one.what)}, {"document", one.document}});
    }
    say_json(context, Json::Object{{"documents", static_cast<std::int64_t>(report->documents)},
                                   {"bytes", static_cast<std::int64_t>(report->bytes)},
                                   {"leaves", static_cast<std::int64_t>(report->leaves)},
                                   {"log_key", report->log_key},
                                   {"witnesses", witnesses_of(*report)},
                                   {"stamps", stamps_of(*report)},
                                   {"damage", damage}});
    say(context, {fmt::format("{} văn bản, {} byte, {} mục nhật ký, khóa {}: {} hư hỏng", report->documents,
                              report->bytes, report->leaves, report->log_key, report->damage.size()),
                  fmt::format("{} documents, {} bytes, {} log entries, key {}: {} damaged", report->documents,
                              report->bytes, report->leaves, report->log_key, report->damage.size())});
    say_seen(context, *report);
    return report->damage.empty() ? 0 : static_cast<int>(Fault::archive);
}

struct RebuildOptions {
    std::string folder;
};

int rebuild(const Context& context, const RebuildOptions& options) {
    const auto count = archive::Archive::rebuild(options.folder);
    if (!count) return failed(context, count.error());
    say(context, {fmt::format("Đã dựng lại danh mục từ {} mục", *count),
                  fmt::format("the catalogue is rebuilt from {} entries", *count)});
    return 0;
}

}  // namespace

void check_code(CLI::Option& option) {
    option.check(CLI::Validator(
        [](std::string& typed) -> std::string {
            if (crockford_code(typed)) return {};
            return "mã kiểm tra có 12 ký tự, ví dụ 0123-4567-89AB / a code has 12 characters: " + typed;
        },
        ""));
}

void add_query(CLI::App& command, archive::Query& query) {
    check_code(*command.add_option("--code", query.code, "mã 12 ký tự cạnh mã QR / code beside the QR"));
    command.add_option("--uuid", query.uuid, "mã tra cứu / UUID");
    command.add_option("--pupil", query.pupil_id, "mã định danh / pupil id");
    command.add_option("--name", query.name, "họ tên, có hoặc không dấu / name");
    command.add_option("--school", query.school, "mã trường / school code");
    command.add_option("--class", query.class_name, "lớp / class");
    command.add_option("--year", query.school_year, "năm học / school year");
    command
        .add_option("--state", query.state,
                    "issued | pending | unconfirmed | confirmed | revoked | superseded")
        ->check(CLI::IsMember({"issued", "pending", "unconfirmed", "confirmed", "revoked", "superseded"}));
}

Json to_json(const archive::Entry& entry) {
    const archive::Description& d = entry.description;
    return Json::Object{{"code", d.code},
                        {"document", to_hex(d.document)},
                        {"uuid", d.uuid},
                        {"revision", d.revision},
                        {"form", d.form},
                        {"school", d.school},
                        {"class", d.class_name},
                        {"year", d.school_year},
                        {"pupil_id", d.pupil_id},
                        {"pupil", d.pupil_name},
                        {"state", entry.state},
                        {"decision", entry.decision},
                        {"held", entry.held},
                        {"sha256", to_hex(entry.pdf_sha256)},
                        {"leaf", static_cast<std::int64_t>(entry.leaf)},
                        {"stored_at", to_rfc3339(entry.stored_at)}};
}

void add_archive_look(Program& program, CLI::App& parent) {
    auto show_options = std::make_shared<ShowOptions>();
    CLI::App* command =
        add_command(program, parent, "show", "xem một văn bản / show one document", show, show_options);
    command->add_option("ARCHIVE", show_options->folder)->required();
    check_code(*command->add_option("CODE", show_options->code, "mã 12 ký tự cạnh mã QR / code beside the QR")
                    ->required());
    command->add_option("--decisions", show_options->decisions,
                        "thư mục ghi tệp các quyết định / writes the decisions' files");
    auto check_options = std::make_shared<CheckOptions>();
    command = add_command(program, parent, "check", "kiểm tra toàn bộ kho / check everything", check,
                          check_options);
    command->add_option("ARCHIVE", check_options->folder)->required();
    command->add_option("--log-key", check_options->log_key, "khóa công khai đã ghim / pinned vkey file");
    command->add_option("--trust", check_options->trust,
                        "thư mục tin cậy: gốc của dấu thời gian / trust folder: roots of timestamps");
    command->add_flag("--sha512", check_options->both_digests,
                      "tính lại cả SHA-512 trong bản mô tả / reckon the manifests' SHA-512 again too");
    command
        ->add_option("--format", check_options->format,
                     "ARCHIVE là gói của nơi khác, xét theo chuẩn / a package of any origin: bagit | ocfl")
        ->check(CLI::IsMember({"bagit", "ocfl"}));
    auto rebuild_options = std::make_shared<RebuildOptions>();
    command = add_command(program, parent, "rebuild", "dựng lại danh mục / rebuild the catalogue", rebuild,
                          rebuild_options);
    command->add_option("ARCHIVE", rebuild_options->folder)->required();
}

void add_archive(Program& program) {
    CLI::App* parent = program.app.add_subcommand("archive", "kho lưu trữ / the archive");
    parent->require_subcommand(1);
    parent->fallthrough();
    add_archive_store(program, *parent);
    add_archive_find(program, *parent);
    add_archive_look(program, *parent);
    add_archive_log(program, *parent);
    add_archive_renew(program, *parent);
    add_archive_digitise(program, *parent);
    add_archive_digitised(program, *parent);
    add_archive_life(program, *parent);
    add_archive_export(program, *parent);
    add_archive_transfer(program, *parent);
    add_archive_book(program, *parent);
    parent->footer("Ví dụ / example:\n  hocba archive check archive/");
}

}  // namespace hocba::cli
