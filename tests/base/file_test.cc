// Whole files, one or many at once.
#include "engine/base/file.h"

#include <sys/stat.h>
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

TEST_CASE("what is no regular file is refused at once, without waiting for whoever writes into it") {
    const Folder folder;
    const fs::path pipe = folder.path / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    fs::create_symlink(pipe, folder.path / "link");
    for (const fs::path& path : {pipe, folder.path / "link", fs::path("/dev/zero"), folder.path / "other"}) {
        const auto read = read_file(path);
        INFO(path);
        REQUIRE_FALSE(read);
        CHECK(read.error().fault == Fault::io);
        CHECK(read.error().problems[0].where == path.string());
    }
    CHECK(read_file(pipe).error().problems[0].what.en == "this is no regular file (a pipe, a device …)");
    REQUIRE(write_file(folder.path / "a", "text"));
    fs::create_symlink("a", folder.path / "b");
    CHECK(*read_file(folder.path / "b") == "text");
}

TEST_CASE("a link under the name of a temporary file is not followed, and what it points to stays") {
    const Folder folder;
    const fs::path place = folder.path / "a", other = folder.path / "precious";
    REQUIRE(write_file(other, "mine"));
    const std::string planted = place.string() + "." + std::to_string(::getpid());
    fs::create_symlink(other, planted + ".new");
    fs::create_symlink(other, planted + ".0.new");
    REQUIRE(write_file(place, "text"));
    CHECK(*read_file(place) == "text");
    CHECK(*read_file(other) == "mine");
    CHECK(fs::is_symlink(planted + ".0.new"));
}

TEST_CASE("a file that cannot take its place leaves no temporary one") {
    const Folder folder;
    fs::create_directories(folder.path / "full" / "inside");
    REQUIRE_FALSE(write_file(folder.path / "full", "text"));
    CHECK(files_in(folder.path, ".new")->empty());
}

TEST_CASE("no file at all is no failure") {
    CHECK(write_files({}).empty());
}

}  // namespace
