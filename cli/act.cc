#include "cli/act.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/keyring.h"
#include "cli/report.h"
#include "cli/whose.h"
#include "engine/base/utf8.h"

namespace hocba::cli {
namespace {

tl::unexpected<Error> refused(const std::string& place, std::string vi, std::string en, Text hint = {}) {
    return fail(Fault::signing, place, {std::move(vi), std::move(en)}, std::move(hint));
}

/// /Reason parts its values by semicolons, and is one line.
Result<std::string> plain(const std::string& option, const std::string& text) {
    const auto is_mark = [](unsigned char c) { return c == ';' || c < 0x20; };
    const bool well_formed = !text.empty() && !ill_formed_at(text);
    if (well_formed && std::none_of(text.begin(), text.end(), is_mark)) return nfc(text);
    return fail(Fault::usage, option,
                {"Giá trị trống, hoặc có dấu chấm phẩy hay xuống dòng",
                 "the value is empty, or has a semicolon or a line break"});
}

Result<void> for_another(const Desk& desk, const ForAnother& another, Act& act) {
    const auto allowed = on_behalf_of(desk.procedure, act.role, "--on-behalf-of");
    if (!allowed) return tl::unexpected(allowed.error());
    const auto name = plain("--on-behalf-of", another.name), why = plain("--reason", another.why);
    if (!name) return tl::unexpected(name.error());
    if (!why) return tl::unexpected(why.error());
    act.signer_role = allowed->by;
    act.reason.on_behalf_of = *name;
    act.reason.on_behalf_article = allowed->article;
    act.reason.why = *why;
    return {};
}

std::string day(Instant instant) {
    return to_string(local_date(instant));
}

/// Each way of not being authorised in its own words.
Text why_not(const trust::Authority& authority, const std::string& name, const std::string& role,
             const std::string& school) {
    const Text who = role_name(role);
    const trust::AuthorisedSigner* entry = authority.entry;
    switch (authority.standing) {
        case trust::Standing::too_early:
            return {fmt::format("{} chỉ được ký với vai trò {} từ ngày {}", name, who.vi, day(entry->from)),
                    fmt::format("{} may sign as {} only from {}", name, role, day(entry->from))};
        case trust::Standing::too_late:
            return {
                fmt::format("{} chỉ được ký với vai trò {} đến hết ngày {}", name, who.vi, day(entry->until)),
                fmt::format("{} may sign as {} only until {}", name, role, day(entry->until))};
        case trust::Standing::other_school:
            return {
                fmt::format("{} được ký cho trường {}, không phải trường {}", name, entry->school, school),
                fmt::format("{} may sign for school {}, not for school {}", name, entry->school, school)};
        case trust::Standing::other_role:
            return {fmt::format("{} được ký với vai trò {}, không phải {}", name, role_name(entry->role).vi,
                                who.vi),
                    fmt::format("{} may sign as {}: {} is not among those who may sign as {}", name,
                                entry->role, name, role)};
        case trust::Standing::unknown:
        case trust::Standing::school_unlisted:
        case trust::Standing::authorised:
            break;
    }
    return {fmt::format("{} không có trong danh sách người được ký với vai trò {} của trường {}", name,
                        who.vi, school),
            fmt::format("{} is not among those who may sign as {} for school {}", name, role, school)};
}

/// The page is right until somebody says otherwise: then the record is made anew, with who really signs.
Text hint_for_office(const trust::Office& printed, const std::string& held) {
    const auto [authority, office] = trust::office_of(held);
    const std::string title = office.empty() ? "Hiệu trưởng" : office;
    const std::string member = authority.empty() ? "" : fmt::format("head.authority = \"{}\", ", authority);
    const Text without = authority.empty() && !printed.authority.empty()
                             ? Text{" (bỏ head.authority)", " (without head.authority)"}
                             : Text{};
    return {
        fmt::format("Trang in đúng thì người in trên trang ký, ở bàn của mình (--except để lại văn bản "
                    "này). Chỉ khi người ký này ký thật thì sửa hồ sơ: {}head.title = \"{}\", head.name là "
                    "tên người ký{}, rồi phát hành lại",
                    member, title, without.vi),
        fmt::format("if the page is right, whom it prints signs it, at their own desk (--except leaves it "
                    "out). Only if this signer is to sign it, put {}head.title = \"{}\" and their name as "
                    "head.name into the record{}, and issue it again",
                    member, title, without.en)};
}

/// `KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG", "HIỆU TRƯỞNG`, for a text with quotation marks around it.
std::string held_offices(const Act& act) {
    std::vector<std::string> held;
    for (const std::string& title : act.offices) held.push_back(trust::shown_title(title));
    return fmt::format("{}", fmt::join(held, "\", \""));
}

/// NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7b: the page says in which office its signer signs.
Result<void> office_agrees(const Act& act, const Json& year, const std::string& name) {
    const Json* head = year.find("head");
    if (head == nullptr || act.role != "principal" || act.offices.empty()) return {};
    const trust::Office printed{head->text_or("authority"), head->text_or("title")};
    const bool agrees = std::any_of(act.offices.begin(), act.offices.end(), [&](const std::string& title) {
        return trust::prints_office(title, printed);
    });
    if (agrees) return {};
    const std::string is = printed.authority.empty() ? printed.own : printed.authority + " / " + printed.own;
    const std::string holds = held_offices(act);
    return refused(
        name + ":record.json/head",
        fmt::format("Trang in chức vụ người ký là \"{}\", người ký được giao chức vụ \"{}\"", is, holds),
        fmt::format("the page prints the office \"{}\", the signer holds \"{}\"", is, holds),
        hint_for_office(printed, act.offices.front()));
}

std::string text_in(const Json* object, const std::string& member) {
    return object == nullptr ? "" : object->text_or(member);
}

/// The page says that somebody else signs, or it does not; the reason is the same in both places.
Result<void> on_behalf_agrees(const Act& act, const Json& teacher, const std::string& name) {
    const Json* printed = teacher.find("on_behalf");
    const std::string place = name + ":record.json/homeroom/on_behalf";
    if (act.reason.on_behalf_of.empty()) {
        if (printed == nullptr) return {};
        return refused(
            place, fmt::format("Trang in {} ký thay giáo viên chủ nhiệm", printed->text_or("by")),
            fmt::format("the page prints that {} signs for the homeroom teacher", printed->text_or("by")),
            {"Người in trên trang ký, với --on-behalf-of và --reason; giáo viên tự ký thì bỏ "
             "homeroom.on_behalf trong hồ sơ rồi phát hành lại",
             "whom the page prints signs it, with --on-behalf-of and --reason; if the teacher signs, "
             "take homeroom.on_behalf out of the record and issue it again"});
    }
    if (printed == nullptr)
        return refused(
            place, "Trang không in việc ký thay (QĐ 1789/QĐ-SGDĐT, Điều 14.7)",
            "the page does not print that somebody signs for the teacher (QĐ 1789/QĐ-SGDĐT, "
            "điều 14.7)",
            {fmt::format("Ghi homeroom.on_behalf = {{\"by\": tên người ký thay, \"title\": chức vụ, "
                         "\"reason\": \"{}\"}} vào hồ sơ rồi phát hành lại",
                         act.reason.why),
             fmt::format("put homeroom.on_behalf = {{\"by\": the signer's name, \"title\": their "
                         "office, \"reason\": \"{}\"}} into the record and issue it again",
                         act.reason.why)});
    if (printed->text_or("reason") == act.reason.why) return {};
    return refused(place + "/reason",
                   fmt::format("Trang in lý do ký thay là \"{}\", --reason ghi \"{}\"",
                               printed->text_or("reason"), act.reason.why),
                   fmt::format("the page prints the reason \"{}\", --reason says \"{}\"",
                               printed->text_or("reason"), act.reason.why),
                   {"Ghi --reason đúng như trang in", "give --reason as the page prints it"});
}

/// QĐ 1789/QĐ-SGDĐT, Điều 14.7: who reads the page must find there the teacher whose place it is.
Result<void> teacher_agrees(const Act& act, const Json& year, const std::string& name) {
    if (act.role != "homeroom") return {};
    const Json* teacher = year.find("homeroom");
    const std::string printed = text_in(teacher, "name");
    if (act.reason.on_behalf_of.empty() || printed == act.reason.on_behalf_of)
        return teacher == nullptr ? Result<void>() : on_behalf_agrees(act, *teacher, name);
    return refused(
        name + ":record.json/homeroom/name",
        fmt::format("Trang in giáo viên chủ nhiệm là \"{}\", --on-behalf-of ghi \"{}\"", printed,
                    act.reason.on_behalf_of),
        fmt::format("the page prints the homeroom teacher \"{}\", --on-behalf-of says \"{}\"", printed,
                    act.reason.on_behalf_of),
        {"Ghi đúng tên giáo viên in trên trang; hồ sơ sai tên thì sửa homeroom.name rồi phát hành lại",
         "give the teacher's name as the page prints it; if the record is wrong, correct homeroom.name "
         "and issue it again"});
}

}  // namespace

Result<Act> act_of(const Desk& desk, const std::string& role, const ForAnother& another) {
    if (const auto has = has_step(desk.procedure, role, "--as"); !has) return tl::unexpected(has.error());
    Act act{role, role, {}};
    act.reason.procedure = desk.procedure.name;
    act.reason.article = step_of(desk.procedure, role)->article;
    if (another.name.empty() && another.why.empty()) return act;
    if (const auto may = for_another(desk, another, act); !may) return tl::unexpected(may.error());
    return act;
}

Result<void> authorised(const Context& context, const Desk& desk, const KeyFile& key,
                        const sign::Signer& signer) {
    if (!desk.trust || !desk.trust->signers) return {};
    const sign::Identity& identity = signer.identity();
    const auto authority = trust::authority_of(*desk.trust->signers, identity.certificate, key.role,
                                               desk.config.school, context.now());
    if (authority.standing == trust::Standing::authorised) return {};
    return tl::unexpected(
        Error{Fault::signing,
              {{name_of(key),
                why_not(authority, identity.name, key.role, desk.config.school),
                {"Chưa ký gì. Người giữ thư mục tin cậy sửa signers rồi chạy lại hocba keys list",
                 "nothing was signed; the keeper of the trust folder corrects signers and runs hocba keys "
                 "list"}}}});
}

Act foreseen(const Context& context, const Desk& desk, Act act) {
    if (!desk.trust || !desk.trust->signers) return act;
    const Instant now = context.now();
    for (const trust::AuthorisedSigner& one : *desk.trust->signers) {
        const bool may = one.role == act.signer_role && one.school == desk.config.school && one.from <= now &&
                         now <= one.until;
        if (may) act.offices.push_back(one.title);
    }
    return act;
}

Result<Act> in_office(const Context& context, const Desk& desk, Act act) {
    const auto signer = desk.signers.find(act.signer_role);
    if (!desk.trust || !desk.trust->signers || signer == desk.signers.end()) return act;
    const auto authority = trust::authority_of(*desk.trust->signers, signer->second->identity().certificate,
                                               act.signer_role, desk.config.school, context.now());
    if (authority.entry == nullptr) return act;
    act.reason.title = authority.entry->title;
    act.offices = {act.reason.title};
    const auto allowed = deputy_allowed(desk.procedure, act.signer_role, act.reason.title, desk.config.file);
    if (!allowed) return tl::unexpected(allowed.error());
    return act;
}

sign::Request request_of(const Desk& desk, const Act& act, const std::vector<std::string>& order,
                         Instant claimed) {
    sign::Request request{act.role, order, claimed, sign::text_of(act.reason)};
    const auto picture = desk.pictures.find(act.signer_role);
    if (picture != desk.pictures.end()) request.appearance = &picture->second;
    return request;
}

Result<void> record_agrees(const Act& act, const Json& record, const std::string& name) {
    const Json* year = record::last_year(record);
    if (year == nullptr) return {};
    if (const auto agrees = office_agrees(act, *year, name); !agrees) return agrees;
    return teacher_agrees(act, *year, name);
}

Result<void> xml_agrees(const Act& act, const Json& record, const std::string& name) {
    const Json* year = record::last_year(record);
    const std::string office = year == nullptr ? "" : text_in(year->find("head"), "title");
    if (act.role != "principal" || act.offices.empty() || office.empty()) return {};
    const bool agrees = std::any_of(act.offices.begin(), act.offices.end(), [&](const std::string& title) {
        return trust::names_own_office(title, office);
    });
    if (agrees) return {};
    const std::string holds = held_offices(act);
    return refused(
        name + ":CHUC_VU_GIAM_HIEU_KY_HOC_BA",
        fmt::format("XML ghi chức vụ người ký là \"{}\", người ký được giao chức vụ \"{}\"", office, holds),
        fmt::format("the XML names the office \"{}\", the signer holds \"{}\"", office, holds),
        {"Người có chức vụ ấy ký, ở bàn của mình; nếu người này ký thật thì lập lại XML với chức vụ đúng",
         "whoever holds that office signs it, at their own desk; if this signer is to sign it, make the XML "
         "anew with the right office"});
}

}  // namespace hocba::cli
