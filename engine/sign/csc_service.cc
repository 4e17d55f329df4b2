#include "engine/sign/csc_service.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/sign/certificate.h"
#include "engine/sign/http.h"

namespace hocba::sign {
namespace {

/// id-sha256, id-sha384 (RFC 5754, 2).
std::string oid_of(Digest digest) {
    return digest == Digest::sha384 ? "2.16.840.1.101.3.4.2.2" : "2.16.840.1.101.3.4.2.1";
}

/// CSC API v2, 10.1: a refusal is JSON with `error` and, perhaps, `error_description`.
tl::unexpected<Error> refused(const std::string& place, const std::string& method, long status,
                              const Json& answer) {
    const std::string code = answer.text_or("error", fmt::format("HTTP {}", status));
    const std::string why = answer.text_or("error_description", code);
    if (status >= 500)
        return fail(Fault::signing, place,
                    {fmt::format("Dịch vụ ký từ xa đang gặp sự cố (HTTP {}).", status),
                     fmt::format("The remote signing service is out of order (HTTP {}).", status)},
                    {"Chạy lại lệnh sau; văn bản đã ký không bị ký lần nữa.",
                     "Run the command again later: what is signed is not signed twice."});
    if (status == 401 || code == "invalid_token")
        return fail(Fault::signing, place,
                    {fmt::format("Dịch vụ không nhận mã truy cập (access token): {}.", why),
                     fmt::format("The service does not accept the access token: {}.", why)},
                    {"Lấy mã truy cập mới rồi ghi vào pin_file hoặc pin_env.",
                     "Get a new access token and put it into pin_file or pin_env."});
    if (method == "credentials/authorize")
        return fail(Fault::signing, place,
                    {fmt::format("Việc ký không được cho phép: {}.", why),
                     fmt::format("The authorisation to sign was refused: {}.", why)},
                    {"Người ký xác nhận trên ứng dụng của dịch vụ rồi chạy lại lệnh.",
                     "The signer confirms in the service's application; then run the command again."});
    return fail(Fault::signing, place,
                {fmt::format("Dịch vụ ký từ xa từ chối {}: {}.", method, why),
                 fmt::format("The remote signing service refused {}: {}.", method, why)},
                {"Hỏi nhà cung cấp dịch vụ ký.", "Ask the provider of the service."});
}

tl::unexpected<Error> not_understood(const std::string& place, const std::string& method) {
    return fail(Fault::signing, place,
                {fmt::format("Câu trả lời của {} không đúng CSC API v2.", method),
                 fmt::format("The answer to {} is not that of CSC API v2.", method)},
                {"Kiểm tra địa chỉ csc trong hocba.toml.", "Check the address csc in hocba.toml."});
}

std::vector<std::string> texts_of(const Json* list, bool in_base64) {
    std::vector<std::string> texts;
    if (list == nullptr || list->array() == nullptr) return texts;
    for (const Json& item : *list->array()) {
        const std::string text = item.string() != nullptr ? *item.string() : "";
        texts.push_back(in_base64 ? from_base64(text).value_or("") : text);
    }
    return texts;
}

Result<void> check_usable(const std::string& place, const Json& answer) {
    const Json* key = answer.find("key");
    if (key == nullptr || key->text_or("status") != "enabled")
        return fail(Fault::signing, place,
                    {"Khóa của tài khoản ký từ xa này không hoạt động (disabled).",
                     "The key of this credential is disabled."},
                    {"Hỏi nhà cung cấp dịch vụ ký.", "Ask the provider of the service."});
    const Json* auth = answer.find("auth");
    const std::string mode = auth != nullptr ? auth->text_or("mode") : "";
    if (mode == "implicit") return {};
    return fail(
        Fault::signing, place,
        {fmt::format("Tài khoản này đòi mã PIN hoặc OTP cho mỗi lần cho phép ký ({}).", mode),
         fmt::format("This credential wants a PIN or one-time code for each authorisation ({}).", mode)},
        {"Dùng phần mềm của nhà cung cấp: hocba sign --prepare rồi --complete.",
         "Sign with the provider's own program: hocba sign --prepare, then --complete."});
}

}  // namespace

CscService::CscService(Service service, Secret access_token)
    : service_(std::move(service)), access_token_(std::move(access_token)) {
    while (service_.url.ends_with('/')) service_.url.pop_back();
}

Result<Json> CscService::call(const std::string& method, Json::Object question) const {
    question.insert_or_assign("credentialID", service_.credential);
    const auto answer =
        http_json(service_.url + "/" + method, access_token_.text(), canonical(Json(std::move(question))));
    if (!answer) return tl::unexpected(answer.error());
    auto json = parse_json(answer->body, service_.url);
    if (answer->status != 200) return refused(service_.url, method, answer->status, json ? *json : Json());
    if (!json || json->object() == nullptr) return not_understood(service_.url, method);
    return json;
}

Result<Credential> CscService::info() const {
    const auto answer =
        call("credentials/info", {{"certificates", "chain"}, {"certInfo", false}, {"authInfo", true}});
    if (!answer) return tl::unexpected(answer.error());
    if (const auto usable = check_usable(service_.credential, *answer); !usable)
        return tl::unexpected(usable.error());
    Credential credential;
    if (const Json* certificate = answer->find("cert"))
        credential.certificates = texts_of(certificate->find("certificates"), true);
    credential.algorithms = texts_of(answer->find("key")->find("algo"), false);
    if (credential.certificates.empty() || !parts_of(credential.certificates.front()))
        return not_understood(service_.url, "credentials/info");
    credential.multisign =
        static_cast<std::size_t>(std::max<std::int64_t>(1, answer->integer_or("multisign", 1)));
    return credential;
}

Result<Secret> CscService::authorize(const Json::Array& hashes, Digest digest) const {
    const auto answer =
        call("credentials/authorize", {{"numSignatures", static_cast<std::int64_t>(hashes.size())},
                                       {"hashes", hashes},
                                       {"hashAlgorithmOID", oid_of(digest)}});
    if (!answer) return tl::unexpected(answer.error());
    std::string text = answer->text_or("SAD");
    auto activation = Secret::taken(text);
    if (activation.empty()) return not_understood(service_.url, "credentials/authorize");
    return activation;
}

Result<std::vector<std::string>> CscService::sign_hash(const Json::Array& hashes, Digest digest,
                                                       const std::string& algorithm,
                                                       const Secret& activation) const {
    const auto answer = call("signatures/signHash", {{"SAD", activation.text()},
                                                     {"hashes", hashes},
                                                     {"hashAlgorithmOID", oid_of(digest)},
                                                     {"signAlgo", algorithm}});
    if (!answer) return tl::unexpected(answer.error());
    auto signatures = texts_of(answer->find("signatures"), true);
    if (signatures.size() == hashes.size()) return signatures;
    return fail(
        Fault::signing, service_.url,
        {fmt::format("Dịch vụ trả về {} chữ ký cho {} văn bản.", signatures.size(), hashes.size()),
         fmt::format("The service gave {} signatures for {} documents.", signatures.size(), hashes.size())},
        {"Không văn bản nào của lượt này được ký; hỏi nhà cung cấp rồi chạy lại lệnh.",
         "None of this round was signed; ask the provider, then run the command again."});
}

}  // namespace hocba::sign
