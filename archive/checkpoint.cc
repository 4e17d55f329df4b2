#include "archive/checkpoint.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "engine/base/bytes.h"

namespace hocba::archive {
namespace {

constexpr const char* place = "log/checkpoint";

std::string text_of(const TreeHead& head, std::string_view origin) {
    return fmt::format("{}\n{}\n{}\n", origin, head.size, to_base64(head.root));
}

}  // namespace

std::string sign_checkpoint(const TreeHead& head, const SigningKey& key) {
    return sign_note(text_of(head, key.verifier.name), key);
}

Result<TreeHead> parse_tree_head(std::string_view text, std::string_view origin) {
    TreeHead head;
    const std::string start = fmt::format("{}\n", origin);
    std::string_view rest = text.substr(0, start.size()) == start ? text.substr(start.size()) : "";
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9' && head.size < (1ULL << 53)) {
        head.size = head.size * 10 + static_cast<std::uint64_t>(rest.front() - '0');
        rest.remove_prefix(1);
    }
    if (rest.size() > 2)
        if (const auto root = from_base64(rest.substr(1, rest.size() - 2)); root && root->size() == 32)
            head.root = *root;
    // One spelling only: no leading zeros, no extension lines.
    if (head.root.empty() || text_of(head, origin) != text)
        return damaged(place, {"Nội dung điểm kiểm tra (checkpoint) của nhật ký không đọc được.",
                               "the text of the log's checkpoint cannot be read"});
    return head;
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
    auto text = open_note(note, key, place);
    if (!text) return forward(std::move(text));
    auto head = parse_tree_head(*text, key.name);
    if (!head) return forward(std::move(head));
    return Checkpoint{std::move(*head), std::string(note)};
}

}  // namespace hocba::archive
