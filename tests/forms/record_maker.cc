#include "tests/forms/record_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "engine/base/utf8.h"

namespace hocba::forms {
namespace {

const char* const plain_words[] = {"Đọc",     "lưu",    "loát",  "rõ",    "ràng",   "viết",  "chữ",  "đẹp",
                                   "toán",    "học",    "sinh",  "chăm",  "ngoan",  "biết",  "hợp",  "tác",
                                   "nghiêng", "trường", "quyển", "khuỷu", "thường", "xuyên", "giỏi", "8,5"};
const char* const capitals[] = {"ẾẶỮ", "NGUYỄN", "ĐẶNG", "HỮU", "THẾ", "ỖẨẰ", "QUỸ", "Ỹ", "gợi", "ẬỘỰ"};
const char* const minority_words[] = {"H'Hen",      "K’Brơi",   "Êñuôl", "Bkrông",  "Čư\u0306",  "Ƀuôn",
                                      "Ê\u0306ban", "Ô\u0306h", "hmŏk",  "Ayŭn",    "Bễ\u0306n", "Ơ\u0306i",
                                      "ê\u0306 ê",  "Q\u0323ô", "Ĭa",    "Niê-Kđăm"};
// Without a place where a line may end: an address of the web, a name typed without its spaces.
const char* const long_words[] = {
    "NguyễnThịThanhThuýHồngNhungPhươngThảo", "đọclưuloátrõràngvàviếtchữđẹpcótrìnhbàysạchsẽgọngàng",
    "ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306ư\u0306",
    "12345678901234567890123456789012345678901234567890", "ẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾẾ"};

template <std::size_t n>
std::string one_of(const char* const (&words)[n], int index) {
    return words[static_cast<std::size_t>(index) % n];
}

// A record has at most 1 MiB; a class of 99 with 20 subjects would have more.
constexpr std::size_t most_characters = 100'000;

constexpr int most_items = 200;

/// The first `count` characters.
std::string head(const std::string& text, std::size_t count) {
    const std::u32string characters = code_points(text);
    std::string out;
    for (std::size_t i = 0; i < std::min(count, characters.size()); ++i) out += to_utf8(characters[i]);
    return out;
}

int whole(const Json& schema, std::string_view name, int otherwise) {
    return static_cast<int>(schema.integer_or(name, otherwise));
}

}  // namespace

RecordMaker::RecordMaker(const Json& schema, unsigned seed) : schema_(schema), random_(seed) {
    // A full record has the length of thirty others.
    mood_ = below(8) == 0 ? Mood::full : static_cast<Mood>(below(moods));
    if (mood_ == Mood::full && below(3) != 0) mood_ = Mood::plain;
}

Json RecordMaker::value(const Json& schema) {
    if (const Json* reference = schema.find("$ref")) {
        const Json* definitions = schema_.find("definitions");
        const std::string name = reference->string()->substr(std::string_view("#/definitions/").size());
        return value(*definitions->find(name));
    }
    if (const Json* constant = schema.find("const")) return *constant;
    if (const Json* choices = schema.find("enum"))
        return (
            *choices->array())[static_cast<std::size_t>(below(static_cast<int>(choices->array()->size())))];
    const std::string type = schema.text_or("type");
    if (type == "object") return object(schema);
    if (type == "array") return array(schema);
    if (type == "string") return text(schema);
    if (type == "integer") return number(schema, true);
    if (type == "number") return number(schema, false);
    if (type == "boolean") return below(2) == 0;
    throw std::runtime_error("a schema that the record maker does not know: " + canonical(schema));
}

Json RecordMaker::object(const Json& schema) {
    const Json* properties = schema.find("properties");
    const Json* required = schema.find("required");
    const auto is_required = [&](const std::string& name) {
        if (!required) return false;
        const auto& names = *required->array();
        return std::find(names.begin(), names.end(), Json(name)) != names.end();
    };
    const int percent = mood_ == Mood::full ? 100 : mood_ == Mood::sparse ? 5 : 75;
    const int most = whole(schema, "maxProperties", 1000);
    Json::Object out;
    std::vector<std::string> absent;
    for (const auto& [name, member] : *properties->object()) {
        // The form is given by name; the record need not say it.
        if (name == "form" && !is_required(name)) continue;
        const bool room = static_cast<int>(out.size()) < most;
        if (is_required(name) || (room && below(100) < percent)) {
            out.emplace(name, value(member));
        } else {
            absent.push_back(name);
        }
    }
    while (static_cast<int>(out.size()) < whole(schema, "minProperties", 0)) {
        const auto index = static_cast<std::size_t>(below(static_cast<int>(absent.size())));
        out.emplace(absent[index], value(*properties->find(absent[index])));
        absent.erase(absent.begin() + static_cast<std::ptrdiff_t>(index));
    }
    return out;
}

Json RecordMaker::array(const Json& schema) {
    const int least = whole(schema, "minItems", 0);
    const int most = whole(schema, "maxItems", least + 20);
    int count = between(least, std::min(most, least + 3));
    if (mood_ == Mood::full) count = most;
    if (mood_ == Mood::sparse) count = least;
    if (mood_ == Mood::plain && below(16) == 0) count = between(least, most);
    // Twenty subjects of a hundred pupils would be 2000 rows; two of them show as much.
    if (items_ > most_items) count = std::min(count, least + 1);
    items_ += count;
    Json::Array out;
    for (int i = 0; i < count; ++i) out.push_back(value(*schema.find("items")));
    return out;
}

Json RecordMaker::text(const Json& schema) {
    if (schema.text_or("format") == "date") return day();
    if (const Json* pattern = schema.find("pattern"))
        return matching(*pattern->string(), [this](int n) { return below(n); });
    const auto least = static_cast<std::size_t>(whole(schema, "minLength", 0));
    const auto most = static_cast<std::size_t>(whole(schema, "maxLength", 100));
    return words(least, most);
}

Json RecordMaker::number(const Json& schema, bool is_whole) {
    const Json* least = schema.find("minimum");
    const Json* most = schema.find("maximum");
    if (!least || !most || !least->integer() || !most->integer())
        throw std::runtime_error("a number without bounds: " + canonical(schema));
    const int from = static_cast<int>(*least->integer());
    const int to = static_cast<int>(*most->integer());
    if (is_whole || below(4) == 0) return between(from, to);
    return std::round(between(from * 10, to * 10)) / 10.0;
}

std::string RecordMaker::words(std::size_t least, std::size_t most) {
    std::size_t length = std::min<std::size_t>(most, static_cast<std::size_t>(between(1, 40)));
    const bool may_be_long = characters_ < most_characters;
    if (may_be_long && (mood_ == Mood::full || below(12) == 0)) length = most;
    if (mood_ == Mood::sparse) length = std::min<std::size_t>(most, 6);
    length = std::max(length, least);
    std::string out;
    std::size_t count = 0;
    if (length >= 5) {
        out = fmt::format("Z{:04}", ++texts_);
        count = 5;
    }
    while (count < length) {
        const char* between_words = count == 0 ? "" : most >= 300 && below(60) == 0 ? "\n" : " ";
        const std::string next = head(between_words + word(), length - count);
        out += next;
        count += code_points(next).size();
    }
    // No text begins or ends with a space; a mark cut from its letter goes as well.
    while (out.back() == ' ' || out.back() == '\n') out.back() = '.';
    characters_ += count;
    return nfc(out);
}

std::string RecordMaker::word() {
    const int any = below(1000);
    switch (mood_) {
        case Mood::capitals:
            return one_of(capitals, any);
        case Mood::minority:
            return below(3) == 0 ? one_of(plain_words, any) : one_of(minority_words, any);
        case Mood::long_words:
            return below(2) == 0 ? one_of(plain_words, any) : one_of(long_words, any);
        case Mood::plain:
        case Mood::sparse:
        case Mood::full:
            break;
    }
    if (below(40) == 0) return one_of(minority_words, any);
    return below(20) == 0 ? one_of(capitals, any) : one_of(plain_words, any);
}

std::string RecordMaker::day() {
    return fmt::format("{}-{:02}-{:02}", between(1999, 2031), between(1, 12), between(1, 28));
}

}  // namespace hocba::forms
