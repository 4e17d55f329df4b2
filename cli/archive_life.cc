// hocba archive revoke, supersede, continue, hold, unhold, erase: the life of a record, by whose leave.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/archive_commands.h"
#include "cli/config.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;
using archive::Event;
using archive::EventKind;

/// What every one of these commands is told.
struct Common {
    std::string folder, config, role, person, reason;
};
struct DecisionOptions {
    std::string file, number, date;
};

/// The archive, open for writing, and until when a school decides by itself.
struct Registry {
    std::unique_ptr<archive::Archive> archive;
    archive::Freeze freeze;
};

Result<Registry> open_registry(const Common& common) {
    const auto config = read_config(common.config);
    if (!config) return tl::unexpected(config.error());
    if (config->log_key.empty()) return not_configured(*config, "log_key");
    if (!archive::is_lawful(config->freeze))
        return fail(Fault::usage, config->file,
                    {"Mục [freeze] cần hai ngày dạng tháng-ngày", "[freeze] needs two days as month-day"},
                    {"Ví dụ on = \"06-30\", reassessed = \"08-15\"",
                     "for example on = \"06-30\", reassessed = \"08-15\""});
    auto opened = archive::Archive::open_for_writing(common.folder, config->log_key);
    if (!opened) return forward(std::move(opened));
    return Registry{*std::move(opened), config->freeze};
}

Result<archive::Entry> entry_of(const archive::Archive& archive, const std::string& code) {
    archive::Query query;
    query.code = code;
    auto found = archive.find(query);
    if (!found) return forward(std::move(found));
    if (found->size() == 1) return found->front();
    return fail(Fault::usage, code,
                {"Kho không có văn bản nào mang mã này", "the archive has no document with this code"},
                {"Tìm bằng hocba archive find", "look it up with hocba archive find"});
}

Event event_of(const Common& common, EventKind kind, const archive::Entry& entry) {
    Event event{kind, entry.description.document};
    event.reason = common.reason;
    event.role = common.role;
    event.person = common.person;
    return event;
}

Result<void> attach(Event& event, const DecisionOptions& options) {
    if (options.file.empty() && options.number.empty() && options.date.empty()) return {};
    if (options.file.empty() || options.number.empty() || options.date.empty())
        return fail(Fault::usage, "--decision",
                    {"Quyết định cần đủ tệp, số và ngày", "a decision needs its file, number and date"},
                    {"Ghi --decision TỆP.pdf --number … --date YYYY-MM-DD",
                     "give --decision FILE.pdf --number … --date YYYY-MM-DD"});
    auto file = read_file(options.file);
    if (!file) return tl::unexpected(file.error());
    event.decision = archive::Decision{options.number, options.date, *std::move(file)};
    return {};
}

Text sentence(EventKind kind, bool fresh) {
    const Text known = fresh ? Text{} : Text{" từ trước", ", as before"};
    const auto said = [&known](const char* vi, const char* en) { return Text{vi + known.vi, en + known.en}; };
    switch (kind) {
        case EventKind::revoke:
            return said("đã thu hồi", "revoked");
        case EventKind::supersede:
            return said("đã được thay thế", "superseded");
        case EventKind::continuation:
            return said("đã nối với văn bản năm sau", "continued by the next year's document");
        case EventKind::hold:
            return said("đã giữ, không được xóa", "held, not to be erased");
        case EventKind::release:
            return said("không còn bị giữ", "no longer held");
    }
    return {};
}

/// All events in as few commits as may be; each is answered.
int enact(const Context& context, const Registry& registry, const std::vector<Event>& events) {
    int code = 0;
    const auto answers = registry.archive->enact(events, registry.freeze, context.now());
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!answers[i]) {
            code = worse(code, failed(context, answers[i].error()));
            continue;
        }
        const auto entry = registry.archive->find_document(events[i].document);
        if (!entry) {
            code = worse(code, failed(context, entry.error()));
            continue;
        }
        const std::string& human = (*entry)->description.code;
        const Text text = sentence(events[i].kind, *answers[i]);
        say(context, {human + ": " + text.vi, human + ": " + text.en});
        Json json = to_json(**entry);
        json.object()->emplace("event", name_of(events[i].kind));
        json.object()->emplace("logged", *answers[i]);
        say_json(context, json);
    }
    return code;
}

struct MarkOptions {
    Common common;
    DecisionOptions decision;
    EventKind kind = EventKind::revoke;
    std::vector<std::string> codes;
};

/// revoke, hold, unhold: the same for each code.
int mark(const Context& context, const MarkOptions& options) {
    const auto registry = open_registry(options.common);
    if (!registry) return failed(context, registry.error());
    std::vector<Event> events;
    for (const std::string& code : options.codes) {
        const auto entry = entry_of(*registry->archive, code);
        if (!entry) return failed(context, entry.error());
        events.push_back(event_of(options.common, options.kind, *entry));
        if (const auto fine = attach(events.back(), options.decision); !fine)
            return failed(context, fine.error());
    }
    return enact(context, *registry, events);
}

struct SupersedeOptions {
    Common common;
    DecisionOptions decision;
    std::string code, by;
    bool civil_status = false;
};

/// A code of the archive; or a signed PDF, which is archived first if the old one may be replaced at all.
Result<archive::Entry> replacement(const Context& context, const Registry& registry, const Event& event,
                                   const std::string& by) {
    if (crockford_code(by)) return entry_of(*registry.archive, by);
    const auto workshop = open_workshop(context);
    if (!workshop) return tl::unexpected(workshop.error());
    auto submission = complete_document(context, *workshop, by);
    if (!submission) return forward(std::move(submission));
    const auto known = registry.archive->find_document(submission->description.document);
    if (!known) return tl::unexpected(known.error());
    if (*known && (*known)->state != "pending") return **known;  // the same command again
    const auto may = registry.archive->may_end(event, registry.freeze, context.now());
    if (!may) return tl::unexpected(may.error());
    auto stored = registry.archive->put({*std::move(submission)}, context.now());
    if (!stored[0]) return forward(std::move(stored[0]));
    return stored[0]->first;
}

/// The pupil's own data differ, and nobody said that civil status changed: it may be a mistyped name.
void remind(const Context& context, const archive::Entry& old, const archive::Entry& fresh) {
    if (old.description.pupil_name == fresh.description.pupil_name ||
        old.description.pupil_id != fresh.description.pupil_id)  // another pupil: refused
        return;
    tell(context,
         {{fresh.description.code,
           {"Họ tên học sinh khác với bản cũ", "the pupil's name is not that of the old document"},
           {"Nếu là thay đổi hộ tịch thì phải có quyết định: --civil-status --decision … (Điều 21.7)",
            "if civil status changed, its decision is needed: --civil-status --decision … (21.7)"}}});
}

int supersede(const Context& context, const SupersedeOptions& options) {
    const auto registry = open_registry(options.common);
    if (!registry) return failed(context, registry.error());
    const auto old = entry_of(*registry->archive, options.code);
    if (!old) return failed(context, old.error());
    Event event = event_of(options.common, EventKind::supersede, *old);
    event.civil_status = options.civil_status;
    if (const auto fine = attach(event, options.decision); !fine) return failed(context, fine.error());
    const auto fresh = replacement(context, *registry, event, options.by);
    if (!fresh) return failed(context, fresh.error());
    if (!event.civil_status) remind(context, *old, *fresh);
    event.successor = fresh->description.document;
    return enact(context, *registry, {event});
}

struct ContinueOptions {
    Common common;
    archive::Query query;
    std::string from;
};

/// The same pupil's newest valid document of an earlier year; nothing if there is none.
Result<std::optional<archive::Entry>> predecessor_of(const archive::Archive& archive,
                                                     const archive::Entry& entry) {
    archive::Query query;
    query.pupil_id = entry.description.pupil_id;
    const auto all = archive.find(query);
    if (!all) return tl::unexpected(all.error());
    std::optional<archive::Entry> newest;
    for (const archive::Entry& other : *all) {
        const std::string& year = other.description.school_year;
        if (other.state != "issued" || year >= entry.description.school_year) continue;
        if (!newest || newest->description.school_year < year) newest = other;
    }
    return newest;
}

Result<std::optional<archive::Entry>> earlier(const archive::Archive& archive, const std::string& from,
                                              const archive::Entry& entry) {
    if (from.empty()) return predecessor_of(archive, entry);
    auto named = entry_of(archive, from);
    if (!named) return forward(std::move(named));
    return std::optional(*std::move(named));
}

int continue_all(const Context& context, const ContinueOptions& options) {
    const auto registry = open_registry(options.common);
    if (!registry) return failed(context, registry.error());
    const auto entries = registry->archive->find(options.query);
    if (!entries) return failed(context, entries.error());
    std::vector<Event> events;
    std::size_t first = 0;
    for (const archive::Entry& entry : *entries) {
        if (entry.state != "issued") continue;
        const auto before = earlier(*registry->archive, options.from, entry);
        if (!before) return failed(context, before.error());
        if (!*before) {
            ++first;
            continue;
        }
        events.push_back(event_of(options.common, EventKind::continuation, **before));
        events.back().successor = entry.description.document;
    }
    const int code = enact(context, *registry, events);
    if (code != 0) return code;
    say(context, {fmt::format("{} văn bản có năm trước, {} văn bản đầu tiên của học sinh trong kho",
                              events.size(), first),
                  fmt::format("{} documents have a year before, {} are the pupil's first in the archive",
                              events.size(), first)});
    return code;
}

struct EraseOptions {
    std::string folder, code;
};

/// Nothing can be taken out of a plain archive: its bytes are named by their hashes and copied everywhere.
int erase(const Context& context, const EraseOptions& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    const auto entry = entry_of(**archive, options.code);
    if (!entry) return failed(context, entry.error());
    if (entry->held)
        return failed(
            context,
            Error{
                Fault::usage,
                {{options.code,
                  {"Văn bản này đang bị giữ, không được xóa", "this document is held and may not be erased"},
                  {"Xem lý do bằng hocba archive show", "hocba archive show tells why"}}}});
    return failed(
        context,
        Error{Fault::usage,
              {{options.code,
                {"Kho này để ngỏ (plain), không xóa được văn bản nào: học bạ lưu vĩnh viễn (QĐ 1789, Điều 4)",
                 "this archive is plain and nothing can be erased: transcripts are kept for ever (QĐ 1789, "
                 "Điều 4)"},
                {"Văn bản sai thì thu hồi (archive revoke) hoặc thay thế (archive supersede)",
                 "revoke what is wrong (archive revoke), or replace it (archive supersede)"}}}});
}

void add_common(CLI::App& command, Common& common, bool with_reason) {
    command.add_option("ARCHIVE", common.folder)->required();
    command.add_option("--config", common.config, "hocba.toml: log_key, [freeze]")->required();
    command.add_option("--as", common.role, "vai trò người quyết định / role of who decides")->required();
    command.add_option("--person", common.person, "họ tên người ấy / their name")->required();
    if (with_reason) command.add_option("--reason", common.reason, "lý do / reason")->required();
}

void add_decision(CLI::App& command, DecisionOptions& decision) {
    command.add_option("--decision", decision.file, "tệp PDF của quyết định, phê duyệt / the decision");
    command.add_option("--number", decision.number, "số của quyết định / its number");
    command.add_option("--date", decision.date, "ngày của quyết định, YYYY-MM-DD / its day");
}

CLI::App* add_mark(Program& program, CLI::App& parent, const char* name, const char* help, EventKind kind) {
    auto options = std::make_shared<MarkOptions>();
    options->kind = kind;
    CLI::App* command = add_command(program, parent, name, help, mark, options);
    add_common(*command, options->common, true);
    add_decision(*command, options->decision);
    check_code(
        *command->add_option("CODE", options->codes, "mã 12 ký tự / codes of 12 characters")->required());
    return command;
}

void add_supersede(Program& program, CLI::App& parent) {
    auto options = std::make_shared<SupersedeOptions>();
    CLI::App* command =
        add_command(program, parent, "supersede", "thay thế: bản mới đã phát hành / replaced by a new one",
                    supersede, options);
    add_common(*command, options->common, true);
    add_decision(*command, options->decision);
    check_code(*command->add_option("CODE", options->code, "mã của bản cũ / the old one's code")->required());
    command->add_option("--by", options->by, "mã hoặc PDF của bản mới / the new one's code or PDF")
        ->required();
    command->add_flag("--civil-status", options->civil_status,
                      "thay đổi hộ tịch (Điều 21.7) / a change of civil status");
    command->footer(
        "Ví dụ / example:\n  hocba archive supersede archive/ 0123-4567-89AB --by BA98-7654-3210 --config "
        "hocba.toml --as principal --person \"Trần Văn E\" --reason \"nhập sai điểm\" --decision "
        "phe-duyet.pdf "
        "--number 12/QĐ-SGDĐT --date 2026-07-10");
}

void add_continue(Program& program, CLI::App& parent) {
    auto options = std::make_shared<ContinueOptions>();
    CLI::App* command =
        add_command(program, parent, "continue", "nối với năm học trước / follow last year's document",
                    continue_all, options);
    add_common(*command, options->common, false);
    add_query(*command, options->query);
    check_code(*command->add_option("--from", options->from,
                                    "mã của năm trước, nếu không tự tìm / last year's code"));
    command->footer(
        "Ví dụ / example:\n  hocba archive continue archive/ --year 2024-2025 --config hocba.toml "
        "--as clerk --person \"Lê Thị B\"");
}

}  // namespace

void add_archive_life(Program& program, CLI::App& parent) {
    add_mark(program, parent, "revoke", "thu hồi / revoke", EventKind::revoke)
        ->footer(
            "Ví dụ / example:\n  hocba archive revoke archive/ 0123-4567-89AB --config hocba.toml --as "
            "principal --person \"Trần Văn E\" --reason \"nhập sai điểm\"");
    add_supersede(program, parent);
    add_continue(program, parent);
    add_mark(program, parent, "hold", "giữ lại, không cho xóa / forbid erasure", EventKind::hold);
    add_mark(program, parent, "unhold", "thôi giữ / end a hold", EventKind::release);
    auto options = std::make_shared<EraseOptions>();
    CLI::App* command = add_command(program, parent, "erase",
                                    "xóa: kho để ngỏ từ chối / refused by a plain archive", erase, options);
    command->add_option("ARCHIVE", options->folder)->required();
    check_code(*command->add_option("CODE", options->code)->required());
}

}  // namespace hocba::cli
