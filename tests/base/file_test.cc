// Whole files, one or many at once.
#include "engine/base/file.h"

#include <unistd.h>

#include <catch2/catch.hpp>

namespace {

using namespace hocba;
namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("hocba-file-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path / "other"); }
    ~Folder() { fs::remove_all(path); }
};

TEST_CASE("many files in several folders are written at once; one that fails leaves the others") {
    const Folder folder;
    REQUIRE(write_file(folder.path / "a", "old"));
    const std::vector<FileToWrite> files{{folder.path / "a", "first"},
                                         {folder.path / "missing" / "b", "second"},
                                         {folder.path / "other" / "c", "third"}};
    const auto written = write_files(files);
    REQUIRE(written.size() == 3);
    CHECK(written[0]);
    REQUIRE_FALSE(written[1]);
    CHECK(written[1].error().fault == Fault::io);
    CHECK(written[1].error().problems[0].where == files[1].path.string());
    CHECK(written[2]);
    CHECK(*read_file(files[0].path) == "first");
    CHECK(*read_file(files[2].path) == "third");
    CHECK(files_in(folder.path, ".new")->empty());  // no temporary is left
}

TEST_CASE("no file at all is no failure") {
    CHECK(write_files({}).empty());
}

}  // namespace
