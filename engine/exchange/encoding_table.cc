#include "engine/base/utf8.h"
#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {

Table ascii_and(std::u32string_view upper) {
    Table table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = byte < 0x80 ? static_cast<char32_t>(byte) : upper.at(byte - 0x80);
    return table;
}

std::string from_table(const Table& table, std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        const char32_t c = table[static_cast<unsigned char>(byte)];
        text += to_utf8(c == 0 ? kNoMeaning : c);
    }
    return text;
}

}  // namespace hocba::exchange
