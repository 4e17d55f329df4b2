#include "cli/gate.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/procedure.h"
#include "engine/engine.h"

namespace hocba::cli {
namespace {

bool has(const verify::Report& report, std::string_view code) {
    return std::any_of(report.reasons.begin(), report.reasons.end(),
                       [&](const verify::Reason& reason) { return reason.code == code; });
}

/// A signature is still to come; everything else that is invalid stays so.
bool refuses(const verify::Reason& reason) {
    return reason.weight == verify::Verdict::invalid && reason.code != "unsigned" &&
           reason.code != "xml-unsigned";
}

}  // namespace

verify::Options verify_options(const Context& context, const Workshop& workshop, const trust::Trust* trust) {
    verify::Options options;
    options.at = context.now();
    options.trust = trust;
    options.forms = &workshop.forms;
    options.reproduce = [&workshop](const std::string& record, const form::Form& form,
                                    const form::Issue& issue, const std::vector<std::string>& seals,
                                    const std::string& data_xml) {
        return reproduce(record, form, workshop.fonts, issue, seals, data_xml);
    };
    return options;
}

Result<std::vector<verify::ProcedureRule>> procedure_rules(const Context& context) {
    const auto folder = data_folder(context);
    if (!folder) return tl::unexpected(folder.error());
    const auto all = load_procedures(*folder / "templates" / "procedures.toml");
    if (!all) return tl::unexpected(all.error());
    std::vector<verify::ProcedureRule> rules;
    for (const Procedure& procedure : *all) {
        verify::ProcedureRule& rule = rules.emplace_back();
        rule.name = procedure.name;
        for (const Step& step : procedure.steps) {
            if (step.on_pdf) rule.roles.push_back(step.role);
            if (step.on_pdf && step.on_behalf) rule.on_behalf.push_back(step.role);
        }
    }
    return rules;
}

Result<void> sound(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                   const std::string& pdf, const std::string& name, std::string_view xml,
                   const std::string& procedure) {
    verify::Options options = verify_options(context, workshop, trust);
    options.xml = xml;
    const verify::Report report = verify::verify_pdf(pdf, name, options);
    Error error{Fault::document, {}};
    for (const verify::Reason& reason : report.reasons)
        if (refuses(reason)) error.problems.push_back({name + ": " + reason.where, reason.text});
    for (const verify::SignatureReport& signature : report.signatures)
        if (!procedure.empty() && !signature.procedure.empty() && signature.procedure != procedure)
            error.problems.push_back(
                {name + ": " + signature.field,
                 {fmt::format("Chữ ký trước theo quy trình \"{}\", bàn này theo quy trình \"{}\"",
                              signature.procedure, procedure),
                  fmt::format("an earlier signature follows the procedure \"{}\", this desk \"{}\"",
                              signature.procedure, procedure)},
                 {"Mọi bàn của một đợt ghi cùng một procedure trong hocba.toml",
                  "every desk of a batch names the same procedure in hocba.toml"}});
    if (!has(report, "reproduced"))
        error.problems.push_back(
            {name,
             {"Các trang không đúng là bản dựng từ dữ liệu đính kèm và mẫu hiện có",
              "the pages are not what the attached record and the forms at hand give"},
             {"Không ký; phát hành lại từ hồ sơ gốc", "do not sign it; issue it again"}});
    if (error.problems.empty()) return {};
    return tl::unexpected(std::move(error));
}

}  // namespace hocba::cli
