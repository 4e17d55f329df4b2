// VISCII 1.1, RFC 1456: "Conventions for Encoding the Vietnamese Language", section 2.2.
#include <utility>

#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {
namespace {

constexpr std::u32string_view kUpper =
    U"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"   // 8
    U"ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"   // 9
    U"Õắằặấầẩậẽẹếềểễệố"   // A
    U"ồổỗỠƠộờởịỰỨỪỬơớƯ"   // B
    U"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"   // C
    U"ĐứÒÓÔạỷừửÙÚỹỵÝỡư"   // D
    U"àáâãảăữẫèéêẻìíĩỉ"   // E
    U"đựòóôõỏọụùúũủýợỮ";  // F

/// Six capitals that had no room above 0x7F stand among the control characters.
Table viscii() {
    constexpr std::pair<std::size_t, char32_t> kControls[] = {{0x02, U'Ẳ'}, {0x05, U'Ẵ'}, {0x06, U'Ẫ'},
                                                              {0x14, U'Ỷ'}, {0x19, U'Ỹ'}, {0x1E, U'Ỵ'}};
    Table table = ascii_and(kUpper);
    for (const auto& [byte, letter] : kControls) table[byte] = letter;
    return table;
}

}  // namespace

std::string from_viscii(std::string_view bytes) {
    static const Table table = viscii();
    return from_table(table, bytes);
}

}  // namespace hocba::exchange
