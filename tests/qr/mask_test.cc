// Our choice of the mask against libqrencode's own.
#include <qrencode.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "engine/base/handle.h"
#include "engine/qr/qr.h"

using namespace hocba;

namespace {

Modules chosen_by_libqrencode(const std::string& text) {
    const Handle<QRcode, QRcode_free> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    REQUIRE(code);
    Modules out{code->width, {}};
    for (int i = 0; i < code->width * code->width; ++i) out.dark.push_back(code->data[i] & 1U);
    return out;
}

/// As a seal's, or any bytes but NUL.
std::string text_of(std::size_t size, bool seal, std::mt19937& random) {
    std::string out = seal ? "HTTPS://HOST/V#" : "";
    while (out.size() < size)
        out +=
            seal ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random() % 32] : static_cast<char>(1 + random() % 255);
    return out;
}

}  // namespace

TEST_CASE("600 symbols from 1 to 2 300 bytes bear the mask that libqrencode chooses") {
    std::mt19937 random(18004);
    for (int i = 0; i < 600; ++i) {
        const std::size_t limit = i % 20 == 0 ? 2300 : 420;
        const std::string text = text_of(1 + random() % limit, i % 2 == 0, random);
        INFO(i << ": " << text.size() << " bytes");
        REQUIRE(*qr::encode(text) == chosen_by_libqrencode(text));
    }
}
