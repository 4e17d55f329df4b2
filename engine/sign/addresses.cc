#include "engine/sign/addresses.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "engine/base/handle.h"
#include "engine/sign/decoded.h"

namespace hocba::sign {
namespace {

using AccessPtr = Handle<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;
using PointsPtr = Handle<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;

void take_url(const GENERAL_NAME* name, std::vector<std::string>& urls) {
    if (!name || name->type != GEN_URI) return;
    const ASN1_IA5STRING* text = name->d.uniformResourceIdentifier;
    const std::string url(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                          static_cast<std::size_t>(ASN1_STRING_length(text)));
    if (url.starts_with("http://") || url.starts_with("https://")) urls.push_back(url);
}

void take_access(X509* certificate, Addresses& addresses) {
    const AccessPtr access(static_cast<AUTHORITY_INFO_ACCESS*>(
        X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
        const ACCESS_DESCRIPTION* one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        const int method = OBJ_obj2nid(one->method);
        if (method == NID_ad_OCSP) take_url(one->location, addresses.ocsps);
        if (method == NID_ad_ca_issuers) take_url(one->location, addresses.issuers);
    }
}

/// Points for all reasons, whose lists the issuer itself signs.
void take_points(X509* certificate, Addresses& addresses) {
    const PointsPtr points(static_cast<CRL_DIST_POINTS*>(
        X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
    for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i) {
        const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
        if (!point->distpoint || point->distpoint->type != 0 || point->reasons || point->CRLissuer) continue;
        const GENERAL_NAMES* names = point->distpoint->name.fullname;
        for (int n = 0; n < sk_GENERAL_NAME_num(names); ++n)
            take_url(sk_GENERAL_NAME_value(names, n), addresses.crls);
    }
}

}  // namespace

Addresses addresses_in(std::string_view der) {
    Addresses addresses;
    const auto certificate = certificate_of(der);
    if (!certificate) return addresses;
    take_access(certificate.get(), addresses);
    take_points(certificate.get(), addresses);
    ERR_clear_error();
    return addresses;
}

std::optional<Instant> end_of(std::string_view der) {
    const auto certificate = certificate_of(der);
    return certificate ? instant_of(X509_get0_notAfter(certificate.get())) : std::nullopt;
}

std::string holder_of(std::string_view der) {
    const auto certificate = certificate_of(der);
    if (!certificate) return "?";
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (index < 0) index = X509_NAME_entry_count(subject) - 1;
    if (index < 0) return "?";
    return utf8_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
}

}  // namespace hocba::sign
