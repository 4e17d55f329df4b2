// Signatures append: what stands before them stays.
#include <catch2/catch.hpp>

#include "engine/pdf/pdf.h"
#include "tests/pdf/process.h"
#include "tests/pdf/sample_pages.h"

using namespace hocba;

namespace {

std::string written() {
    return sample::written(sample::slots());
}

pdf::SignatureRequest request(std::string field) {
    return {std::move(field), "Nguyễn Văn An", parse_instant("2025-05-31T10:00:00+07:00").value(), "", 100};
}

std::string signed_by(const std::string& pdf, const std::string& field) {
    return pdf::fill(pdf::prepare_signature(pdf, request(field)).value(), "\xAB\xCD").value();
}

}  // namespace

TEST_CASE("the earlier bytes are a prefix, and the gap is exactly the hexadecimal string") {
    const std::string before = written();
    const auto prepared = pdf::prepare_signature(before, request("principal"));
    REQUIRE(prepared.has_value());
    const auto& [bytes, range] = *prepared;
    CHECK(bytes.substr(0, before.size()) == before);
    CHECK(range[0] == 0);
    CHECK(range[2] - range[1] == 202);  // 100 bytes as digits, and two brackets
    CHECK(range[2] + range[3] == bytes.size());
    CHECK(bytes[range[1]] == '<');
    CHECK(bytes[range[2] - 1] == '>');
    CHECK(bytes.find("/ByteRange[0 " + std::to_string(range[1]) + " " + std::to_string(range[2]) + " " +
                     std::to_string(range[3]) + "]") != std::string::npos);
}

TEST_CASE("the CMS is upper-case hexadecimal with zeros behind") {
    const std::string bytes = signed_by(written(), "principal");
    CHECK(bytes.find("/Contents<ABCD" + std::string(196, '0') + ">") != std::string::npos);
}

TEST_CASE("a CMS longer than its place is refused") {
    const auto prepared = pdf::prepare_signature(written(), request("principal"));
    CHECK(pdf::fill(*prepared, std::string(100, 'x')).has_value());
    const auto longer = pdf::fill(*prepared, std::string(101, 'x'));
    REQUIRE_FALSE(longer.has_value());
    CHECK(longer.error().fault == Fault::signing);
}

TEST_CASE("two signatures in a row: qpdf is content, both fields are signed, the first keeps its bytes") {
    const std::string first = signed_by(written(), "principal");
    const std::string second = signed_by(first, "school");
    CHECK(second.substr(0, first.size()) == first);
    const auto fields = pdf::signature_fields(second);
    REQUIRE(fields.has_value());
    CHECK((*fields)[0].is_signed);
    CHECK((*fields)[1].is_signed);
    const process::TemporaryFile file("signed.pdf", second);
    const auto outcome = process::run("qpdf --check " + file.path());
    INFO(outcome.output);
    CHECK(outcome.status == 0);
    CHECK(pdf::attachments(second).value().size() == 1);
    CHECK(pdf::properties(second).value() == sample::info().properties);
}

TEST_CASE("the school's signature locks by FieldMDP, the principal's does not") {
    const std::string base = written(), first = signed_by(base, "principal"),
                      second = signed_by(first, "school");
    CHECK(first.find("/FieldMDP") == std::string::npos);
    const std::string revision = second.substr(first.size());
    CHECK(revision.find("/TransformMethod/FieldMDP") != std::string::npos);
    CHECK(revision.find("/Type/TransformParams/V/1.2/Action/All") != std::string::npos);
    CHECK(revision.find("/SubFilter") < revision.find("/ByteRange"));
    CHECK(revision.find("/ByteRange") < revision.find("/Contents"));
}

TEST_CASE("after the school's signature nobody signs") {
    const std::string locked = signed_by(written(), "school");
    const auto refused = pdf::prepare_signature(locked, request("principal"));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().fault == Fault::signing);
}

TEST_CASE("a field is signed once, and only one that exists") {
    const std::string once = signed_by(written(), "principal");
    CHECK(pdf::prepare_signature(once, request("principal")).error().fault == Fault::signing);
    CHECK(pdf::prepare_signature(once, request("homeroom")).error().fault == Fault::signing);
    auto nameless = request("school");
    nameless.name = "";
    CHECK(pdf::prepare_signature(once, nameless).error().fault == Fault::signing);
}

TEST_CASE("a revision keeps the first half of /ID, names what came before, and changes one field") {
    const std::string before = written(), after = signed_by(before, "principal");
    const std::string revision = after.substr(before.size());
    CHECK(revision.find("/ID[<30313233343536373839616263646566><") != std::string::npos);
    CHECK(revision.find("/Prev ") != std::string::npos);
    std::size_t objects = 0;
    for (std::size_t at = 0; (at = revision.find(" 0 obj\n", at)) != std::string::npos; ++at) ++objects;
    CHECK(objects == 3);  // the field, its signature, the cross-reference stream
    CHECK(revision.size() < 1500);
}
