#include "engine/sign/raw_signature.h"

#include <algorithm>

#include "engine/sign/der.h"
#include "engine/sign/keys.h"

namespace hocba::sign {
namespace {

using namespace std::literals;

/// AlgorithmIdentifier with NULL parameters (RFC 8017, appendix B.1).
constexpr auto kSha256 = "\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00"sv;
constexpr auto kSha384 = "\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00"sv;

/// An unsigned big-endian number as INTEGER: no needless zeros in front, one if it would look negative.
std::string integer(std::string_view number) {
    number.remove_prefix(std::min(number.find_first_not_of('\0'), number.size() - 1));
    const bool looks_negative = (static_cast<unsigned char>(number[0]) & 0x80) != 0;
    return der(kInteger, (looks_negative ? std::string(1, '\0') : std::string()) + std::string(number));
}

}  // namespace

std::string digest_info(Digest digest, std::string_view value) {
    const auto algorithm = digest == Digest::sha384 ? kSha384 : kSha256;
    return der(kSequence, std::string(algorithm) + der(kOctetString, value));
}

std::string ecdsa_signature(std::string_view r_and_s) {
    const std::size_t half = r_and_s.size() / 2;
    if (half == 0) return {};
    return der(kSequence, integer(r_and_s.substr(0, half)) + integer(r_and_s.substr(half)));
}

std::string in_der(KeyKind key, std::string signature) {
    if (key == KeyKind::rsa || der_length(signature) == signature.size()) return signature;
    return ecdsa_signature(signature);
}

}  // namespace hocba::sign
