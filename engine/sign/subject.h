// What a certificate says of its holder and its issuer.
#pragma once

#include <string>
#include <string_view>

namespace hocba::sign {

/// The subject as RFC 4514 writes it, readable Unicode; "" if `der` is no certificate.
std::string subject_name_of(std::string_view der);
std::string issuer_name_of(std::string_view der);

/// The subject's common name in UTF-8; "" if there is none.
std::string common_name_of(std::string_view der);

/// The twelve digits of the holder's personal number, which Vietnamese CAs put into UID or serialNumber
/// ("CCCD:001070000019", "IDCVN-001070000019"); "" if there are none.
std::string citizen_id_of(std::string_view der);

}  // namespace hocba::sign
