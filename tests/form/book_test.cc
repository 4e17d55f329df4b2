// The paper book of primary schools: what of it depends on the record.
#include <catch2/catch.hpp>

#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

const Form& book() {
    static const Form form =
        *choose(all_forms(), Json::Object{{"form", std::string("tt27-2020-tieu-hoc")}}, "", "a record");
    return form;
}

Json sample_of_book() {
    return *parse_json(read(book().folder() / "sample.json"), "sample.json");
}

Json& member(Json& json, const char* name) {
    return json.object()->find(name)->second;
}

/// The Flow of a record under a form, as text.
std::string printed(const Form& form, const Json& json) {
    const auto record = record::from_json(json, form.schema(), "r.json");
    INFO(problems(record));
    REQUIRE(record);
    const auto flow = form::bind(form, *record, std::nullopt);
    INFO(problems(flow));
    REQUIRE(flow);
    return dump(*flow);
}

int count(const std::string& text, const std::string& part) {
    int n = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; ++at) ++n;
    return n;
}

}  // namespace

TEST_CASE("only the year that is being signed has slots; the years before say who signed them") {
    CHECK(book().slots() == std::vector<std::string>{"homeroom", "principal", "school"});
    const std::string text = printed(book(), sample_of_book());
    CHECK(count(text, "signature ") == 3);
    CHECK(count(text, "Xác nhận của Hiệu trưởng") == 3);
    CHECK(count(text, "Đã ký số: Phó Hiệu trưởng Đinh Công Thành, ngày 31 tháng 5 năm 2022") == 1);
    CHECK(count(text, "Đã ký số: Hiệu trưởng Phạm Thị Ngọc Ánh, ngày 31 tháng 5 năm 2023") == 1);
    CHECK(text.find("signature ") > text.rfind("Đã ký số:"));
    CHECK(count(printed(book(), record::as_unit(sample_of_book())), "Đã ký số:") == 0);
}

TEST_CASE("a deputy signs under KT. HIỆU TRƯỞNG, a head under the title alone") {
    const std::string text = printed(book(), sample_of_book());
    CHECK(count(text, "KT. HIỆU TRƯỞNG\n") == 2);  // 2021-2022 and 2023-2024
    CHECK(text.find("KT. HIỆU TRƯỞNG\n") < text.find("PHÓ HIỆU TRƯỞNG\n"));
    CHECK(count(text, "PHÓ HIỆU TRƯỞNG\n") == 2);
    CHECK(count(text, "] HIỆU TRƯỞNG\n") == 2);  // who opened the book, and 2022-2023
}

TEST_CASE("a year at another school prints that school, the others the school that issues") {
    const std::string text = printed(book(), sample_of_book());
    CHECK(count(text, "Trường: Tiểu học Bờ Sông\n") == 1);
    CHECK(count(text, "Trường: Tiểu học Hoa Phượng\n") == 2);
    CHECK(count(text, "Tiểu học Bờ Sông, huyện Đông Anh") == 1);  // in the history
}

TEST_CASE("without a district the book prints the labels of two levels; the digital form drops the line") {
    Json json = sample_of_book();
    const std::string before = printed(book(), json), digital = printed(primary(), json);
    member(json, "school").object()->erase("district");
    const std::string after = printed(book(), json), digital_after = printed(primary(), json);
    CHECK(count(before, "Xã (Phường, Thị trấn):") == 1);
    CHECK(count(before, "Huyện (Thành phố, Quận, Thị xã): *Quận Hai Bà Trưng*") == 1);
    CHECK(count(before, "Đặc khu") == 0);
    CHECK(count(after, "Xã (Phường, Đặc khu): *Phường Phạm Đình Hổ*") == 1);
    CHECK(count(after, "Thị trấn") == 0);
    CHECK(count(after, "Huyện (") == 0);
    CHECK(count(after, "Tỉnh (Thành phố): *Thành phố Hà Nội*") == 1);
    CHECK(count(digital, "Huyện (Thành phố, Quận, Thị xã):") == 1);
    CHECK(count(digital_after, "Xã (Phường, Thị trấn): *Phường Phạm Đình Hổ*") == 1);
    CHECK(count(digital_after, "Huyện (") == 0);
    CHECK_FALSE(primary().has_unverified_labels());
}

TEST_CASE("a grade that is repeated is a year of its own, with symbols of its own") {
    Json json = sample_of_book();
    Json::Array& years = *member(json, "years").array();
    Json failed = years[1], again = years[1];  // 2022-2023
    member(again, "name") = std::string("2023-2024");
    again.object()->erase("signed");
    member(member(failed, "subjects"), "toan") = Json::Object{{"level", std::string("C")}, {"test", 3}};
    member(failed, "result") = std::string("Chưa hoàn thành");
    failed.object()->erase("award");
    member(failed, "completion") = std::string("Chưa hoàn thành chương trình lớp 3; Chưa được lên lớp.");
    member(failed, "promoted") = false;
    years = {failed, again};
    const auto record = record::from_json(json, book().schema(), "r.json");
    REQUIRE(record);
    CHECK(problems(Error{Fault::record, record::check(*record).errors}) == "");
    const std::string text = printed(book(), json);
    CHECK(count(text, "Chưa hoàn thành chương trình lớp 3; Chưa được lên lớp.") == 1);
    CHECK(count(text, "TH-row Toán | C ~4=108 | 3 ~5=30") == 1);
}

TEST_CASE("what a pupil is not taught, or nobody measured, leaves its cell or line empty") {
    Json json = record::as_unit(sample_of_book());
    Json& year = member(json, "years").array()->front();
    for (const char* name : {"height_cm", "absences", "homeroom"}) year.object()->erase(name);
    member(year, "subjects").object()->erase("tin_hoc");
    for (const char* name : {"history", "opened", "place"}) json.object()->erase(name);
    const std::string text = printed(book(), json);
    CHECK(count(text, "Chiều cao:\n") == 1);
    CHECK(count(text, "Cân nặng: 28,5 kg\n") == 1);
    CHECK(count(text, "Số ngày nghỉ có phép:\n") == 1);
    CHECK(count(text, "TH-row Tin học và Công nghệ (Tin học) |  ~12=104 |  ~13=104\n") == 1);
    CHECK(count(text, "] ngày 30 tháng 5 năm 2024\n") == 1);
    CHECK(count(text, "QUÁ TRÌNH HỌC TẬP") == 1);
}
