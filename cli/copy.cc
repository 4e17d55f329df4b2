// hocba copy: certified copies as NĐ 30/2020 allows them; an original that is not valid is not copied.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/desk.h"
#include "cli/gate.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/verify/verify.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t kLargest = 64ULL << 20;
/// The role of the office's key, and the name of its slot in an electronic copy.
constexpr const char* kRole = "copy";

struct Options {
    std::vector<std::string> inputs;
    std::string config, output;
    std::int64_t number = 0;
    std::vector<std::size_t> pages;
    bool scan = false, pass_on = false;
};

struct Input {
    std::string name, bytes;
};

Result<std::vector<Input>> read_all(const std::vector<std::string>& inputs) {
    std::vector<Input> out;
    for (const std::string& input : inputs) {
        auto bytes = read_file(input, kLargest);
        if (!bytes) return tl::unexpected(bytes.error());
        out.push_back({std::filesystem::path(input).filename().string(), *std::move(bytes)});
    }
    return out;
}

/// Everything but the number and the time is of hocba.toml.
Result<form::Certification> certification_of(const Context& context, const Desk& desk, const Options& options,
                                             const std::string& original) {
    const auto& office = desk.config.copy;
    if (!office) return not_configured(desk.config, "copy");
    for (const auto& [value, name] : {std::pair(&office->name, "copy.office"),
                                      {&office->place, "copy.place"},
                                      {&office->title, "copy.title"},
                                      {&office->person, "copy.name"}})
        if (value->empty()) return not_configured(desk.config, name);
    if (options.number < 1)
        return fail(
            Fault::usage, "--number",
            {"Cần số bản sao theo sổ đăng ký, từ 1", "the number of the copy in its register is needed"});
    return form::Certification{options.pages.empty() ? form::CopyKind::whole : form::CopyKind::extract,
                               office->superior,
                               office->name,
                               options.number,
                               office->place,
                               context.now(),
                               office->authority,
                               office->title,
                               office->person,
                               office->recipients,
                               original};
}

/// Only a valid original is copied, and its signatures are those that were verified.
Result<std::vector<form::SignedBy>> verified(const Context& context, const Desk& desk, const Input& input) {
    const verify::Report report =
        verify::verify_pdf(input.bytes, input.name, limited_options(context, desk.workshop, trust_at(desk)));
    if (report.verdict != verify::Verdict::valid) {
        Error error{Fault::document, {}};
        for (const verify::Reason& reason : report.reasons)
            if (reason.weight != verify::Verdict::valid)
                error.problems.push_back({input.name + ": " + reason.where,
                                          reason.text,
                                          {"Chỉ sao bản gốc hợp lệ", "only a valid original is copied"}});
        return tl::unexpected(std::move(error));
    }
    std::vector<form::SignedBy> out;
    for (const verify::SignatureReport& one : report.signatures)
        out.push_back({one.field, one.signer, one.time_claimed.value_or(Instant{})});
    return out;
}

/// The office signs its electronic copy at once if this desk has its key.
Result<std::string> signed_by_office(const Context& context, Desk& desk, pdf::Draft draft) {
    const bool has_key = std::any_of(desk.config.keys.begin(), desk.config.keys.end(),
                                     [](const KeyFile& key) { return key.role == kRole; });
    if (draft.slots.empty() || !has_key) return std::move(draft.bytes);
    if (const auto opened = open_signers(context, desk, kRole); !opened)
        return tl::unexpected(opened.error());
    return sign::sign_pdf(draft.bytes, {kRole, {kRole}, context.now(), ""}, *desk.signers.at(kRole));
}

Result<pdf::Draft> scanned(const Context& context, const Desk& desk, const Options& options,
                           std::vector<Input> inputs) {
    std::vector<Scan> scans;
    std::string digests;
    for (Input& input : inputs) {
        digests += (digests.empty() ? "" : " ") + to_hex(sha256(input.bytes));
        scans.push_back({std::move(input.name), std::move(input.bytes)});
    }
    const auto certification = certification_of(context, desk, options, digests);
    if (!certification) return tl::unexpected(certification.error());
    return copy_of_paper(scans, desk.workshop.fonts, *certification);
}

Result<pdf::Draft> rendered(const Context& context, const Desk& desk, const Options& options,
                            const Input& input) {
    auto signatures = verified(context, desk, input);
    if (!signatures) return tl::unexpected(signatures.error());
    const auto contents = contents_of(input.bytes, input.name);
    if (!contents) return tl::unexpected(contents.error());
    const auto form = form::named_form(desk.workshop.forms, contents->form, input.name);
    if (!form) return tl::unexpected(form.error());
    const auto certification = certification_of(context, desk, options, to_hex(sha256(input.bytes)));
    if (!certification) return tl::unexpected(certification.error());
    const Original original{input.bytes, input.name, *std::move(signatures)};
    if (options.pages.empty()) return copy_to_paper(original, *form, desk.workshop.fonts, *certification);
    return extract(original, *form, desk.workshop.fonts, *certification, options.pages);
}

/// The bytes of what the options ask for.
Result<std::string> made(const Context& context, Desk& desk, const Options& options) {
    auto inputs = read_all(options.inputs);
    if (!inputs) return tl::unexpected(inputs.error());
    if (!options.scan && inputs->size() != 1)
        return fail(Fault::usage, "hocba copy",
                    {"Mỗi lần sao một văn bản", "one document is copied at a time"});
    if (options.pass_on) {
        const auto checked = verified(context, desk, inputs->front());
        if (!checked) return tl::unexpected(checked.error());
        return std::move(inputs->front().bytes);
    }
    auto draft = options.scan ? scanned(context, desk, options, *std::move(inputs))
                              : rendered(context, desk, options, inputs->front());
    if (!draft) return tl::unexpected(draft.error());
    return signed_by_office(context, desk, *std::move(draft));
}

int copy(const Context& context, const Options& options) {
    auto desk = open_desk(context, options.config);
    if (!desk) return failed(context, desk.error());
    const auto bytes = made(context, *desk, options);
    if (!bytes) return failed(context, bytes.error());
    if (const auto written = write_file(options.output, *bytes); !written)
        return failed(context, written.error());
    const std::string digest = to_hex(sha256(*bytes));
    say_json(context, Json::Object{{"output", options.output}, {"sha256", digest}});
    say(context,
        options.pass_on
            ? Text{fmt::format("{}: đúng từng byte, vẫn là bản gốc (SHA-256 {})", options.output, digest),
                   fmt::format("{}: byte for byte, still the original (SHA-256 {})", options.output, digest)}
            : Text{fmt::format("{}: bản sao, không phải bản gốc (SHA-256 {})", options.output, digest),
                   fmt::format("{}: a copy, not the original (SHA-256 {})", options.output, digest)});
    return 0;
}

}  // namespace

void add_copy(Program& program) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, program.app, "copy",
                                    "bản sao theo NĐ 30/2020 / certified copies", copy, options);
    command
        ->add_option("ORIGINAL", options->inputs, "bản gốc PDF, hoặc các ảnh quét / the original, or scans")
        ->required();
    command->add_option("--config", options->config, "hocba.toml")->required();
    command->add_option("-o,--output", options->output, "tệp PDF / file to write")->required();
    command->add_option("--number", options->number,
                        "số bản sao trong sổ / number in the register of copies");
    auto* pages = command->add_option("--extract", options->pages,
                                      "trích sao các trang, ví dụ 2,3 / pages of an extract");
    pages->delimiter(',');
    auto* scan =
        command->add_flag("--scan", options->scan,
                          "sao sổ giấy từ ảnh JPEG, PNG, PDF / a paper book from JPEG, PNG or PDF scans");
    auto* pass = command->add_flag("--pass-on", options->pass_on,
                                   "gửi nguyên bản gốc điện tử / the electronic original itself");
    scan->excludes(pages)->excludes(pass);
    pass->excludes(pages);
    command->footer("Ví dụ / example:\n  hocba copy hocba.pdf --number 5 -o ban-sao.pdf --config hocba.toml");
}

}  // namespace hocba::cli
