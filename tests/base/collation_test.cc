// The order of class lists.
#include "engine/base/collation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using hocba::given_name_key;

namespace {

std::vector<std::string> sorted(std::vector<std::string> names) {
    std::stable_sort(names.begin(), names.end(),
                     [](const auto& a, const auto& b) { return given_name_key(a) < given_name_key(b); });
    return names;
}

}  // namespace

TEST_CASE("a class list is sorted by given name, then by the whole name") {
    const std::vector<std::string> list{"Trần Thị An", "Lê Văn Ân",    "Nguyễn Văn Bình", "Phạm Thị Bình",
                                        "K'Brơi",      "Đỗ Mạnh Dũng", "Lý Thị Đào",      "H'Hen Niê",
                                        "Vũ Đức Ú",    "Hoàng Văn Ư"};
    std::vector<std::string> shuffled(list.rbegin(), list.rend());
    std::swap(shuffled[1], shuffled[6]);
    CHECK(sorted(shuffled) == std::vector<std::string>{"Trần Thị An", "Lê Văn Ân", "Nguyễn Văn Bình",
                                                       "Phạm Thị Bình", "Đỗ Mạnh Dũng", "Lý Thị Đào",
                                                       "K'Brơi", "H'Hen Niê", "Vũ Đức Ú", "Hoàng Văn Ư"});
}

TEST_CASE("letters are parted as the Vietnamese alphabet has them, tones after letters") {
    CHECK(sorted({"ê", "e", "đ", "d", "ơ", "ô", "o", "â", "ă", "a", "ư", "u"}) ==
          std::vector<std::string>{"a", "ă", "â", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư"});
    CHECK(sorted({"mạ", "má", "mã", "mả", "mà", "ma"}) ==
          std::vector<std::string>{"ma", "mà", "mả", "mã", "má", "mạ"});
}

TEST_CASE("a name of one word, and spaces at the end, are sorted as well") {
    CHECK(given_name_key("An") == given_name_key("An "));
    CHECK(given_name_key("") < given_name_key("A"));
}
