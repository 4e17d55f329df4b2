// Pages to seal, and the key of RFC 8037, appendix A, in a PKCS#12 made by openssl.
#pragma once

#include <memory>
#include <string>

#include "engine/base/file.h"
#include "engine/seal/seal.h"
#include "tests/support/process.h"

namespace hocba::test {

inline const char* const kKeyPem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

/// A self-signed key file; `key` is what `openssl req -newkey` takes, or empty for the RFC's key.
inline std::string key_file(const Folder& folder, const std::string& key = "") {
    if (!write_file(folder / "k.pem", kKeyPem)) return {};
    const std::string source = key.empty() ? "-key k.pem" : "-newkey " + key + " -keyout k.pem -nodes";
    const auto made =
        run("cd " + folder.path().string() + " && openssl req -x509 " + source +
            " -days 7300 -subj /CN=seal -out c.pem && openssl pkcs12 -export -inkey k.pem -in c.pem "
            "-passout pass:1234 -out k.p12 && openssl pkey -in k.pem -pubout -outform DER -out spki");
    return made.status == 0 ? folder / "k.p12" : std::string();
}

/// Opens the RFC's key; the SubjectPublicKeyInfo comes from openssl.
struct SealKeyOfRfc8037 {
    Folder folder{"seal"};
    std::unique_ptr<seal::Sealer> sealer = std::move(*seal::open_pkcs12(key_file(folder), "1234"));
    std::string spki = *read_file(folder / "spki");
};

inline page::GlyphRun line(const std::string& text) {
    page::GlyphRun run;
    run.text = text;
    return run;
}

/// One page a text, each with a seal square of 34 mm.
inline page::Pages pages_of(const std::vector<std::string>& texts, Length square = Length{34000}) {
    page::Pages pages;
    pages.elements.resize(1 + 2 * texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto paragraph = static_cast<std::uint32_t>(1 + 2 * i), figure = paragraph + 1;
        pages.elements[paragraph].role = page::Role::paragraph;
        pages.elements[figure].role = page::Role::figure;
        page::Seal seal;
        seal.area = {Length{150000}, Length{10000}, square, square};
        page::Page page;
        page.groups.push_back({paragraph, false, {line(texts[i])}});
        page.groups.push_back({figure, false, {seal}});
        pages.pages.push_back(page);
    }
    return pages;
}

}  // namespace hocba::test
