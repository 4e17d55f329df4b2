// One HTTP exchange with a service, within limits of time and size. http and https only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::sign {

struct HttpLimits {
    long seconds = 20;                 // for all of it, name look-up included
    std::size_t most_bytes = 1 << 20;  // of the answer
    std::string proxy;                 // "http://host:port"; empty: none, whatever the environment says
};

/// The body of an answer 200, also after up to three redirects. Fault::io names the
/// address and the reason: no such host, refused, too slow, too large, another status.
Result<std::string> http_get(const std::string& url, const HttpLimits& limits);
/// A POST is not redirected.
Result<std::string> http_post(const std::string& url, const std::string& content_type, std::string_view body,
                              const HttpLimits& limits);

struct HttpAnswer {
    long status = 0;  // 200, 401, …
    std::string body;
};

/// One JSON question to a service that knows the asker: POST with a bearer token (RFC 6750), over https by
/// the environment's proxy. Any status is an answer. Fault::signing if there is none: nobody there, too slow,
/// too long.
Result<HttpAnswer> http_json(const std::string& url, const std::string& bearer, std::string_view question);

}  // namespace hocba::sign
