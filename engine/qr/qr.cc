#include "engine/qr/qr.h"

#include <qrencode.h>

#include <string>

#include "engine/base/handle.h"
#include "engine/qr/mask.h"

// Exported by libqrencode 4, absent from qrencode.h: to segment a text, and to encode under a given mask.
extern "C" {
int Split_splitStringToQRinput(const char* text, QRinput* input, QRencodeMode hint, int case_sensitive);
QRcode* QRcode_encodeMask(QRinput* input, int mask);
}

namespace hocba::qr {
namespace {

using Code = Handle<QRcode, QRcode_free>;
using Input = Handle<QRinput, QRinput_free>;

/// qrencode.h: bit 0 of each byte says that the module is dark, bit 7 that it holds no data.
Modules plane(const QRcode& code, unsigned bit) {
    Modules out{code.width, {}};
    const auto count = static_cast<std::size_t>(code.width) * static_cast<std::size_t>(code.width);
    out.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.dark.push_back(code.data[i] >> bit & 1U);
    return out;
}

}  // namespace

Result<Modules> encode(std::string_view text) {
    const auto refused = [&] {
        return fail(Fault::form, "QR",
                    {"nội dung " + std::to_string(text.size()) + " byte không vừa một mã QR mức M",
                     "a text of " + std::to_string(text.size()) + " bytes does not fit a QR of level M"});
    };
    // libqrencode takes a C string: a NUL would silently end the text.
    if (text.empty() || text.find('\0') != std::string_view::npos) return refused();
    // Version 0 asks for the smallest; the hint only names the mode of what is not alphanumeric.
    const Input input(QRinput_new2(0, QR_ECLEVEL_M));
    if (!input || Split_splitStringToQRinput(std::string(text).c_str(), input.get(), QR_MODE_8, 1) != 0)
        return refused();
    // libqrencode spends nine tenths of its time on the choice among the eight masks.
    const Code code(QRcode_encodeMask(input.get(), 0));
    if (!code) return refused();
    return with_best_mask(plane(*code, 0), plane(*code, 7));
}

}  // namespace hocba::qr
