// Who may sign as what, by signers.jws, and what a page prints of that.
#include "engine/base/digest.h"
#include "engine/base/utf8.h"
#include "engine/trust/trust.h"

namespace hocba::trust {
namespace {

Standing standing_of(const AuthorisedSigner& one, const std::string& role, const std::string& school,
                     Instant when) {
    if (one.role != role) return Standing::other_role;
    if (one.school != school) return Standing::other_school;
    if (when < one.from) return Standing::too_early;
    return when > one.until ? Standing::too_late : Standing::authorised;
}

/// A school code begins with the two digits of its province's department.
bool of_one_province(std::string_view one, std::string_view other) {
    return one.substr(0, 2) == other.substr(0, 2);
}

}  // namespace

Authority authority_of(const std::vector<AuthorisedSigner>& signers, std::string_view certificate,
                       const std::string& role, const std::string& school, Instant when) {
    const std::string digest = sha256(certificate);
    Authority best{school.empty() ? Standing::unknown : Standing::school_unlisted, nullptr};
    for (const AuthorisedSigner& one : signers) {
        if (of_one_province(one.school, school) && best.standing == Standing::school_unlisted)
            best.standing = Standing::unknown;
        if (one.certificate_sha256 != digest) continue;
        const Standing standing = standing_of(one, role, school, when);
        if (standing < best.standing) best = {standing, &one};
    }
    return best;
}

Office office_of(const std::string& title) {
    constexpr std::string_view kBetween = " / ";
    const auto at = title.find(kBetween);
    if (at == title.npos) return {"", title};
    return {title.substr(0, at), title.substr(at + kBetween.size())};
}

bool prints_office(const std::string& title, const Office& printed) {
    const Office held = office_of(title);
    return upper(printed.authority) == upper(held.authority) &&
           (held.own.empty() || upper(printed.own) == upper(held.own));
}

bool names_own_office(const std::string& title, const std::string& own) {
    return prints_office(title, {office_of(title).authority, own});
}

std::string shown_title(const std::string& title) {
    return title.empty() ? "HIỆU TRƯỞNG" : title;
}

}  // namespace hocba::trust
