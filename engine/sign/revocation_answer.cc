#include "engine/sign/revocation_answer.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "engine/base/handle.h"
#include "engine/sign/decoded.h"
#include "engine/sign/revocation_list.h"

namespace hocba::sign {
namespace {

using CertificatePtr = Handle<X509, X509_free>;
using ScopePtr = Handle<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free>;
using ResponsePtr = Handle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using BasicPtr = Handle<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using IdPtr = Handle<OCSP_CERTID, OCSP_CERTID_free>;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Borrowed = std::unique_ptr<STACK_OF(X509), FreeStack>;

/// RFC 5280, 5.2: a list of all reasons, of this issuer alone, for certificates of this kind; no delta.
bool covers(X509_CRL* list, X509* certificate) {
    for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
        X509_EXTENSION* extension = X509_CRL_get_ext(list, i);
        const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        if (nid == NID_delta_crl) return false;
        if (X509_EXTENSION_get_critical(extension) != 0 && nid != NID_issuing_distribution_point)
            return false;
    }
    const ScopePtr scope(static_cast<ISSUING_DIST_POINT*>(
        X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, nullptr, nullptr)));
    if (!scope) return true;
    const bool is_authority = X509_check_ca(certificate) > 0;
    return scope->onlysomereasons == nullptr && scope->indirectCRL <= 0 && scope->onlyattr <= 0 &&
           !(scope->onlyuser > 0 && is_authority) && !(scope->onlyCA > 0 && !is_authority);
}

/// RFC 6960, 4.2.2.2: named by the issuer itself, for this alone, valid when it answered.
bool is_delegate(X509* responder, X509* issuer, Instant produced) {
    const auto from = instant_of(X509_get0_notBefore(responder));
    const auto until = instant_of(X509_get0_notAfter(responder));
    return X509_check_issued(issuer, responder) == X509_V_OK &&
           X509_verify(responder, X509_get0_pubkey(issuer)) == 1 &&
           is_strong(X509_get_signature_nid(responder)) &&
           (X509_get_extended_key_usage(responder) & XKU_OCSP_SIGN) != 0 &&
           X509_get_ext_by_NID(responder, NID_id_pkix_OCSP_noCheck, -1) >= 0 && from && until &&
           *from <= produced && produced <= *until;
}

/// The single response about that certificate.
OCSP_SINGLERESP* find_single(OCSP_BASICRESP* basic, X509* certificate, X509* issuer) {
    for (int i = 0; i < OCSP_resp_count(basic); ++i) {
        OCSP_SINGLERESP* single = OCSP_resp_get0(basic, i);
        auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));
        ASN1_OBJECT* digest = nullptr;
        if (OCSP_id_get0_info(nullptr, &digest, nullptr, nullptr, id) != 1) continue;
        const EVP_MD* method = EVP_get_digestbyobj(digest);
        const IdPtr own(method ? OCSP_cert_to_id(method, certificate, issuer) : nullptr);
        if (own && OCSP_id_cmp(own.get(), id) == 0) return single;
    }
    return nullptr;
}

/// The responder's certificate if its signature holds and it may answer for the issuer.
X509* responder_of(OCSP_BASICRESP* basic, X509* issuer) {
    const Borrowed extra(sk_X509_new_null());
    if (!extra || sk_X509_push(extra.get(), issuer) < 1) return nullptr;
    X509* responder = nullptr;
    const auto produced = instant_of(OCSP_resp_get0_produced_at(basic));
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, OCSP_resp_get0_tbs_sigalg(basic));
    if (!produced || !is_strong(OBJ_obj2nid(algorithm)) ||
        OCSP_resp_get0_signer(basic, &responder, extra.get()) != 1 ||
        OCSP_basic_verify(basic, extra.get(), nullptr, OCSP_NOVERIFY) != 1)
        return nullptr;
    if (X509_cmp(responder, issuer) == 0) return responder;
    return is_delegate(responder, issuer, *produced) ? responder : nullptr;
}

std::optional<RevocationAnswer> answer_of(OCSP_BASICRESP* basic, X509* certificate, X509* issuer) {
    OCSP_SINGLERESP* single = find_single(basic, certificate, issuer);
    X509* responder = single ? responder_of(basic, issuer) : nullptr;
    if (!responder) return std::nullopt;
    ASN1_GENERALIZEDTIME *revoked = nullptr, *from = nullptr, *until = nullptr;
    int reason = -1;
    const int status = OCSP_single_get0_status(single, &reason, &revoked, &from, &until);
    const auto this_update = instant_of(from);
    if (!this_update || (status != V_OCSP_CERTSTATUS_GOOD && status != V_OCSP_CERTSTATUS_REVOKED))
        return std::nullopt;
    RevocationAnswer answer{*this_update, instant_of(until), std::nullopt, std::nullopt};
    if (status == V_OCSP_CERTSTATUS_REVOKED) answer.revoked_at = instant_of(revoked);
    if (X509_cmp(responder, issuer) != 0) answer.delegate_until = instant_of(X509_get0_notAfter(responder));
    return answer;
}

}  // namespace

std::optional<RevocationAnswer> read_crl(std::string_view crl, std::string_view certificate,
                                         std::string_view issuer) {
    const auto subject = decoded<CertificatePtr, d2i_X509>(certificate);
    const auto authority = decoded<CertificatePtr, d2i_X509>(issuer);
    std::optional<RevocationAnswer> answer;
    const X509_NAME* name = authority ? X509_get_subject_name(authority.get()) : nullptr;
    const bool may_tell = subject && authority && !RevocationList::is_of_another(crl, name);
    const auto kept = may_tell ? RevocationList::of(crl) : nullptr;
    X509_CRL* list = kept ? kept->get() : nullptr;
    if (list && X509_NAME_cmp(X509_CRL_get_issuer(list), name) == 0 && covers(list, subject.get()) &&
        kept->is_signed_by(authority.get())) {
        const auto from = instant_of(X509_CRL_get0_lastUpdate(list));
        X509_REVOKED* entry = nullptr;
        const int listed = X509_CRL_get0_by_cert(list, &entry, subject.get());
        if (from) answer = RevocationAnswer{*from, instant_of(X509_CRL_get0_nextUpdate(list)), {}, {}};
        if (answer && listed == 1) answer->revoked_at = instant_of(X509_REVOKED_get0_revocationDate(entry));
    }
    ERR_clear_error();
    return answer;
}

std::optional<RevocationAnswer> read_ocsp(std::string_view response, std::string_view certificate,
                                          std::string_view issuer) {
    const auto outer = decoded<ResponsePtr, d2i_OCSP_RESPONSE>(response);
    const auto subject = decoded<CertificatePtr, d2i_X509>(certificate);
    const auto authority = decoded<CertificatePtr, d2i_X509>(issuer);
    std::optional<RevocationAnswer> answer;
    if (outer && subject && authority &&
        OCSP_response_status(outer.get()) == OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        const BasicPtr basic(OCSP_response_get1_basic(outer.get()));
        if (basic) answer = answer_of(basic.get(), subject.get(), authority.get());
    }
    ERR_clear_error();
    return answer;
}

RevocationState state_at(const RevocationAnswer& answer, Instant moment, Instant certificate_end) {
    if (answer.revoked_at && *answer.revoked_at <= moment) return RevocationState::revoked;
    if (answer.this_update >= moment)
        return answer.this_update <= certificate_end || answer.revoked_at ? RevocationState::good
                                                                          : RevocationState::unknown;
    const bool fresh = answer.next_update && moment <= *answer.next_update;
    return fresh ? RevocationState::good : RevocationState::unknown;
}

}  // namespace hocba::sign
