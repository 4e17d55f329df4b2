#include "engine/sign/pkcs11_token.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include "engine/sign/pkcs11_problem.h"

namespace hocba::sign {
namespace {

unsigned char* octets(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
unsigned char* octets(std::string_view bytes) {  // PKCS#11 takes its inputs without const
    return reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
}

/// Fixed fields of PKCS#11 are padded with blanks.
std::string text_of(const unsigned char* field, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(field), size);
    text.resize(text.find_last_not_of(" \0") + 1);
    return text;
}

tl::unexpected<Error> no_token(const std::string& uri, const std::vector<Pkcs11Modules::Slot>& tokens) {
    std::vector<std::string> labels;
    for (const auto& slot : tokens) labels.push_back(text_of(slot.token.label, sizeof slot.token.label));
    const Text there = labels.empty() ? Text{"Không thấy token nào đang cắm.", "No token is inserted."}
                                      : Text{fmt::format("Đang cắm: {}.", fmt::join(labels, ", ")),
                                             fmt::format("What is inserted: {}.", fmt::join(labels, ", "))};
    return fail(Fault::signing, uri, {"Không có token như địa chỉ này nêu.", "There is no such token."},
                {there.vi + " Cắm đúng token hoặc sửa token= trong hocba.toml.",
                 there.en + " Insert the right one, or mend token= in hocba.toml."});
}

tl::unexpected<Error> several_tokens(const std::string& uri) {
    return fail(Fault::signing, uri,
                {"Địa chỉ này hợp với nhiều token đang cắm.", "Several inserted tokens match this address."},
                {"Rút bớt token, hoặc thêm serial= vào địa chỉ trong hocba.toml.",
                 "Take the others out, or add serial= to the address in hocba.toml."});
}

}  // namespace

Result<UriPtr> parse_token_uri(const std::string& text) {
    UriPtr uri(p11_kit_uri_new());
    const int code = p11_kit_uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri.get());
    if (code != P11_KIT_URI_OK || p11_kit_uri_any_unrecognized(uri.get()) != 0)
        return fail(
            Fault::usage, text,
            {"Địa chỉ khóa không đúng dạng RFC 7512.", "This is no key address of RFC 7512."},
            {"Ví dụ: pkcs11:token=hieutruong;object=sign", "Such as pkcs11:token=principal;object=sign"});
    if (p11_kit_uri_get_pin_value(uri.get()) != nullptr || p11_kit_uri_get_pin_source(uri.get()) != nullptr)
        return fail(Fault::usage, "pkcs11",
                    {"Địa chỉ khóa không được chứa mã PIN.", "A key address must not hold the PIN."},
                    {"Bỏ pin-value; dùng pin_env, pin_file hoặc nhập khi được hỏi.",
                     "Remove pin-value; use pin_env, pin_file or type it when asked."});
    return uri;
}

Result<std::unique_ptr<TokenSession>> TokenSession::open(const Token& token, Access access) {
    auto uri = parse_token_uri(token.uri);
    if (!uri) return forward(std::move(uri));
    std::unique_ptr<TokenSession> session(new TokenSession(token.uri, *std::move(uri)));
    const char* named = p11_kit_uri_get_module_path(session->uri_.get());
    auto modules = Pkcs11Modules::load(token.module.empty() && named != nullptr ? named : token.module);
    if (!modules) return forward(std::move(modules));
    session->modules_ = *std::move(modules);
    std::vector<Pkcs11Modules::Slot> matching;
    const auto tokens = session->modules_.tokens();
    for (const auto& slot : tokens)
        if (p11_kit_uri_match_token_info(session->uri_.get(), &slot.token) == 1) matching.push_back(slot);
    // SoftHSM and some readers show a blank token beside the real ones.
    std::erase_if(matching, [](const auto& slot) { return (slot.token.flags & CKF_TOKEN_INITIALIZED) == 0; });
    if (matching.empty()) return no_token(token.uri, tokens);
    if (matching.size() > 1) return several_tokens(token.uri);
    session->module_ = matching[0].module;
    session->slot_ = matching[0].id;
    const CK_FLAGS flags = CKF_SERIAL_SESSION | (access == Access::write ? CKF_RW_SESSION : 0);
    const CK_RV opened =
        session->module_->C_OpenSession(session->slot_, flags, nullptr, nullptr, &session->session_);
    if (opened != CKR_OK) return session->failure(opened);
    session->is_open_ = true;
    return session;
}

TokenSession::~TokenSession() {
    if (is_open_) module_->C_CloseSession(session_);  // the last one logs out
}

CK_FLAGS TokenSession::token_flags() const {
    CK_TOKEN_INFO info{};
    return module_->C_GetTokenInfo(slot_, &info) == CKR_OK ? info.flags : 0;
}

tl::unexpected<Error> TokenSession::failure(CK_RV code) const {
    CK_SLOT_INFO slot{};
    const bool is_there =
        module_->C_GetSlotInfo(slot_, &slot) == CKR_OK && (slot.flags & CKF_TOKEN_PRESENT) != 0;
    return is_there ? token_problem(uri_text_, code, token_flags()) : token_removed(uri_text_);
}

Result<void> TokenSession::authenticate(CK_USER_TYPE user) {
    const bool has_keypad = (token_flags() & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    const CK_RV answer = has_keypad
                             ? module_->C_Login(session_, user, nullptr, 0)
                             : module_->C_Login(session_, user, octets(pin_.text()), pin_.text().size());
    if (answer == CKR_OK || answer == CKR_USER_ALREADY_LOGGED_IN) return {};
    return failure(answer);
}

Result<void> TokenSession::log_in(const AskSecret& pin) {
    const CK_FLAGS flags = token_flags();
    if (is_logged_in_ || (flags & CKF_LOGIN_REQUIRED) == 0) return {};
    if ((flags & CKF_USER_PIN_LOCKED) != 0) return token_problem(uri_text_, CKR_PIN_LOCKED, flags);
    if ((flags & CKF_PROTECTED_AUTHENTICATION_PATH) == 0) {
        auto typed = pin();
        if (!typed) return forward(std::move(typed));
        pin_ = *std::move(typed);
    }
    const auto logged_in = authenticate(CKU_USER);
    is_logged_in_ = logged_in.has_value();
    return logged_in;
}

std::string TokenSession::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    if (module_->C_GetAttributeValue(session_, object, &wanted, 1) != CKR_OK) return {};
    if (wanted.ulValueLen == CK_UNAVAILABLE_INFORMATION) return {};
    std::string value(wanted.ulValueLen, '\0');
    wanted.pValue = value.data();
    if (module_->C_GetAttributeValue(session_, object, &wanted, 1) != CKR_OK) return {};
    return value;
}

std::vector<TokenObject> TokenSession::find(std::vector<CK_ATTRIBUTE> wanted) const {
    constexpr CK_ULONG kMost = 256;  // a token of a person holds a few objects
    std::vector<CK_OBJECT_HANDLE> handles(kMost);
    CK_ULONG count = 0;
    if (module_->C_FindObjectsInit(session_, wanted.data(), wanted.size()) != CKR_OK) return {};
    if (module_->C_FindObjects(session_, handles.data(), kMost, &count) != CKR_OK) count = 0;
    module_->C_FindObjectsFinal(session_);
    std::vector<TokenObject> found;
    for (CK_ULONG i = 0; i < count; ++i)
        found.push_back({handles[i], attribute(handles[i], CKA_ID), attribute(handles[i], CKA_VALUE)});
    return found;
}

std::vector<TokenObject> TokenSession::all(CK_OBJECT_CLASS object_class) const {
    return find({{CKA_CLASS, &object_class, sizeof object_class}});
}

std::vector<TokenObject> TokenSession::named(CK_OBJECT_CLASS object_class) const {
    std::vector<CK_ATTRIBUTE> wanted{{CKA_CLASS, &object_class, sizeof object_class}};
    for (const CK_ATTRIBUTE_TYPE type : {CK_ATTRIBUTE_TYPE{CKA_LABEL}, CK_ATTRIBUTE_TYPE{CKA_ID}})
        if (const CK_ATTRIBUTE* value = p11_kit_uri_get_attribute(uri_.get(), type)) wanted.push_back(*value);
    return find(std::move(wanted));
}

std::vector<TokenObject> TokenSession::with_id(CK_OBJECT_CLASS object_class, const std::string& id) const {
    return find(
        {{CKA_CLASS, &object_class, sizeof object_class}, {CKA_ID, const_cast<char*>(id.data()), id.size()}});
}

std::string TokenSession::wanted(CK_ATTRIBUTE_TYPE type) const {
    const CK_ATTRIBUTE* value = p11_kit_uri_get_attribute(uri_.get(), type);
    if (value == nullptr) return {};
    return {static_cast<const char*>(value->pValue), value->ulValueLen};
}

Result<void> TokenSession::make_pair(CK_MECHANISM_TYPE type, const std::string& parameters,
                                     const std::string& label, const std::string& id) {
    CK_MECHANISM mechanism{type, nullptr, 0};
    CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
    const auto bytes = [](CK_ATTRIBUTE_TYPE name, const std::string& value) {
        return CK_ATTRIBUTE{name, const_cast<char*>(value.data()), value.size()};
    };
    std::vector<CK_ATTRIBUTE> open{{CKA_TOKEN, &yes, sizeof yes},
                                   {CKA_VERIFY, &yes, sizeof yes},
                                   bytes(CKA_EC_PARAMS, parameters),
                                   bytes(CKA_LABEL, label),
                                   bytes(CKA_ID, id)};
    std::vector<CK_ATTRIBUTE> secret{{CKA_TOKEN, &yes, sizeof yes},
                                     {CKA_PRIVATE, &yes, sizeof yes},
                                     {CKA_SENSITIVE, &yes, sizeof yes},
                                     {CKA_EXTRACTABLE, &no, sizeof no},
                                     {CKA_SIGN, &yes, sizeof yes},
                                     bytes(CKA_LABEL, label),
                                     bytes(CKA_ID, id)};
    CK_OBJECT_HANDLE half = 0, other = 0;
    const CK_RV made = module_->C_GenerateKeyPair(session_, &mechanism, open.data(), open.size(),
                                                  secret.data(), secret.size(), &half, &other);
    if (made != CKR_OK) return failure(made);
    return {};
}

Result<std::string> TokenSession::sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE type, std::string_view data) {
    CK_MECHANISM mechanism{type, nullptr, 0};
    if (const CK_RV begun = module_->C_SignInit(session_, &mechanism, key); begun != CKR_OK)
        return failure(begun);
    // PKCS#11 2.40, 4.9: such a key wants its PIN between C_SignInit and C_Sign, each time.
    const std::string always = attribute(key, CKA_ALWAYS_AUTHENTICATE);
    if (!always.empty() && always[0] == CK_TRUE)
        if (auto allowed = authenticate(CKU_CONTEXT_SPECIFIC); !allowed)
            return tl::unexpected(allowed.error());
    std::string signature(1024, '\0');
    CK_ULONG size = signature.size();
    const CK_RV signed_ = module_->C_Sign(session_, octets(data), data.size(), octets(signature), &size);
    if (signed_ != CKR_OK) return failure(signed_);
    signature.resize(size);
    return signature;
}

}  // namespace hocba::sign
