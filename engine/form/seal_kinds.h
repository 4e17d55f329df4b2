// templates/seal-kinds.json: what the seven bits of a sealed cell mean, by the cell's kind. Append-only: a
// code that was once printed keeps its meaning.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::form {

struct SealKind {
    enum class Marks { none, tenths, whole, count };
    Marks marks = Marks::none;         // how the codes 0…100 are printed, if they are numbers
    std::map<int, std::string> words;  // code → as printed
    std::map<std::string, int> codes;  // of the words, as two people would read them alike
};

using SealKinds = std::map<std::string, SealKind, std::less<>>;

/// None if there is no such file: then no form can seal. Fault::form if it cannot be read, a code is out of
/// range or a word occurs twice in its kind.
Result<SealKinds> read_seal_kinds(const std::filesystem::path& path);

/// The code of a cell: of a mark in tenths or a count up to 100 its value, else of its word as it is printed;
/// blank if nothing is printed; "text that is not sealed" if the kind does not know it.
int seal_code(const SealKind& kind, const Json* value, std::string_view printed);

/// {"mark": {"print": "tenths"}, "level": {"words": {"105": "T"}}}.
Json to_json(const SealKinds& kinds);

}  // namespace hocba::form
