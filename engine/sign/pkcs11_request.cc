#include "engine/sign/certificate_request.h"
#include "engine/sign/der.h"
#include "engine/sign/pkcs11_problem.h"
#include "engine/sign/pkcs11_token.h"
#include "engine/sign/raw_signature.h"

namespace hocba::sign {
namespace {

using namespace std::literals;

constexpr unsigned char kBitString = 0x03;
/// RFC 3279, 2.3.1 and 2.3.5.
constexpr auto kRsaEncryption = "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"sv;
constexpr auto kEcPublicKey = "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01"sv;

std::string bits(const std::string& bytes) {
    return der(kBitString, std::string(1, '\0') + bytes);
}

/// SubjectPublicKeyInfo of a public key object; empty if it is neither RSA nor on a curve.
std::string public_key_info(const TokenSession& session, CK_OBJECT_HANDLE key) {
    const std::string modulus = session.attribute(key, CKA_MODULUS);
    const std::string exponent = session.attribute(key, CKA_PUBLIC_EXPONENT);
    if (!modulus.empty() && !exponent.empty()) {
        const std::string numbers = der(kSequence, der_unsigned(modulus) + der_unsigned(exponent));
        return der(kSequence, std::string(kRsaEncryption) + bits(numbers));
    }
    const std::string curve = session.attribute(key, CKA_EC_PARAMS);
    const std::string wrapped =
        session.attribute(key, CKA_EC_POINT);  // PKCS#11 2.40, 2.3.3: in an OCTET STRING
    const auto point = DerReader(wrapped).next(kOctetString);
    if (curve.empty() || !point) return {};
    return der(kSequence,
               der(kSequence, std::string(kEcPublicKey) + curve) + bits(std::string(point->content)));
}

}  // namespace

Result<std::string> request_from_token(const Token& token, const AskSecret& pin, const Subject& subject) {
    auto session = TokenSession::open(token);
    if (!session) return forward(std::move(session));
    TokenSession& open = **session;
    if (const auto logged_in = open.log_in(pin); !logged_in) return tl::unexpected(logged_in.error());
    const auto keys = open.named(CKO_PRIVATE_KEY);
    if (keys.empty()) return no_key_on_token(open.place());
    if (keys.size() > 1) return several_on_token(open.place());
    const auto halves = open.with_id(CKO_PUBLIC_KEY, keys[0].id);
    const std::string public_key = halves.empty() ? "" : public_key_info(open, halves[0].handle);
    const bool is_rsa = public_key.find(kRsaEncryption) != std::string::npos;
    return certificate_request(
        subject, public_key, open.place(), [&](const std::string& digest) -> Result<std::string> {
            if (is_rsa) return open.sign(keys[0].handle, CKM_RSA_PKCS, digest_info(Digest::sha256, digest));
            return open.sign(keys[0].handle, CKM_ECDSA, digest).map([](const auto& raw) {
                return ecdsa_signature(raw);
            });
        });
}

}  // namespace hocba::sign
