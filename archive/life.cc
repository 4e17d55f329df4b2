// The life of a record: what may happen to an archived document, by whose leave, and its history.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "archive/fault.h"
#include "archive/stored_archive.h"
#include "engine/base/bytes.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

constexpr std::size_t batch_events = 256;

bool needs_successor(EventKind kind) {
    return kind == EventKind::supersede || kind == EventKind::continuation;
}

bool needs_reason(EventKind kind) {
    return kind != EventKind::continuation;
}

tl::unexpected<Error> incomplete(const char* where, Text what, Text hint) {
    return fail(Fault::usage, where, std::move(what), std::move(hint));
}

tl::unexpected<Error> ill_formed(const char* where) {
    return incomplete(where, {"Có chữ không phải UTF-8.", "a text is not UTF-8"},
                      {"Dùng cửa sổ lệnh đặt ở UTF-8.", "Use a terminal that is set to UTF-8."});
}

Result<void> fit(const Decision& decision) {
    if (decision.number.empty() || !parse_date(decision.date))
        return incomplete("decision",
                          {"Quyết định thiếu số, hoặc ngày không có thật.",
                           "the decision has no number, or its date does not exist"},
                          {"Ghi --number và --date (ví dụ 2024-07-10).",
                           "Give --number and --date (for example 2024-07-10)."});
    if (decision.file.rfind("%PDF-", 0) != 0)
        return incomplete("decision", {"Tệp quyết định không phải PDF.", "the decision's file is no PDF"},
                          {"Quét hoặc xuất quyết định ra PDF.", "Scan or export the decision as PDF."});
    return {};
}

/// What no archive could keep faithfully, or nobody could understand later.
Result<void> fit(const Event& event) {
    if (event.role.empty() || event.person.empty() || (needs_reason(event.kind) && event.reason.empty()))
        return incomplete(
            "event",
            {"Thiếu lý do, hoặc ai chịu trách nhiệm.", "a reason, or who answers for it, is missing"},
            {"Ghi --reason, --as và --person.", "Give --reason, --as and --person."});
    if (event.document == event.successor)
        return incomplete("event",
                          {"Một văn bản không thay thế, không nối tiếp chính nó.",
                           "a document neither replaces nor continues itself"},
                          {"Ghi mã của bản mới.", "Give the code of the new one."});
    if (needs_successor(event.kind) == event.successor.empty())
        return unfit(to_hex(event.document),
                     {"Thiếu hoặc thừa văn bản kế tiếp.", "the successor is missing, or there must be none"});
    for (const std::string* text : {&event.reason, &event.role, &event.person})
        if (ill_formed_at(*text)) return ill_formed("event");
    if (!event.decision) return {};
    if (ill_formed_at(event.decision->number)) return ill_formed("decision");
    return fit(*event.decision);
}

tl::unexpected<Error> refused(const Entry& entry, Text what, Text hint) {
    return fail(Fault::record, entry.description.code, std::move(what), std::move(hint));
}

tl::unexpected<Error> not_valid(const Entry& entry) {
    return refused(entry,
                   {fmt::format("Văn bản này không ở trạng thái dùng được cho việc đó ({}).", entry.state),
                    fmt::format("this document is {}: that cannot be done with it", entry.state)},
                   {"Xem `hocba archive show`; bản đang chờ ký mà sai thì thu hồi (revoke).",
                    "See `hocba archive show`; revoke a document that waits for signatures and is wrong."});
}

/// Điều 21.4: the school alone, before the freeze; 21.6: afterwards the department approves.
tl::unexpected<Error> frozen(const Entry& entry) {
    return refused(entry,
                   {fmt::format("Dữ liệu năm học {} đã chốt: trường không tự thu hồi hay thay thế được nữa.",
                                entry.description.school_year),
                    fmt::format("the data of {} are frozen: the school can no longer recall or replace it by "
                                "itself",
                                entry.description.school_year)},
                   {"Gửi yêu cầu chỉnh lý lên Sở; khi được phê duyệt, chạy lại với --decision, --number, "
                    "--date của văn bản phê duyệt (QĐ 1789/QĐ-SGDĐT, Điều 21.6).",
                    "Ask the department for its approval, then run this again with --decision, --number and "
                    "--date of the approval (QĐ 1789/QĐ-SGDĐT, 21.6)."});
}

tl::unexpected<Error> no_civil_decision(const Entry& entry) {
    return refused(
        entry, {"Thay đổi hộ tịch phải đính kèm quyết định.", "a change of civil status needs its decision"},
        {"Thêm --decision, --number, --date của quyết định thay đổi hộ tịch (Điều 21.7).",
         "Give --decision, --number and --date of the decision on civil status (21.7)."});
}

/// All but the pupil's own data, and what makes the document another one.
Json without_pupil(Json record) {
    if (auto* members = record.object())
        for (const char* name : {"pupil", "lookup_uuid", "effective_on"}) members->erase(name);
    return record;
}

std::size_t batch_size(const std::vector<Event>& events, std::size_t from) {
    std::set<std::string> documents;
    std::size_t n = 0;
    for (; from + n < events.size() && n < batch_events; ++n) {
        const Event& event = events[from + n];
        // An event may depend on the one before about the same document: that is another commit.
        if (documents.count(event.document) + documents.count(event.successor) != 0) break;
        documents.insert(event.document);
        if (!event.successor.empty()) documents.insert(event.successor);
    }
    return n;
}

}  // namespace

Result<StoredArchive::Parties> StoredArchive::parties_of(const Event& event) const {
    Parties parties;
    for (const std::string* document : {&event.document, &event.successor}) {
        if (document == &event.successor && document->empty()) continue;
        auto found = document->size() == 32 ? find_document(*document) : std::optional<Entry>();
        if (!found) return forward(std::move(found));
        if (!*found)
            return fail(
                Fault::record, to_hex(*document),
                {"Kho không có văn bản này.", "the archive has no such document"},
                {"Tìm lại bằng `hocba archive find`.", "Look it up again with `hocba archive find`."});
        if (document == &event.document)
            parties.about = std::move(**found);
        else
            parties.successor = std::move(**found);
    }
    return parties;
}

Result<Json> StoredArchive::record_of(const Entry& entry) const {
    auto bytes = record(entry);
    if (!bytes) return forward(std::move(bytes));
    return parse_json(*bytes, entry.description.code);
}

Result<Reference> StoredArchive::reference_to(const Entry& entry) const {
    auto name = catalogue_->manifest(entry.leaf);
    if (!name) return forward(std::move(name));
    return Reference{entry.description.document, entry.leaf,
                     from_hex(name->value_or("").substr(0, 64)).value_or("")};
}

/// The same happened before: said again, it is acknowledged again.
Result<bool> StoredArchive::is_known(const Event& event, const Parties& parties) const {
    if (event.kind == EventKind::revoke) return parties.about.state == "revoked";
    if (event.kind == EventKind::hold) return parties.about.held;
    if (event.kind == EventKind::release) return !parties.about.held;
    const auto past = history(parties.about);
    if (!past) return tl::unexpected(past.error());
    return std::any_of(past->begin(), past->end(), [&](const PastEvent& one) {
        return one.event.kind == event.kind && one.event.document == event.document &&
               one.event.successor == event.successor;
    });
}

/// Whether a document may be revoked or superseded now.
Result<void> StoredArchive::may_change(const Event& event, const Parties& parties, const Freeze& freeze,
                                       Instant now) const {
    const Entry& old = parties.about;
    if (event.civil_status && !event.decision) return no_civil_decision(old);
    auto record = record_of(old);
    if (!record) return forward(std::move(record));
    const std::string& year = old.description.school_year;
    if (!event.decision && is_frozen(freeze, year, awaits_reassessment(*record, year), now))
        return frozen(old);
    if (!parties.successor) return {};
    const Entry& fresh = *parties.successor;
    const bool same_pupil = fresh.description.pupil_id == old.description.pupil_id || event.civil_status;
    if (!same_pupil || fresh.description.school_year != year)
        return refused(fresh,
                       {"Bản thay thế là của học sinh khác hoặc năm học khác.",
                        "the replacement is of another pupil or another school year"},
                       {"Kiểm tra lại hai mã.", "Check the two codes."});
    if (!event.civil_status) return {};
    auto replacement = record_of(fresh);
    if (!replacement) return forward(std::move(replacement));
    if (without_pupil(*std::move(record)) == without_pupil(*std::move(replacement))) return {};
    return refused(
        fresh,
        {"Ngoài thông tin của học sinh, bản thay thế còn đổi nội dung khác.",
         "the replacement changes more than the pupil's own data"},
        {"Thay đổi hộ tịch chỉ đổi thông tin học sinh; đổi kết quả thì cần phê duyệt của Sở, không "
         "dùng --civil-status.",
         "A change of civil status changes the pupil's data alone; another change needs the "
         "department's approval, without --civil-status."});
}

Result<StoredArchive::Plan> StoredArchive::plan_event(const Event& event, const Freeze& freeze, Instant now,
                                                      Batch& batch) {
    if (auto sound = fit(event); !sound) return forward(std::move(sound));
    auto parties = parties_of(event);
    if (!parties) return forward(std::move(parties));
    const auto known = is_known(event, *parties);
    if (!known) return tl::unexpected(known.error());
    if (*known) return Plan{parties->about, 0, PutOutcome::already_issued};
    if (auto may = is_allowed(event, *parties, freeze, now); !may) return forward(std::move(may));
    Notice notice{event, {}, {}, {}};
    auto about = reference_to(parties->about);
    if (!about) return forward(std::move(about));
    notice.predecessor = std::move(*about);
    if (parties->successor) {
        auto successor = reference_to(*parties->successor);
        if (!successor) return forward(std::move(successor));
        notice.successor = std::move(*successor);
    }
    auto salts = draw_salts(place_.random, event);
    if (!salts) return forward(std::move(salts));
    Contents contents;
    if (event.decision) {
        notice.decision = stored_of(event.decision->file, ".pdf");
        contents.emplace_back(notice.decision, event.decision->file);
    }
    auto prepared = prepare(manifest_of(std::move(notice), std::move(*salts), now));
    if (!prepared) return forward(std::move(prepared));
    auto added = append(std::move(*prepared), contents, batch);
    if (!added) return forward(std::move(added));
    return Plan{std::nullopt, batch.leaves.size() - 1, PutOutcome::stored};
}

Result<void> StoredArchive::is_allowed(const Event& event, const Parties& parties, const Freeze& freeze,
                                       Instant now) const {
    const Entry& about = parties.about;
    switch (event.kind) {
        case EventKind::hold:
        case EventKind::release:
            return {};
        case EventKind::revoke:
            // Never issued (Điều 20.4), or a scan that nobody confirmed: no approval to ask for.
            if (about.state == "pending" || about.state == "unconfirmed") return {};
            if (about.state != "issued" && about.state != "confirmed") return not_valid(about);
            return may_change(event, parties, freeze, now);
        case EventKind::supersede:
            for (const Entry* entry : {&about, &*parties.successor})
                if (entry->state != "issued") return not_valid(*entry);
            return may_change(event, parties, freeze, now);
        case EventKind::continuation:
            break;
    }
    const Entry& next = *parties.successor;
    if (next.state != "issued") return not_valid(next);
    if (about.state != "issued" && about.state != "confirmed" && about.state != "superseded")
        return not_valid(about);
    const Description &old = about.description, &fresh = next.description;
    if (old.pupil_id == fresh.pupil_id && old.school_year < fresh.school_year) return {};
    return refused(next,
                   {"Văn bản này không phải của cùng học sinh ở một năm học sau.",
                    "this document is not of the same pupil in a later school year"},
                   {"Kiểm tra lại hai mã.", "Check the two codes."});
}

Result<void> StoredArchive::may_end(const Event& event, const Freeze& freeze, Instant now) const {
    Event alone = event;
    alone.successor.clear();
    auto parties = parties_of(alone);
    if (!parties) return forward(std::move(parties));
    if (parties->about.state != "issued") return not_valid(parties->about);
    return may_change(alone, *parties, freeze, now);
}

std::vector<Result<bool>> StoredArchive::enact(const std::vector<Event>& events, const Freeze& freeze,
                                               Instant now) {
    std::vector<Result<bool>> answers;
    for (std::size_t i = 0; i < events.size();) {
        const std::size_t n = batch_size(events, i);
        const auto plan_one = [&](std::size_t k, Batch& batch) {
            return plan_event(events[i + k], freeze, now, batch);
        };
        for (Answer& answer : commit(n, plan_one))
            if (answer)
                answers.emplace_back(answer->second == PutOutcome::stored);
            else
                answers.push_back(forward(std::move(answer)));
        i += n;
    }
    return answers;
}

Result<std::vector<PastEvent>> StoredArchive::history(const Entry& entry) const {
    auto leaves = catalogue_->events(entry.description.document);
    if (!leaves) return forward(std::move(leaves));
    std::vector<PastEvent> past;
    for (const std::uint64_t leaf : *leaves) {
        auto found = manifest_at(leaf);
        if (!found) return forward(std::move(found));
        if (found->notice) past.push_back({leaf, found->stored_at, std::move(found->notice->event)});
    }
    return past;
}

Result<std::string> StoredArchive::decision(const PastEvent& event) const {
    auto found = manifest_at(event.leaf);
    if (!found) return forward(std::move(found));
    if (!found->notice || found->notice->decision.sha256.empty()) return std::string();
    return member(found->notice->decision.member());
}

}  // namespace hocba::archive
