#include <mutex>

#include "engine/sign/der.h"
#include "engine/sign/keys.h"
#include "engine/sign/pkcs11_problem.h"
#include "engine/sign/pkcs11_token.h"

namespace hocba::sign {
namespace {

using namespace std::literals;

/// RFC 8410, 4: a SubjectPublicKeyInfo up to the key's own 32 bytes.
constexpr auto kEd25519 = "\x30\x2A\x30\x05\x06\x03\x2B\x65\x70\x03\x21\x00"sv;
constexpr std::size_t kPoint = 32, kSignature = 64;
/// PKCS#11 3.0, 2.3.10: the curve by its OID or by its name; tokens know one or the other.
constexpr auto kCurveOid = "\x06\x03\x2B\x65\x70"sv, kCurveName =
                                                         "\x13\x0C"
                                                         "edwards25519"sv;

class TokenMessageKey final : public MessageKey {
  public:
    TokenMessageKey(std::unique_ptr<TokenSession> session, CK_OBJECT_HANDLE key, std::string public_key)
        : session_(std::move(session)), key_(key), public_key_(std::move(public_key)) {}

    const std::string& public_key() const override { return public_key_; }

    Result<std::string> sign(std::string_view message) const override {
        const std::lock_guard one_at_a_time(mutex_);
        auto signature = session_->sign(key_, CKM_EDDSA, message);
        if (!signature || signature->size() == kSignature) return signature;
        return fail(Fault::signing, session_->place(),
                    {"Token trả về chữ ký không phải Ed25519.", "The token's signature is not Ed25519."});
    }

  private:
    std::unique_ptr<TokenSession> session_;
    CK_OBJECT_HANDLE key_;
    std::string public_key_;
    mutable std::mutex mutex_;
};

tl::unexpected<Error> no_ed25519(const std::string& place) {
    return fail(Fault::signing, place,
                {"Khóa trên token không phải khóa gắn mã (Ed25519).",
                 "The key on the token is no seal key (Ed25519)."},
                {"Tạo khóa bằng: hocba keys create --kind seal --token …",
                 "Make one: hocba keys create --kind seal --token …"});
}

/// Empty if the public half is missing or of another kind. Some tokens wrap the point in an OCTET STRING.
std::string public_key_of(const TokenSession& session, const std::string& id) {
    const auto halves = session.with_id(CKO_PUBLIC_KEY, id);
    if (halves.size() != 1) return {};
    const std::string curve = session.attribute(halves[0].handle, CKA_EC_PARAMS);
    if (curve != kCurveOid && curve != kCurveName) return {};
    const std::string value = session.attribute(halves[0].handle, CKA_EC_POINT);
    const auto wrapped = DerReader(value).next(kOctetString);
    const std::string_view point = value.size() != kPoint && wrapped ? wrapped->content : value;
    return point.size() == kPoint ? std::string(kEd25519) + std::string(point) : std::string();
}

Result<std::unique_ptr<MessageKey>> key_in(std::unique_ptr<TokenSession> session) {
    const auto keys = session->named(CKO_PRIVATE_KEY);
    if (keys.empty()) return no_key_on_token(session->place());
    if (keys.size() > 1) return several_on_token(session->place());
    std::string public_key = public_key_of(*session, keys[0].id);
    if (public_key.empty()) return no_ed25519(session->place());
    return std::make_unique<TokenMessageKey>(std::move(session), keys[0].handle, std::move(public_key));
}

tl::unexpected<Error> not_free(const std::string& place) {
    return fail(
        Fault::usage, place,
        {"Địa chỉ khóa thiếu object=, hoặc token đã có khóa mang tên ấy; khóa cũ không bị thay.",
         "The address lacks object=, or the token has such a key; an old key is never replaced."},
        {"Ví dụ: pkcs11:token=truong;object=ma-qr-2026", "Such as pkcs11:token=school;object=seal-2026"});
}

}  // namespace

Result<std::unique_ptr<MessageKey>> open_ed25519(const Token& token, const AskSecret& pin) {
    auto session = TokenSession::open(token);
    if (!session) return forward(std::move(session));
    if (const auto logged_in = (*session)->log_in(pin); !logged_in) return tl::unexpected(logged_in.error());
    return key_in(*std::move(session));
}

Result<std::unique_ptr<MessageKey>> make_ed25519(const Token& token, const AskSecret& pin) {
    auto session = TokenSession::open(token, TokenSession::Access::write);
    if (!session) return forward(std::move(session));
    TokenSession& open = **session;
    const std::string label = open.wanted(CKA_LABEL), id = open.wanted(CKA_ID);
    if (label.empty()) return not_free(open.place());
    if (const auto logged_in = open.log_in(pin); !logged_in) return tl::unexpected(logged_in.error());
    if (!open.named(CKO_PRIVATE_KEY).empty()) return not_free(open.place());
    const auto make = [&](std::string_view curve) {
        return open.make_pair(CKM_EC_EDWARDS_KEY_PAIR_GEN, std::string(curve), label,
                              id.empty() ? label : id);
    };
    auto made = make(kCurveOid);
    if (!made) made = make(kCurveName);
    if (!made) return forward(std::move(made));
    return key_in(*std::move(session));
}

}  // namespace hocba::sign
