#include "engine/sign/subject.h"

#include <openssl/bio.h>
#include <openssl/x509.h>

#include <algorithm>

#include "engine/base/handle.h"
#include "engine/sign/decoded.h"

namespace hocba::sign {
namespace {

using BioPtr = Handle<BIO, BIO_free_all>;

constexpr std::size_t kCitizenDigits = 12;

bool is_number_of_person(const std::string& text) {
    return text.size() == kCitizenDigits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// RFC 4514, readable Unicode.
std::string text_of(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    constexpr unsigned long readable = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    if (!out || X509_NAME_print_ex(out.get(), name, 0, readable) < 0) return "";
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace

std::string subject_name_of(std::string_view der) {
    const CertificatePtr certificate = certificate_of(der);
    return certificate ? text_of(X509_get_subject_name(certificate.get())) : "";
}

std::string issuer_name_of(std::string_view der) {
    const CertificatePtr certificate = certificate_of(der);
    return certificate ? text_of(X509_get_issuer_name(certificate.get())) : "";
}

std::string common_name_of(std::string_view der) {
    const CertificatePtr certificate = certificate_of(der);
    if (!certificate) return "";
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return at < 0 ? "" : utf8_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
}

std::string citizen_id_of(std::string_view der) {
    const CertificatePtr certificate = certificate_of(der);
    if (!certificate) return "";
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    for (const int kind : {NID_userId, NID_serialNumber})
        for (int at = X509_NAME_get_index_by_NID(subject, kind, -1); at >= 0;
             at = X509_NAME_get_index_by_NID(subject, kind, at)) {
            const std::string text = utf8_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
            const auto mark = text.find_last_of(":-");
            const std::string number = mark == std::string::npos ? text : text.substr(mark + 1);
            if (is_number_of_person(number)) return number;
        }
    return "";
}

}  // namespace hocba::sign
