// One session with the token that an RFC 7512 URI names (PKCS#11 2.40), through p11-kit.
#pragma once

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/handle.h"
#include "engine/sign/keys.h"
#include "engine/sign/pkcs11_modules.h"

namespace hocba::sign {

using UriPtr = Handle<P11KitUri, p11_kit_uri_free>;

/// Fault::usage if it is no RFC 7512 URI, or holds a PIN.
Result<UriPtr> parse_token_uri(const std::string& uri);

/// A certificate (`value` is its DER) or a key on the token.
struct TokenObject {
    CK_OBJECT_HANDLE handle = 0;
    std::string id;  // CKA_ID: a key and its certificate share it
    std::string value;
};

class TokenSession {
  public:
    enum class Access { read, write };
    static Result<std::unique_ptr<TokenSession>> open(const Token& token, Access access = Access::read);
    ~TokenSession();
    TokenSession(const TokenSession&) = delete;
    TokenSession& operator=(const TokenSession&) = delete;

    const std::string& place() const { return uri_text_; }
    /// Nothing happens the second time. The PIN is kept for keys that want it before each signature.
    Result<void> log_in(const AskSecret& pin);

    /// Those that the URI's `object` and `id` name; all without them.
    std::vector<TokenObject> named(CK_OBJECT_CLASS object_class) const;
    std::vector<TokenObject> all(CK_OBJECT_CLASS object_class) const;
    std::vector<TokenObject> with_id(CK_OBJECT_CLASS object_class, const std::string& id) const;
    /// Empty if the object has no such attribute.
    std::string attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

    /// The value of an attribute that the URI names (CKA_LABEL, CKA_ID); empty if it names none.
    std::string wanted(CK_ATTRIBUTE_TYPE type) const;
    /// A pair that stays on the token and signs. Needs Access::write.
    Result<void> make_pair(CK_MECHANISM_TYPE mechanism, const std::string& parameters,
                           const std::string& label, const std::string& id);

    /// The mechanism's raw answer.
    Result<std::string> sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism, std::string_view data);

  private:
    TokenSession(std::string uri_text, UriPtr uri) : uri_text_(std::move(uri_text)), uri_(std::move(uri)) {}

    std::vector<TokenObject> find(std::vector<CK_ATTRIBUTE> wanted) const;
    Result<void> authenticate(CK_USER_TYPE user);
    tl::unexpected<Error> failure(CK_RV code) const;
    CK_FLAGS token_flags() const;

    std::string uri_text_;
    UriPtr uri_;
    Pkcs11Modules modules_;
    CK_FUNCTION_LIST* module_ = nullptr;
    CK_SLOT_ID slot_ = 0;
    CK_SESSION_HANDLE session_ = 0;
    bool is_open_ = false, is_logged_in_ = false;
    Secret pin_;
};

}  // namespace hocba::sign
