#include "engine/exchange/encoding.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/exchange/encoding_guess.h"
#include "engine/exchange/encoding_tables.h"

namespace hocba::exchange {
namespace {

constexpr std::string_view kDamage = "\uFFFD";

struct Encoding {
    std::string name;
    std::string_view mark;  // byte order mark; empty for the encodings before Unicode
    std::string (*convert)(std::string_view);
};

std::string from_utf8(std::string_view bytes) {
    if (!ill_formed_at(bytes)) return std::string(bytes);
    std::string text;
    for (const char32_t c : code_points(bytes)) text += to_utf8(c);
    return text;
}

const std::vector<Encoding>& encodings() {
    static const std::vector<Encoding> all{{"utf-8", "\xEF\xBB\xBF", from_utf8},
                                           {"utf-16le", "\xFF\xFE", from_utf16le},
                                           {"utf-16be", "\xFE\xFF", from_utf16be},
                                           {"windows-1258", "", from_windows1258},
                                           {"tcvn3", "", from_tcvn3},
                                           {"tcvn5712-1", "", from_tcvn5712_1},
                                           {"viscii", "", from_viscii},
                                           {"vni", "", from_vni}};
    return all;
}

const Encoding* find(std::string_view name) {
    const auto& all = encodings();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Encoding& e) { return e.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const Encoding* marked(std::string_view bytes) {
    for (const Encoding& encoding : encodings())
        if (!encoding.mark.empty() && bytes.starts_with(encoding.mark)) return &encoding;
    return nullptr;
}

tl::unexpected<Error> looks_legacy(const std::string& name, const std::string& place) {
    return fail(
        Fault::record, place,
        {fmt::format("Chữ trong tệp có vẻ theo bảng mã {}", name),
         fmt::format("the text of this file looks like {}", name)},
        {fmt::format("Thêm encoding = \"{}\" vào bảng này trong tệp ánh xạ, hoặc ghi một lần ở đầu tệp "
                     "ánh xạ cho mọi bảng",
                     name),
         fmt::format("add encoding = \"{}\" to this sheet in the mapping, or once at its beginning for "
                     "all sheets",
                     name)});
}

tl::unexpected<Error> not_in(const Encoding& encoding, std::size_t line, const std::string& place) {
    const std::string names = fmt::format("{}", fmt::join(encoding_names(), ", "));
    return fail(
        Fault::record, fmt::format("{}:{}", place, line),
        {fmt::format("Tệp không theo bảng mã {}: dòng này và nhiều dòng khác có ký tự không thuộc bảng mã",
                     encoding.name),
         fmt::format("the file is not {}: this line and many others have characters that are not in it",
                     encoding.name)},
        {fmt::format("Lưu lại bằng \"CSV UTF-8\", hoặc ghi encoding là một trong: {}", names),
         fmt::format("save it as \"CSV UTF-8\", or give encoding as one of: {}", names)});
}

tl::unexpected<Error> is_unicode(const Encoding& stated, const std::string& place) {
    return fail(Fault::record, place,
                {fmt::format("Tệp là Unicode, không theo bảng mã {}", stated.name),
                 fmt::format("the file is Unicode and not {}", stated.name)},
                {"Bỏ mục encoding của bảng này", "remove encoding from this sheet"});
}

/// A few damaged lines are named by their rows; if most lines that have marked letters are damaged, the file
/// is in another encoding.
Result<std::string> mostly_sound(std::string text, const Encoding& encoding, const std::string& place) {
    std::size_t number = 0, first = 0, damaged = 0, sound = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        ++number;
        if (line.find(kDamage) == line.npos) {
            sound += std::any_of(line.begin(), line.end(), [](char c) { return (c & 0x80) != 0; }) ? 1 : 0;
            continue;
        }
        if (damaged++ == 0) first = number;
    }
    if (damaged > sound) return not_in(encoding, first, place);
    return text;
}

/// "NguyÔn V¨n" in a Unicode file: each character was a byte once, shown by Windows-1252. 0 where it was
/// none.
std::string as_bytes(std::string_view text) {
    std::string bytes;
    for (const char32_t c : code_points(text)) {
        const auto sign = kWindowsSigns.find(c);
        bytes += static_cast<char>(c <= 0xFF ? c : sign == kWindowsSigns.npos ? 0 : 0x80 + sign);
    }
    return bytes;
}

/// Unicode text without Vietnamese words may still be legacy text that was saved as Unicode.
Result<std::string> unicode(std::string text, const Encoding& encoding, const std::string& place) {
    const std::string bytes = as_bytes(sample_of(text));
    if (bytes.find('\0') == bytes.npos && !syllables_of(text).most())
        if (const std::string name = looks_like(bytes); !name.empty()) return looks_legacy(name, place);
    return mostly_sound(std::move(text), encoding, place);
}

Result<std::string> legacy(const Encoding& encoding, std::string_view bytes, const std::string& place) {
    std::string text = encoding.convert(bytes);
    if (!syllables_of(text).most())
        if (const std::string name = looks_like(bytes); !name.empty() && name != encoding.name)
            return looks_legacy(name, place);
    return mostly_sound(std::move(text), encoding, place);
}

/// No byte order mark and no statement.
Result<std::string> unmarked(std::string_view bytes, const std::string& place) {
    const Encoding& utf8 = *find("utf-8");
    if (const auto zero = bytes.find('\0'); zero != bytes.npos)
        return looks_legacy(zero % 2 == 1 ? "utf-16le" : "utf-16be", place);
    if (!ill_formed_at(bytes)) return unicode(std::string(bytes), utf8, place);
    if (const std::string name = looks_like(bytes); !name.empty()) return looks_legacy(name, place);
    return mostly_sound(from_utf8(bytes), utf8, place);
}

}  // namespace

const std::vector<std::string>& encoding_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Encoding& encoding : encodings()) all.push_back(encoding.name);
        return all;
    }();
    return names;
}

Result<std::string> decode(std::string_view bytes, const std::string& encoding, const std::string& place) {
    const Encoding* mark = marked(bytes);
    const Encoding* stated = find(encoding);
    const bool before_unicode = stated != nullptr && stated->mark.empty();
    if (mark == nullptr && stated == nullptr) return unmarked(bytes, place);
    if (mark != nullptr && stated != nullptr && !before_unicode && stated != mark)
        return fail(Fault::record, place,
                    {fmt::format("Tệp tự ghi là {}, tệp ánh xạ ghi là {}", mark->name, stated->name),
                     fmt::format("the file says {}, the mapping says {}", mark->name, stated->name)},
                    {"Bỏ mục encoding của bảng này", "remove encoding from this sheet"});
    if (mark != nullptr) bytes.remove_prefix(mark->mark.size());
    if (before_unicode && mark == nullptr && ill_formed_at(bytes)) return legacy(*stated, bytes, place);
    const Encoding& unicode_form = mark != nullptr ? *mark : before_unicode ? *find("utf-8") : *stated;
    std::string text = unicode_form.convert(bytes);
    if (before_unicode && !syllables_of(text).most()) return legacy(*stated, as_bytes(text), place);
    if (before_unicode) return is_unicode(*stated, place);
    return unicode(std::move(text), unicode_form, place);
}

}  // namespace hocba::exchange
