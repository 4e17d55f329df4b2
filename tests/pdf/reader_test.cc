// What our own reader and PoDoFo find in a document.
#include <podofo/podofo.h>

#include <catch2/catch.hpp>

#include "engine/pdf/cross_reference.h"
#include "tests/pdf/sample_pages.h"

using namespace hocba;
using sample::written;

TEST_CASE("the draft names its slots in the order of the pages") {
    const auto draft = pdf::write(sample::slots(), sample::fonts(), sample::info());
    REQUIRE(draft.has_value());
    CHECK(draft->slots == std::vector<std::string>{"principal", "school"});
}

TEST_CASE("our reader and PoDoFo see the same two fields, the school's with its lock") {
    const std::string bytes = written(sample::slots());
    const auto fields = pdf::signature_fields(bytes);
    REQUIRE(fields.has_value());
    REQUIRE(fields->size() == 2);
    CHECK((*fields)[0].name == "principal");
    CHECK_FALSE((*fields)[0].locks);
    CHECK((*fields)[1].name == "school");
    CHECK((*fields)[1].locks);
    CHECK_FALSE((*fields)[1].is_signed);

    PoDoFo::PdfError::EnableDebug(false);
    PoDoFo::PdfMemDocument document;
    document.LoadFromBuffer(bytes.data(), static_cast<long>(bytes.size()));
    const auto* page = document.GetPage(0);
    REQUIRE(page->GetNumFields() == 2);
    for (int i = 0; i < 2; ++i) {
        PoDoFo::PdfField field = document.GetPage(0)->GetField(i);
        CHECK(field.GetType() == PoDoFo::ePdfField_Signature);
        CHECK(field.GetFieldName().GetStringUtf8() == (*fields)[static_cast<std::size_t>(i)].name);
        const auto reference = field.GetFieldObject()->Reference();
        CHECK(static_cast<int>(reference.ObjectNumber()) == (*fields)[static_cast<std::size_t>(i)].object);
    }
}

TEST_CASE("a document without slots has no signature fields") {
    const auto fields = pdf::signature_fields(written(sample::one_line()));
    REQUIRE(fields.has_value());
    CHECK(fields->empty());
}

TEST_CASE("attachments come back byte for byte") {
    pdf::Info info = sample::info();
    info.attachments.push_back({"issue.json", "application/json", "Issue", pdf::Relationship::data,
                                std::string("\0\xFF{}", 4), info.created});
    const auto draft = pdf::write(sample::one_line(), sample::fonts(), info);
    const auto read = pdf::attachments(draft.value().bytes);
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 2);  // in the order of their names
    CHECK((*read)[0].name == "issue.json");
    CHECK((*read)[0].relationship == pdf::Relationship::data);
    CHECK((*read)[0].bytes == std::string("\0\xFF{}", 4));
    CHECK((*read)[1].name == "record.json");
    CHECK((*read)[1].mime == "application/json");
    CHECK((*read)[1].description == "Dữ liệu học bạ");
    CHECK((*read)[1].relationship == pdf::Relationship::source);
    CHECK((*read)[1].bytes == info.attachments[0].bytes);
    CHECK((*read)[1].modified == info.created);
}

TEST_CASE("properties come back with their special characters") {
    const auto read = pdf::properties(written(sample::one_line()));
    REQUIRE(read.has_value());
    CHECK(*read == sample::info().properties);
}

TEST_CASE("bytes that are no document of ours are refused, never crash") {
    const std::string whole = written(sample::slots());
    for (std::size_t size = 0; size < whole.size(); size += 37) {
        const auto cut = std::string_view(whole).substr(0, size);
        CHECK_FALSE(pdf::signature_fields(cut).has_value());
    }
    CHECK(pdf::signature_fields("").error().fault == Fault::document);
    CHECK(pdf::attachments("%PDF-1.7\nnothing").error().fault == Fault::document);
    CHECK(pdf::properties("").error().fault == Fault::document);
}

TEST_CASE("a chain of cross-reference streams that runs in a circle ends") {
    std::string loop =
        "%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 2/W[1 4 1]/Index[1 1]/Prev 9/Length 6>>\nstream\n";
    loop += std::string("\1\0\0\0\x09\0", 6) + "\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
    CHECK_FALSE(pdf::read_cross_reference(loop).has_value());
}
