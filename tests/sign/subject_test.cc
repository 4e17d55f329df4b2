#include "engine/sign/subject.h"

#include <catch2/catch.hpp>

#include "engine/base/file.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::test;

namespace {

std::string certificate_of(const std::string& subject) {
    const Folder folder("subject");
    const auto made =
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -utf8 -keyout " +
            folder / "key" + " -subj '" + subject + "' -outform DER -out " + folder / "der");
    INFO(made.output);
    REQUIRE(made.status == 0);
    return *read_file(folder / "der");
}

}  // namespace

TEST_CASE("the common name is an attribute of the subject, not what looks like one inside another") {
    CHECK(sign::common_name_of(certificate_of("/C=VN/CN=Trần Văn E/OU=CN=Hiệu trưởng giả, tổ 1")) ==
          "Trần Văn E");
    CHECK(sign::common_name_of(certificate_of("/C=VN/CN=Trường THCS A, quận B")) == "Trường THCS A, quận B");
    CHECK(sign::common_name_of(certificate_of("/C=VN/O=CN=Trường giả")) == "");
    CHECK(sign::common_name_of("no certificate") == "");
    CHECK(sign::subject_name_of(certificate_of("/C=VN/CN=Trần Văn E")) == "CN=Trần Văn E,C=VN");
}
