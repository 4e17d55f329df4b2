#include "engine/qr/qr.h"

#include <qrencode.h>

#include <string>

#include "engine/base/handle.h"

namespace hocba::qr {
namespace {

using Code = Handle<QRcode, QRcode_free>;

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
    const Code code(QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code) return refused();
    Modules out;
    out.side = code->width;
    const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    out.dark.resize(count);
    // qrencode.h: bit 0 of each byte is the module's colour, the others say what it is for.
    for (std::size_t i = 0; i < count; ++i) out.dark[i] = code->data[i] & 1U;
    return out;
}

}  // namespace hocba::qr
