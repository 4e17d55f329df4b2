#include "engine/sign/http.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include "engine/base/handle.h"

namespace hocba::sign {
namespace {

using Easy = Handle<CURL, curl_easy_cleanup>;
using Headers = Handle<curl_slist, curl_slist_free_all>;

constexpr long kMostRedirects = 3;

/// The answer as far as it came.
struct Answer {
    std::string bytes;
    std::size_t most_bytes = 0;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* answer) {
    auto& to = *static_cast<Answer*>(answer);
    if (to.bytes.size() + size * count > to.most_bytes) return CURL_WRITEFUNC_ERROR;
    to.bytes.append(data, size * count);
    return size * count;
}

tl::unexpected<Error> unreachable(const std::string& url, const std::string& reason) {
    return fail(Fault::io, url,
                {fmt::format("Không nhận được trả lời từ dịch vụ: {}", reason),
                 fmt::format("no answer from the service: {}", reason)},
                {"Kiểm tra mạng và địa chỉ dịch vụ rồi chạy lại.",
                 "Check the network and the service's address, then run it again."});
}

/// CURLOPT_… of which none can fail but for want of memory, which curl_easy_perform then tells.
void set_options(CURL* easy, const std::string& url, const HttpLimits& limits, Answer& answer) {
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, kMostRedirects);
    curl_easy_setopt(easy, CURLOPT_PROXY, limits.proxy.c_str());  // "" also turns the environment's off
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, limits.seconds);
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.most_bytes));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);  // several threads ask
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "hocba");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
}

Easy new_easy() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);  // once, whichever thread is first
    return Easy(ready == CURLE_OK ? curl_easy_init() : nullptr);
}

Result<std::string> perform(CURL* easy, const std::string& url, Answer& answer) {
    const CURLcode code = curl_easy_perform(easy);
    if (code == CURLE_WRITE_ERROR || code == CURLE_FILESIZE_EXCEEDED)
        return unreachable(url, "the answer is too large");
    if (code != CURLE_OK) return unreachable(url, curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return unreachable(url, fmt::format("HTTP {}", status));
    return std::move(answer.bytes);
}

}  // namespace

Result<std::string> http_get(const std::string& url, const HttpLimits& limits) {
    const Easy easy = new_easy();
    if (!easy) return unreachable(url, "libcurl");
    Answer answer{"", limits.most_bytes};
    set_options(easy.get(), url, limits, answer);
    curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 1L);
    return perform(easy.get(), url, answer);
}

Result<std::string> http_post(const std::string& url, const std::string& content_type, std::string_view body,
                              const HttpLimits& limits) {
    const Easy easy = new_easy();
    const Headers headers(curl_slist_append(nullptr, ("Content-Type: " + content_type).c_str()));
    if (!easy || !headers) return unreachable(url, "libcurl");
    Answer answer{"", limits.most_bytes};
    set_options(easy.get(), url, limits, answer);
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, body.data());
    return perform(easy.get(), url, answer);
}

}  // namespace hocba::sign
