#include "engine/sign/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/sign/addresses.h"
#include "engine/sign/certificate.h"
#include "engine/sign/revocation_answer.h"
#include "engine/sign/sign.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::sign {
namespace {

using Bytes = std::vector<std::string>;

tl::unexpected<Error> unsound(const std::string& field, const std::string& fault) {
    return fail(Fault::document, "field " + field,
                {fmt::format("Chữ ký hoặc dấu thời gian không đúng ({}).", fault),
                 fmt::format("the signature or timestamp is not sound ({})", fault)},
                {"Không nâng cấp tệp này; kiểm tra bằng hocba verify.",
                 "Do not extend this file; check it with hocba verify."});
}

std::string_view der_of(const pdf::SignatureValue& value) {
    return std::string_view(value.contents).substr(0, der_length(value.contents));
}

/// Signature or token → signatories; the moment of a signature without token is that of `proven`.
Result<void> take(const pdf::SignatureValue& value, std::optional<Instant> proven, Signatures& all) {
    std::string token(der_of(value));
    if (!value.is_timestamp) {
        const CmsFacts cms = inspect_cms(der_of(value));
        if (!cms.faults.empty()) return unsound(value.field, cms.faults.front());
        token = cms.token;
        if (!token.empty()) proven = inspect_token(token).time;
        all.all_stamped &= proven.has_value();
        all.signatories.push_back({cms.signer_certificate, cms.certificates, proven.value_or(Instant{})});
    }
    if (token.empty()) return {};
    const TokenFacts facts = inspect_token(token);
    if (!facts.faults.empty()) return unsound(value.field, facts.faults.front());
    all.signatories.push_back({facts.signer_certificate, facts.certificates, facts.time, Purpose::timestamp});
    return {};
}

/// The certificate and its issuers, with the root if it is known.
Bytes known_path(const std::string& certificate, const Bytes& others) {
    Bytes path{certificate};
    while (!is_issued_by(path.back(), path.back())) {
        const auto issuer = std::find_if(others.begin(), others.end(), [&](const std::string& other) {
            return is_issued_by(path.back(), other);
        });
        if (issuer == others.end() || path.size() > others.size()) break;
        path.push_back(*issuer);
    }
    return path;
}

RevocationState worst_state(const std::string& certificate, const std::string& issuer,
                            const pdf::Evidence& evidence, Instant moment) {
    auto state = RevocationState::unknown;
    const Instant end = end_of(certificate).value_or(Instant{});
    const auto hear = [&](const std::optional<RevocationAnswer>& answer) {
        const auto said = answer ? state_at(*answer, moment, end) : RevocationState::unknown;
        if (said != RevocationState::unknown && state != RevocationState::revoked) state = said;
    };
    for (const std::string& ocsp : evidence.ocsps) hear(read_ocsp(ocsp, certificate, issuer));
    for (const std::string& crl : evidence.crls) hear(read_crl(crl, certificate, issuer));
    return state;
}

Problem revoked(const std::string& certificate, Instant moment) {
    const std::string name = holder_of(certificate), when = to_rfc3339({moment.unix_s});
    return {
        name,
        {fmt::format("Chứng thư số “{}” đã bị thu hồi trước thời điểm ký ({}).", name, when),
         fmt::format("the certificate “{}” was revoked before the proven time of signing ({})", name, when)},
        {"Chữ ký không còn giá trị; phát hành lại tài liệu.",
         "The signature does not hold; issue the document again."}};
}

/// Collects for one signatory after the other; each certificate once.
class Collector {
  public:
    Collector(const Services& services, Instant now) : services_(services), now_(now) {}

    void take(const Signatory& signatory) {
        const auto path = services_.whole_path(signatory.certificate, signatory.others, signatory.purpose);
        if (!path) return complain(path.error());
        for (std::size_t i = 0; i + 1 < path->size(); ++i)
            vouch((*path)[i], (*path)[i + 1], signatory.moment);
        for (const std::string& certificate : *path)
            if (!contains(signatory.others, certificate)) add(out_.evidence.certificates, certificate);
    }
    Collected finish() && { return std::move(out_); }

  private:
    static bool contains(const Bytes& all, const std::string& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }
    static void add(Bytes& all, const std::string& one) {
        if (!contains(all, one)) all.push_back(one);
    }
    void complain(const Error& error) {
        out_.problems.insert(out_.problems.end(), error.problems.begin(), error.problems.end());
    }
    void vouch(const std::string& certificate, const std::string& issuer, Instant moment) {
        const bool asked = !asked_.insert(certificate).second;
        const auto found = services_.revocation(certificate, issuer, now_);
        if (!found) {
            if (!asked) complain(found.error());
            return;
        }
        add(found->is_ocsp ? out_.evidence.ocsps : out_.evidence.crls, found->bytes);
        if (worst_state(certificate, issuer, out_.evidence, moment) == RevocationState::revoked)
            out_.problems.push_back(revoked(certificate, moment));
    }

    const Services& services_;
    Instant now_;
    std::set<std::string> asked_;
    Collected out_;
};

}  // namespace

Result<Signatures> signatures_in(std::string_view pdf) {
    const auto values = pdf::signature_values(pdf);
    if (!values) return tl::unexpected(values.error());
    Signatures all;
    all.all_stamped = true;
    std::optional<Instant> first_stamp;
    for (const pdf::SignatureValue& value : *values)
        if (value.is_timestamp) all.timestamps.push_back(value);
    if (!all.timestamps.empty()) first_stamp = inspect_token(der_of(all.timestamps.front())).time;
    for (const pdf::SignatureValue& value : *values)
        if (auto taken = take(value, first_stamp, all); !taken) return forward(std::move(taken));
    all.all_stamped &= !all.signatories.empty();
    return all;
}

bool is_covered(const Signatory& signatory, const pdf::Evidence& evidence, const Bytes& roots) {
    Bytes others = signatory.others;
    others.insert(others.end(), evidence.certificates.begin(), evidence.certificates.end());
    others.insert(others.end(), roots.begin(), roots.end());
    const Bytes path = known_path(signatory.certificate, others);
    if (!is_issued_by(path.back(), path.back())) return false;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        if (worst_state(path[i], path[i + 1], evidence, signatory.moment) == RevocationState::unknown)
            return false;
    return true;
}

Collected collect(const std::vector<Signatory>& signatories, const Services& services, Instant now) {
    Collector collector(services, now);
    for (const Signatory& signatory : signatories) collector.take(signatory);
    return std::move(collector).finish();
}

}  // namespace hocba::sign
