#include "engine/sign/http_json.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include "engine/base/handle.h"

namespace hocba::sign {
namespace {

using CurlPtr = Handle<CURL, curl_easy_cleanup>;
using ListPtr = Handle<curl_slist, curl_slist_free_all>;

constexpr std::size_t kLargest = 16U << 20;
constexpr long kConnectSeconds = 10, kSeconds = 120;  // a person may have to confirm on a telephone

std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* answer) {
    auto& body = static_cast<HttpAnswer*>(answer)->body;
    if (body.size() + size * count > kLargest) return 0;
    body.append(bytes, size * count);
    return size * count;
}

ListPtr lines_of(const std::string& bearer) {
    ListPtr lines(curl_slist_append(nullptr, "Content-Type: application/json"));
    lines.reset(curl_slist_append(lines.release(), ("Authorization: Bearer " + bearer).c_str()));
    return lines;
}

}  // namespace

Result<HttpAnswer> http_json(const std::string& url, const std::string& bearer, std::string_view question) {
    const CurlPtr curl(curl_easy_init());
    const ListPtr lines = lines_of(bearer);
    HttpAnswer answer;
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, kSeconds);
    set(CURLOPT_HTTPHEADER, lines.get());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(question.size()));
    set(CURLOPT_POSTFIELDS, question.data());
    set(CURLOPT_WRITEFUNCTION, &receive);
    set(CURLOPT_WRITEDATA, &answer);
    const CURLcode done = curl_easy_perform(curl.get());
    if (done != CURLE_OK)
        return fail(Fault::signing, url,
                    {fmt::format("Dịch vụ không trả lời: {}.", curl_easy_strerror(done)),
                     fmt::format("The service does not answer: {}.", curl_easy_strerror(done))},
                    {"Kiểm tra mạng và địa chỉ trong hocba.toml rồi chạy lại lệnh.",
                     "Check the network and the address in hocba.toml, then run the command again."});
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

}  // namespace hocba::sign
