#include "engine/trust/jws.h"

#include <array>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/trust/ed25519.h"
#include "engine/trust/trust.h"

namespace hocba::trust {
namespace {

tl::unexpected<Error> not_believed(const std::string& name, const char* vi, const char* en) {
    return fail(Fault::document, name, {vi, en},
                {"Tải lại tệp từ Sở GDĐT; không tự sửa tệp này.",
                 "Fetch the file again from the Sở; do not edit it."});
}

/// Exactly {"alg","typ"}: with anything more (crit, b64, jwk …) another reading would be possible
/// (RFC 7515, 10.7; RFC 8725, 3.1).
Json header(const std::string& type) {
    return Json::Object{{"alg", "EdDSA"}, {"typ", type}};
}

/// The three parts; a fourth dot stays in the last and is refused by base64url.
std::optional<std::array<std::string_view, 3>> split(std::string_view compact) {
    const auto first = compact.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = compact.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    return std::array{compact.substr(0, first), compact.substr(first + 1, second - first - 1),
                      compact.substr(second + 1)};
}

/// One line end behind the text is an editor's, not an attacker's.
std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

Result<std::string> make_jws(std::string_view payload, const std::string& private_key_pem,
                             const std::string& type) {
    std::string message = to_base64url(canonical(header(type))) + "." + to_base64url(payload);
    const auto signature = sign_ed25519(message, private_key_pem);
    if (!signature) return signature;
    return message + "." + to_base64url(*signature);
}

Result<Json> open_jws(std::string_view compact, std::string_view spki, const std::string& type,
                      const std::string& name) {
    compact = without_line_end(compact);
    const auto parts = split(compact);
    const auto head = parts ? from_base64url((*parts)[0]) : std::nullopt;
    const auto body = parts ? from_base64url((*parts)[1]) : std::nullopt;
    const auto signature = parts ? from_base64url((*parts)[2]) : std::nullopt;
    if (!head || !body || !signature)
        return not_believed(name, "Tệp không phải JWS đúng chuẩn.", "The file is no compact JWS.");
    const std::string_view message = compact.substr(0, (*parts)[0].size() + 1 + (*parts)[1].size());
    if (!verify_ed25519(message, *signature, spki))
        return not_believed(name, "Chữ ký của danh sách không đúng với khóa gốc seal-root.jwk.",
                            "The list's signature is not by the root key in seal-root.jwk.");
    const auto parsed = parse_json(*head, name);
    if (!parsed || *parsed != header(type))
        return not_believed(name, "Danh sách thuộc loại khác hoặc dùng thuật toán khác.",
                            "The list is of another type or uses another algorithm.");
    auto payload = parse_json(*body, name);
    if (!payload) return not_believed(name, "Nội dung danh sách không phải JSON.", "The list is no JSON.");
    return payload;
}

}  // namespace hocba::trust
