#include "engine/verify/signature_set.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/verify/reason.h"
#include "engine/verify/signature.h"

namespace hocba::verify {
namespace {

bool same(const FieldFact& field, const RawSignature& raw) {
    return field.range == raw.range && field.contents_digest == raw.contents_digest;
}

// All signatures together hash at most so much: a few dozen over a large file would take minutes.
constexpr std::uint64_t most_covered = 512UL * 1024 * 1024;

/// What the parser read must be what stands in the bytes, one for one: otherwise two readers may see two
/// signatures (USF and SWA attacks).
std::vector<Pair> match(const Envelope& envelope, const Facts& facts, std::vector<Reason>& reasons) {
    std::vector<Pair> pairs;
    const bool already_said = !envelope.faults.empty();
    for (const auto& field : facts.fields) {
        if (!field.is_signed) continue;
        const auto raw = std::find_if(envelope.signatures.begin(), envelope.signatures.end(),
                                      [&](const RawSignature& one) { return same(field, one); });
        const bool taken = std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
            return raw != envelope.signatures.end() && pair.raw == &*raw;
        });
        if (raw != envelope.signatures.end() && !taken)
            pairs.push_back({&field, &*raw});
        else if (!already_said || taken)
            reasons.push_back(reason("byte-range", field.name));
    }
    if (pairs.size() < envelope.signatures.size()) reasons.push_back(reason("byte-range", "document"));
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& a, const Pair& b) { return a.raw->revision < b.raw->revision; });
    const auto twice = std::adjacent_find(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return a.raw->revision == b.raw->revision;
    });
    if (twice != pairs.end()) reasons.push_back(reason("byte-range", twice->field->name));
    return pairs;
}

/// How many changes of that kind the revision makes, and whether the field is among their places.
struct Count {
    std::ptrdiff_t all = 0;
    bool own = false;
};

Count count(const Facts& facts, std::size_t revision, const std::string& code, const std::string& field) {
    Count found;
    for (const auto& change : facts.changes) {
        if (change.code != code || change.revision != static_cast<std::int64_t>(revision)) continue;
        ++found.all;
        found.own = found.own || change.where == field;
    }
    return found;
}

bool is_permitted(const ChangeFact& change) {
    return change.code == "signature" || change.code == "timestamp" || change.code == "dss";
}

/// Every appended revision is one signature or timestamp into its own field, or evidence, and nothing else.
void judge_revisions(const Envelope& envelope, const Facts& facts, const std::vector<Pair>& pairs,
                     std::vector<Reason>& reasons) {
    for (const auto& change : facts.changes)
        if (!is_permitted(change)) reasons.push_back(reason(change.code, change.where));
    for (std::size_t i = 1; i < envelope.revisions.size(); ++i) {
        const std::string where = "revision " + std::to_string(i + 1);
        const auto pair =
            std::find_if(pairs.begin(), pairs.end(), [i](const Pair& p) { return p.raw->revision == i; });
        const bool is_stamp = pair != pairs.end() && pair->field->is_timestamp;
        const std::string name = pair == pairs.end() ? "" : pair->field->name;
        const Count signatures = count(facts, i, "signature", name),
                    stamps = count(facts, i, "timestamp", name);
        const auto stores = count(facts, i, "dss", "").all;
        if (pair == pairs.end() && stores != 1) reasons.push_back(reason("unsigned-revision", where));
        const bool own = is_stamp ? stamps.own : signatures.own;
        const std::ptrdiff_t expected = pair == pairs.end() ? 0 : 1;
        if (signatures.all + stamps.all != expected || (expected == 1 && !own))
            reasons.push_back(reason("field-changed", where));
    }
}

/// Evidence and document timestamps come after the last signature, which locks the rest.
void judge_extension(const Facts& facts, const std::vector<Pair>& pairs, std::vector<Reason>& reasons) {
    std::int64_t last = 0;
    for (const auto& pair : pairs)
        if (!pair.field->is_timestamp) last = std::max(last, static_cast<std::int64_t>(pair.raw->revision));
    const bool unfinished = std::any_of(facts.fields.begin(), facts.fields.end(),
                                        [](const FieldFact& field) { return !field.is_signed; });
    for (const auto& change : facts.changes) {
        const bool extends = change.code == "timestamp" || change.code == "dss";
        if (extends && (unfinished || change.revision < last))
            reasons.push_back(reason("extension-early", change.where));
    }
    for (const auto& pair : pairs)
        if (pair.field->is_timestamp && pair.raw->revision == 0)
            reasons.push_back(reason("extension-early", pair.field->name));
}

void judge_locks(const std::vector<Pair>& pairs, std::vector<Reason>& reasons) {
    bool locked = false;
    for (const auto& pair : pairs) {
        if (pair.field->is_timestamp) continue;
        if (locked) reasons.push_back(reason("locked", pair.field->name));
        locked = locked || pair.field->locks;
    }
}

bool is_affordable(const std::vector<Pair>& pairs) {
    std::uint64_t covered = 0;
    for (const auto& pair : pairs) covered += pair.raw->range[1] + pair.raw->range[3];
    return covered <= most_covered;
}

std::vector<std::string> changes_after(const Pair& pair, const Facts& facts) {
    std::vector<std::string> changes;
    for (const auto& change : facts.changes)
        if (change.revision > static_cast<std::int64_t>(pair.raw->revision))
            changes.push_back(change.code + " " + change.where);
    return changes;
}

bool judge_slots(const Facts& facts, std::vector<Reason>& reasons) {
    std::size_t slots = 0, filled = 0;
    for (const auto& field : facts.fields) {
        slots += field.is_timestamp ? 0 : 1;
        filled += field.is_signed && !field.is_timestamp ? 1 : 0;
    }
    if (slots == 0) reasons.push_back(reason("no-slot", "AcroForm"));
    if (slots > 0 && filled == 0) reasons.push_back(reason("unsigned", "AcroForm"));
    if (filled == 0) return false;
    for (const auto& field : facts.fields)
        if (!field.is_signed) reasons.push_back(reason("unsigned-slot", field.name));
    return filled == slots;
}

}  // namespace

bool judge_signatures(std::string_view pdf, const Envelope& envelope, const Facts& facts,
                      const IssueFound& issue, const Options& options, Report& report) {
    const auto pairs = match(envelope, facts, report.reasons);
    judge_revisions(envelope, facts, pairs, report.reasons);
    judge_extension(facts, pairs, report.reasons);
    judge_locks(pairs, report.reasons);
    if (!is_affordable(pairs)) {
        report.reasons.push_back(reason("parser-limits", "document"));
        return false;
    }
    Evidence evidence(facts, options);
    const Timeline timeline(pdf, pairs, evidence, options, report.reasons);
    const Circumstances circumstances{pdf, issue, options, evidence, timeline};
    for (const auto& pair : pairs) {
        if (pair.field->is_timestamp) continue;
        Judged judged = judge_signature(pair, circumstances);
        judged.report.changes_after = changes_after(pair, facts);
        report.signatures.push_back(std::move(judged.report));
        for (auto& one : judged.reasons) report.reasons.push_back(std::move(one));
    }
    return judge_slots(facts, report.reasons);
}

}  // namespace hocba::verify
