#include <openssl/asn1.h>
#include <openssl/x509.h>

#include "engine/base/bytes.h"
#include "engine/base/handle.h"
#include "engine/sign/certificate.h"
#include "engine/sign/decoded.h"
#include "engine/sign/keys.h"

namespace hocba::sign {
namespace {

using BioPtr = Handle<BIO, BIO_free_all>;

/// RFC 2253, but in UTF-8 and with the most general name first, as people write it.
std::string text_of(const X509_NAME* name) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(bio.get(), name, 0, (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) & ~XN_FLAG_DN_REV);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string upper_hex(std::string_view bytes) {
    std::string hex = to_hex(bytes);
    for (char& digit : hex)
        if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
    return hex;
}

}  // namespace

Result<CertificateFacts> facts_of(const std::string& certificate, const std::string& place) {
    const CertificatePtr decoded = certificate_of(certificate);
    if (!decoded)
        return fail(
            Fault::signing, place, {"Đây không phải chứng thư số.", "This is no certificate."},
            {"Chọn tệp chứng thư số do đơn vị cấp giao.", "Choose the certificate that the CA gave."});
    const ASN1_INTEGER* serial = X509_get0_serialNumber(decoded.get());
    const std::string_view bytes(reinterpret_cast<const char*>(ASN1_STRING_get0_data(serial)),
                                 static_cast<std::size_t>(ASN1_STRING_length(serial)));
    return CertificateFacts{upper_hex(bytes), text_of(X509_get_subject_name(decoded.get())),
                            text_of(X509_get_issuer_name(decoded.get())),
                            instant_of(X509_get0_notBefore(decoded.get())).value_or(Instant{}),
                            instant_of(X509_get0_notAfter(decoded.get())).value_or(Instant{})};
}

}  // namespace hocba::sign
