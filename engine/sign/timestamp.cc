#include "engine/sign/timestamp.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ts.h>

#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::sign {
namespace {

using ResponsePtr = Handle<TS_RESP, TS_RESP_free>;

constexpr auto kTrue = "\x01\x01\xFF"sv;
constexpr long kGranted = 0, kGrantedWithMods = 1;  // PKIStatus (RFC 3161, 2.4.2)

/// A positive INTEGER with the fewest octets (X.690, 8.3).
std::string integer(std::string_view magnitude) {
    const std::size_t first = std::min(magnitude.find_first_not_of('\0'), magnitude.size() - 1);
    const bool high = (static_cast<unsigned char>(magnitude[first]) & 0x80) != 0;
    return der(kInteger, (high ? std::string(1, '\0') : "") + std::string(magnitude.substr(first)));
}

tl::unexpected<Error> unsound(const std::string& place, const std::string& vi, const std::string& en) {
    return fail(Fault::signing, place,
                {"Dấu thời gian không dùng được: " + vi, "the timestamp cannot be used: " + en},
                {"Hỏi nhà cung cấp dịch vụ dấu thời gian, hoặc đặt dịch vụ khác ở [timestamp] url.",
                 "Ask the timestamp authority, or name another one in [timestamp] url."});
}

/// What the authority says of itself when it refuses.
std::string reason_of(const TS_STATUS_INFO* status) {
    const STACK_OF(ASN1_UTF8STRING)* texts = TS_STATUS_INFO_get0_text(status);
    if (!texts || sk_ASN1_UTF8STRING_num(texts) == 0) return "no reason given";
    const ASN1_UTF8STRING* text = sk_ASN1_UTF8STRING_value(texts, 0);
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// The token is the second part of the response; its bytes must not pass through another encoder.
std::string_view token_bytes(std::string_view response) {
    const auto whole = DerReader(response).next(kSequence);
    DerReader reader(whole ? whole->content : "");
    const auto status = reader.next(kSequence), token = reader.next(kSequence);
    return status && token && reader.at_end() ? token->whole : "";
}

bool has_nonce(TS_RESP* response, std::string_view nonce) {
    const TS_TST_INFO* info = TS_RESP_get_tst_info(response);
    const ASN1_INTEGER* found = info ? TS_TST_INFO_get_nonce(info) : nullptr;
    if (!found) return false;
    unsigned char* bytes = nullptr;
    const int size = i2d_ASN1_INTEGER(found, &bytes);
    const std::string encoded(reinterpret_cast<const char*>(bytes),
                              size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(bytes);
    return encoded == integer(nonce);
}

}  // namespace

std::string timestamp_request(std::string_view bytes, std::string_view nonce) {
    const std::string imprint =
        der(kSequence, std::string(digest_algorithm(Digest::sha256)) + der(kOctetString, sha256(bytes)));
    return der(kSequence, std::string(kVersion1) + imprint + integer(nonce) + std::string(kTrue));
}

Result<std::string> token_in(std::string_view response, std::string_view bytes, std::string_view nonce,
                             const std::string& place) {
    const auto* cursor = reinterpret_cast<const unsigned char*>(response.data());
    const ResponsePtr decoded(d2i_TS_RESP(nullptr, &cursor, static_cast<long>(response.size())));
    ERR_clear_error();
    if (!decoded) return unsound(place, "trả lời không phải RFC 3161.", "the answer is not RFC 3161");
    const TS_STATUS_INFO* info = TS_RESP_get_status_info(decoded.get());
    const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info));
    if (status != kGranted && status != kGrantedWithMods) {
        const std::string reason = fmt::format("status {} ({})", status, reason_of(info));
        return unsound(place, "dịch vụ từ chối, " + reason, "the authority refused, " + reason);
    }
    const std::string_view token = token_bytes(response);
    const TokenFacts facts = inspect_token(token);
    if (!facts.faults.empty())
        return unsound(place, "token sai dạng: " + facts.faults.front(),
                       "a wrong token: " + facts.faults.front());
    if (!is_over(facts, bytes))
        return unsound(place, "dấu thời gian của dữ liệu khác.", "it is over other data");
    if (!has_nonce(decoded.get(), nonce))
        return unsound(place, "trả lời của một yêu cầu khác (nonce).", "it answers another request (nonce)");
    return std::string(token);
}

Result<std::string> fetch_token(const std::string& url, std::string_view bytes, std::string_view nonce,
                                const HttpLimits& limits) {
    const auto response =
        http_post(url, "application/timestamp-query", timestamp_request(bytes, nonce), limits);
    if (!response) return response;
    return token_in(*response, bytes, nonce, url);
}

}  // namespace hocba::sign
