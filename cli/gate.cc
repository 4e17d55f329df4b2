#include "cli/gate.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/procedure.h"
#include "engine/engine.h"

namespace hocba::cli {
namespace {

/// A signature is still to come. Everything else that is invalid stays so; and nobody adds a signature to
/// what contradicts its procedure or its pages, though an office may ask the school about it.
bool refuses(const verify::Reason& reason) {
    if (reason.weight == verify::Verdict::invalid)
        return reason.code != "unsigned" && reason.code != "xml-unsigned" &&
               reason.code != "paper-unconfirmed";
    if (reason.weight != verify::Verdict::indeterminate) return false;
    const auto is_one_of = [&](std::string_view family) { return reason.code.starts_with(family); };
    return is_one_of("procedure-") || is_one_of("on-behalf-") || reason.code == "office-differs" ||
           reason.code == "school-unlisted";
}

/// What the report refuses, each with its place in that file.
Error refusals_of(const verify::Report& report) {
    Error error{Fault::document, {}};
    for (const verify::Reason& reason : report.reasons)
        if (refuses(reason)) error.problems.push_back({report.input + ": " + reason.where, reason.text});
    return error;
}

std::vector<verify::ProcedureRule> rules_of(const std::vector<Procedure>& procedures) {
    std::vector<verify::ProcedureRule> rules;
    for (const Procedure& procedure : procedures) {
        verify::ProcedureRule& rule = rules.emplace_back();
        rule.name = procedure.name;
        for (const Step& step : procedure.steps) {
            if (step.on_pdf) rule.roles.push_back(step.role);
            if (step.on_pdf && step.on_behalf) rule.on_behalf.push_back(step.role);
        }
    }
    return rules;
}

}  // namespace

verify::Options verify_options(const Context& context, const Workshop& workshop, const trust::Trust* trust) {
    verify::Options options;
    options.at = context.now();
    options.trust = trust;
    options.forms = &workshop.forms;
    options.procedures = rules_of(workshop.procedures);
    options.reproduce = [&workshop](const std::string& record, const form::Form& form,
                                    const form::Issue& issue, const std::vector<std::string>& seals,
                                    const std::string& data_xml) {
        return reproduce(record, form, workshop.fonts, issue, seals, data_xml);
    };
    return options;
}

verify::Options limited_options(const Context& context, const Workshop& workshop, const trust::Trust* trust) {
    for (text::FontId id = 0; id < workshop.fonts.size(); ++id) (void)workshop.fonts.has(id);
    verify::Options options = verify_options(context, workshop, trust);
    options.reproduce_in_child = true;
    return options;
}

Result<void> sound(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                   const std::string& pdf, const std::string& name, std::string_view xml,
                   const std::string& procedure) {
    verify::Options options = verify_options(context, workshop, trust);
    options.xml = xml;
    const verify::Report report = verify::verify_pdf(pdf, name, options);
    Error error = refusals_of(report);
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
    if (!has(report.reasons, "reproduced"))
        error.problems.push_back(
            {name,
             {"Các trang không đúng là bản dựng từ dữ liệu đính kèm và mẫu hiện có",
              "the pages are not what the attached record and the forms at hand give"},
             {"Không ký; phát hành lại từ hồ sơ gốc", "do not sign it; issue it again"}});
    if (error.problems.empty()) return {};
    return tl::unexpected(std::move(error));
}

Result<verify::Report> valid(const verify::Options& options, std::string_view pdf, std::string_view xml,
                             const std::string& name) {
    verify::Options both = options;
    both.xml = xml;
    verify::Report report = verify::verify_pdf(pdf, name, both);
    if (report.verdict == verify::Verdict::valid) return report;
    Error error{Fault::document, {}};
    for (const verify::Reason& reason : report.reasons)
        if (reason.weight != verify::Verdict::valid)
            error.problems.push_back({report.input + ": " + reason.where, reason.text});
    return tl::unexpected(std::move(error));
}

Result<void> sound_paper(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                         std::string_view pdf, const std::string& name) {
    const verify::Report report = verify::verify_pdf(pdf, name, verify_options(context, workshop, trust));
    Error error = refusals_of(report);
    if (!has(report.reasons, "paper-copy"))
        error.problems.push_back(
            {name, {"Không phải bản số hóa học bạ giấy", "this is no scan of a paper transcript"}});
    if (error.problems.empty()) return {};
    return tl::unexpected(std::move(error));
}

Result<std::vector<std::string>> sound_xml(const Context& context, const trust::Trust* trust,
                                           const std::string& school, const std::string& xml,
                                           const std::string& name) {
    verify::Options options;
    options.at = context.now();
    options.trust = trust;
    const verify::Report report = verify::verify_xml(xml, name, options);
    Error error = refusals_of(report);
    const std::string& other = report.document.school;
    if (!other.empty() && other != school)
        error.problems.push_back(
            {name,
             {fmt::format("XML của trường {}, cấu hình này dùng cho trường {}", other, school),
              fmt::format("the XML is of school {}, this desk is of school {}", other, school)}});
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    std::vector<std::string> roles;
    for (const verify::SignatureReport& one : report.signatures) roles.push_back(one.role);
    return roles;
}

}  // namespace hocba::cli
