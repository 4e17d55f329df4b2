// One JSON question to a service that knows the asker, and its answer: no redirects, bounded in time and
// size.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::sign {

struct HttpAnswer {
    long status = 0;  // 200, 401, …
    std::string body;
};

/// POST with a bearer token (RFC 6750). Any status is an answer. Fault::signing if there is none: nobody
/// there, too slow, too long.
Result<HttpAnswer> http_json(const std::string& url, const std::string& bearer, std::string_view question);

}  // namespace hocba::sign
