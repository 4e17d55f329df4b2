// Reads pictures as `hocba verify` does and says of each what read its first seal:
//   read_pictures FILE...     one line a file: name, reader ("-" if none), text, parted by tabs
#include <fmt/format.h>

#include "engine/base/file.h"
#include "engine/scan/scan.h"

namespace {

bool is_seal(std::string_view text) {
    return text.starts_with("HTTPS://") && text.find("/V#") != std::string_view::npos;
}

/// "reader\ttext" of the first seal, or what is wrong.
std::string first_seal(const std::string& path) {
    const auto bytes = hocba::read_file(path);
    if (!bytes) return "-\tcannot be opened";
    const auto sheets = hocba::scan::read(*bytes, path, is_seal);
    if (!sheets) return "-\t" + sheets.error().problems.front().what.en;
    for (const auto& sheet : *sheets)
        for (const auto& symbol : sheet.symbols)
            if (is_seal(symbol.text)) return symbol.reader + "\t" + symbol.text;
    return "-\tno seal";
}

}  // namespace

int main(int count, char** words) {
    for (int i = 1; i < count; ++i) fmt::print("{}\t{}\n", words[i], first_seal(words[i]));
    return 0;
}
