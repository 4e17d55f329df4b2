#include "tests/exchange/encodings.h"

#include <iconv.h>

#include <map>

#include "engine/base/utf8.h"

namespace hocba::exchange {
namespace {

std::string by_iconv(std::string text, const char* from, const char* to) {
    const iconv_t converter = iconv_open(to, from);
    REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
    std::string out(text.size() * 4 + 16, '\0');
    char* at = text.data();
    char* made = out.data();
    std::size_t left = text.size(), room = out.size();
    const std::size_t failed = iconv(converter, &at, &left, &made, &room);
    iconv(converter, nullptr, nullptr, &made, &room);
    iconv_close(converter);
    INFO(text << " as " << to);
    REQUIRE(failed == 0);
    return out.substr(0, out.size() - room);
}

/// In the order of letters(); as xvnkb's vni.h and UniKey's tables show it in Windows-1252.
constexpr std::string_view kVni =
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò "
    "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î ñ "
    "AØ AÙ AÛ AÕ AÏ AÊ AÈ AÉ AÚ AÜ AË AÂ AÀ AÁ AÅ AÃ AÄ EØ EÙ EÛ EÕ EÏ EÂ EÀ EÁ EÅ EÃ EÄ Ì Í Æ Ó Ò "
    "OØ OÙ OÛ OÕ OÏ OÂ OÀ OÁ OÅ OÃ OÄ Ô ÔØ ÔÙ ÔÛ ÔÕ ÔÏ UØ UÙ UÛ UÕ UÏ Ö ÖØ ÖÙ ÖÛ ÖÕ ÖÏ YØ YÙ YÛ YÕ Î Ñ";
constexpr std::string_view kLetters =
    "à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị "
    "ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ ù ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ đ "
    "À Á Ả Ã Ạ Ă Ằ Ắ Ẳ Ẵ Ặ Â Ầ Ấ Ẩ Ẫ Ậ È É Ẻ Ẽ Ẹ Ê Ề Ế Ể Ễ Ệ Ì Í Ỉ Ĩ Ị "
    "Ò Ó Ỏ Õ Ọ Ô Ồ Ố Ổ Ỗ Ộ Ơ Ờ Ớ Ở Ỡ Ợ Ù Ú Ủ Ũ Ụ Ư Ừ Ứ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ Đ";

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto end = std::min(text.size(), text.find(' '));
        all.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return all;
}

std::string in_vni(const std::string& text) {
    static const std::map<std::string, std::string> table = [] {
        std::map<std::string, std::string> made;
        const std::vector<std::string> shown = words(kVni);
        REQUIRE(shown.size() == letters().size());
        for (std::size_t i = 0; i < shown.size(); ++i)
            made[letters()[i]] = by_iconv(shown[i], "UTF-8", "CP1252");
        return made;
    }();
    std::string out;
    for (const char32_t c : code_points(text)) {
        const auto found = table.find(to_utf8(c));
        out += found == table.end() ? to_utf8(c) : found->second;
    }
    return out;
}

std::string with_small_tones(const std::string& text) {
    std::string out;
    for (const char32_t c : code_points(text)) {
        const std::string letter = to_utf8(c);
        const auto& all = letters();
        const auto found = std::find(all.begin() + 67, all.end(), letter);
        const bool has_capital = std::u32string_view(U"ĂÂÊÔƠƯĐ").find(c) != std::u32string_view::npos;
        out += found == all.end() || has_capital ? letter : *(found - 67);
    }
    return out;
}

}  // namespace

const std::vector<std::string>& letters() {
    static const std::vector<std::string> all = words(kLetters);
    return all;
}

std::string encoded(const std::string& text, const std::string& encoding) {
    if (encoding == "utf-8") return text;
    if (encoding == "utf-8-bom") return "\xEF\xBB\xBF" + text;
    if (encoding == "utf-16le") return "\xFF\xFE" + by_iconv(text, "UTF-8", "UTF-16LE");
    if (encoding == "utf-16be") return "\xFE\xFF" + by_iconv(text, "UTF-8", "UTF-16BE");
    if (encoding == "windows-1258") return by_iconv(text, "UTF-8", "CP1258");
    if (encoding == "tcvn3") return by_iconv(with_small_tones(text), "UTF-8", "TCVN5712-1");
    if (encoding == "tcvn5712-1") return by_iconv(text, "UTF-8", "TCVN5712-1");
    if (encoding == "viscii") return by_iconv(text, "UTF-8", "VISCII");
    REQUIRE(encoding == "vni");
    return in_vni(text);
}

std::string shown_by_windows(std::string_view bytes) {
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += value >= 0x80 && value < 0xA0 ? by_iconv({byte}, "CP1252", "UTF-8") : to_utf8(value);
    }
    return out;
}

}  // namespace hocba::exchange
