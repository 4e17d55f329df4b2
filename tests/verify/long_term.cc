#include "tests/verify/long_term.h"

#include <fstream>
#include <map>
#include <stdexcept>

#include "engine/pdf/pdf.h"
#include "engine/sign/sign.h"
#include "tests/support/pki.h"
#include "tests/verify/issued.h"

namespace hocba::test {
namespace {

constexpr std::size_t token_room = 8192;

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    throw std::runtime_error(result.error().problems.front().what.en);
}

Instant instant(const std::string& utc) {
    return *parse_instant(utc);
}

/// The issuing CA beside which pki.sh put the key.
std::string chain_of(const std::string& key) {
    if (key == "school" || key == "other-school") return "government";
    return key == "unknown" ? "unknown" : "public";
}

sign::Identity identity_of(const std::string& key, bool sha384) {
    const bool rsa =
        run("openssl pkey -noout -text -in '" + pki().path(key + ".key.pem") + "' | grep -q modulus")
            .status == 0;
    return {pki().der(key),
            {pki().der(chain_of(key) + "-issuing")},
            key,
            rsa ? sign::KeyKind::rsa : sign::KeyKind::p256,
            sha384 ? sign::Digest::sha384 : sign::Digest::sha256,
            rsa ? 384U : 72U};
}

std::string signature_of(const std::string& key, const std::string& digest, bool sha384) {
    std::ofstream(pki().path("digest"), std::ios::binary) << digest;
    const auto made =
        run("cd '" + pki().path("") + "' && openssl pkeyutl -sign -inkey " + key +
            ".key.pem -pkeyopt digest:" + (sha384 ? "sha384" : "sha256") + " -in digest -out signature");
    if (made.status != 0) throw std::runtime_error(made.output);
    return pki().read("signature");
}

}  // namespace

std::string sign_anyhow(const std::string& pdf, const Signature& how) {
    sign::Request request{how.field, how.order, instant(how.claimed), how.reason, 0, nullptr};
    if (!how.tsa.empty()) request.token_room = token_room;
    auto waiting = must(sign::begin_signature(pdf, request, identity_of(how.key, how.sha384)));
    const std::string signature = signature_of(how.key, waiting.digest, how.sha384);
    const std::string when = how.stamped.empty() ? how.claimed : how.stamped;
    const std::string token = how.tsa.empty() ? "" : pki().token(how.tsa, signature, when);
    return must(sign::finish_signature(std::move(waiting), signature, token));
}

std::string signed_by_all(const std::string& principal, const std::string& school, const std::string& tsa,
                          const std::string& when) {
    const std::string once =
        sign_anyhow(issued().unsigned_pdf, {"principal", principal, when, tsa, "", false});
    return sign_anyhow(once, {"school", school, when, tsa, "", false});
}

std::string with_evidence(const std::string& pdf, const std::vector<std::string>& leaves,
                          const std::string& when) {
    pdf::Evidence evidence;
    for (const auto& leaf : leaves) {
        const std::string chain = leaf.substr(0, leaf.find('/'));
        evidence.ocsps.push_back(pki().ocsp(chain, leaf.substr(chain.size() + 1), when));
        evidence.crls.push_back(pki().crl(chain + "-root", when));
        evidence.crls.push_back(pki().crl(chain + "-issuing", when));
        evidence.certificates.push_back(pki().der(chain + "-issuing"));
    }
    return must(pdf::add_evidence(pdf, evidence));
}

std::string with_stamp(const std::string& pdf, const std::string& tsa, const std::string& when) {
    auto prepared = must(pdf::prepare_timestamp(pdf, token_room));
    const auto& range = prepared.range;
    const std::string covered =
        prepared.bytes.substr(range[0], range[1]) + prepared.bytes.substr(range[2], range[3]);
    const std::string token = pki().token(tsa, covered, when);
    return must(pdf::fill(std::move(prepared), token));
}

const std::string& document_at(const std::string& level, const std::string& tsa) {
    static std::map<std::string, std::string> made;
    std::string& pdf = made[level + tsa];
    if (!pdf.empty()) return pdf;
    if (level == "B-B") pdf = signed_by_all("principal", "school", "");
    if (level == "B-T") pdf = signed_by_all("principal", "school", tsa);
    if (level == "B-LT")
        pdf = with_evidence(document_at("B-T", tsa),
                            {"public/principal", "government/school", "timestamp/" + tsa},
                            "2026-06-16T03:00:00Z");
    if (level == "B-LTA") pdf = with_stamp(document_at("B-LT", tsa), tsa, "2026-06-16T04:00:00Z");
    return pdf;
}

}  // namespace hocba::test
