// hocba sign FILE.xml: MOET's XML without its PDF, with the same list, question and record of it as PDFs.
#include <fmt/format.h>

#include <algorithm>

#include "cli/gate.h"
#include "cli/report.h"
#include "cli/sign.h"
#include "cli/sign_summary.h"
#include "cli/sign_xml.h"
#include "cli/whose.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/record/record.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

/// One file as the list shows it: by its name, for an XML alone has no code. A file of many pupils (CV 2088,
/// II.2.2) stands there without one.
Result<Waiting> look_at_xml(const Context& context, const Desk& desk, const Act& act, const fs::path& path) {
    const auto xml = read_xml(path);
    if (!xml) return tl::unexpected(xml.error());
    const auto roles = sound_xml(context, trust_at(desk), desk.config.school, *xml, path.string());
    if (!roles) return tl::unexpected(roles.error());
    Waiting waiting;
    waiting.path = path;
    waiting.digest = sha256(*xml);
    waiting.order = {act.role};
    waiting.description.code = path.stem().string();
    // Teachers sign one after another under one role.
    waiting.signed_before =
        act.role != "subject-teacher" && std::find(roles->begin(), roles->end(), act.role) != roles->end();
    waiting.next = waiting.signed_before ? "" : act.role;
    auto record = record::from_moet_xml(*xml, path.string());
    if (!record) return waiting;
    waiting.record = *std::move(record);
    if (is_to_sign(waiting, act))
        if (const auto agrees = xml_agrees(act, waiting.record, path.string()); !agrees)
            return tl::unexpected(agrees.error());
    if (const Json* pupil = waiting.record.find("pupil"))
        waiting.description.pupil_name = name_in(*pupil, "name");
    if (const Json* year = record::last_year(waiting.record))
        waiting.description.class_name = name_in(*year, "class");
    return waiting;
}

/// MOET's XML has no place that says for whom somebody signs, and why.
Result<void> for_themselves(const SignOptions& options) {
    if (options.another.name.empty() && options.another.why.empty()) return {};
    return fail(Fault::usage, "--on-behalf-of",
                {"Tệp XML ký riêng không ghi được việc ký thay và lý do",
                 "an XML by itself cannot say on whose behalf it is signed, and why"},
                {"Ký PDF cùng XML cạnh nó: hocba sign TỆP.pdf --as homeroom --on-behalf-of … --reason …",
                 "sign the PDF with the XML beside it: hocba sign FILE.pdf --as homeroom --on-behalf-of … "
                 "--reason …"});
}

/// Roles that hocba.toml lists itself are those of PDFs; teachers sign the data alone.
Result<Act> act_on_xml(const Desk& desk, const std::string& role) {
    if (desk.procedure.name.empty() && role == "subject-teacher") return Act{role, role, {}};
    return act_of(desk, role);
}

struct XmlBatch {
    const Context& context;
    const SignOptions& options;
    Desk& desk;
    Act act;
    std::vector<Waiting> files = {};
    int code = 0;
    std::size_t good = 0, before = 0;
};

void look_at_all_xml(XmlBatch& batch, const std::vector<fs::path>& paths) {
    for (const fs::path& path : paths) {
        auto looked = look_at_xml(batch.context, batch.desk, batch.act, path);
        if (looked)
            batch.files.push_back(*std::move(looked));
        else
            tell_failed(batch.context, path, looked.error(), batch.code);
    }
}

/// As for PDFs: the list is shown and agreed to, the key is opened, the list is kept.
Result<bool> prepare_xml(XmlBatch& batch) {
    std::vector<const Waiting*> to_sign;
    for (const Waiting& file : batch.files)
        if (!file.signed_before) to_sign.push_back(&file);
    if (to_sign.empty()) return true;
    Summary summary = summarise(batch.context, to_sign);
    summary.signed_before = batch.files.size() - to_sign.size();
    fmt::print(stderr, "{}", text_of(batch.context, batch.desk, batch.act, summary));
    say_json(batch.context, to_json(batch.act, summary));
    if (!batch.options.yes)
        if (auto yes = agreed(batch.context, to_sign.size()); !yes || !*yes) return yes;
    if (const auto opened = open_signers(batch.context, batch.desk, batch.options.role); !opened)
        return tl::unexpected(opened.error());
    auto held = in_office(batch.context, batch.desk, batch.act);
    if (!held) return forward(std::move(held));
    batch.act = *std::move(held);
    const auto list = keep_list(batch.context, batch.desk, batch.act, summary, to_sign);
    if (!list) return tl::unexpected(list.error());
    say_kept(batch.context, *list);
    return true;
}

Result<void> sign_one(const XmlBatch& batch, const Waiting& file) {
    const std::string place = file.path.string();
    if (const auto agrees = xml_agrees(batch.act, file.record, place); !agrees) return agrees;
    const auto xml = unchanged(read_xml(file.path), file.digest, file.path);
    if (!xml) return tl::unexpected(xml.error());
    const sign::XmlRequest request{batch.options.role, batch.context.now(), batch.options.subjects};
    const auto made = sign::sign_xml(*xml, place, request, *batch.desk.signers.at(batch.options.role));
    if (!made) return tl::unexpected(made.error());
    return write_file(place, *made);
}

void sign_each(XmlBatch& batch) {
    for (const Waiting& file : batch.files) {
        const auto done = file.signed_before ? Result<void>() : sign_one(batch, file);
        if (!done) {
            tell_failed(batch.context, file.path, done.error(), batch.code);
            continue;
        }
        ++batch.good;
        batch.before += file.signed_before ? 1 : 0;
        say_json(batch.context, Json::Object{{"input", file.path.string()},
                                             {"state", file.signed_before ? "already-signed" : "signed"}});
    }
}

}  // namespace

int sign_xml_files(const Context& context, Desk& desk, const SignOptions& options) {
    if (const auto may = for_themselves(options); !may) return failed(context, may.error());
    const auto act = act_on_xml(desk, options.role);
    if (!act) return failed(context, act.error());
    if (const auto held = has_key(desk.config, act->signer_role); !held) return failed(context, held.error());
    const auto paths = documents_of(options.inputs, options.except);
    if (!paths) return failed(context, paths.error());
    XmlBatch batch{context, options, desk, foreseen(context, desk, *act)};
    look_at_all_xml(batch, *paths);
    const auto ready = prepare_xml(batch);
    if (!ready) return worse(batch.code, failed(context, ready.error()));
    if (!*ready) {
        say(context, {"Chưa ký gì", "nothing was signed"});
        return batch.code;
    }
    sign_each(batch);
    const Text role = role_name(options.role);
    say(context,
        {fmt::format("{} tệp XML có chữ ký của {} ({} ký lần này, {} đã ký trước đó), {} lỗi", batch.good,
                     role.vi, batch.good - batch.before, batch.before, paths->size() - batch.good),
         fmt::format("{} XML files have the signature of the {} ({} signed now, {} before), {} failed",
                     batch.good, role.en, batch.good - batch.before, batch.before,
                     paths->size() - batch.good)});
    return batch.code;
}

}  // namespace hocba::cli
