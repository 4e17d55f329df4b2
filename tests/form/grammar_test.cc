// templates/form.rng (for editors, judged by jing) and the loader agree on what a form may say.
#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>

#include "engine/base/file.h"
#include "support.h"

using namespace hocba;
using namespace hocba::form;

namespace {

std::vector<std::filesystem::path> cases(const std::string& kind) {
    return *files_in(source_folder() / "tests/form/cases" / kind, ".xml");
}

struct Ran {
    int status = -1;
    std::string output;
};

/// One run for all files: jing names each file that it refuses.
Ran jing(const std::vector<std::filesystem::path>& files) {
    std::string command = "jing '" + (source_folder() / "templates/form.rng").string() + "'";
    for (const auto& file : files) command += " '" + file.string() + "'";
    Ran ran;
    FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        ran.output.append(buffer, n);
    ran.status = WEXITSTATUS(::pclose(pipe));
    return ran;
}

}  // namespace

TEST_CASE("what the grammar accepts, the loader loads") {
    std::vector<std::filesystem::path> files = cases("good");
    REQUIRE(files.size() == 6);
    const Scratch scratch;
    for (const auto& file : files) {
        const auto form = scratch.load(read(file));
        INFO(file << "\n" << problems(form));
        CHECK(form);
    }
    for (const Form& form : all_forms()) files.push_back(form.folder() / "form.xml");
    const Ran ran = jing(files);
    INFO(ran.output);
    CHECK(ran.status == 0);
}

TEST_CASE("what the grammar refuses, the loader refuses at a place") {
    const std::vector<std::filesystem::path> files = cases("bad");
    REQUIRE(files.size() == 45);
    const Ran ran = jing(files);
    CHECK(ran.status == 1);
    const Scratch scratch;
    for (const auto& file : files) {
        INFO(file);
        CHECK(ran.output.find(file.filename().string() + ":") != std::string::npos);
        const auto form = scratch.load(read(file));
        CHECK(problems(form).substr(0, 9) == "form.xml:");
    }
}
