#include "engine/sign/revocation.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>

#include <algorithm>

#include "engine/base/handle.h"
#include "engine/sign/addresses.h"
#include "engine/sign/decoded.h"
#include "engine/sign/revocation_answer.h"

namespace hocba::sign {
namespace {

using RequestPtr = Handle<OCSP_REQUEST, OCSP_REQUEST_free>;

// A national authority's list has megabytes; larger ones would not be read again (verify).
constexpr std::size_t kLargestList = 8UL << 20;

tl::unexpected<Error> useless(const std::string& certificate, const std::string& where) {
    const std::string name = holder_of(certificate);
    return fail(
        Fault::io, where,
        {fmt::format("Dịch vụ không cho biết được trạng thái của chứng thư số “{}” (thu hồi hay không).",
                     name),
         fmt::format("the service does not tell whether the certificate “{}” is revoked", name)},
        {"Chạy lại sau; nếu vẫn vậy, báo đơn vị cấp chứng thư số.",
         "Run it again later; if it stays so, tell the certification authority."});
}

bool tells(const std::optional<RevocationAnswer>& answer, const std::string& certificate, Instant moment) {
    const auto end = end_of(certificate);
    return answer && end && state_at(*answer, moment, *end) != RevocationState::unknown;
}

}  // namespace

std::string ocsp_request(std::string_view certificate, std::string_view issuer) {
    const auto subject = certificate_of(certificate), authority = certificate_of(issuer);
    const RequestPtr request(OCSP_REQUEST_new());
    std::string der;
    // SHA-1 only names the certificate (RFC 5019, 2.1.1); not every responder knows another digest. No nonce:
    // answers made in advance are as good.
    OCSP_CERTID* id =
        subject && authority && request ? OCSP_cert_to_id(nullptr, subject.get(), authority.get()) : nullptr;
    if (id && !OCSP_request_add0_id(request.get(), id)) OCSP_CERTID_free(id);
    unsigned char* bytes = nullptr;
    const int size = id ? i2d_OCSP_REQUEST(request.get(), &bytes) : 0;
    if (size > 0) der.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    ERR_clear_error();
    return der;
}

Result<Revocation> RevocationSource::by_ocsp(const std::string& certificate, const std::string& issuer,
                                             Instant moment) const {
    Result<Revocation> last = useless(certificate, holder_of(certificate));
    for (const std::string& url : addresses_in(certificate).ocsps) {
        auto response =
            http_post(url, "application/ocsp-request", ocsp_request(certificate, issuer), limits_);
        if (!response)
            last = forward(std::move(response));
        else if (tells(read_ocsp(*response, certificate, issuer), certificate, moment))
            return Revocation{true, *std::move(response)};
        else
            last = useless(certificate, url);
    }
    return last;
}

const Result<std::string>& RevocationSource::list_at(const std::string& url) {
    const auto known = lists_.find(url);
    if (known != lists_.end()) return known->second;
    HttpLimits limits = limits_;
    limits.most_bytes = kLargestList;
    return lists_.emplace(url, http_get(url, limits)).first->second;
}

Result<Revocation> RevocationSource::by_list(const std::string& certificate, const std::string& issuer,
                                             Instant moment) {
    Result<Revocation> last = useless(certificate, holder_of(certificate));
    for (const std::string& url : addresses_in(certificate).crls) {
        const Result<std::string>& list = list_at(url);
        if (!list)
            last = tl::unexpected(list.error());
        else if (tells(read_crl(*list, certificate, issuer), certificate, moment))
            return Revocation{false, *list};
        else
            last = useless(certificate, url);
    }
    for (const std::string& list : own_lists_)
        if (tells(read_crl(list, certificate, issuer), certificate, moment)) return Revocation{false, list};
    return last;
}

/// A list in every document of a school would be larger than the document; hence OCSP first.
Result<Revocation> RevocationSource::find(const std::string& certificate, const std::string& issuer,
                                          Instant now) {
    const Instant moment = std::min(now, end_of(certificate).value_or(now));
    auto found = by_ocsp(certificate, issuer, moment);
    if (found) return found;
    auto listed = by_list(certificate, issuer, moment);
    const bool has_ocsp = !addresses_in(certificate).ocsps.empty();
    return listed || !has_ocsp ? std::move(listed) : std::move(found);
}

}  // namespace hocba::sign
