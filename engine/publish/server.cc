// What the web server has to send with the site's files (web/README.md says why).
#include <fmt/format.h>

#include "engine/publish/publish.h"

namespace hocba::publish {
namespace {

struct Header {
    const char *name, *value;
};

/// The policy of the page's own <meta>, and frame-ancestors, which a <meta> cannot say (CSP Level 3, 6.4.2).
constexpr Header kAlways[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: "
     "data:; "
     "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Permissions-Policy", "camera=(self)"},
    {"Strict-Transport-Security", "max-age=31536000"}};

/// Names under assets/ change with their content; everything else must be asked for again.
constexpr const char* kForEver = "public, max-age=31536000, immutable";
constexpr const char* kAskAgain = "no-cache";
constexpr const char* kAsked[] = {"/",    "/index.html", "/sw.js",   "/manifest.webmanifest",
                                  "/V/*", "/v/*",        "/trust/*", "/forms.json"};

std::string headers_file() {
    std::string text = "/*\n";
    for (const auto& [name, value] : kAlways) text += fmt::format("  {}: {}\n", name, value);
    for (const char* path : kAsked) text += fmt::format("{}\n  Cache-Control: {}\n", path, kAskAgain);
    return text + fmt::format("/assets/*\n  Cache-Control: {}\n", kForEver);
}

/// One line a header, in the words of a server.
std::string lines(const char* format) {
    std::string text;
    for (const auto& [name, value] : kAlways) text += fmt::format(fmt::runtime(format), name, value);
    return text;
}

std::string readme() {
    return fmt::format(R"(Trang kiểm tra học bạ / verification page

Mọi tệp ở đây do "hocba publish" ghi; đừng sửa tay, hãy công bố lại. Kiểm tra: sha256sum -c SHA256SUMS
Every file here was written by "hocba publish"; do not edit, publish again. Check: sha256sum -c SHA256SUMS

Đặt ở gốc của máy chủ in trong mã QR (https://MÁY-CHỦ/V), chỉ qua HTTPS. Máy chủ phải gửi các dòng dưới đây.
It lies at the root of the host that the QR names (https://HOST/V), over HTTPS only. The server sends the lines below.
Netlify, Cloudflare Pages …: tệp _headers đã đủ / the file _headers is enough.

nginx ----------------------------------------------------------------

    map $uri $hocba_cache {{
        default      "{ask}";
        ~^/assets/   "{keep}";
    }}
    server {{
        listen 443 ssl;
        server_name HOST;
        ssl_certificate     /etc/ssl/HOST.pem;
        ssl_certificate_key /etc/ssl/HOST.key;
        root /srv/hocba;
        etag on;
        gzip on;
        gzip_types text/css text/javascript application/javascript application/json application/wasm
                   application/octet-stream;
        add_header Cache-Control $hocba_cache always;
{nginx}    }}

Apache (mod_headers, mod_dir, mod_deflate) ---------------------------

    <Directory /srv/hocba>
        AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json
        AddType application/jose .jws
        AddOutputFilterByType DEFLATE application/jose
        Header always set Cache-Control "{ask}"
{apache}    </Directory>
    <Directory /srv/hocba/assets>
        Header always set Cache-Control "{keep}"
    </Directory>

Caddy ----------------------------------------------------------------

    HOST {{
        root * /srv/hocba
        encode gzip
        file_server
        header /assets/* Cache-Control "{keep}"
        header ?Cache-Control "{ask}"
{caddy}    }}
)",
                       fmt::arg("ask", kAskAgain), fmt::arg("keep", kForEver),
                       fmt::arg("nginx", lines("        add_header {} \"{}\" always;\n")),
                       fmt::arg("apache", lines("        Header always set {} \"{}\"\n")),
                       fmt::arg("caddy", lines("        header {} \"{}\"\n")));
}

}  // namespace

std::vector<File> server_files() {
    return {{"_headers", headers_file()}, {"README.txt", readme()}};
}

}  // namespace hocba::publish
