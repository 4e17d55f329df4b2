#include "cli/procedure.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "cli/names.h"
#include "cli/toml_reader.h"

namespace hocba::cli {
namespace {

/// The roles of QĐ 1789/QĐ-SGDĐT, Điều 20.5.
constexpr std::array<std::string_view, 4> kRoles{"subject-teacher", "homeroom", "principal", "school"};

bool is_role(const std::string& role) {
    return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

struct RawStep {
    Step step;
    std::vector<std::string> signs;
};

Setters on_behalf_names(OnBehalf& on_behalf) {
    return {{"by", TableReader::text(on_behalf.by)}, {"article", TableReader::text(on_behalf.article)}};
}

Setters step_names(TableReader& reader, RawStep& raw) {
    Step& step = raw.step;
    return {{"role", TableReader::text(step.role)},
            {"article", TableReader::text(step.article)},
            {"signs", TableReader::texts(raw.signs)},
            {"only_with_slot", TableReader::flag(step.only_with_slot)},
            {"deputy", TableReader::text(step.deputy)},
            {"on_behalf", reader.table([&step] { return on_behalf_names(step.on_behalf.emplace()); })}};
}

/// What the types of the values do not say; each complaint stands at the step's own line.
void judge_step(TableReader& reader, const toml::node& node, RawStep& raw) {
    Step& step = raw.step;
    if (!is_role(step.role))
        reader.complain(
            node, fmt::format("vai trò \"{}\" không phải một trong: {}", step.role, fmt::join(kRoles, ", ")),
            fmt::format("the role \"{}\" is none of {}", step.role, fmt::join(kRoles, ", ")));
    if (step.article.empty())
        reader.complain(node, fmt::format("bước \"{}\" không dẫn điều khoản nào", step.role),
                        fmt::format("the step \"{}\" cites no article", step.role));
    for (const std::string& file : raw.signs) {
        step.on_pdf |= file == "pdf";
        step.on_xml |= file == "xml";
        if (file != "pdf" && file != "xml")
            reader.complain(node, fmt::format("signs chỉ nhận \"pdf\" và \"xml\", không nhận \"{}\"", file),
                            fmt::format("signs takes \"pdf\" and \"xml\", not \"{}\"", file));
    }
    if (raw.signs.empty())
        reader.complain(node, fmt::format("bước \"{}\" không ký tệp nào", step.role),
                        fmt::format("the step \"{}\" signs no file", step.role));
    if (step.on_behalf && (step.on_behalf->by != "principal" || step.on_behalf->article.empty()))
        reader.complain(node, "on_behalf cần by = \"principal\" và article (QĐ 1789/QĐ-SGDĐT, Điều 14.7)",
                        "on_behalf needs by = \"principal\" and an article (QĐ 1789/QĐ-SGDĐT, Điều 14.7)");
}

void read_steps(TableReader& reader, const toml::node& node, Procedure& procedure) {
    const toml::array* steps = node.as_array();
    if (steps == nullptr || steps->empty())
        return reader.complain(node, "steps phải là một danh sách bước", "steps is a list of steps");
    for (const toml::node& item : *steps) {
        if (item.as_table() == nullptr)
            return reader.complain(item, "mỗi bước là một bảng", "a step is a table");
        RawStep raw;
        reader.read(*item.as_table(), step_names(reader, raw));
        judge_step(reader, item, raw);
        if (step_of(procedure, raw.step.role) != nullptr)
            reader.complain(item, fmt::format("vai trò \"{}\" có hai bước", raw.step.role),
                            fmt::format("the role \"{}\" has two steps", raw.step.role));
        procedure.steps.push_back(std::move(raw.step));
    }
}

Procedure read_procedure(TableReader& reader, const std::string& name, const toml::table& table) {
    Procedure procedure{name, {}, "", {}};
    const auto titles = [&procedure]() -> Setters {
        return {{"vi", TableReader::text(procedure.title.vi)}, {"en", TableReader::text(procedure.title.en)}};
    };
    const auto steps = [&reader, &procedure](const toml::node& node) {
        read_steps(reader, node, procedure);
        return true;
    };
    reader.read(table, {{"title", reader.table(titles)},
                        {"article", TableReader::text(procedure.article)},
                        {"steps", steps}});
    if (procedure.article.empty() || procedure.title.vi.empty() || procedure.steps.empty())
        reader.complain(table, fmt::format("quy trình \"{}\" thiếu title, article hoặc steps", name),
                        fmt::format("the procedure \"{}\" lacks title, article or steps", name));
    return procedure;
}

tl::unexpected<Error> refused(Fault fault, const std::string& place, std::string vi, std::string en,
                              Text hint = {}) {
    return fail(fault, place, {std::move(vi), std::move(en)}, std::move(hint));
}

std::string roles_of(const Procedure& procedure) {
    std::vector<std::string_view> roles;
    for (const Step& step : procedure.steps) roles.push_back(step.role);
    return fmt::format("{}", fmt::join(roles, ", "));
}

/// "principal (hiệu trưởng), school (nhà trường)".
std::string named_roles(const Procedure& procedure) {
    std::vector<std::string> roles;
    for (const Step& step : procedure.steps)
        roles.push_back(fmt::format("{} ({})", step.role, role_name(step.role).vi));
    return fmt::format("{}", fmt::join(roles, ", "));
}

}  // namespace

Result<std::vector<Procedure>> load_procedures(const std::filesystem::path& file) {
    const auto table = read_toml(file.string());
    if (!table) {
        Error error = table.error();
        if (error.fault == Fault::usage) error.fault = Fault::form;
        return tl::unexpected(std::move(error));
    }
    TableReader reader(file.string(), file.parent_path());
    std::vector<Procedure> all;
    for (const auto& [name, node] : *table) {
        if (node.as_table() != nullptr)
            all.push_back(read_procedure(reader, std::string(name.str()), *node.as_table()));
        else
            reader.complain(node, "mỗi quy trình là một bảng", "a procedure is a table");
    }
    if (!reader.problems.empty()) return tl::unexpected(Error{Fault::form, std::move(reader.problems)});
    return all;
}

Result<Procedure> procedure_named(const std::vector<Procedure>& all, const std::string& name,
                                  const std::string& place) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Procedure& p) { return p.name == name; });
    if (found != all.end()) return *found;
    std::vector<std::string_view> names;
    for (const Procedure& procedure : all) names.push_back(procedure.name);
    return refused(Fault::usage, place, fmt::format("Không có quy trình ký \"{}\"", name),
                   fmt::format("there is no procedure \"{}\"", name),
                   {fmt::format("Chọn một trong: {}", fmt::join(names, ", ")),
                    fmt::format("choose one of {}", fmt::join(names, ", "))});
}

Procedure procedure_of(const std::vector<std::string>& roles) {
    Procedure procedure;
    for (const std::string& role : roles) {
        Step step{role, "", true, false, false, std::nullopt, ""};
        if (role == "principal") step.deputy = "NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7b";
        procedure.steps.push_back(std::move(step));
    }
    return procedure;
}

std::string title_of(const Procedure& procedure) {
    return procedure.name.empty() ? roles_of(procedure)
                                  : fmt::format("{} ({})", procedure.name, procedure.article);
}

const Step* step_of(const Procedure& procedure, const std::string& role) {
    const auto found = std::find_if(procedure.steps.begin(), procedure.steps.end(),
                                    [&](const Step& step) { return step.role == role; });
    return found == procedure.steps.end() ? nullptr : &*found;
}

Result<void> fits(const Procedure& procedure, const std::vector<std::string>& slots,
                  const std::string& place) {
    std::vector<std::string> asked;
    for (const Step& step : procedure.steps) {
        const bool has_slot = std::find(slots.begin(), slots.end(), step.role) != slots.end();
        if (step.on_pdf && (has_slot || !step.only_with_slot)) asked.push_back(step.role);
    }
    if (asked == slots) return {};
    return refused(Fault::usage, place,
                   fmt::format("procedure: quy trình {} cần chữ ký của {}; mẫu có ô ký của {}",
                               title_of(procedure), fmt::join(asked, ", "), fmt::join(slots, ", ")),
                   fmt::format("procedure: {} asks for the signatures of {}; the form has slots for {}",
                               title_of(procedure), fmt::join(asked, ", "), fmt::join(slots, ", ")),
                   {"Sửa procedure trong hocba.toml cho đúng các vai trò của mẫu",
                    "make procedure in hocba.toml the form's roles"});
}

Result<void> has_step(const Procedure& procedure, const std::string& role, const std::string& place) {
    if (step_of(procedure, role) != nullptr) return {};
    return refused(Fault::usage, place,
                   fmt::format("Vai trò \"{}\" không có trong quy trình {}", role, title_of(procedure)),
                   fmt::format("the role \"{}\" has no part in the procedure {}", role, title_of(procedure)),
                   {fmt::format("Các vai trò, theo thứ tự: {}", named_roles(procedure)),
                    fmt::format("the roles in their order: {}", roles_of(procedure))});
}

Result<OnBehalf> on_behalf_of(const Procedure& procedure, const std::string& role, const std::string& place) {
    const Step* step = step_of(procedure, role);
    if (step != nullptr && step->on_behalf) return *step->on_behalf;
    return refused(
        Fault::signing, place,
        fmt::format("Quy trình {} không cho ký thay vai trò \"{}\"", title_of(procedure), role),
        fmt::format("the procedure {} lets nobody sign on behalf of \"{}\"", title_of(procedure), role),
        {"Chỉ được ký thay giáo viên không còn công tác (QĐ 1789/QĐ-SGDĐT, Điều 14.7, 39.1)",
         "only for a teacher who left (QĐ 1789/QĐ-SGDĐT, Điều 14.7, 39.1)"});
}

Result<void> deputy_allowed(const Procedure& procedure, const std::string& role, const std::string& title,
                            const std::string& place) {
    const Step* step = step_of(procedure, role);
    const bool acts = title.starts_with("KT.") || title.starts_with("Q.");
    if (!acts || (step != nullptr && !step->deputy.empty())) return {};
    return refused(
        Fault::signing, place, fmt::format("Vai trò \"{}\" không có cấp phó ký thay (\"{}\")", role, title),
        fmt::format("no deputy may take the role \"{}\" (\"{}\")", role, title),
        {"Ký thay và quyền cấp trưởng chỉ dành cho người đứng đầu (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7b)",
         "KT. and Q. are for the head alone (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7b)"});
}

}  // namespace hocba::cli
