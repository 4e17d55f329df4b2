// Revocation data of one certificate: fetched by OCSP (RFC 6960), else as a list (RFC 5280), and checked
// against the issuer before anybody keeps it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/sign/http.h"
#include "engine/sign/services.h"

namespace hocba::sign {

/// DER of an OCSPRequest for one certificate; empty if one of the two is none.
std::string ocsp_request(std::string_view certificate, std::string_view issuer);

/// Each list is fetched once: not safe from several threads.
class RevocationSource {
  public:
    RevocationSource(HttpLimits limits, std::vector<std::string> own_lists)
        : limits_(std::move(limits)), own_lists_(std::move(own_lists)) {}

    /// As Services::revocation.
    Result<Revocation> find(const std::string& certificate, const std::string& issuer, Instant now);

  private:
    Result<Revocation> by_ocsp(const std::string& certificate, const std::string& issuer,
                               Instant moment) const;
    Result<Revocation> by_list(const std::string& certificate, const std::string& issuer, Instant moment);
    const Result<std::string>& list_at(const std::string& url);

    HttpLimits limits_;
    std::vector<std::string> own_lists_;
    std::map<std::string, Result<std::string>> lists_;  // by address
};

}  // namespace hocba::sign
