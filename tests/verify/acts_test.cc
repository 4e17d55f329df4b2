// What may follow the last signature: evidence (DSS) and document timestamps, exactly as we write them.
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

const std::string signed_pdf = with_signature(written(small_document()), 7, 10, "3003020101");

Facts facts(const std::string& pdf) {
    const Envelope envelope = read_envelope(pdf);
    const sandbox::Answer answer =
        sandbox::run_limited([&] { return encode(describe(pdf, envelope.revisions)); });
    REQUIRE(answer.ending == sandbox::Ending::finished);
    const auto decoded = decode(answer.output);
    REQUIRE(decoded);
    return *decoded;
}

/// All but the first signature, and the faults.
std::string seen(const std::string& pdf) {
    const Facts found = facts(pdf);
    std::string all;
    for (const auto& change : found.changes)
        if (change.revision > 1) all += change.code + " " + change.where + "; ";
    for (const auto& fault : found.faults) all += "!" + fault.code + " " + fault.where + "; ";
    return all;
}

std::string stream(const std::string& bytes, const std::string& more = "") {
    return "<< /Length " + std::to_string(bytes.size()) + more + " >>\nstream\n" + bytes + "\nendstream";
}

const std::string catalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /DSS 20 0 R >>";

Objects store() {
    return {{1, catalog},
            {20, "<< /Type /DSS /Certs [21 0 R] /OCSPs [22 0 R] /CRLs [23 0 R] >>"},
            {21, stream("certificate")},
            {22, stream("answer")},
            {23, stream("list")}};
}

std::string with(int object, const std::string& body) {
    Objects objects = store();
    objects[object] = body;
    return seen(appended(signed_pdf, objects));
}

const std::string with_store = appended(signed_pdf, store());

}  // namespace

TEST_CASE("evidence may be added after the signature, and later more of it") {
    CHECK(seen(with_store) == "dss DSS; ");
    const std::string more =
        appended(with_store, {{20, "<< /Type /DSS /Certs [21 0 R] /OCSPs [22 0 R] /CRLs [23 0 R 30 0 R] >>"},
                              {30, stream("newer list")}});
    CHECK(seen(more) == "dss DSS; dss DSS; ");
    const Facts found = facts(more);
    REQUIRE(found.evidence.size() == 4);
    CHECK(found.evidence[0] == EvidenceFact{"certificate", 2, "certificate"});
    CHECK(found.evidence[1] == EvidenceFact{"ocsp", 2, "answer"});
    CHECK(found.evidence[2] == EvidenceFact{"crl", 2, "list"});
    CHECK(found.evidence[3] == EvidenceFact{"crl", 3, "newer list"});
}

TEST_CASE("a store that says anything else is refused") {
    CHECK(with(20, "<< /Type /DSS /VRI << >> /Certs [21 0 R 22 0 R 23 0 R] >>").find("!dss-form") !=
          std::string::npos);
    CHECK(with(21, stream("x", " /Type /XObject")).find("!dss-form") != std::string::npos);
    CHECK(with(20, "<< /Type /DSS /Certs [4 0 R] /OCSPs [22 0 R] /CRLs [23 0 R 21 0 R] >>")
              .find("catalog-changed") != std::string::npos);
    CHECK(with(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /DSS 20 0 R /Lang (vi) >>")
              .find("catalog-changed object 1 0; ") == 0);
    CHECK(with(30, "(more)") == "dss DSS; object-added object 30 0; ");
    CHECK(with(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>") ==
          "dss DSS; page-changed object 3 0; ");
    // An entry taken away or exchanged later.
    CHECK(seen(appended(with_store, {{20, "<< /Type /DSS /Certs [21 0 R] /OCSPs [22 0 R] /CRLs [30 0 R] >>"},
                                     {30, stream("other")}})) ==
          "dss DSS; object-changed object 20 0; stream-added object 30 0; ");
    CHECK(seen(appended(with_store, {{23, stream("forged")}})) == "dss DSS; stream-changed object 23 0; ");
    // Made with the document, before anybody signed.
    Objects early = small_document();
    early.merge(store());
    early[1] = catalog;
    CHECK(facts(written(early)).faults.front() == Finding{"dss-form", "revision 1"});
}

TEST_CASE("a document timestamp is one new invisible field and its value") {
    const std::string stamped = with_timestamp(with_store, 40, "3003020101");
    CHECK(seen(stamped) == "dss DSS; timestamp timestamp1; ");
    const Facts found = facts(stamped);
    REQUIRE(found.fields.size() == 3);
    CHECK(found.fields[2].name == "timestamp1");
    CHECK(found.fields[2].is_timestamp);
    CHECK_FALSE(found.fields[1].is_timestamp);
    CHECK(found.fields[2].sub_filter == "/ETSI.RFC3161");
    CHECK(read_envelope(stamped).signatures.size() == 2);
}

TEST_CASE("a document timestamp that shows or does anything is refused") {
    const auto stamped = [](const std::string& from, const std::string& to) {
        std::string pdf = with_timestamp(signed_pdf, 40, "3003020101");
        const std::size_t at = pdf.find(from, signed_pdf.size());
        REQUIRE(at != std::string::npos);
        REQUIRE(from.size() == to.size());
        return seen(pdf.replace(at, from.size(), to));
    };
    const std::string refused = "object-changed object 5 0; ";
    CHECK(stamped("/Rect [0 0 0 0]", "/Rect [0 0 9 9]").find(refused) == 0);
    CHECK(stamped("/F 132", "/F 196").find(refused) == 0);
    CHECK(stamped("/FT /Sig", "/FT /Btn").find(refused) == 0);
    CHECK(stamped("/P 3 0 R", "/P 4 0 R").find(refused) == 0);
    CHECK(stamped("/DocTimeStamp", "/DocTimeStamq").find(refused) == 0);
    CHECK(stamped("/ETSI.RFC3161", "/ETSI.RFC3162").find(refused) == 0);
    CHECK(stamped("/SigFlags 3", "/SigFlags 1").find(refused) == 0);
    CHECK(stamped("[6 0 R 7 0 R ", "[7 0 R 6 0 R ").find(refused) == 0);
    CHECK(seen(with_timestamp(signed_pdf, 40, "3003020101", "/AP << /N 4 0 R >> ")).find(refused) == 0);
}

TEST_CASE("a certifying signature and a second catalog are named") {
    Objects objects = small_document();
    objects[9] = "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP >>] >>";
    CHECK(facts(written(objects)).faults.front() == Finding{"certification", "object 9"});
    objects[9] = "<< /Type /Catalog /Pages 2 0 R >>";
    CHECK(facts(written(objects)).faults.front() == Finding{"second-catalog", "object 9"});
}
