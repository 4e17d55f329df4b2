// The finished XML as a second member of an entry.
#include <catch2/catch.hpp>

#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

TEST_CASE("an entry keeps the finished XML beside its PDF, proven by the log and back after a rebuild") {
    const Home home("xml-member");
    Submission with = submission(1), without = submission(2);
    with.xml = "<HOC_BA>đã ký</HOC_BA>";
    {
        const auto archive = home.writer();
        for (const auto& answer : archive->put({with, without}, noon)) REQUIRE(answer);
    }
    const auto report = check(home.archive);
    REQUIRE(report);
    CHECK(report->damage.empty());
    CHECK(report->documents == 2);
    REQUIRE(Archive::rebuild(home.archive));
    const auto archive = home.reader();
    const auto first = archive->find_document(with.description.document);
    const auto second = archive->find_document(without.description.document);
    REQUIRE((first && *first && second && *second));
    CHECK(archive->get(**first)->xml == with.xml);
    CHECK(archive->get(**first)->pdf == with.pdf);
    CHECK(archive->get(**second)->xml.empty());
}

TEST_CASE("a flipped byte of the kept XML is named by the check") {
    const Home home("xml-damage");
    Submission with = submission(1);
    with.xml = "<HOC_BA>đã ký</HOC_BA>";
    REQUIRE(home.writer()->put({with}, noon).front());
    const fs::path pack = home.archive / "store/open/pack-00000001.tar";
    std::fstream file(pack, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto at = bytes.find("<HOC_BA>");
    REQUIRE(at != std::string::npos);
    file.seekp(static_cast<std::streamoff>(at + 1));
    file.put('h');
    file.close();
    const auto report = check(home.archive);
    REQUIRE(report);
    REQUIRE(!report->damage.empty());
    CHECK(report->damage.front().document == with.description.code);
}

TEST_CASE(
    "an entry names the lists that its signers agreed to, also after a rebuild; others have no such member") {
    const Home home("approved-lists");
    Submission with = submission(1), without = submission(2);
    with.approved_lists = {{"principal", std::string(32, '\x11')}, {"school", std::string(32, '\x22')}};
    for (const auto& answer : home.writer()->put({with, without}, noon)) REQUIRE(answer);
    REQUIRE(Archive::rebuild(home.archive));
    const auto archive = home.reader();
    const auto first = archive->find_document(with.description.document);
    const auto second = archive->find_document(without.description.document);
    REQUIRE((first && *first && second && *second));
    CHECK(archive->get(**first)->approved_lists == with.approved_lists);
    CHECK(archive->get(**second)->approved_lists.empty());
    CHECK(check(home.archive)->damage.empty());
}
