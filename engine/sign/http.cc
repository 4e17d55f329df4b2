#include "engine/sign/http.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>

#include <cstring>
#include <optional>
#include <vector>

#include "engine/base/handle.h"
#include "engine/base/secret.h"

namespace hocba::sign {
namespace {

using Easy = Handle<CURL, curl_easy_cleanup>;

/// A header may hold an access token.
void free_wiped(curl_slist* headers) {
    for (const curl_slist* one = headers; one != nullptr; one = one->next)
        OPENSSL_cleanse(one->data, std::strlen(one->data));
    curl_slist_free_all(headers);
}
using Headers = Handle<curl_slist, free_wiped>;

constexpr long kMostRedirects = 3;
constexpr long kConnectSeconds = 10;
constexpr long kJsonSeconds = 120;  // a person may have to confirm on a telephone
constexpr std::size_t kLargestJson = 16U << 20;

struct Question {
    const std::string& url;
    std::vector<std::string> headers;
    std::optional<std::string_view> body;  // of a POST, which is not redirected; else a GET
    std::size_t most_bytes = 0;
    long seconds = 0;
    std::optional<std::string> proxy;  // nothing: the environment's, as libcurl reads it
};

/// The answer as far as it came.
struct Taken {
    std::string bytes;
    std::size_t most_bytes = 0;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* taken) {
    auto& to = *static_cast<Taken*>(taken);
    if (to.bytes.size() + size * count > to.most_bytes) return CURL_WRITEFUNC_ERROR;
    to.bytes.append(data, size * count);
    return size * count;
}

/// CURLOPT_… of which none can fail but for want of memory, which curl_easy_perform then tells.
void set_options(CURL* easy, const Question& question, curl_slist* headers, Taken& taken) {
    const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
    set(CURLOPT_URL, question.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_MAXREDIRS, kMostRedirects);
    set(CURLOPT_FOLLOWLOCATION, question.body ? 0L : 1L);
    if (question.proxy) set(CURLOPT_PROXY, question.proxy->c_str());  // "" also turns the environment's off
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, question.seconds);
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(question.most_bytes));
    set(CURLOPT_NOSIGNAL, 1L);  // several threads ask
    set(CURLOPT_USERAGENT, "hocba");
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_WRITEFUNCTION, &take);
    set(CURLOPT_WRITEDATA, &taken);
    if (!question.body) return;
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(question.body->size()));
    set(CURLOPT_POSTFIELDS, question.body->data());
}

/// Any status is an answer; else the reason.
tl::expected<HttpAnswer, std::string> ask(const Question& question) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);  // once, whichever thread is first
    const Easy easy(ready == CURLE_OK ? curl_easy_init() : nullptr);
    if (!easy) return tl::unexpected(std::string("libcurl"));
    Headers headers;
    for (const std::string& line : question.headers)
        headers.reset(curl_slist_append(headers.release(), line.c_str()));
    Taken taken{"", question.most_bytes};
    set_options(easy.get(), question, headers.get(), taken);
    const CURLcode code = curl_easy_perform(easy.get());
    if (code == CURLE_WRITE_ERROR || code == CURLE_FILESIZE_EXCEEDED)
        return tl::unexpected(std::string("the answer is too large"));
    if (code != CURLE_OK) return tl::unexpected(std::string(curl_easy_strerror(code)));
    HttpAnswer answer{0, std::move(taken.bytes)};
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

tl::unexpected<Error> unreachable(const std::string& url, const std::string& reason) {
    return fail(Fault::io, url,
                {fmt::format("Không nhận được trả lời từ dịch vụ: {}", reason),
                 fmt::format("no answer from the service: {}", reason)},
                {"Kiểm tra mạng và địa chỉ dịch vụ rồi chạy lại.",
                 "Check the network and the service's address, then run it again."});
}

Result<std::string> body_of(const Question& question) {
    auto answer = ask(question);
    if (!answer) return unreachable(question.url, answer.error());
    if (answer->status != 200) return unreachable(question.url, fmt::format("HTTP {}", answer->status));
    return std::move(answer->body);
}

}  // namespace

Result<std::string> http_get(const std::string& url, const HttpLimits& limits) {
    return body_of({url, {}, std::nullopt, limits.most_bytes, limits.seconds, limits.proxy});
}

Result<std::string> http_post(const std::string& url, const std::string& content_type, std::string_view body,
                              const HttpLimits& limits) {
    return body_of(
        {url, {"Content-Type: " + content_type}, body, limits.most_bytes, limits.seconds, limits.proxy});
}

Result<HttpAnswer> http_json(const std::string& url, const std::string& bearer, std::string_view question) {
    Question asked{url,         {"Content-Type: application/json"}, question, kLargestJson, kJsonSeconds,
                   std::nullopt};
    asked.headers.push_back("Authorization: Bearer " + bearer);
    if (!url.starts_with("https://")) asked.proxy = "";  // this computer's own
    auto answer = ask(asked);
    wipe(asked.headers.back());
    if (answer) return *std::move(answer);
    return fail(Fault::signing, url,
                {fmt::format("Dịch vụ không trả lời: {}.", answer.error()),
                 fmt::format("The service does not answer: {}.", answer.error())},
                {"Kiểm tra mạng và địa chỉ trong hocba.toml rồi chạy lại lệnh.",
                 "Check the network and the address in hocba.toml, then run the command again."});
}

}  // namespace hocba::sign
