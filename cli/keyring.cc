#include "cli/keyring.h"

#include <fmt/format.h>

namespace hocba::cli {
namespace {

/// Each of them excludes the others.
Result<void> check_place(const Config& config, const KeyFile& key) {
    const int places = !key.pkcs12.empty() + !key.pkcs11.empty() + !key.csc.empty();
    if (places != 1)
        return fail(
            Fault::usage, config.file,
            {fmt::format("Khóa của vai trò \"{}\" phải có đúng một trong pkcs12, pkcs11, csc", key.role),
             fmt::format("the key of the role \"{}\" has exactly one of pkcs12, pkcs11, csc", key.role)});
    if (!key.csc.empty() && key.credential.empty()) return not_configured(config, "keys.credential");
    return {};
}

}  // namespace

Result<sign::Digest> digest_named(const std::string& name, const std::string& place) {
    if (name == "SHA-256") return sign::Digest::sha256;
    if (name == "SHA-384") return sign::Digest::sha384;
    return fail(Fault::usage, place,
                {fmt::format("Không ký với hàm băm \"{}\"", name),
                 fmt::format("\"{}\" is no digest to sign with", name)},
                {"Chọn SHA-256 hoặc SHA-384", "choose SHA-256 or SHA-384"});
}

std::string name_of(const KeyFile& key) {
    if (!key.pkcs11.empty()) return key.pkcs11;
    if (!key.csc.empty()) return key.credential;
    return key.pkcs12.filename().string();
}

Result<std::unique_ptr<sign::Signer>> open_key(const Context& context, const Config& config,
                                               const KeyFile& key) {
    if (const auto one = check_place(config, key); !one) return tl::unexpected(one.error());
    const auto digest = digest_named(key.digest, config.file);
    if (!digest) return tl::unexpected(digest.error());
    sign::KeyUse use{context.now(), *digest};
    if (!key.chain.empty()) {
        auto chain = sign::read_certificates(key.chain.string());
        if (!chain) return forward(std::move(chain));
        use.chain = *std::move(chain);
    }
    const auto secret = [&] { return pin_of(context, key); };
    if (!key.pkcs11.empty()) return sign::open_pkcs11({key.pkcs11, key.module.string()}, secret, use);
    if (!key.csc.empty()) return sign::open_csc({key.csc, key.credential}, secret, use);
    return sign::open_pkcs12(key.pkcs12.string(), secret, use);
}

}  // namespace hocba::cli
