#include "archive/proof.h"

#include <fmt/format.h>

#include <charconv>

#include "archive/entry.h"
#include "archive/fault.h"
#include "archive/tile.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/json.h"

namespace hocba::archive {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view old_size = "old ";
constexpr std::size_t most_hashes = 63;  // of a tree that 64 bits count

tl::unexpected<Error> no_receipt(const std::string& where) {
    return damaged(where, {"Đây không phải là giấy biên nhận của nhật ký (tlog-proof).",
                           "this is no receipt of a log (tlog-proof)"});
}

/// The next line without its newline, taken off the front.
std::string_view take_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    return line;
}

/// The hashes up to an empty line, which is taken too.
std::optional<std::vector<std::string>> take_hashes(std::string_view& rest) {
    std::vector<std::string> path;
    for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest)) {
        const auto hash = from_base64(line);
        if (!hash || hash->size() != hash_size || path.size() == most_hashes) return {};
        path.push_back(*hash);
    }
    return path;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || fmt::format("{}", number) != text) return {};
    return number;
}

}  // namespace

std::optional<std::string> root_over(std::string_view leaf_hash, std::uint64_t leaf, std::uint64_t size,
                                     const std::vector<std::string>& path) {
    if (leaf >= size) return {};
    std::uint64_t fn = leaf, sn = size - 1;
    std::string hash(leaf_hash);
    for (const std::string& other : path) {
        if (sn == 0) return {};
        const bool right = fn % 2 == 1 || fn == sn;
        hash = right ? node_hash(other, hash) : node_hash(hash, other);
        while (right && fn % 2 == 0 && fn != 0) {
            fn /= 2;
            sn /= 2;
        }
        fn /= 2;
        sn /= 2;
    }
    if (sn != 0) return {};
    return hash;
}

bool grew_from(const TreeHead& older, const TreeHead& newer, const std::vector<std::string>& path) {
    if (older.size > newer.size) return false;
    if (older.size == newer.size) return path.empty() && older.root == newer.root;
    if (older.size == 0) return path.empty() && older.root == sha256("");  // RFC 9162 says nothing of it
    std::vector<std::string> nodes = path;
    if ((older.size & (older.size - 1)) == 0) nodes.insert(nodes.begin(), older.root);
    if (nodes.empty()) return false;
    std::uint64_t fn = older.size - 1, sn = newer.size - 1;
    for (; fn % 2 == 1; fn /= 2) sn /= 2;
    std::string first = nodes[0], second = nodes[0];
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (sn == 0) return false;
        if (fn % 2 == 1 || fn == sn) {
            first = node_hash(nodes[i], first);
            second = node_hash(nodes[i], second);
            for (; fn % 2 == 0 && fn != 0; fn /= 2) sn /= 2;
        } else {
            second = node_hash(second, nodes[i]);
        }
        fn /= 2;
        sn /= 2;
    }
    return sn == 0 && first == older.root && second == newer.root;
}

tl::unexpected<Error> older_than_kept(const std::string& where, std::uint64_t now, std::uint64_t then) {
    return damaged(
        where,
        {fmt::format("Nhật ký có {} mục, cũ hơn điểm kiểm tra đã giữ ({} mục).", now, then),
         fmt::format("the log has {} entries: it is older than the checkpoint that was kept ({} entries)",
                     now, then)});
}

tl::unexpected<Error> other_history(const std::string& where) {
    return damaged(where, {"Nhật ký có một lịch sử khác với điểm kiểm tra đã giữ (rẽ nhánh).",
                           "the log has another history than the checkpoint that was kept (a fork)"});
}

std::string to_text(const Receipt& receipt) {
    std::string text = fmt::format("{}\n", first_line);
    if (!receipt.extra.empty()) text += fmt::format("extra {}\n", to_base64(receipt.extra));
    text += fmt::format("index {}\n", receipt.leaf);
    for (const std::string& hash : receipt.path) text += to_base64(hash) + "\n";
    return text + "\n" + receipt.checkpoint;
}

Result<Receipt> receipt_of(std::string_view text, const std::string& where) {
    Receipt receipt;
    std::string_view rest = text;
    if (take_line(rest) != first_line) return no_receipt(where);
    std::string_view line = take_line(rest);
    if (line.starts_with("extra ")) {
        const auto extra = from_base64(line.substr(6));
        if (!extra) return no_receipt(where);
        receipt.extra = *extra;
        line = take_line(rest);
    }
    const auto leaf = line.starts_with("index ") ? number_of(line.substr(6)) : std::nullopt;
    if (!leaf) return no_receipt(where);
    receipt.leaf = *leaf;
    auto path = take_hashes(rest);
    if (!path) return no_receipt(where);
    receipt.path = *std::move(path);
    receipt.checkpoint = rest;
    return receipt;
}

Result<Proven> verify(const Receipt& receipt, const VerifierKey& key, const std::optional<std::string>& pdf,
                      const std::string& where) {
    auto checkpoint = open_checkpoint(receipt.checkpoint, key);
    if (!checkpoint) return forward(std::move(checkpoint));
    const auto extra = parse_json(receipt.extra, where);
    if (!extra) return no_receipt(where);
    Proven proven{checkpoint->head, receipt.leaf, extra->text_or("entry")};
    if (root_over(leaf_hash(proven.entry), proven.leaf, proven.head.size, receipt.path) != proven.head.root)
        return damaged(where, {"Biên nhận không chứng minh được mục này nằm trong nhật ký.",
                               "the receipt does not prove this entry of the log"});
    if (!pdf) return proven;
    const auto entry = log_entry_of(proven.entry, where);
    if (!entry) return tl::unexpected(entry.error());
    const auto salt = from_hex(extra->text_or("pdf_salt"));
    if (!salt || salt->size() != salt_size)
        return fail(Fault::usage, where,
                    {"Biên nhận này không kèm chuỗi muối, nên không nối được với tệp PDF.",
                     "this receipt brings no salt, so it cannot be tied to a PDF"},
                    {"Xin biên nhận làm bằng `hocba archive log prove --with-salt`.",
                     "Ask for a receipt made by `hocba archive log prove --with-salt`."});
    if (entry->pdf.empty() || commitment(*salt, sha256(*pdf)) != entry->pdf)
        return damaged(where, {"Tệp PDF này không phải là tệp mà mục nhật ký cam kết.",
                               "this PDF is not the one that the entry commits to"});
    return proven;
}

std::string to_text(const Growth& growth) {
    std::string text = fmt::format("{}{}\n", old_size, growth.older);
    for (const std::string& hash : growth.path) text += to_base64(hash) + "\n";
    return text + "\n" + growth.checkpoint;
}

bool looks_like_growth(std::string_view text) {
    return text.starts_with(old_size);
}

Result<Growth> growth_of(std::string_view text, const std::string& where) {
    std::string_view rest = text;
    const std::string_view line = take_line(rest);
    const auto older = looks_like_growth(line) ? number_of(line.substr(old_size.size())) : std::nullopt;
    auto path = take_hashes(rest);
    if (!older || !path)
        return damaged(where, {"Đây không phải là chứng minh rằng nhật ký chỉ được thêm vào (tlog-witness).",
                               "this is no proof that a log only grew (tlog-witness)"});
    return Growth{*older, *std::move(path), std::string(rest)};
}

Result<TreeHead> verify(const Growth& growth, const VerifierKey& key, std::string_view kept,
                        const std::string& where) {
    auto older = open_checkpoint(kept, key);
    if (!older) return forward(std::move(older));
    auto newer = open_checkpoint(growth.checkpoint, key);
    if (!newer) return forward(std::move(newer));
    const std::uint64_t from = older->head.size;
    if (newer->head.size < from) return older_than_kept(where, newer->head.size, from);
    if (growth.older != from)
        return fail(
            Fault::usage, where,
            {fmt::format("Chứng minh bắt đầu từ {} mục, điểm kiểm tra đã giữ có {} mục.", growth.older, from),
             fmt::format("the proof begins at {} entries, the checkpoint that was kept has {}", growth.older,
                         from)},
            {fmt::format("Xin lại chứng minh bằng `hocba archive log prove --from {}`.", from),
             fmt::format("Ask for one made by `hocba archive log prove --from {}`.", from)});
    if (grew_from(older->head, newer->head, growth.path)) return newer->head;
    if (newer->head.size == from) return other_history(where);
    return damaged(where,
                   {"Không chứng minh được nhật ký chỉ được thêm vào sau điểm kiểm tra đã giữ: nhật ký rẽ "
                    "nhánh, hoặc chứng minh bị sửa.",
                    "this does not prove that the log only grew since the checkpoint that was kept: a "
                    "fork, or an altered proof"});
}

}  // namespace hocba::archive
