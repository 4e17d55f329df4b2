#include "engine/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/utf8.h"

namespace hocba {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::int64_t kLargest = 9007199254740991;  // 2^53 - 1, RFC 7493 §2.2

std::string place_of(std::string_view bytes, std::size_t offset, const std::string& name) {
    const std::string_view before = bytes.substr(0, std::min(offset, bytes.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto newline = before.rfind('\n');
    const auto column = newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
    return fmt::format("{}:{}:{}", name, line, column);
}

/// Builds the value while nlohmann-json reads; stops at the first thing we do not accept.
class Builder : public nlohmann::json_sax<nlohmann::json> {
  public:
    Json root;
    Text problem;
    std::size_t offset = 0;

    bool null() override { return put(nullptr); }
    bool boolean(bool b) override { return put(b); }
    bool number_integer(number_integer_t n) override {
        if (n < -kLargest) return refuse_number();
        return put(static_cast<std::int64_t>(n));
    }
    bool number_unsigned(number_unsigned_t n) override {
        if (n > static_cast<number_unsigned_t>(kLargest)) return refuse_number();
        return put(static_cast<std::int64_t>(n));
    }
    bool number_float(number_float_t n, const string_t&) override {
        return std::isfinite(n) ? put(n) : refuse_number();
    }
    bool string(string_t& text) override { return put(std::move(text)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::Object{}); }
    bool start_array(std::size_t) override { return open(Json::Array{}); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (open_.back()->object()->contains(name)) {
            problem = {fmt::format("Tên \"{}\" xuất hiện hai lần trong cùng một đối tượng", name),
                       fmt::format("the name \"{}\" occurs twice in one object", name)};
            return false;
        }
        name_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception&) override {
        offset = position > 0 ? position - 1 : 0;
        problem = {fmt::format("Không phải JSON hợp lệ, gần \"{}\"", token.substr(0, 40)),
                   fmt::format("this is not JSON, near \"{}\"", token.substr(0, 40))};
        return false;
    }

  private:
    std::vector<Json*> open_;
    std::string name_;

    bool refuse_number() {
        problem = {"Số quá lớn", "a number is too large"};
        return false;
    }
    Json* place(Json value) {
        if (open_.empty()) {
            root = std::move(value);
            return &root;
        }
        if (auto* items = open_.back()->array()) return &items->emplace_back(std::move(value));
        return &((*open_.back()->object())[name_] = std::move(value));
    }
    bool put(Json value) {
        place(std::move(value));
        return true;
    }
    bool open(Json value) {
        if (open_.size() >= kDeepest) {
            problem = {"Dữ liệu lồng nhau quá sâu", "the data nests too deeply"};
            return false;
        }
        open_.push_back(place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
};

std::string escaped(char c) {
    switch (c) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\b':
            return "\\b";
        case '\f':
            return "\\f";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
}

void append_string(std::string& out, std::string_view text) {
    out += '"';
    const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
    while (!text.empty()) {
        const auto run = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), plain) - text.begin());
        out.append(text.substr(0, run));
        if (run < text.size()) out += escaped(text[run]);
        text.remove_prefix(std::min(run + 1, text.size()));
    }
    out += '"';
}

/// RFC 8785 §3.2.2.3 (ECMAScript Number::toString): shortest digits, exponent outside [1e-6, 1e21).
std::string number_text(double n) {
    if (n == 0) return "0";
    char buffer[32];
    const double size = std::fabs(n);
    const bool fixed = size >= 1e-6 && size < 1e21;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, n,
                                   fixed ? std::chars_format::fixed : std::chars_format::scientific);
    std::string text(buffer, end.ptr);
    // to_chars writes "1e-07"; ECMAScript writes "1e-7".
    if (const auto e = text.find('e'); e != std::string::npos && text[e + 2] == '0') text.erase(e + 2, 1);
    return text;
}

/// `indent` < 0: canonical; otherwise the depth of the pretty form.
struct Writer {
    std::string out;

    void line(int indent) {
        if (indent < 0) return;
        out += '\n';
        out.append(static_cast<std::size_t>(indent) * 2, ' ');
    }
    void write(const Json& json, int indent) {
        std::visit([&](const auto& value) { put(value, indent); }, json.value);
    }
    void put(std::nullptr_t, int) { out += "null"; }
    void put(bool b, int) { out += b ? "true" : "false"; }
    void put(std::int64_t n, int) { out += std::to_string(n); }
    void put(double n, int) { out += number_text(n); }
    void put(const std::string& text, int) { append_string(out, text); }
    void put(const Json::Array& items, int indent) {
        const int inner = indent < 0 ? -1 : indent + 1;
        out += '[';
        bool first = true;
        for (const Json& item : items) {
            if (!first) out += ',';
            first = false;
            line(inner);
            write(item, inner);
        }
        if (!items.empty()) line(indent);
        out += ']';
    }
    void put(const Json::Object& members, int indent) {
        const int inner = indent < 0 ? -1 : indent + 1;
        out += '{';
        bool first = true;
        for (const auto& [name, value] : members) {
            if (!first) out += ',';
            first = false;
            line(inner);
            append_string(out, name);
            out += indent < 0 ? ":" : ": ";
            write(value, inner);
        }
        if (!members.empty()) line(indent);
        out += '}';
    }
};

}  // namespace

const Json* Json::find(std::string_view name) const {
    const Object* members = object();
    if (members == nullptr) return nullptr;
    const auto found = members->find(name);
    return found == members->end() ? nullptr : &found->second;
}

std::string Json::text_or(std::string_view name, std::string_view otherwise) const {
    const Json* member = find(name);
    const std::string* text = member == nullptr ? nullptr : member->string();
    return text == nullptr ? std::string(otherwise) : *text;
}

std::int64_t Json::integer_or(std::string_view name, std::int64_t otherwise) const {
    const Json* member = find(name);
    const std::int64_t* n = member == nullptr ? nullptr : member->integer();
    return n == nullptr ? otherwise : *n;
}

Result<Json> parse_json(std::string_view bytes, const std::string& name) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (const auto bad = ill_formed_at(bytes))
        return fail(Fault::record, place_of(bytes, *bad, name),
                    {"Văn bản không phải UTF-8 (có thể là mã TCVN3, VNI hoặc VISCII)",
                     "the text is not UTF-8 (it may be TCVN3, VNI or VISCII)"},
                    {"Xuất lại dữ liệu bằng Unicode UTF-8", "export the data again as Unicode UTF-8"});
    Builder builder;
    if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &builder))
        return fail(Fault::record, place_of(bytes, builder.offset, name), builder.problem);
    return std::move(builder.root);
}

std::string canonical(const Json& value) {
    Writer writer;
    writer.write(value, -1);
    return std::move(writer.out);
}

std::string pretty(const Json& value) {
    Writer writer;
    writer.write(value, 0);
    return std::move(writer.out) + "\n";
}

}  // namespace hocba
