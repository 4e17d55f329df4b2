// Exports that an end-to-end test does not reach: many packs, several tiles, and names that would leave a
// folder.
#include "archive/export.h"

#include "archive/export_leaves.h"
#include "archive/stored_archive.h"
#include "support.h"

namespace hocba::archive::testing {
namespace {

constexpr ExportFormat every_format[] = {ExportFormat::bagit, ExportFormat::ocfl, ExportFormat::csip};

/// A writer whose packs are full after a few documents.
std::unique_ptr<Archive> small_packs(const Home& home) {
    const auto key = signing_key_of(bytes_of(home.key), "key");
    REQUIRE(key);
    auto opened = StoredArchive::writer(
        {disk_storage(home.archive), home.archive / "catalogue.db", system_random, 1 << 16}, *key,
        std::nullopt);
    REQUIRE(opened);
    return std::move(*opened);
}

ExportRequest request(ExportFormat format) {
    ExportRequest request;
    request.format = format;
    request.time = noon;
    return request;
}

std::vector<std::string> packs_of(const fs::path& archive) {
    std::vector<std::string> packs;
    for (int n = 1; fs::exists(archive / pack_path(n)); ++n)
        packs.push_back(bytes_of(archive / pack_path(n)));
    return packs;
}

void check_same(const fs::path& one, const fs::path& other) {
    CHECK(packs_of(one) == packs_of(other));
    CHECK(bytes_of(one / "log/checkpoint") == bytes_of(other / "log/checkpoint"));
    const auto report = check(other);
    REQUIRE(report);
    CHECK(report->damage.empty());
}

}  // namespace

TEST_CASE("600 leaves in many packs come back in every format") {
    const Home home("hocba-export-packs");
    for (int n = 0; n < 600; n += 50) stored(*small_packs(home), submissions(n, n + 50));
    REQUIRE(packs_of(home.archive).size() == 12);  // each commit of 50 documents fills one
    for (const ExportFormat format : every_format) {
        const fs::path out = home.folder.path / std::to_string(static_cast<int>(format));
        const auto report = export_archive(home.archive, out, request(format));
        REQUIRE(report);
        CHECK(report->documents == 600);
        CHECK(report->files == 1800);  // record, PDF and manifest
        const fs::path again = out.string() + "-again";
        const auto imported = import_archive(out, again);
        REQUIRE(imported);
        CHECK(imported->to == 600);
        check_same(home.archive, again);
    }
}

TEST_CASE("an archive made again is extended and written to") {
    const Home home("hocba-export-extended");
    stored(*small_packs(home), submissions(0, 300));
    const fs::path again = home.folder.path / "again";
    for (const int to : {300, 450, 700}) {
        if (to > 300) stored(*small_packs(home), submissions(to == 450 ? 300 : 450, to));
        ExportRequest part = request(ExportFormat::bagit);
        part.from = to == 300 ? 0 : to == 450 ? 300 : 450;
        const fs::path out = home.folder.path / std::to_string(to);
        REQUIRE(export_archive(home.archive, out, part));
        REQUIRE(import_archive(out, again));
        check_same(home.archive, again);
    }
    auto opened = Archive::open_for_writing(again, home.key);
    REQUIRE(opened);
    stored(**opened, submissions(700, 701));
}

TEST_CASE("a school's name cannot leave the export") {
    CHECK(path_element("01000417") == "01000417");
    CHECK(path_element("2023-2024") == "2023-2024");
    CHECK(path_element("..") == "=2E.");
    CHECK(path_element("") == "=");
    CHECK(path_element("a/b%c=d") == "a=2Fb=25c=3Dd");
    CHECK(path_element("-x") == "=2Dx");
    CHECK(path_element("Hà") == "H=C3=A0");
    CHECK(path_element(std::string(500, 'x')).size() == 200);
    const Home home("hocba-export-names");
    std::vector<Submission> odd = submissions(0, 4);
    odd[0].description.school = "../../etc";
    odd[1].description.school = "";
    odd[2].description.school_year = "\n2023";
    odd[3].description.school = "~root";
    odd[3].description.class_name = "<4A & \"1\">";
    stored(*home.writer(), odd);
    for (const ExportFormat format : every_format) {
        const fs::path out = home.folder.path / std::to_string(static_cast<int>(format));
        REQUIRE(export_archive(home.archive, out, request(format)));
        REQUIRE(import_archive(out, out.string() + "-again"));
        check_same(home.archive, out.string() + "-again");
    }
    const auto judged = check_bag(home.folder.path / "0");
    REQUIRE(judged);
    CHECK(judged->damage.empty());
}

TEST_CASE("a damaged archive is not exported") {
    const Home home("hocba-export-damaged");
    stored(*home.writer(), submissions(0, 5));
    const fs::path pack = home.archive / pack_path(1);
    std::string bytes = bytes_of(pack);
    bytes[bytes.size() / 2] ^= 1;
    write_bytes(pack, bytes);
    for (const ExportFormat format : every_format) {
        const fs::path out = home.folder.path / "out";
        const auto report = export_archive(home.archive, out, request(format));
        REQUIRE_FALSE(report);
        CHECK(report.error().fault == Fault::archive);
        CHECK_FALSE(fs::exists(out));
        CHECK_FALSE(fs::exists(out.string() + ".part"));
    }
}

}  // namespace hocba::archive::testing
