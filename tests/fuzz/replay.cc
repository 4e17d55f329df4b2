// Runs a target over the files of its corpus, each also cut short and with every 97th byte changed, so that
// the ordinary tests keep what fuzzing found.
#include <cstdio>
#include <filesystem>

#include "engine/base/file.h"
#include "tests/fuzz/target.h"

namespace {

void run_variants(const std::string& bytes) {
    fuzz_one(bytes);
    fuzz_one(std::string_view(bytes).substr(0, bytes.size() / 2));
    std::string changed = bytes;
    for (std::size_t i = 0; i < changed.size(); i += 97) {
        changed[i] = static_cast<char>(changed[i] ^ 0x20);
        if (i % (97 * 16) == 0) fuzz_one(changed);
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 64;
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1])) {
        const auto bytes = hocba::read_file(entry.path());
        if (!bytes) return 8;
        run_variants(*bytes);
        ++files;
    }
    std::printf("%d files of the corpus replayed\n", files);
    return files == 0 ? 1 : 0;
}
