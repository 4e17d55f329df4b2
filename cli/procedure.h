// The procedures of signing as templates/procedures.toml has them: who signs, in which order, by which
// article.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace hocba::cli {

/// A leader who signs for a teacher who left.
struct OnBehalf {
    std::string by;  // role
    std::string article;
};

struct Step {
    std::string role;     // also the name of the signature field
    std::string article;  // that asks for it
    bool on_pdf = false, on_xml = false;
    bool only_with_slot = false;  // asked only of a form that has a place for it
    std::optional<OnBehalf> on_behalf;
    std::string deputy;  // the article by which a deputy may sign; empty: none may
};

struct Procedure {
    std::string name;     // "annual"; empty if hocba.toml lists roles itself
    Text title;           // what it is for
    std::string article;  // "QĐ 1789/QĐ-SGDĐT, Điều 20.5"
    std::vector<Step> steps;
};

/// Fault::form with file:line:column of everything that is wrong; Fault::io if it cannot be read.
Result<std::vector<Procedure>> load_procedures(const std::filesystem::path& file);

/// Fault::usage at `place` with all names as hint.
Result<Procedure> procedure_named(const std::vector<Procedure>& all, const std::string& name,
                                  const std::string& place);

/// What hocba.toml lists itself: the roles that sign the PDF, without an article; nobody signs on behalf.
Procedure procedure_of(const std::vector<std::string>& roles);

/// "annual (QĐ 1789/QĐ-SGDĐT, Điều 20.5)", or the roles.
std::string title_of(const Procedure& procedure);

const Step* step_of(const Procedure& procedure, const std::string& role);

/// Fault::usage at `place` unless the form's slots, in their order, are what the procedure asks of that form.
Result<void> fits(const Procedure& procedure, const std::vector<std::string>& slots,
                  const std::string& place);

/// Fault::usage unless the procedure has a step for the role; names the article and the roles.
Result<void> has_step(const Procedure& procedure, const std::string& role, const std::string& place);

/// Fault::signing unless the procedure lets somebody sign on behalf of that role.
Result<OnBehalf> on_behalf_of(const Procedure& procedure, const std::string& role, const std::string& place);

/// Fault::signing unless a deputy may take that role.
Result<void> deputy_allowed(const Procedure& procedure, const std::string& role, const std::string& title,
                            const std::string& place);

}  // namespace hocba::cli
