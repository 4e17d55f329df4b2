// hocba sign of scans of paper: the head, then the school, whose signature confirms them in the archive.
#include <fmt/format.h>

#include "cli/gate.h"
#include "cli/paper_entry.h"
#include "cli/report.h"
#include "cli/sign.h"
#include "cli/sign_summary.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/verify/verify.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

/// The slots of a scan, in the order of QĐ 1789/QĐ-SGDĐT, Điều 22.3a.
const std::vector<std::string> kOrder = {"principal", "school"};

struct Batch {
    const Context& context;
    const SignOptions& options;
    Desk& desk;
    Act act;
    std::vector<Waiting> files = {};
    int code = 0;
    std::size_t good = 0, before = 0;
};

/// The archive's entry of a document that begins with what the archive holds of it.
Result<archive::Entry> entry_of(const Desk& desk, const archive::Description& description,
                                std::string_view pdf, const std::string& name) {
    const auto entry = desk.archive->find_document(description.document);
    if (!entry) return tl::unexpected(entry.error());
    if (*entry && !(*entry)->is_over()) {
        const auto held = desk.archive->pdf(**entry);
        if (!held) return tl::unexpected(held.error());
        // Confirmed after this file was signed, perhaps with evidence more.
        if (pdf.starts_with(*held) || held->starts_with(pdf)) return **entry;
    }
    return fail(
        Fault::document, name,
        {"Kho không giữ bản số hóa này, hoặc đã thu hồi: không phải tệp do hocba archive digitise lập",
         "the archive does not hold this scan, or it was revoked: hocba archive digitise did not make it"},
        {"Không ký; số hóa lại từ ảnh quét", "do not sign it; digitise the scans again"});
}

Result<Waiting> look_at_paper(const Context& context, const Desk& desk, const Act& act,
                              const fs::path& path) {
    const std::string name = path.string();
    const auto pdf = read_file(path);
    if (!pdf) return tl::unexpected(pdf.error());
    // In the limited child, before anything else reads it.
    if (const auto fine = sound_paper(context, desk.workshop, trust_at(desk), *pdf, name); !fine)
        return tl::unexpected(fine.error());
    const auto paper = paper_of(*pdf, name);
    if (!paper) return tl::unexpected(paper.error());
    Waiting waiting;
    waiting.path = path;
    waiting.digest = sha256(*pdf);
    waiting.description = submission_of(*paper, "", 1).description;
    waiting.order = kOrder;
    const auto fine = of_this_school(desk, paper->school, name)
                          .and_then([&] { return read_slots(act, *pdf, waiting); })
                          .and_then([&] { return in_turn(desk, act, waiting); });
    if (!fine) return tl::unexpected(fine.error());
    const auto entry = entry_of(desk, waiting.description, *pdf, name);
    if (!entry) return tl::unexpected(entry.error());
    waiting.description = entry->description;
    return waiting;
}

void look_at_all(Batch& batch, const std::vector<fs::path>& paths) {
    Progress progress(batch.context, batch.context.say({"kiểm tra", "examining"}), paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        auto looked = look_at_paper(batch.context, batch.desk, batch.act, paths[i]);
        if (looked)
            batch.files.push_back(*std::move(looked));
        else
            tell_failed(batch.context, paths[i], looked.error(), batch.code);
        progress.done(i + 1);
    }
}

/// As for other documents: the list is shown and agreed to, the key is opened, the list is kept.
Result<bool> prepare(Batch& batch) {
    std::vector<const Waiting*> to_sign;
    for (const Waiting& file : batch.files)
        if (is_to_sign(file, batch.act)) to_sign.push_back(&file);
    if (to_sign.empty()) return true;
    Summary summary = summarise(batch.context, to_sign);
    summary.signed_before = batch.files.size() - to_sign.size();
    fmt::print(stderr, "{}", text_of(batch.context, batch.desk, batch.act, summary));
    say_json(batch.context, to_json(batch.act, summary));
    if (!batch.options.yes)
        if (auto yes = agreed(batch.context, to_sign.size()); !yes || !*yes) return yes;
    if (const auto opened = open_signers(batch.context, batch.desk, batch.act.signer_role); !opened)
        return tl::unexpected(opened.error());
    auto held = in_office(batch.context, batch.desk, batch.act);
    if (!held) return forward(std::move(held));
    batch.act = *std::move(held);
    const auto list = keep_list(batch.context, batch.desk, batch.act, summary, to_sign);
    if (!list) return tl::unexpected(list.error());
    say_kept(batch.context, *list);
    return true;
}

/// Written before anything else is done with it: a crash costs no signature.
Result<void> sign_one(const Batch& batch, const Waiting& file) {
    const auto pdf = read_again(file);
    if (!pdf) return tl::unexpected(pdf.error());
    const sign::Request request = request_of(batch.desk, batch.act, kOrder, batch.context.now());
    const auto made = batch.desk.levels->sign(*pdf, request, *batch.desk.signers.at(batch.act.signer_role));
    if (!made) return tl::unexpected(made.error());
    return write_file(file.path, *made);
}

/// What the archive holds, into the output folder; nothing waits any more.
Result<void> hand_out(const Desk& desk, const archive::Entry& entry, const fs::path& waiting) {
    const auto held = desk.archive->pdf(entry);
    if (!held) return tl::unexpected(held.error());
    if (!desk.config.output.empty()) {
        if (const auto made = make_folder(desk.config.output); !made) return made;
        const fs::path place = desk.config.output / (entry.description.code + ".pdf");
        if (const auto written = write_file(place, *held); !written) return written;
    }
    std::error_code code;
    fs::remove(waiting, code);
    return {};
}

/// Both have signed: confirmed, unless it was before.
Result<std::string> confirm(const Batch& batch, const Waiting& file) {
    const std::string name = file.path.string();
    auto pdf = read_file(file.path);
    if (!pdf) return forward(std::move(pdf));
    auto entry = entry_of(batch.desk, file.description, *pdf, name);
    if (!entry) return forward(std::move(entry));
    const bool was_before = entry->state == "confirmed";
    if (!was_before) {
        auto lifted = batch.desk.levels->lift(*std::move(pdf), batch.context.now());
        if (!lifted) return forward(std::move(lifted));
        const auto paper = paper_of(*lifted, name);
        if (!paper) return tl::unexpected(paper.error());
        auto options = verify_options(batch.context, batch.desk.workshop, trust_at(batch.desk));
        const auto report = verify::verify_pdf(*lifted, name, options);
        if (has(report.reasons, "paper-unconfirmed"))
            return fail(Fault::document, name, {"Chưa đủ chữ ký", "a signature is missing"});
        if (const auto fine =
                sound_paper(batch.context, batch.desk.workshop, trust_at(batch.desk), *lifted, name);
            !fine)
            return tl::unexpected(fine.error());
        auto submission = submission_of(*paper, *std::move(lifted), entry->description.revision);
        submission.approved_lists = kept_lists(work_of(batch.desk, file))[entry->description.code];
        const auto stored = batch.desk.archive->confirm({std::move(submission)}, batch.context.now());
        if (!stored.front()) return tl::unexpected(stored.front().error());
        entry = stored.front()->first;
    }
    if (const auto out = hand_out(batch.desk, *entry, file.path); !out) return tl::unexpected(out.error());
    return std::string(was_before ? "already-confirmed" : "confirmed");
}

/// "signed", "already-signed", "confirmed" or "already-confirmed", and who signs next.
Result<std::pair<std::string, std::string>> one(const Batch& batch, const Waiting& file) {
    const bool signs = is_to_sign(file, batch.act);
    if (signs)
        if (const auto done = sign_one(batch, file); !done) return tl::unexpected(done.error());
    const bool complete = file.next.empty() || (signs && file.next == kOrder.back());
    if (!complete)
        return std::pair<std::string, std::string>(signs ? "signed" : "already-signed",
                                                   signs ? kOrder.back() : file.next);
    // Only the desk that signs last writes into the archive.
    if (batch.act.role != kOrder.back()) return std::pair<std::string, std::string>("already-signed", "");
    auto state = confirm(batch, file);
    if (!state) return forward(std::move(state));
    return std::pair<std::string, std::string>(*std::move(state), "");
}

void sign_each(Batch& batch) {
    Progress progress(batch.context, batch.context.say({"ký", "signing"}), batch.files.size());
    for (const Waiting& file : batch.files) {
        const auto done = one(batch, file);
        if (!done) {
            tell_failed(batch.context, file.path, done.error(), batch.code);
            continue;
        }
        ++batch.good;
        batch.before += is_to_sign(file, batch.act) ? 0 : 1;
        say_json(batch.context, Json::Object{{"input", file.path.string()},
                                             {"code", file.description.code},
                                             {"state", done->first},
                                             {"waiting_for", done->second}});
        progress.done(batch.good);
    }
}

/// The desk by this procedure, whatever hocba.toml signs otherwise, and its archive.
Result<Act> act_on_paper(Desk& desk, const SignOptions& options) {
    auto procedure = procedure_named(desk.workshop.procedures, "digitised", desk.config.file);
    if (!procedure) return forward(std::move(procedure));
    desk.procedure = *std::move(procedure);
    if (options.role != kOrder.front() && options.role != kOrder.back())
        return fail(Fault::usage, "--as",
                    {fmt::format("Bản số hóa không có ô ký của vai trò {}", options.role),
                     fmt::format("a scan has no slot for the {}", options.role)},
                    {"principal (hiệu trưởng, cấp phó), rồi school (nhà trường)",
                     "principal (or a deputy), then school"});
    auto act = act_of(desk, options.role, options.another);
    if (!act) return act;
    if (const auto held = has_key(desk.config, act->signer_role); !held) return tl::unexpected(held.error());
    if (desk.config.archive.empty()) return not_configured(desk.config, "archive");
    if (options.role == kOrder.back()) {
        if (const auto opened = open_archive(desk); !opened) return tl::unexpected(opened.error());
        return act;
    }
    auto archive = archive::Archive::open_for_reading(desk.config.archive);
    if (!archive) return forward(std::move(archive));
    desk.archive = *std::move(archive);
    return act;
}

}  // namespace

bool are_papers(const std::vector<fs::path>& paths) {
    if (paths.empty()) return false;
    const auto bytes = read_file(paths.front());
    return bytes && says_digitised(*bytes);
}

int sign_papers(const Context& context, Desk& desk, const SignOptions& options,
                const std::vector<fs::path>& paths) {
    const auto act = act_on_paper(desk, options);
    if (!act) return failed(context, act.error());
    Batch batch{context, options, desk, foreseen(context, desk, *act)};
    look_at_all(batch, paths);
    const auto ready = prepare(batch);
    if (!ready) return worse(batch.code, failed(context, ready.error()));
    if (!*ready) {
        say(context, {"Chưa ký gì", "nothing was signed"});
        return batch.code;
    }
    sign_each(batch);
    desk.levels->tell(context);
    const Text role = role_name(options.role);
    say(context,
        {fmt::format("{} bản số hóa xong phần ký của {} ({} ký lần này, {} đã ký trước đó), {} lỗi",
                     batch.good, role.vi, batch.good - batch.before, batch.before, paths.size() - batch.good),
         fmt::format("{} scans have the signature of the {} ({} signed now, {} before), {} failed",
                     batch.good, role.en, batch.good - batch.before, batch.before,
                     paths.size() - batch.good)});
    return batch.code;
}

}  // namespace hocba::cli
