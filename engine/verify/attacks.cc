#include "engine/verify/attacks.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

bool any_of(const std::vector<Reason>& reasons, std::initializer_list<std::string_view> codes) {
    return std::any_of(codes.begin(), codes.end(), [&](std::string_view code) { return has(reasons, code); });
}

bool has_fault(const Envelope& envelope, std::initializer_list<std::string_view> codes) {
    return std::any_of(envelope.faults.begin(), envelope.faults.end(), [&](const Finding& finding) {
        return std::find(codes.begin(), codes.end(), finding.code) != codes.end();
    });
}

/// A signature that has lost its range or its value, wholly or to zeros.
bool is_empty(const FieldFact& field, bool has_zeros) {
    if (!field.is_signed) return false;
    return has_zeros || field.range == std::array<std::uint64_t, 4>{} || field.contents_digest.empty();
}

bool is_zeros(const RawSignature& raw) {
    return raw.contents.find_first_not_of('\0') == std::string::npos;
}

/// A signature that has both, but they are not those of the bytes.
bool is_moved(const FieldFact& field, const Envelope& envelope) {
    return field.is_signed &&
           std::none_of(envelope.signatures.begin(), envelope.signatures.end(), [&](const RawSignature& raw) {
               return raw.range == field.range && raw.contents_digest == field.contents_digest;
           });
}

struct Shadow {
    std::string_view code;
    std::array<std::string_view, 6> changes;
};
/// Which changes make which variant; the first that fits names it.
constexpr std::array<Shadow, 3> shadows = {{
    {"attack-shadow-hide-and-replace",
     {"catalog-changed", "catalog-added", "trailer-changed", "page-added", "second-catalog",
      "second-catalog"}},
    {"attack-shadow-replace",
     {"stream-changed", "object-changed", "field-changed", "appearance-changed", "annotation-changed",
      "stream-added"}},
    {"attack-shadow-hide",
     {"page-changed", "object-removed", "object-removed", "object-removed", "object-removed",
      "object-removed"}},
}};

std::string_view shadow_of(const Facts& facts) {
    for (const Shadow& shadow : shadows)
        for (const auto& change : facts.changes)
            if (std::find(shadow.changes.begin(), shadow.changes.end(), change.code) != shadow.changes.end())
                return shadow.code;
    return "";
}

}  // namespace

void name_attacks(const Envelope& envelope, const Facts& facts, std::vector<Reason>& reasons) {
    const auto fields = [&](auto is) { return std::any_of(facts.fields.begin(), facts.fields.end(), is); };
    const bool has_zeros = std::any_of(envelope.signatures.begin(), envelope.signatures.end(), is_zeros);
    const auto empty = [&](const FieldFact& field) { return is_empty(field, has_zeros); };
    const auto moved = [&](const FieldFact& field) { return is_moved(field, envelope) && !empty(field); };
    const bool is_signed = fields([](const FieldFact& field) { return field.is_signed; });
    if (fields(empty)) reasons.push_back(reason("attack-usf", "document"));
    // What is missing at the end explains that the last signature covers nothing.
    const bool is_moved_to = !envelope.is_cut_off && fields(moved);
    if (has_fault(envelope, {"contents-gap", "contents-hex", "coverage"}) || is_moved_to)
        reasons.push_back(reason("attack-swa", "document"));
    if (!is_signed) return;
    if (!envelope.lacks_line_end &&
        any_of(reasons, {"unsigned-revision", "trailing-bytes", "revision-chain"}))
        reasons.push_back(reason("attack-isa", "document"));
    const std::string_view shadow = shadow_of(facts);
    if (!shadow.empty()) reasons.push_back(reason(shadow, "document"));
}

}  // namespace hocba::verify
