#include "engine/form/seal_kinds.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "engine/base/file.h"
#include "engine/base/sealed_cell.h"
#include "engine/base/utf8.h"

namespace hocba::form {
namespace {

constexpr int kHighestWord = 125;

using Print = std::pair<std::string_view, SealKind::Marks>;
constexpr std::array<Print, 3> kPrints = {{{"tenths", SealKind::Marks::tenths},
                                           {"whole", SealKind::Marks::whole},
                                           {"count", SealKind::Marks::count}}};

tl::unexpected<Error> unusable(const std::string& where, const char* vi, const char* en) {
    return fail(Fault::form, "seal-kinds.json" + where, {vi, en});
}

std::optional<int> number_of(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// As two people would read it alike: case, white space, a comma for a semicolon and a last full stop do not
/// count.
std::string folded(std::string_view text) {
    std::string out;
    for (const char c : upper(nfc(text))) {
        const bool space = c == ' ' || c == '\n';
        if (space && (out.empty() || out.back() == ' ')) continue;
        out += space ? ' ' : c == ';' ? ',' : c;
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
    return out;
}

bool usable(int code, const SealKind& kind) {
    const int lowest = kind.marks == SealKind::Marks::none ? 0 : kSealHighestMark + 1;
    return code >= lowest && code <= kHighestWord && code != kSealBlank;
}

Result<SealKind> kind_of(const Json& json, const std::string& where) {
    SealKind kind;
    const std::string print = json.text_or("print");
    for (const auto& [name, marks] : kPrints)
        if (name == print) kind.marks = marks;
    const Json* words = json.find("words");
    if (words == nullptr || words->object() == nullptr) return kind;
    for (const auto& [code, word] : *words->object()) {
        const auto number = number_of(code);
        if (!number || !usable(*number, kind))
            return unusable(where + "/words/" + code, "mã phải là số, và còn trống cho loại ô này",
                            "the code is no number, or not free in this kind");
        if (word.string() == nullptr || !kind.codes.emplace(folded(*word.string()), *number).second)
            return unusable(where + "/words/" + code, "từ bị thiếu hoặc lặp lại",
                            "the word is missing or occurs twice");
        kind.words[*number] = *word.string();
    }
    return kind;
}

}  // namespace

Result<SealKinds> read_seal_kinds(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code)) return SealKinds{};
    const auto bytes = read_file(path, 1U << 20);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto json = parse_json(*bytes, "seal-kinds.json");
    if (!json) return tl::unexpected(Error{Fault::form, json.error().problems});
    const Json* list = json->find("kinds");
    if (list == nullptr || list->object() == nullptr)
        return unusable("", "thiếu \"kinds\"", "\"kinds\" is missing");
    SealKinds kinds;
    for (const auto& [name, value] : *list->object()) {
        auto kind = kind_of(value, "/kinds/" + name);
        if (!kind) return forward(std::move(kind));
        kinds.emplace(name, *std::move(kind));
    }
    return kinds;
}

int seal_code(const SealKind& kind, const Json* value, std::string_view printed) {
    if (printed.empty()) return kSealBlank;
    const std::int64_t* mark = value == nullptr ? nullptr : value->integer();
    if (kind.marks != SealKind::Marks::none && mark != nullptr)
        return *mark >= 0 && *mark <= kSealHighestMark ? static_cast<int>(*mark) : kSealUnsealedText;
    const auto word = kind.codes.find(folded(printed));
    return word == kind.codes.end() ? kSealUnsealedText : word->second;
}

Json to_json(const SealKinds& kinds) {
    Json::Object out;
    for (const auto& [name, kind] : kinds) {
        Json::Object one;
        for (const auto& [print, marks] : kPrints)
            if (marks == kind.marks) one["print"] = std::string(print);
        Json::Object words;
        for (const auto& [code, word] : kind.words) words[fmt::format("{}", code)] = word;
        one["words"] = std::move(words);
        out[name] = std::move(one);
    }
    return out;
}

}  // namespace hocba::form
