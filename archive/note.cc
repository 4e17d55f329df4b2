#include "archive/note.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "archive/fault.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/handle.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Context = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::string_view dash = "— ";  // U+2014 and a space
constexpr std::size_t key_size = 32, signature_size = 64, id_size = 4, time_size = 8;
constexpr std::uint64_t last_time = 253402300799;  // 9999-12-31T23:59:59Z

const unsigned char* data(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string key_id(std::string_view name, std::string_view public_key, KeyType type = KeyType::note) {
    return sha256(std::string(name) + '\n' + static_cast<char>(type) + std::string(public_key))
        .substr(0, id_size);
}

Key private_key(std::string_view seed) {
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data(seed), seed.size()));
    if (!key) throw std::runtime_error("EVP_PKEY_new_raw_private_key");  // a seed of 32 bytes is always a key
    return key;
}

std::string sign(std::string_view text, std::string_view seed) {
    const Key key = private_key(seed);
    const Context context(EVP_MD_CTX_new());
    std::string signature(signature_size, '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data(text),
                       text.size()) != 1)
        throw std::runtime_error("EVP_DigestSign");  // out of memory only
    return signature;
}

bool verified(std::string_view text, std::string_view signature, std::string_view public_key) {
    const Key key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(public_key), public_key.size()));
    const Context context(EVP_MD_CTX_new());
    return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), data(signature), signature.size(), data(text), text.size()) == 1;
}

/// base64 that is the only spelling of its bytes.
std::optional<std::string> exact_base64(std::string_view text) {
    auto bytes = from_base64(text);
    if (bytes && to_base64(*bytes) != text) bytes.reset();
    return bytes;
}

struct KeyLine {
    std::string name, id, material;
};

/// name "+" 8 hexadecimal digits "+" base64(type ‖ 32 bytes); the base64 may hold a plus itself.
std::optional<KeyLine> key_line(std::string_view text, KeyType type = KeyType::note) {
    if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos || text.size() < first + 10 || text[first + 9] != '+') return {};
    const auto id = from_hex(text.substr(first + 1, 8));
    const auto material = exact_base64(text.substr(first + 10));
    if (!id || to_hex(*id) != text.substr(first + 1, 8) || !material || material->size() != key_size + 1 ||
        material->front() != static_cast<char>(type) || !is_key_name(text.substr(0, first)))
        return {};
    return KeyLine{std::string(text.substr(0, first)), *id, material->substr(1)};
}

/// What that key wrote into one signature line behind its id; nothing if the line is another key's or
/// malformed.
std::optional<std::string> signature_in(std::string_view line, const VerifierKey& key) {
    const std::size_t wanted_size = signature_size + (key.type == KeyType::cosignature ? time_size : 0);
    const std::string start = fmt::format("{}{} ", dash, key.name);
    if (line.substr(0, start.size()) != start) return {};
    const auto blob = exact_base64(line.substr(start.size()));
    if (!blob || blob->size() != id_size + wanted_size || blob->substr(0, id_size) != key.id) return {};
    return blob->substr(id_size);
}

struct Parts {
    std::string_view text;                // with its last newline
    std::vector<std::string_view> lines;  // under it, without newlines
};

/// The last empty line parts them (signed-note, Format); without one all is text.
Parts parts_of(std::string_view note) {
    const std::size_t split = note.rfind("\n\n");
    if (split == std::string_view::npos) return {note, {}};
    Parts parts{note.substr(0, split + 1), {}};
    for (std::string_view rest = note.substr(split + 2); !rest.empty();) {
        parts.lines.push_back(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), parts.lines.back().size() + 1));
    }
    return parts;
}

tl::unexpected<Error> unsigned_note(const std::string& where, const VerifierKey& key) {
    return damaged(where, {fmt::format("Chữ ký của khóa nhật ký \"{}\" không có hoặc không đúng.", key.name),
                           fmt::format("the signature of the log key \"{}\" is missing or wrong", key.name)});
}

}  // namespace

bool is_key_name(std::string_view name) {
    if (name.empty() || ill_formed_at(name)) return false;
    const auto points = code_points(name);
    // Unicode White_Space beyond ASCII: PropList.txt 15.0.
    return std::none_of(points.begin(), points.end(), [](char32_t c) {
        return c <= 0x20 || c == U'+' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
               (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
               c == 0x3000;
    });
}

SigningKey signing_key(std::string_view name, std::string_view seed) {
    const Key key = private_key(seed);
    std::string public_key(key_size, '\0');
    std::size_t size = public_key.size();
    EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(public_key.data()), &size);
    return {{std::string(name), key_id(name, public_key), public_key}, std::string(seed)};
}

std::string to_text(const VerifierKey& key) {
    return fmt::format("{}+{}+{}", key.name, to_hex(key.id),
                       to_base64(static_cast<char>(key.type) + key.public_key));
}

std::string to_text(const SigningKey& key) {
    return fmt::format("PRIVATE+KEY+{}+{}+{}", key.verifier.name, to_hex(key.verifier.id),
                       to_base64("\x01" + key.seed));
}

Result<VerifierKey> verifier_key(std::string_view text, const std::string& where, KeyType type) {
    const auto line = key_line(text, type);
    if (line && key_id(line->name, line->material, type) == line->id)
        return VerifierKey{line->name, line->id, line->material, type};
    if (type == KeyType::cosignature)
        return damaged(where, {"Đây không phải là khóa công khai của nhân chứng (vkey, loại 0x04).",
                               "this is no public key of a witness (vkey, type 0x04)"});
    return damaged(where, {"Đây không phải là khóa công khai của nhật ký (vkey).",
                           "this is no public key of a log (vkey)"});
}

Result<SigningKey> signing_key_of(std::string_view text, const std::string& where) {
    constexpr std::string_view start = "PRIVATE+KEY+";
    const bool named = text.substr(0, start.size()) == start;
    const auto line = named ? key_line(text.substr(start.size())) : std::nullopt;
    if (line)
        if (auto key = signing_key(line->name, line->material); key.verifier.id == line->id) return key;
    return fail(Fault::signing, where,
                {"Tệp này không phải là khóa bí mật của nhật ký.", "this file is no private key of a log"},
                {"Kiểm tra mục `log_key` trong hocba.toml.", "Check `log_key` in hocba.toml."});
}

std::string sign_note(std::string_view text, const SigningKey& key) {
    return fmt::format("{}\n{}{} {}\n", text, dash, key.verifier.name,
                       to_base64(key.verifier.id + sign(text, key.seed)));
}

Result<std::string> open_note(std::string_view note, const VerifierKey& key, const std::string& where) {
    const bool controls = std::any_of(
        note.begin(), note.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
    const auto [text, lines] = parts_of(note);
    if (controls || ill_formed_at(note) || lines.empty() || note.back() != '\n')
        return damaged(where,
                       {"Tệp không có dạng một bản ghi có chữ ký (signed note).", "this is no signed note"});
    bool good = false;
    for (const std::string_view line : lines) {
        if (line.substr(0, dash.size()) != dash) return unsigned_note(where, key);
        const auto signature = signature_in(line, key);
        if (!signature) continue;
        if (!verified(text, *signature, key.public_key)) return unsigned_note(where, key);
        good = true;
    }
    if (!good) return unsigned_note(where, key);
    return std::string(text);
}

Result<std::int64_t> cosigned_at(std::string_view note, const VerifierKey& witness,
                                 const std::string& where) {
    const auto [text, lines] = parts_of(note);
    const auto wrong = [&]() {
        return damaged(
            where, {fmt::format("Chữ ký của nhân chứng \"{}\" không có hoặc không đúng.", witness.name),
                    fmt::format("the cosignature of the witness \"{}\" is missing or wrong", witness.name)});
    };
    std::optional<std::uint64_t> last;
    for (const std::string_view line : lines) {
        const auto blob = signature_in(line, witness);
        if (!blob) continue;
        std::uint64_t time = 0;
        for (const char byte : blob->substr(0, time_size))
            time = time << 8 | static_cast<unsigned char>(byte);
        const std::string signed_text = fmt::format("cosignature/v1\ntime {}\n{}", time, text);
        if (time > last_time || !verified(signed_text, blob->substr(time_size), witness.public_key))
            return wrong();
        last = time;
    }
    if (!last) return wrong();
    return static_cast<std::int64_t>(*last);
}

bool has_line_of(std::string_view note, const VerifierKey& key) {
    const std::vector<std::string_view> lines = parts_of(note).lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](std::string_view line) { return signature_in(line, key).has_value(); });
}

std::string only_lines_of(std::string_view note, const std::vector<VerifierKey>& keys) {
    const auto [text, lines] = parts_of(note);
    std::string out = std::string(text) + '\n';
    for (const VerifierKey& key : keys)
        for (auto line = lines.rbegin(); line != lines.rend(); ++line)
            if (signature_in(*line, key)) {
                out += std::string(*line) + '\n';
                break;
            }
    return out;
}

}  // namespace hocba::archive
