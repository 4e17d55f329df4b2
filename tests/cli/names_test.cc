// What Vietnamese readers see for the machine's places.
#include "cli/names.h"

#include <catch2/catch.hpp>

using namespace hocba::cli;

TEST_CASE("a place is said in Vietnamese, and in English as it stands") {
    struct Row {
        const char *where, *vi;
    };
    for (const Row& row :
         std::initializer_list<Row>{{"principal", "hiệu trưởng"},
                                    {"school: 2026-11-20T08:00:00Z", "nhà trường: 2026-11-20T08:00:00Z"},
                                    {"timestamp1", "dấu thời gian 1"},
                                    {"document", "toàn văn bản"},
                                    {"page 3", "trang 3"},
                                    {"page 3, 12 mm 140 mm", "trang 3, 12 mm 140 mm"},
                                    {"field principal", "ô ký hiệu trưởng"},
                                    {"field KT", "field KT"},
                                    {"DSS, object 44", "DSS, đối tượng 44"},
                                    {"revision 2", "lần ghi thêm 2"},
                                    {"work/A.pdf: principal", "work/A.pdf: hiệu trưởng"},
                                    {"XMP", "siêu dữ liệu XMP"},
                                    {"", ""}}) {
        CAPTURE(row.where);
        CHECK(place_name(row.where).vi == row.vi);
        CHECK(place_name(row.where).en == row.where);
    }
}

TEST_CASE("files, paths and names of formats stay as they are") {
    for (const char* where : {"school/hocba.toml", "document.pdf", "record.json:/years/0", "page.png",
                              "AcroForm/Fields/0", "--as", "lop, page.json", "work/A.pdf:record.json/head"}) {
        CAPTURE(where);
        CHECK(place_name(where).vi == where);
    }
}
