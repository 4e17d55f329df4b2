// hocba archive transfer: a pupil's documents on their way to the next school, and into its archive.
#include "archive/transfer.h"

#include <fmt/format.h>

#include <memory>

#include "archive/export.h"
#include "cli/archive_commands.h"
#include "cli/config.h"
#include "cli/desk.h"
#include "cli/gate.h"
#include "cli/in_force.h"
#include "cli/report.h"

namespace hocba::cli {
namespace {

struct Options {
    std::string folder, pupil, output, organisation;  // out
    std::string package, config, trust, sender_key;   // in
};

/// "MC2Q8V5CC52F  2023-2024  01000417  4A1  issued"
void tell_document(const Context& context, const archive::Description& d, const std::string& state,
                   const Text& outcome) {
    say(context, {fmt::format("{}  {}  {}  {}  {}: {}", d.code, d.school_year, d.school, d.class_name, state,
                              outcome.vi),
                  fmt::format("{}  {}  {}  {}  {}: {}", d.code, d.school_year, d.school, d.class_name, state,
                              outcome.en)});
}

/// What waits for signatures is no transcript yet, and a transfer is final.
Result<std::vector<archive::Entry>> finished_documents(const Options& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return tl::unexpected(archive.error());
    archive::Query query;
    query.pupil_id = options.pupil;
    auto entries = (*archive)->find(query);
    if (!entries) return entries;
    if (entries->empty())
        return fail(
            Fault::usage, "--pupil " + options.pupil,
            {"Kho không có văn bản nào của học sinh này", "the archive has no document of this pupil"},
            {"Ghi mã định danh đủ 12 chữ số", "give the personal id, all 12 digits"});
    Error error{Fault::record, {}};
    for (const archive::Entry& entry : *entries)
        if (entry.state == "pending")
            error.problems.push_back(
                {entry.description.code,
                 {"Học bạ này còn chờ ký", "this transcript waits for signatures"},
                 {"Ký đủ hoặc thu hồi nó, rồi chạy lại", "sign it, or revoke it; then run this again"}});
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    return entries;
}

int hand_out(const Context& context, const Options& options) {
    const auto entries = finished_documents(options);
    if (!entries) return failed(context, entries.error());
    archive::ExportRequest request;
    request.query.pupil_id = options.pupil;
    request.time = context.now();
    request.organisation = options.organisation;
    request.software = "hocba " HOCBA_VERSION;
    const auto report = archive::export_archive(options.folder, options.output, request);
    if (!report) return failed(context, report.error());
    for (const archive::Entry& entry : *entries) {
        Json json = to_json(entry);
        (*json.object())["outcome"] = std::string("handed-out");
        say_json(context, json);
        tell_document(context, entry.description, entry.state, {"trong gói", "in the package"});
    }
    say(context, {fmt::format("{}: gói BagIt, {} văn bản, {} mục nhật ký. Giao cả thư mục; trường mới chạy "
                              "hocba archive transfer … --from …",
                              options.output, report->documents, report->leaves),
                  fmt::format("{}: a BagIt package, {} documents, {} entries of the log. Hand over the whole "
                              "folder; the next school runs hocba archive transfer … --from …",
                              options.output, report->documents, report->leaves)});
    return 0;
}

/// How the incoming documents are judged, and where they are put.
struct Reception {
    Desk desk;
    trust::Trust trust;
};

Result<Reception> open_reception(const Context& context, const Options& options) {
    auto desk = open_desk(context, options.config);
    if (!desk) return forward(std::move(desk));
    if (desk->config.log_key.empty()) return not_configured(desk->config, "log_key");
    const std::string folder = options.trust.empty() ? desk->config.trust.string() : options.trust;
    if (folder.empty()) return not_configured(desk->config, "trust");
    auto trust = trust::load(folder);
    if (!trust) return forward(std::move(trust));
    tell(context, trust->problems);
    return Reception{*std::move(desk), *std::move(trust)};
}

/// Every living document, valid and as its own XML tells it; all that is wrong with any of them.
Result<std::vector<archive::Submission>> examined(const Context& context, const Reception& reception,
                                                  const archive::Transfer& transfer) {
    const Workshop& workshop = reception.desk.workshop;
    const verify::Options how = limited_options(context, workshop, &reception.trust);
    std::vector<archive::Submission> submissions;
    Error error{Fault::document, {}};
    const auto refuse = [&error](const Error& why) {
        error.problems.insert(error.problems.end(), why.problems.begin(), why.problems.end());
    };
    for (const archive::Brought& brought : transfer.documents) {
        if (brought.state != "issued") continue;
        if (const auto report = valid(how, brought.pdf, brought.xml, brought.description.code); !report) {
            refuse(report.error());
            continue;
        }
        auto submission = submission_of(workshop, brought.pdf, brought.description.code);
        if (!submission) {
            refuse(submission.error());
            continue;
        }
        submission->xml = brought.xml;
        submissions.push_back(*std::move(submission));
    }
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    return submissions;
}

void say_brought(const Context& context, const archive::Description& description, const std::string& state,
                 const char* outcome, const Text& words) {
    say_json(context, Json::Object{{"code", description.code},
                                   {"pupil", description.pupil_name},
                                   {"school", description.school},
                                   {"year", description.school_year},
                                   {"state", state},
                                   {"outcome", std::string(outcome)}});
    tell_document(context, description, state, words);
}

/// What is over, and scans, whose paper is what counts, stay in the archive that they come from.
void tell_left(const Context& context, const archive::Transfer& transfer) {
    for (const archive::Brought& brought : transfer.documents)
        if (brought.state == "unconfirmed" || brought.state == "confirmed")
            say_brought(context, brought.description, brought.state, "left-scan",
                        {"bản số hóa, không nhận: số hóa lại từ bản giấy",
                         "a scan, not taken: digitise the paper again"});
        else if (brought.state != "issued")
            say_brought(context, brought.description, brought.state, "left-over",
                        {"không còn hiệu lực, không nhận", "no longer in force, not taken"});
}

int take_in(const Context& context, const Options& options) {
    auto reception = open_reception(context, options);
    if (!reception) return failed(context, reception.error());
    std::optional<std::filesystem::path> key;
    if (!options.sender_key.empty()) key = options.sender_key;
    const auto transfer = archive::read_transfer(options.package, key);
    if (!transfer) return failed(context, transfer.error());
    const auto submissions = examined(context, *reception, *transfer);
    if (!submissions) return failed(context, submissions.error());
    const auto archive = archive::Archive::open_for_writing(options.folder, reception->desk.config.log_key);
    if (!archive) return failed(context, archive.error());
    int code = 0;
    std::size_t taken = 0;
    for (const auto& stored : (*archive)->put(*submissions, context.now())) {
        if (!stored) {
            code = worse(code, failed(context, stored.error()));
            continue;
        }
        ++taken;
        const auto& [entry, outcome] = *stored;
        const bool fresh = outcome == archive::PutOutcome::stored;
        say_brought(context, entry.description, entry.state, fresh ? "taken" : "already-there",
                    fresh ? Text{"đã nhận", "taken"} : Text{"đã có trong kho", "already there"});
        if (const auto told = tell_of_older(context, **archive, entry.description); !told)
            code = worse(code, failed(context, told.error()));
    }
    tell_left(context, *transfer);
    say(context,
        {fmt::format("{} văn bản đã nhận, đều hợp lệ; của nhật ký {} ({} mục, khóa {}). Gói chỉ "
                     "chứng minh những gì có trong gói; bản nào bị thu hồi hay thay thế sau đó thì "
                     "danh sách trạng thái cho biết",
                     taken, transfer->origin, transfer->tree_size, transfer->log_key),
         fmt::format("{} documents taken, all of them valid; of the log {} ({} entries, key {}). The "
                     "package proves what is in it; what was revoked or replaced since, the status "
                     "list tells",
                     taken, transfer->origin, transfer->tree_size, transfer->log_key)});
    return code;
}

int transfer(const Context& context, const Options& options) {
    const bool is_in = !options.package.empty();
    const Text what =
        is_in ? Text{"--from cần --config của trường nhận", "--from needs the receiving desk's --config"}
              : Text{"Cần --pupil và -o, hoặc --from và --config",
                     "give --pupil and -o, or --from and --config"};
    const bool is_whole = is_in ? !options.config.empty() : !options.pupil.empty() && !options.output.empty();
    if (!is_whole) return failed(context, Error{Fault::usage, {{"archive transfer", what, {}}}});
    return is_in ? take_in(context, options) : hand_out(context, options);
}

}  // namespace

void add_archive_transfer(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, parent, "transfer",
                                    "học sinh chuyển trường: giao và nhận học bạ / a pupil changes school",
                                    transfer, options);
    command->add_option("ARCHIVE", options->folder)->required();
    auto* out = command->add_option("--pupil", options->pupil, "giao: mã định danh / hand out: pupil id");
    command->add_option("-o,--output", options->output, "giao: thư mục kết quả / output folder")->needs(out);
    command->add_option("--organisation", options->organisation, "giao: trường giao / who hands it on")
        ->needs(out);
    auto* in =
        command->add_option("--from", options->package, "nhận: gói / take in: the package")->excludes(out);
    command->add_option("--config", options->config, "nhận: hocba.toml của trường nhận / of this school")
        ->needs(in);
    command
        ->add_option("--trust", options->trust, "nhận: thư mục tin cậy, nếu khác hocba.toml / trust folder")
        ->needs(in);
    command
        ->add_option("--sender-key", options->sender_key,
                     "nhận: khóa nhật ký của trường giao, đã ghim / the sender's log key (vkey)")
        ->needs(in);
    command->footer(
        "Ví dụ / example:\n  hocba archive transfer archive/ --pupil 001214000017 -o chuyen-di\n"
        "  hocba archive transfer archive/ --from chuyen-di --config hocba.toml");
}

}  // namespace hocba::cli
