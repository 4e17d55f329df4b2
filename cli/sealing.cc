// The key that seals pages, in a file or on a token, and the key that salts issue ids.
#include "cli/desk.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/sign/keys.h"

namespace hocba::cli {
namespace {

constexpr std::size_t kSaltKey = 32;

class TokenSealer final : public seal::Sealer {
  public:
    explicit TokenSealer(std::unique_ptr<sign::MessageKey> key) : key_(std::move(key)) {}

    std::string key_id() const override { return seal::key_id_of(key_->public_key()); }
    Result<std::string> sign(std::string_view message) const override { return key_->sign(message); }

  private:
    std::unique_ptr<sign::MessageKey> key_;
};

/// The certificate beside hocba.toml says how long the key is good; it must be that key's.
Result<std::unique_ptr<seal::Sealer>> open_token(const Context& context, const Config& config) {
    if (config.seal_certificate.empty()) return not_configured(config, "seal.certificate");
    const std::string certificate = config.seal_certificate.string();
    const auto der = sign::read_certificates(certificate);
    if (!der) return tl::unexpected(der.error());
    if (const auto valid = seal::check_validity(der->front(), certificate, context.now()); !valid)
        return tl::unexpected(valid.error());
    const auto pem = read_file(certificate);
    if (!pem) return tl::unexpected(pem.error());
    const auto listed = trust::seal_key_of(*pem, config.school, trust::KeyState::active);
    if (!listed) return tl::unexpected(listed.error());
    auto key = sign::open_ed25519({config.seal->pkcs11, config.seal->module.string()},
                                  [&] { return pin_of(context, *config.seal); });
    if (!key) return forward(std::move(key));
    if ((*key)->public_key() != listed->spki)
        return fail(Fault::signing, config.seal->pkcs11,
                    {"Khóa trên token không phải của chứng thư " + certificate,
                     "the key on the token is not that of the certificate " + certificate},
                    {"Sửa pkcs11 hoặc certificate của [seal]", "mend pkcs11 or certificate of [seal]"});
    return std::make_unique<TokenSealer>(*std::move(key));
}

Result<std::unique_ptr<seal::Sealer>> open_sealer(const Context& context, const Config& config) {
    if (!config.seal || config.seal->pkcs12.empty() == config.seal->pkcs11.empty())
        return not_configured(config, "seal.pkcs12 | seal.pkcs11");
    if (!config.seal->pkcs11.empty()) return open_token(context, config);
    const auto pin = pin_of(context, *config.seal);
    if (!pin) return tl::unexpected(pin.error());
    return seal::open_pkcs12(config.seal->pkcs12.string(), pin->text(), context.now());
}

Result<std::string> read_salt_key(const std::filesystem::path& path) {
    const auto text = read_file(path, 4096);
    if (!text) return tl::unexpected(text.error());
    const auto key = from_hex(text->substr(0, text->find_last_not_of("\r\n") + 1));
    if (key && key->size() >= kSaltKey) return *key;
    return fail(Fault::usage, path.string(),
                {"Khóa sinh muối (salt) phải là ít nhất 64 chữ số hex",
                 "the salt key must be at least 64 hex digits"},
                {"Tạo bằng: hocba keys create --kind salt", "make one: hocba keys create --kind salt"});
}

/// What the desk's own trust folder calls retired, revoked or stolen seals nothing more.
Result<void> may_seal(const seal::Sealer& sealer, const Desk& desk) {
    if (!desk.trust) return {};
    for (const trust::SealKey& key : desk.trust->seal_keys)
        if (key.key_id == sealer.key_id() && key.state != trust::KeyState::active)
            return fail(
                Fault::signing, "[seal] " + to_hex(key.key_id),
                {"Danh sách khóa của Sở không còn cho khóa tem QR này đóng dấu (thôi dùng, thu hồi hoặc bị "
                 "lộ).",
                 "the department's list no longer lets this seal key seal (retired, revoked or stolen)"},
                {"Đổi [seal] trong hocba.toml sang khóa đang dùng; hỏi người giữ khóa của trường.",
                 "Change [seal] in hocba.toml to the key that is in use; ask the school's key custodian."});
    return {};
}

}  // namespace

Result<Sealing> open_sealing(const Context& context, const Desk& desk) {
    const Config& config = desk.config;
    if (config.salt_key.empty()) return not_configured(config, "seal.salt_key");
    if (config.host.empty()) return not_configured(config, "host");
    const auto salt_key = read_salt_key(config.salt_key);
    if (!salt_key) return tl::unexpected(salt_key.error());
    auto sealer = open_sealer(context, config);
    if (!sealer) return forward(std::move(sealer));
    if (auto may = may_seal(**sealer, desk); !may) return forward(std::move(may));
    return Sealing{*std::move(sealer), *salt_key};
}

}  // namespace hocba::cli
