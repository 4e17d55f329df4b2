// TCVN 5712:1993, "Bộ mã chuẩn 8-bit kí tự Việt dùng trong trao đổi thông tin": its code tables VN1 and VN3.
#include <utility>

#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {
namespace {

/// VN1 from 0x80 on. 0xB0–0xB4 are tones that stand after their letter.
constexpr std::u32string_view kUpper =
    U"ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"                           // 8
    U"ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"                           // 9
    U"\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ"                      // A
    U"\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"  // B
    U"ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"                           // C
    U"éẹềểễếệìỉỄẾỒĩíịò"                           // D
    U"Ổỏõóọồổỗốộờởỡớợù"                           // E
    U"ỖủũúụừửữứựỳỷỹýỵỐ";                          // F

/// VN3 leaves everything out that is a control character for others, and all capitals with a tone.
constexpr std::u32string_view kCapitals = U"ĂÂÊÔƠƯĐ";
constexpr std::u32string_view kSmall = U"ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

Table vn1() {
    constexpr std::pair<std::size_t, char32_t> kControls[] = {
        {0x01, U'Ú'}, {0x02, U'Ụ'}, {0x04, U'Ừ'}, {0x05, U'Ử'}, {0x06, U'Ữ'}, {0x11, U'Ứ'},
        {0x12, U'Ự'}, {0x13, U'Ỳ'}, {0x14, U'Ỷ'}, {0x15, U'Ỹ'}, {0x16, U'Ý'}, {0x17, U'Ỵ'}};
    Table table = ascii_and(kUpper);
    for (const auto& [byte, letter] : kControls) table[byte] = letter;
    return table;
}

Table vn3() {
    Table table = ascii_and(kUpper);
    for (std::size_t byte = 0x80; byte < 0xA0; ++byte) table[byte] = kWindowsSigns[byte - 0x80];
    for (std::size_t byte = 0xA1; byte < table.size(); ++byte)
        if (kCapitals.find(table[byte]) == kCapitals.npos && kSmall.find(table[byte]) == kSmall.npos)
            table[byte] = 0;
    return table;
}

}  // namespace

std::string from_tcvn5712_1(std::string_view bytes) {
    static const Table table = vn1();
    return from_table(table, bytes);
}

std::string from_tcvn3(std::string_view bytes) {
    static const Table table = vn3();
    return from_table(table, bytes);
}

}  // namespace hocba::exchange
