#include "engine/verify/facts.h"

#include <charconv>
#include <utility>

namespace hocba::verify {
namespace {

void put(std::string& out, std::string_view value) {
    out += std::to_string(value.size());
    out += ':';
    out += value;
    out += ',';
}

template <class Number>
void put_number(std::string& out, Number value) {
    put(out, std::to_string(value));
}

void put_flag(std::string& out, bool value) {
    put(out, value ? "1" : "0");
}

void put_field(std::string& out, const FieldFact& field) {
    put(out, "field");
    put(out, field.name);
    put_number(out, field.object);
    put_flag(out, field.locks);
    put_flag(out, field.is_signed);
    put_flag(out, field.is_timestamp);
    for (const auto value : field.range) put_number(out, value);
    put(out, field.contents_digest);
    put(out, field.sub_filter);
    put(out, field.claimed);
    put(out, field.signer);
    put(out, field.reason);
}

/// Takes netstrings off the front; `good` turns false at the first that is none.
class Reader {
  public:
    explicit Reader(std::string_view text) : left_(text) {}
    bool good() const { return good_; }
    bool at_end() const { return left_.empty(); }

    std::string text() {
        std::size_t size = 0;
        const char* end = left_.data() + left_.size();
        const auto [colon, error] = std::from_chars(left_.data(), end, size);
        const auto digits = static_cast<std::size_t>(colon - left_.data());
        if (error != std::errc() || left_.size() - digits < 2 || size > left_.size() - digits - 2 ||
            *colon != ':' || left_[digits + 1 + size] != ',') {
            good_ = false;
            left_ = {};
            return "";
        }
        std::string value(left_.substr(digits + 1, size));
        left_.remove_prefix(digits + size + 2);
        return value;
    }
    template <class Number>
    Number number() {
        const std::string digits = text();
        Number value{};
        const auto [next, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || next != digits.data() + digits.size()) good_ = false;
        return value;
    }
    bool flag() {
        const std::string value = text();
        if (value != "0" && value != "1") good_ = false;
        return value == "1";
    }

  private:
    std::string_view left_;
    bool good_ = true;
};

FieldFact take_field(Reader& in) {
    FieldFact field;
    field.name = in.text();
    field.object = in.number<std::int64_t>();
    field.locks = in.flag();
    field.is_signed = in.flag();
    field.is_timestamp = in.flag();
    for (auto& value : field.range) value = in.number<std::uint64_t>();
    field.contents_digest = in.text();
    field.sub_filter = in.text();
    field.claimed = in.text();
    field.signer = in.text();
    field.reason = in.text();
    return field;
}

ChangeFact take_change(Reader& in) {
    ChangeFact change;
    change.revision = in.number<std::int64_t>();
    change.code = in.text();
    change.where = in.text();
    return change;
}

EvidenceFact take_evidence(Reader& in) {
    EvidenceFact evidence;
    evidence.kind = in.text();
    evidence.revision = in.number<std::int64_t>();
    evidence.bytes = in.text();
    return evidence;
}

Finding take_finding(Reader& in) {
    Finding finding;
    finding.code = in.text();
    finding.where = in.text();
    return finding;
}

void take_pair(Reader& in, std::map<std::string, std::string>& into) {
    std::string name = in.text();
    into[std::move(name)] = in.text();
}

/// False for a tag that `encode` does not write.
bool take(Reader& in, const std::string& tag, Facts& facts) {
    if (tag == "fault")
        facts.faults.push_back(take_finding(in));
    else if (tag == "pages")
        facts.pages = in.number<std::int64_t>();
    else if (tag == "field")
        facts.fields.push_back(take_field(in));
    else if (tag == "change")
        facts.changes.push_back(take_change(in));
    else if (tag == "evidence")
        facts.evidence.push_back(take_evidence(in));
    else if (tag == "attachment")
        take_pair(in, facts.attachments);
    else if (tag == "property")
        take_pair(in, facts.properties);
    else
        return false;
    return true;
}

}  // namespace

std::string property(const Facts& facts, const char* name) {
    const auto found = facts.properties.find(name);
    return found == facts.properties.end() ? "" : found->second;
}

std::string encode(const Facts& facts) {
    std::string out;
    for (const auto& fault : facts.faults) {
        put(out, "fault");
        put(out, fault.code);
        put(out, fault.where);
    }
    put(out, "pages");
    put_number(out, facts.pages);
    for (const auto& field : facts.fields) put_field(out, field);
    for (const auto& change : facts.changes) {
        put(out, "change");
        put_number(out, change.revision);
        put(out, change.code);
        put(out, change.where);
    }
    for (const auto& evidence : facts.evidence) {
        put(out, "evidence");
        put(out, evidence.kind);
        put_number(out, evidence.revision);
        put(out, evidence.bytes);
    }
    const auto put_pairs = [&out](const char* tag, const std::map<std::string, std::string>& pairs) {
        for (const auto& [name, value] : pairs) {
            put(out, tag);
            put(out, name);
            put(out, value);
        }
    };
    put_pairs("attachment", facts.attachments);
    put_pairs("property", facts.properties);
    put(out, "end");
    return out;
}

std::optional<Facts> decode(std::string_view text) {
    Reader in(text);
    Facts facts;
    while (in.good()) {
        const std::string tag = in.text();
        if (tag == "end" && in.good() && in.at_end()) return facts;
        if (!in.good() || !take(in, tag, facts)) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace hocba::verify
