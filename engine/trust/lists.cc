#include "engine/trust/lists.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/trust/ed25519.h"

namespace hocba::trust {
namespace {

constexpr std::size_t kDigest = 32, kKeyId = 4;

template <class State>
struct Name {
    State state;
    const char* text;
};
constexpr Name<KeyState> kKeyStates[] = {{KeyState::active, "active"},
                                         {KeyState::retired, "retired"},
                                         {KeyState::revoked, "revoked"},
                                         {KeyState::stolen, "stolen"}};
constexpr Name<DocumentState> kDocumentStates[] = {{DocumentState::pending, "pending"},
                                                   {DocumentState::revoked, "revoked"},
                                                   {DocumentState::superseded, "superseded"}};

template <class State, std::size_t n>
const char* text_of(const Name<State> (&names)[n], State state) {
    for (const auto& name : names)
        if (name.state == state) return name.text;
    return "";
}

template <class State, std::size_t n>
std::optional<State> state_of(const Name<State> (&names)[n], std::string_view text) {
    for (const auto& name : names)
        if (text == name.text) return name.state;
    return std::nullopt;
}

/// Takes members of one entry; the first that is missing or malformed makes the entry one problem.
class Entry {
  public:
    Entry(const Json& json, std::string where) : json_(json), where_(std::move(where)) {}

    std::string text(const char* member) {
        std::string value = json_.text_or(member);
        if (value.empty()) bad(member);
        return value;
    }
    Instant instant(const char* member) { return taken(member, parse_instant(json_.text_or(member))); }
    std::string hex(const char* member, std::size_t size) {
        auto bytes = from_hex(json_.text_or(member));
        if (bytes && bytes->size() != size) bytes.reset();
        return taken(member, std::move(bytes));
    }
    std::int64_t positive(const char* member) {
        const std::int64_t value = json_.integer_or(member, 0);
        if (value < 1) bad(member);
        return value;
    }
    template <class T>
    T taken(const char* member, std::optional<T> value) {
        if (!value) bad(member);
        return value ? std::move(*value) : T{};
    }
    void bad(const char* member) {
        if (!problem_)
            problem_ =
                Problem{fmt::format("{}/{}", where_, member),
                        {fmt::format("Thiếu mục “{}” hoặc mục này sai khuôn.", member),
                         fmt::format("The member “{}” is missing or malformed.", member)},
                        {"Báo Sở GDĐT phát hành lại danh sách.", "Ask the Sở to publish the list again."}};
    }
    const Json& json() const { return json_; }
    const std::optional<Problem>& problem() const { return problem_; }

  private:
    const Json& json_;
    std::string where_;
    std::optional<Problem> problem_;
};

std::vector<std::string> issued_of(Entry& entry) {
    std::vector<std::string> seals;
    const Json* list = entry.json().find("issued");
    if (!list) return seals;
    if (!list->array()) entry.bad("issued");
    for (const auto& item : list->array() ? *list->array() : Json::Array{}) {
        auto seal = item.string() ? from_hex(*item.string()) : std::nullopt;
        if (!seal || seal->size() != seal_digest_size)
            entry.bad("issued");
        else
            seals.push_back(std::move(*seal));
    }
    return seals;
}

SealKey read(Entry& entry, const SealKey*) {
    SealKey key;
    key.key_id = entry.hex("kid", kKeyId);
    key.spki = entry.taken("x", spki_of(entry.json()));
    // The id is not a name that someone gives: it is the key's digest (docs/seal-format.md).
    if (!key.spki.empty() && key.key_id != sha256(key.spki).substr(0, kKeyId)) entry.bad("kid");
    key.school = entry.text("school");
    key.from = entry.instant("from");
    key.until = entry.instant("until");
    if (key.until < key.from) entry.bad("until");
    key.state = entry.taken("state", state_of(kKeyStates, entry.json().text_or("state")));
    key.issued = issued_of(entry);
    return key;
}

StatusEntry read(Entry& entry, const StatusEntry*) {
    StatusEntry status;
    status.document = entry.hex("document", document_size);
    status.revision = entry.positive("revision");
    status.state = entry.taken("state", state_of(kDocumentStates, entry.json().text_or("state")));
    status.reason = entry.json().text_or("reason");
    return status;
}

std::optional<Approval> approval_of(Entry& entry) {
    const Json* given = entry.json().find("approved_by");
    if (given == nullptr) return std::nullopt;
    const auto on = parse_date(given->text_or("on"));
    if (!on || given->text_or("number").empty()) entry.bad("approved_by");
    return Approval{given->text_or("number"), on.value_or(Date{})};
}

AuthorisedSigner read(Entry& entry, const AuthorisedSigner*) {
    AuthorisedSigner signer;
    signer.certificate_sha256 = entry.hex("certificate_sha256", kDigest);
    signer.role = entry.text("role");
    signer.school = entry.text("school");
    signer.from = entry.instant("from");
    signer.until = entry.instant("until");
    if (signer.until < signer.from) entry.bad("until");
    signer.title = entry.json().text_or("title");
    signer.approved_by = approval_of(entry);
    return signer;
}

template <class T>
Result<std::vector<T>> entries(const Json& payload, const char* member, const std::string& name) {
    Entry whole(payload, name);
    const Json* list = payload.find(member);
    if (!list || !list->array()) {
        whole.bad(member);
        return tl::unexpected(Error{Fault::document, {*whole.problem()}});
    }
    std::vector<T> out;
    std::vector<Problem> problems;
    for (const auto& item : *list->array()) {
        Entry entry(item, fmt::format("{}/{}/{}", name, member, out.size()));
        out.push_back(read(entry, static_cast<const T*>(nullptr)));
        if (entry.problem()) problems.push_back(*entry.problem());
    }
    if (!problems.empty()) return tl::unexpected(Error{Fault::document, std::move(problems)});
    return out;
}

}  // namespace

std::optional<KeyState> key_state_named(std::string_view name) {
    return state_of(kKeyStates, name);
}

std::string_view name_of(DocumentState state) {
    return text_of(kDocumentStates, state);
}

std::optional<DocumentState> document_state_named(std::string_view name) {
    return state_of(kDocumentStates, name);
}

Result<Instant> as_of_from(const Json& payload, const std::string& name) {
    Entry whole(payload, name);
    const Instant as_of = whole.instant("as_of");
    if (whole.problem()) return tl::unexpected(Error{Fault::document, {*whole.problem()}});
    return as_of;
}

Result<std::vector<SealKey>> seal_keys_from(const Json& payload, const std::string& name) {
    return entries<SealKey>(payload, "keys", name);
}

Result<std::vector<std::string>> hosts_from(const Json& payload, const std::string& name) {
    std::vector<std::string> hosts;
    const Json* list = payload.find("hosts");
    if (list == nullptr) return hosts;
    Entry whole(payload, name);
    if (list->array() == nullptr) whole.bad("hosts");
    for (const Json& host : list->array() ? *list->array() : Json::Array{}) {
        if (host.string() == nullptr || host.string()->empty()) whole.bad("hosts");
        hosts.push_back(host.string() ? ascii_lower(*host.string()) : "");
    }
    if (whole.problem()) return tl::unexpected(Error{Fault::document, {*whole.problem()}});
    return hosts;
}

Result<StatusList> status_from(const Json& payload, const std::string& name) {
    Entry whole(payload, name);
    StatusList list;
    list.as_of = whole.instant("as_of");
    list.expires = whole.instant("expires");
    if (list.expires < list.as_of) whole.bad("expires");
    list.keys_as_of = whole.instant("keys_as_of");
    list.signers_as_of = whole.instant("signers_as_of");
    if (whole.problem()) return tl::unexpected(Error{Fault::document, {*whole.problem()}});
    auto read_entries = entries<StatusEntry>(payload, "entries", name);
    if (!read_entries) return tl::unexpected(std::move(read_entries).error());
    list.entries = std::move(*read_entries);
    return list;
}

Result<std::vector<AuthorisedSigner>> signers_from(const Json& payload, const std::string& name) {
    return entries<AuthorisedSigner>(payload, "signers", name);
}

Json to_json(const SealKey& key) {
    Json::Object out = members_of(key.spki).value_or(Json::Object{});
    out["use"] = "sig";
    out["kid"] = to_hex(key.key_id);
    out["school"] = key.school;
    out["from"] = to_rfc3339(key.from);
    out["until"] = to_rfc3339(key.until);
    out["state"] = text_of(kKeyStates, key.state);
    if (key.issued.empty()) return out;
    Json::Array issued;
    for (const auto& seal : key.issued) issued.emplace_back(to_hex(seal));
    out["issued"] = std::move(issued);
    return out;
}

std::string canonical(const StatusList& list) {
    std::string text = R"({"as_of":")" + to_rfc3339(list.as_of) + R"(","entries":[)";
    for (const StatusEntry& entry : list.entries) {
        Json::Object item{{"document", to_hex(entry.document)},
                          {"revision", entry.revision},
                          {"state", text_of(kDocumentStates, entry.state)}};
        if (!entry.reason.empty()) item["reason"] = entry.reason;
        if (text.back() == '}') text += ',';
        text += hocba::canonical(item);
    }
    return text + R"(],"expires":")" + to_rfc3339(list.expires) + R"(","keys_as_of":")" +
           to_rfc3339(list.keys_as_of) + R"(","signers_as_of":")" + to_rfc3339(list.signers_as_of) + "\"}";
}

Json to_json(const AuthorisedSigner& signer) {
    Json::Object out{{"certificate_sha256", to_hex(signer.certificate_sha256)},
                     {"role", signer.role},
                     {"school", signer.school},
                     {"from", to_rfc3339(signer.from)},
                     {"until", to_rfc3339(signer.until)}};
    if (!signer.title.empty()) out["title"] = signer.title;
    if (signer.approved_by)
        out["approved_by"] =
            Json::Object{{"number", signer.approved_by->number}, {"on", to_string(signer.approved_by->on)}};
    return out;
}

}  // namespace hocba::trust
