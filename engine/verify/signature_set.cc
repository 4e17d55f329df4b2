#include "engine/verify/signature_set.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/digest.h"
#include "engine/verify/reason.h"
#include "engine/verify/signature.h"

namespace hocba::verify {
namespace {

/// A signed field and the raw bytes that say the same.
struct Pair {
    const FieldFact* field;
    const RawSignature* raw;
};

bool same(const FieldFact& field, const RawSignature& raw) {
    return field.range == raw.range && field.contents_digest == sha256(raw.contents);
}

/// What the parser read must be what stands in the bytes, one for one: otherwise two readers may see two
/// signatures (USF and SWA attacks).
std::vector<Pair> match(const Envelope& envelope, const Facts& facts, std::vector<Reason>& reasons) {
    std::vector<Pair> pairs;
    const bool already_said = !envelope.faults.empty();
    for (const auto& field : facts.fields) {
        if (!field.is_signed) continue;
        const auto raw = std::find_if(envelope.signatures.begin(), envelope.signatures.end(),
                                      [&](const RawSignature& one) { return same(field, one); });
        if (raw != envelope.signatures.end())
            pairs.push_back({&field, &*raw});
        else if (!already_said)
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

/// Every appended revision is one signature into its own field, and nothing else.
void judge_revisions(const Envelope& envelope, const Facts& facts, const std::vector<Pair>& pairs,
                     std::vector<Reason>& reasons) {
    for (const auto& change : facts.changes)
        if (change.code != "signature") reasons.push_back(reason(change.code, change.where));
    for (std::size_t i = 1; i < envelope.revisions.size(); ++i) {
        const std::string where = "revision " + std::to_string(i + 1);
        const auto pair =
            std::find_if(pairs.begin(), pairs.end(), [i](const Pair& p) { return p.raw->revision == i; });
        if (pair == pairs.end()) {
            reasons.push_back(reason("unsigned-revision", where));
            continue;
        }
        const auto count =
            std::count_if(facts.changes.begin(), facts.changes.end(), [&](const ChangeFact& c) {
                return c.code == "signature" && c.revision == static_cast<std::int64_t>(i);
            });
        const bool own = std::any_of(facts.changes.begin(), facts.changes.end(), [&](const ChangeFact& c) {
            return c.code == "signature" && c.revision == static_cast<std::int64_t>(i) &&
                   c.where == pair->field->name;
        });
        if (count != 1 || !own) reasons.push_back(reason("field-changed", where));
    }
}

void judge_locks(const std::vector<Pair>& pairs, std::vector<Reason>& reasons) {
    bool locked = false;
    for (const auto& pair : pairs) {
        if (locked) reasons.push_back(reason("locked", pair.field->name));
        locked = locked || pair.field->locks;
    }
}

std::vector<std::string> changes_after(const Pair& pair, const Facts& facts) {
    std::vector<std::string> changes;
    for (const auto& change : facts.changes)
        if (change.revision > static_cast<std::int64_t>(pair.raw->revision))
            changes.push_back(change.code + " " + change.where);
    return changes;
}

bool judge_slots(const Facts& facts, std::vector<Reason>& reasons) {
    const auto is_signed = [](const FieldFact& field) { return field.is_signed; };
    if (facts.fields.empty()) {
        reasons.push_back(reason("no-slot", "AcroForm"));
        return false;
    }
    if (std::none_of(facts.fields.begin(), facts.fields.end(), is_signed)) {
        reasons.push_back(reason("unsigned", "AcroForm"));
        return false;
    }
    for (const auto& field : facts.fields)
        if (!field.is_signed) reasons.push_back(reason("unsigned-slot", field.name));
    return std::all_of(facts.fields.begin(), facts.fields.end(), is_signed);
}

}  // namespace

bool judge_signatures(std::string_view pdf, const Envelope& envelope, const Facts& facts,
                      const std::string& school, const Options& options, Report& report) {
    const auto pairs = match(envelope, facts, report.reasons);
    judge_revisions(envelope, facts, pairs, report.reasons);
    judge_locks(pairs, report.reasons);
    for (const auto& pair : pairs) {
        Judged judged = judge_signature(pdf, *pair.raw, *pair.field, school, options);
        judged.report.changes_after = changes_after(pair, facts);
        report.signatures.push_back(std::move(judged.report));
        for (auto& one : judged.reasons) report.reasons.push_back(std::move(one));
    }
    return judge_slots(facts, report.reasons);
}

}  // namespace hocba::verify
