#include "engine/verify/appearance.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::verify {
namespace {

constexpr long long kMostPixels = 4'000'000;
constexpr std::size_t kLongestContent = 256;
constexpr double kTolerance = 0.0011;  // points: two roundings to the thousandth

using Keys = std::set<std::string>;

bool has_exactly(QPDFObjectHandle dictionary, const Keys& keys) {
    return dictionary.isDictionary() && dictionary.getKeys() == keys;
}

bool is_name(QPDFObjectHandle dictionary, const std::string& key, const std::string& name) {
    QPDFObjectHandle value = dictionary.getKey(key);
    return !value.isIndirect() && value.isNameAndEquals(name);
}

std::optional<std::vector<double>> four_numbers(QPDFObjectHandle array) {
    std::vector<double> out;
    if (array.isIndirect() || !array.isArray() || array.getArrayNItems() != 4) return std::nullopt;
    for (int i = 0; i < 4; ++i) {
        QPDFObjectHandle number = array.getArrayItem(i);
        if (!number.isNumber() || number.isIndirect()) return std::nullopt;
        out.push_back(number.getNumericValue());
    }
    return out;
}

/// ISO 32000-1, 12.5.5: a box of the rectangle's size is drawn as it is, neither moved nor scaled.
bool fills(const std::vector<double>& box, const std::vector<double>& rectangle) {
    return box[0] == 0 && box[1] == 0 && std::abs(rectangle[2] - rectangle[0] - box[2]) < kTolerance &&
           std::abs(rectangle[3] - rectangle[1] - box[3]) < kTolerance;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text)
        if (c == ' ')
            words.emplace_back();
        else
            words.back() += c;
    return words;
}

/// Digits and one point; nothing else, so that no reader takes the word for another operand.
std::optional<double> number_of(const std::string& word) {
    double value = 0;
    const bool plain = !word.empty() && word.find_first_not_of("0123456789.") == std::string::npos;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (!plain || code != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

/// "q W 0 0 H X Y cm /Picture Do Q", inside the box.
bool draws_the_picture(const std::string& content, const std::vector<double>& box) {
    const auto words = words_of(content);
    if (words.size() != 11) return false;
    const auto width = number_of(words[1]), height = number_of(words[4]);
    const auto x = number_of(words[5]), y = number_of(words[6]);
    if (!width || !height || !x || !y) return false;
    const std::vector<std::string> expected = {"q",      words[1], "0",        "0",  words[4], words[5],
                                               words[6], "cm",     "/Picture", "Do", "Q"};
    return words == expected && *x + *width <= box[2] + kTolerance && *y + *height <= box[3] + kTolerance;
}

std::string raw_bytes(QPDFObjectHandle stream) {
    const auto buffer = stream.getRawStreamData();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

/// Width × height, or nothing if it is no plain 8-bit image in that colour space.
std::optional<std::pair<long long, long long>> image_of(QPDFObjectHandle stream, const std::string& space,
                                                        Keys keys) {
    if (!stream.isIndirect() || !stream.isStream()) return std::nullopt;
    QPDFObjectHandle about = stream.getDict();
    keys.insert(
        {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length"});
    QPDFObjectHandle width = about.getKey("/Width"), height = about.getKey("/Height");
    const bool plain = has_exactly(about, keys) && is_name(about, "/Type", "/XObject") &&
                       is_name(about, "/Subtype", "/Image") && is_name(about, "/ColorSpace", space) &&
                       is_name(about, "/Filter", "/FlateDecode") &&
                       about.getKey("/BitsPerComponent").unparse() == "8" && width.isInteger() &&
                       height.isInteger() && !width.isIndirect() && !height.isIndirect();
    if (!plain) return std::nullopt;
    const long long across = width.getIntValue(), down = height.getIntValue();
    const bool sound = across > 0 && down > 0 && across <= kMostPixels && down <= kMostPixels / across;
    if (!sound) return std::nullopt;
    return std::pair(across, down);
}

std::pair<int, int> id_of(QPDFObjectHandle object) {
    return {object.getObjectID(), object.getGeneration()};
}

/// The one image that the form XObject draws.
std::optional<QPDFObjectHandle> picture_of(QPDFObjectHandle form, const std::vector<double>& rectangle) {
    if (!form.isIndirect() || !form.isStream()) return std::nullopt;
    QPDFObjectHandle about = form.getDict();
    QPDFObjectHandle resources = about.getKey("/Resources");
    const auto box = four_numbers(about.getKey("/BBox"));
    const bool plain = has_exactly(about, {"/Type", "/Subtype", "/BBox", "/Resources", "/Length"}) &&
                       is_name(about, "/Type", "/XObject") && is_name(about, "/Subtype", "/Form") && box &&
                       !resources.isIndirect() && has_exactly(resources, {"/XObject"}) &&
                       !resources.getKey("/XObject").isIndirect() &&
                       has_exactly(resources.getKey("/XObject"), {"/Picture"});
    if (!plain || !fills(*box, rectangle)) return std::nullopt;
    const std::string content = raw_bytes(form);
    if (content.size() > kLongestContent || !draws_the_picture(content, *box)) return std::nullopt;
    return resources.getKey("/XObject").getKey("/Picture");
}

}  // namespace

std::optional<Drawn> drawn_in(QPDFObjectHandle field) {
    QPDFObjectHandle appearance = field.getKey("/AP");
    const auto rectangle = four_numbers(field.getKey("/Rect"));
    if (appearance.isIndirect() || !has_exactly(appearance, {"/N"}) || !rectangle) return std::nullopt;
    QPDFObjectHandle form = appearance.getKey("/N");
    auto image = picture_of(form, *rectangle);
    if (!image) return std::nullopt;
    const auto size = image_of(*image, "/DeviceRGB", {"/SMask"});
    if (!size) return std::nullopt;
    QPDFObjectHandle mask = image->getDict().getKey("/SMask");
    if (image_of(mask, "/DeviceGray", {}) != size) return std::nullopt;
    return Drawn{id_of(form), id_of(*image), id_of(mask)};
}

}  // namespace hocba::verify
