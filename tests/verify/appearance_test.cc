// A signing revision may draw one picture in its field; whatever else is shown there is refused by name.
#include <catch2/catch.hpp>
#include <string>

#include "engine/sandbox/sandbox.h"
#include "engine/verify/envelope.h"
#include "engine/verify/structure.h"
#include "tests/verify/small_pdf.h"

using namespace hocba;
using namespace hocba::verify;
using namespace hocba::test;

namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

/// A document whose field 6 is 100 × 50 points and shows the empty form 8.
Objects document() {
    Objects objects = small_document();
    objects[6] = with(objects[6], "[0 0 0 0]", "[10 10 110 60] /AP << /N 8 0 R >>");
    objects[8] = "<< /Type /XObject /Subtype /Form /BBox [0 0 100 50] /Length 0 >>\nstream\n\nendstream";
    return objects;
}

std::string stream(const std::string& about, const std::string& data) {
    return "<< " + about + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream";
}

std::string form(const std::string& content = "q 60 0 0 30 20 10 cm /Picture Do Q") {
    return stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 100 50] /Resources << /XObject << /Picture 12 0 R >> >>",
        content);
}

std::string image(const std::string& space = "/DeviceRGB", const std::string& more = "/SMask 13 0 R") {
    return stream(
        "/Type /XObject /Subtype /Image /Width 4 /Height 2 /BitsPerComponent 8 /Filter /FlateDecode "
        "/ColorSpace " +
            space + " " + more,
        "samples");
}

/// The revision of a visible signature: field, value, form, image and mask.
Objects signing() {
    return {{6, with(with(document()[6], "/N 8 0 R", "/N 11 0 R"), ">> >>", ">> /V 10 0 R >>")},
            {10, "<< /Type /Sig >>"},
            {11, form()},
            {12, image()},
            {13, image("/DeviceGray", "")}};
}

std::string changes(const std::string& pdf) {
    const Envelope envelope = read_envelope(pdf);
    const sandbox::Answer answer =
        sandbox::run_limited([&] { return encode(describe(pdf, envelope.revisions)); });
    REQUIRE(answer.ending == sandbox::Ending::finished);
    const auto facts = decode(answer.output);
    REQUIRE(facts);
    std::string all;
    for (const auto& change : facts->changes) all += change.code + " " + change.where + "; ";
    return all;
}

std::string changes_with(int object, const std::string& body) {
    Objects revision = signing();
    revision[object] = body;
    return changes(appended(written(document()), revision));
}

}  // namespace

TEST_CASE("a signature that draws a picture with its mask is a signature and no other change") {
    CHECK(changes(appended(written(document()), signing())) == "signature principal; ");
}

TEST_CASE("a drawing that is not exactly a picture within its field is refused as appearance-changed") {
    const struct {
        const char* what;
        int object;
        std::string body;
    } rows[] = {
        {"text", 11, form("BT /F1 12 Tf (Dat) Tj ET")},
        {"text behind the picture", 11, form("q 60 0 0 30 20 10 cm /Picture Do Q BT (x) Tj ET")},
        {"nothing", 11, form("")},
        {"a turned picture", 11, form("q 60 1 0 30 20 10 cm /Picture Do Q")},
        {"wider than the field", 11, form("q 90 0 0 30 20 10 cm /Picture Do Q")},
        {"higher than the field", 11, form("q 60 0 0 45 20 10 cm /Picture Do Q")},
        {"left of the field", 11, form("q 60 0 0 30 -20 10 cm /Picture Do Q")},
        {"a number with an exponent", 11, form("q 6e1 0 0 30 20 10 cm /Picture Do Q")},
        {"a line break for a space", 11, form("q 60 0 0 30 20 10 cm\n/Picture Do Q")},
        {"a box that is scaled", 11, with(form(), "0 100 50", "0 10 5")},
        {"a box that is moved", 11, with(form(), "[0 0", "[-9 0")},
        {"a matrix", 11, with(form(), "/BBox", "/Matrix [2 0 0 2 0 0] /BBox")},
        {"a font among the resources", 11, with(form(), "/XObject << /P", "/Font << >> /XObject << /P")},
        {"a second picture", 11, with(form(), "/Picture 12", "/Other 12 0 R /Picture 12")},
        {"another image than a new one", 11, with(form(), "12 0 R", "4 0 R")},
        {"an interpolated image", 12, image("/DeviceRGB", "/SMask 13 0 R /Interpolate true")},
        {"an alternate image", 12, image("/DeviceRGB", "/SMask 13 0 R /Alternates []")},
        {"an image in another colour space", 12, image("/DeviceCMYK")},
        {"no mask", 12, image("/DeviceRGB", "")},
        {"a coloured mask", 13, image("/DeviceRGB", "")},
        {"a mask of another size", 13, with(image("/DeviceGray", ""), "/Width 4", "/Width 5")},
        {"a huge image", 12, with(image(), "/Width 4 /Height 2", "/Width 4000000 /Height 2000000")},
        {"a second appearance", 6, with(signing()[6], "/N 11 0 R", "/N 11 0 R /D 8 0 R")},
        {"an appearance of states", 6, with(signing()[6], "/N 11 0 R", "/N << /On 11 0 R >>")},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        CHECK(changes_with(row.object, row.body).find("appearance-changed object 6 0; ") == 0);
    }
}

TEST_CASE("a signing revision that changes more of its field than value and picture is refused") {
    CHECK(changes_with(6, with(signing()[6], "/F 132", "/F 128")).find("field-changed object 6 0; ") == 0);
    CHECK(changes_with(6, with(signing()[6], "[10 10 110 60]", "[10 10 111 60]")).find("field-changed") == 0);
}

TEST_CASE("V/AP attack: a picture that comes before or after its signature is refused") {
    const std::string shown = with(document()[6], "/N 8 0 R", "/N 11 0 R");
    Objects early = signing();
    early[6] = shown;
    early.erase(10);
    CHECK(changes(appended(written(document()), early)).find("appearance-changed object 6 0; ") == 0);

    const std::string once = appended(written(document()), signing());
    const std::string other = with(signing()[6], "/N 11 0 R", "/N 8 0 R");
    CHECK(changes(appended(once, {{6, other}})) == "signature principal; appearance-changed object 6 0; ");
    CHECK(changes(appended(once, {{12, with(image(), "samples", "another")}})) ==
          "signature principal; stream-changed object 12 0; ");
    CHECK(changes(appended(once, {{11, form("q 50 0 0 30 20 10 cm /Picture Do Q")}})) ==
          "signature principal; stream-changed object 11 0; ");
}

TEST_CASE("a picture too many is refused") {
    Objects revision = signing();
    revision[14] = image();
    CHECK(changes(appended(written(document()), revision)) ==
          "signature principal; stream-added object 14 0; ");
}
