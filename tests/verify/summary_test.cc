// What an official is shown of a signature: the items of QĐ 1789, Điều 12.2, in plain Vietnamese.
#include <catch2/catch.hpp>
#include <string>

#include "engine/verify/verify.h"
#include "tests/verify/issued.h"
#include "tests/verify/long_term.h"

using namespace hocba;
using namespace hocba::test;

namespace {

struct Shown {
    std::string names;
    std::vector<std::string> values;
};

/// Of the principal's signature; certificates' serials are random and left out.
Shown shown(const std::string& pdf, const char* utc) {
    verify::Options how = options();
    how.at = *parse_instant(utc);
    const auto report = verify::verify_pdf(pdf, "x.pdf", how);
    Shown all;
    for (const auto& item : verify::items_to_show(report, report.signatures.at(0), how.at)) {
        all.names += item.name.vi + "; ";
        all.values.push_back(item.value.vi.substr(0, item.value.vi.find("; số ")));
    }
    return all;
}

}  // namespace

TEST_CASE("the five items of Điều 12.2b are shown, in its order and words") {
    const Shown plain = shown(document_at("B-B", ""), "2026-11-25T03:00:00Z");
    CHECK(plain.names ==
          "Tên chữ ký số; Thời gian ký số; Trạng thái chữ ký số; Tính toàn vẹn của dữ liệu; Chứng thư số; ");
    CHECK(plain.values == std::vector<std::string>{
                              "Trần Văn E, Trường Tiểu học Quang Trung; đơn vị cấp: hocba TEST Public CA",
                              "15/06/2026 10:00:00 (theo máy của người ký, không có dấu thời gian)",
                              "còn hiệu lực", "không thay đổi sau khi ký",
                              "Trần Văn E; hiệu lực 01/01/2026 – 01/01/2029; còn hiệu lực; khi ký chưa tra "
                              "được, hiện nay chưa tra "
                              "được; đơn vị cung cấp: hocba TEST Public CA"});
}

TEST_CASE("after the certificate's end the state says what still holds") {
    const Shown kept = shown(document_at("B-LTA", "tsa-long"), "2040-01-01T00:00:00Z");
    CHECK(kept.values.at(1) ==
          "15/06/2026 10:00:00 (dấu thời gian chứng minh đã ký trước 15/06/2026 10:00:00)");
    CHECK(kept.values.at(2) == "còn hiệu lực: dấu thời gian giữ giá trị sau khi chứng thư hết hạn (B-LTA)");
    CHECK(kept.values.at(4).find("đã hết hạn; khi ký không bị thu hồi") != std::string::npos);
    CHECK(shown(document_at("B-B", ""), "2031-01-01T00:00:00Z").values.at(2) == "đã hết hạn");
}

TEST_CASE("a change after signing is shown in capital letters") {
    std::string changed = issued().pdf;
    changed[changed.find("/MediaBox") + 1] = 'N';
    CHECK(shown(changed, "2026-11-25T03:00:00Z").values.at(3) == "ĐÃ THAY ĐỔI sau khi ký");
    CHECK(shown(changed, "2026-11-25T03:00:00Z").values.at(2) == "không hợp lệ");
}
