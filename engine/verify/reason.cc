#include "engine/verify/reason.h"

#include <algorithm>
#include <utility>

#include "engine/verify/catalogue.h"

namespace hocba::verify {
namespace {

const CatalogueEntry* find_in_catalogue(std::string_view code) {
    if (const auto* entry = find_file_reason(code)) return entry;
    if (const auto* entry = find_signature_reason(code)) return entry;
    if (const auto* entry = find_proof_reason(code)) return entry;
    if (const auto* entry = find_attack_reason(code)) return entry;
    if (const auto* entry = find_xml_reason(code)) return entry;
    if (const auto* entry = find_paper_reason(code)) return entry;
    return find_seal_reason(code);
}

}  // namespace

Reason reason(std::string_view code, std::string where) {
    const CatalogueEntry* entry = find_in_catalogue(code);
    if (entry != nullptr) return {std::string(code), {entry->vi, entry->en}, std::move(where), entry->weight};
    return {std::string(code),
            {"Chữ ký điện tử không đúng chuẩn. Không chấp nhận tệp này; đề nghị trường gửi lại bản gốc.",
             "The signature breaks the standard. Do not accept this file; ask the school for the original."},
            std::move(where),
            Verdict::invalid};
}

Reason reason(std::string_view code, std::string where, Verdict weight) {
    Reason made = reason(code, std::move(where));
    made.weight = weight;
    return made;
}

void add(std::vector<Reason>& reasons, const std::vector<Finding>& findings) {
    for (const auto& finding : findings) reasons.push_back(reason(finding.code, finding.where));
}

bool has(const std::vector<Reason>& reasons, std::string_view code) {
    return std::any_of(reasons.begin(), reasons.end(), [code](const Reason& r) { return r.code == code; });
}

Verdict verdict_of(const std::vector<Reason>& reasons) {
    const auto weighs = [&reasons](Verdict weight) {
        return std::any_of(reasons.begin(), reasons.end(),
                           [weight](const Reason& r) { return r.weight == weight; });
    };
    if (weighs(Verdict::invalid)) return Verdict::invalid;
    return weighs(Verdict::indeterminate) ? Verdict::indeterminate : Verdict::valid;
}

}  // namespace hocba::verify
