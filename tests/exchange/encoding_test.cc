// Sheets in the encodings before Unicode: converted when named, refused by name when not.
#include "engine/exchange/encoding.h"

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/exchange/encoding_guess.h"
#include "engine/exchange/encoding_tables.h"
#include "tests/exchange/encodings.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

constexpr const char* kText =
    "Trường Tiểu học Quang Trung\nHọc sinh: Nguyễn Thị Đào, Đặng Ngọc Ánh, Lý Đức Vượng\n"
    "Đọc trôi chảy, diễn cảm; tính toán nhanh, chính xác. Cần mạnh dạn hơn.\n";

std::string decoded(const std::string& bytes, const std::string& encoding) {
    const Result<std::string> text = decode(bytes, encoding, "lop.csv");
    if (!text) return "refused: " + text.error().problems[0].where + ": " + text.error().problems[0].what.en;
    return nfc(*text);
}

}  // namespace

TEST_CASE("there are 134 Vietnamese letters beyond ASCII, 67 small and 67 capital") {
    std::vector<std::string> all = letters();
    CHECK(all.size() == 134);  // (12 vowels × 6 tones − 6 ASCII + đ) × 2
    for (std::size_t i = 0; i < 67; ++i) CHECK(upper(all[i]) == all[i + 67]);
    std::sort(all.begin(), all.end());
    CHECK(std::unique(all.begin(), all.end()) == all.end());
}

TEST_CASE("each of the 134 letters comes back from each encoding, alone and inside a word") {
    const std::pair<const char*, std::string (*)(std::string_view)> table[] = {
        {"tcvn5712-1", from_tcvn5712_1},
        {"viscii", from_viscii},
        {"vni", from_vni},
        {"windows-1258", from_windows1258}};
    for (const auto& [name, convert] : table)
        for (const std::string& letter : letters()) {
            INFO(name << ' ' << letter);
            CHECK(nfc(convert(encoded(letter, name))) == letter);
            CHECK(nfc(convert(encoded("ng" + letter + "n " + letter, name))) ==
                  "ng" + letter + "n " + letter);
        }
}

TEST_CASE("TCVN3 has the 67 small letters and seven capitals; the other capitals are its small letters") {
    std::size_t capitals = 0;
    for (std::size_t i = 0; i < 67; ++i) {
        INFO(letters()[i]);
        CHECK(from_tcvn3(encoded(letters()[i], "tcvn3")) == letters()[i]);
        const std::string capital = from_tcvn3(encoded(letters()[i + 67], "tcvn3"));
        CHECK((capital == letters()[i] || capital == letters()[i + 67]));
        capitals += capital == letters()[i + 67] ? 1 : 0;
    }
    CHECK(capitals == 7);                                 // Ă Â Ê Ô Ơ Ư Đ
    CHECK(from_tcvn3("\x93 \x94 \xFF") == "“ ” \uFFFD");  // signs of Windows-1252; Ố is VN1's
}

TEST_CASE("every byte of TCVN 5712 and VISCII is the character that glibc has for it") {
    for (int byte = 1; byte < 256; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        INFO(byte);
        CHECK(encoded(from_tcvn5712_1(one), "tcvn5712-1") == one);
        CHECK(encoded(from_viscii(one), "viscii") == one);
    }
}

TEST_CASE(
    "in VNI a small mark after a capital is the same letter, and a mark without its letter has no meaning") {
    CHECK(from_vni("A\xF9nh") == "Ánh");
    CHECK(from_vni("A\xD9nh") == "Ánh");
    CHECK(from_vni("\xF9") == "\uFFFD");
    CHECK(from_vni("i\xE2") == "i\uFFFD");  // no circumflex on i
}

TEST_CASE("Unicode is known by its byte order mark, or is UTF-8") {
    for (const char* encoding : {"utf-8", "utf-8-bom", "utf-16le", "utf-16be"}) {
        INFO(encoding);
        CHECK(decoded(encoded(kText, encoding), "") == kText);
    }
    CHECK(decoded(encoded(kText, "utf-16le"), "utf-8") ==
          "refused: lop.csv: the file says utf-16le, the mapping says utf-8");
    CHECK(decoded(encoded(kText, "utf-16le").substr(2), "utf-16le") == kText);
}

TEST_CASE("an older encoding is converted when the mapping names it, in bytes and inside a Unicode file") {
    for (const char* encoding : {"tcvn5712-1", "viscii", "vni", "windows-1258"}) {
        INFO(encoding);
        const std::string bytes = encoded(kText, encoding);
        CHECK(decoded(bytes, encoding) == kText);
        CHECK(decoded(shown_by_windows(bytes), encoding) == kText);
        CHECK(decoded(encoded(shown_by_windows(bytes), "utf-16le"), encoding) == kText);
    }
}

TEST_CASE("what is not named is refused by its name, and not converted") {
    for (const char* encoding : {"tcvn3", "viscii", "vni", "windows-1258"})
        for (const bool shown : {false, true}) {
            INFO(encoding << ' ' << shown);
            const std::string bytes = encoded(kText, encoding);
            const Result<std::string> text = decode(shown ? shown_by_windows(bytes) : bytes, "", "lop.csv");
            REQUIRE_FALSE(text);
            CHECK(text.error().fault == Fault::record);
            CHECK(text.error().problems[0].what.vi ==
                  "Chữ trong tệp có vẻ theo bảng mã " + std::string(encoding));
            CHECK(text.error().problems[0].hint.vi ==
                  "Thêm encoding = \"" + std::string(encoding) +
                      "\" vào bảng này trong tệp ánh xạ, hoặc ghi một lần ở đầu tệp ánh xạ cho mọi bảng");
        }
    CHECK(decoded(encoded(kText, "utf-16le").substr(2), "") ==
          "refused: lop.csv: the text of this file looks like utf-16le");
    CHECK(decoded(encoded(kText, "utf-16be").substr(2), "") ==
          "refused: lop.csv: the text of this file looks like utf-16be");
}

TEST_CASE("an encoding that is named wrongly is refused") {
    CHECK(decoded(encoded(kText, "tcvn3"), "viscii") ==
          "refused: lop.csv: the text of this file looks like tcvn3");
    CHECK(decoded(encoded(kText, "vni"), "tcvn3") ==
          "refused: lop.csv: the text of this file looks like vni");
    CHECK(decoded(kText, "vni") == "refused: lop.csv: the file is Unicode and not vni");
    CHECK(decoded("\xFE\xFE\xFE\n", "utf-8") ==
          "refused: lop.csv:1: the file is not utf-8: this line and many others have characters that are not "
          "in it");
}

TEST_CASE("names of other languages and plain ASCII are not taken for an older encoding") {
    for (const char* text : {"H'Lan Niê\nÊñuôl\nY Đức Mlô\n", "code,mark\nA1,8\n", "K'Brơi\nBkrông\nƀư̆n\n",
                             "Ünal\nGüneş\nÖzgür\nJosé\n"}) {
        INFO(text);
        CHECK(decoded(text, "") == nfc(text));
    }
}

TEST_CASE("one damaged byte is left for its row to name") {
    const std::string text = std::string(kText) + "Trần V\xC4n A\n";
    CHECK(decoded(text, "") == std::string(kText) + "Trần V\uFFFDn A\n");
}
