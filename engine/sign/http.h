// One HTTP exchange with a service, within limits of time and size.
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

/// The body of an answer 200. http and https only, also after up to three redirects. Fault::io names the
/// address and the reason: no such host, refused, too slow, too large, another status.
Result<std::string> http_get(const std::string& url, const HttpLimits& limits);
/// A POST is not redirected.
Result<std::string> http_post(const std::string& url, const std::string& content_type, std::string_view body,
                              const HttpLimits& limits);

}  // namespace hocba::sign
