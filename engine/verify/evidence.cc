#include "engine/verify/evidence.h"

#include <algorithm>
#include <limits>

#include "engine/verify/chain.h"

namespace hocba::verify {

using sign::RevocationState;

Evidence::Evidence(const Facts& facts, const Options& options) {
    for (const auto& fact : facts.evidence) {
        if (fact.kind == "certificate")
            certificates_.push_back(fact.bytes);
        else
            items_.push_back({fact.kind == "crl", fact.bytes, fact.revision, true, options.at});
    }
    if (options.trust == nullptr) return;
    for (const auto& list : options.trust->crls) items_.push_back({true, list, 0, false, options.at});
}

void Evidence::known_since(Instant time, std::int64_t before_revision) {
    for (Item& item : items_)
        if (item.of_store && item.revision < before_revision) item.known = std::min(item.known, time);
}

const std::vector<Evidence::Answer>& Evidence::answers(const std::string& certificate,
                                                       const std::string& issuer) {
    const auto [place, is_new] = answers_.try_emplace({certificate, issuer});
    if (!is_new) return place->second;
    for (const Item& item : items_) {
        auto answer = item.is_list ? sign::read_crl(item.bytes, certificate, issuer)
                                   : sign::read_ocsp(item.bytes, certificate, issuer);
        if (answer) place->second.push_back({&item, *std::move(answer)});
    }
    return place->second;
}

namespace {

/// Who signed an answer must have been in office when it is known to have existed: an old key may be stolen.
bool was_in_office(const sign::RevocationAnswer& answer, const Certificate& issuer, Instant known) {
    return known <= issuer.not_after && (!answer.delegate_until || known <= *answer.delegate_until);
}

void join(PathState& path, const PathState& one) {
    if (one.state == RevocationState::revoked) {
        path.revoked_at = path.revoked_at ? std::min(*path.revoked_at, *one.revoked_at) : one.revoked_at;
        path.state = RevocationState::revoked;
    }
    if (one.state == RevocationState::unknown && path.state == RevocationState::good) path.state = one.state;
}

void take(PathState& one, const sign::RevocationAnswer& answer, Instant moment, Instant end) {
    const RevocationState state = state_at(answer, moment, end);
    if (state == RevocationState::revoked)
        one = {state, one.revoked_at ? std::min(*one.revoked_at, *answer.revoked_at) : answer.revoked_at};
    else if (state == RevocationState::good && one.state == RevocationState::unknown)
        one.state = state;
}

}  // namespace

template <class Use>
PathState Evidence::judge(const std::vector<std::string>& path, Instant moment, Use use) {
    PathState whole{path.size() < 2 ? RevocationState::unknown : RevocationState::good, {}};
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto certificate = read_certificate(path[i]), issuer = read_certificate(path[i + 1]);
        PathState one;
        if (certificate && issuer)
            for (const Answer& answer : answers(path[i], path[i + 1]))
                if (use(*answer.item) && was_in_office(answer.answer, *issuer, answer.item->known))
                    take(one, answer.answer, moment, certificate->not_after);
        join(whole, one);
    }
    return whole;
}

PathState Evidence::state_of(const std::vector<std::string>& path, Instant moment) {
    return judge(path, moment, [](const Item&) { return true; });
}

bool Evidence::store_is_good(const std::vector<std::string>& path, Instant moment,
                             std::int64_t before_revision) {
    const auto state = judge(path, moment, [before_revision](const Item& item) {
        return item.of_store && item.revision < before_revision;
    });
    return state.state == RevocationState::good;
}

}  // namespace hocba::verify
