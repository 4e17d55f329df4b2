// Damaged sheets: each problem with its place, its words and what to do, in both languages; the others go on.
#include <cstdlib>

#include "engine/base/file.h"
#include "tests/exchange/import_support.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

const std::filesystem::path kFolder = std::filesystem::path(HOCBA_SOURCE) / "tests/bad/csv";

std::string told(const Problem& problem) {
    const std::string path = (kFolder / "").string();
    std::string where = problem.where, text;
    if (where.starts_with(path)) where = where.substr(path.size());
    for (std::string line : {problem.what.vi, problem.hint.vi, problem.what.en, problem.hint.en}) {
        if (const auto at = line.find(path); at != std::string::npos) line.erase(at, path.size());
        text += "  " + line + "\n";
    }
    return where + "\n" + text;
}

std::string read(const std::filesystem::path& file) {
    const Result<Import> import = import_sheets(one_sheet(file), primary(), uuid_of);
    std::string text;
    if (!import) {
        for (const Problem& problem : import.error().problems) text += told(problem);
        return "refused as a whole\n" + text;
    }
    for (const Rejected& row : import->rejected) text += told(row.problem);
    return std::to_string(import->records.size()) + " of " + std::to_string(import->pupils) + " pupils\n" +
           text;
}

}  // namespace

TEST_CASE("every damaged sheet says what is wrong where, in two languages, with what to do") {
    std::string text;
    const auto files = files_in(kFolder, ".csv");
    REQUIRE(files);
    CHECK(files->size() == 20);
    for (const std::filesystem::path& file : *files)
        text += "== " + file.filename().string() + ": " + read(file) + "\n";
    const std::filesystem::path golden =
        std::filesystem::path(HOCBA_SOURCE) / "tests/exchange/golden/bad.txt";
    if (std::getenv("HOCBA_UPDATE_GOLDEN") != nullptr) REQUIRE(write_file(golden, text));
    CHECK(text == source("tests/exchange/golden/bad.txt"));
}
