#include "engine/sign/reason.h"

#include <tuple>
#include <utility>

namespace hocba::sign {
namespace {

constexpr std::string_view kSeparator = "; ";

void put(std::string& out, std::string_view label, const std::string& value, const std::string& article) {
    if (value.empty()) return;
    if (!out.empty()) out += kSeparator;
    out += std::string(label) + ": " + value;
    if (!article.empty()) out += " (" + article + ")";
}

/// "value (article)" in its parts; a value may hold brackets, an article holds none.
std::pair<std::string, std::string> parted(std::string_view text) {
    const auto open = text.rfind(" (");
    if (open == text.npos || !text.ends_with(')')) return {std::string(text), ""};
    return {std::string(text.substr(0, open)), std::string(text.substr(open + 2, text.size() - open - 3))};
}

void take(std::string_view part, Reason& reason) {
    const auto colon = part.find(": ");
    if (colon == part.npos) return;
    const std::string_view label = part.substr(0, colon), value = part.substr(colon + 2);
    if (label == "Quy trình") std::tie(reason.procedure, reason.article) = parted(value);
    if (label == "chức vụ") reason.title = value;
    if (label == "ký thay") std::tie(reason.on_behalf_of, reason.on_behalf_article) = parted(value);
    if (label == "lý do") reason.why = value;
}

}  // namespace

bool may_be_signed_on_behalf(std::string_view field) {
    return field == "homeroom" || field == "subject-teacher";
}

std::string text_of(const Reason& reason) {
    std::string out;
    put(out, "Quy trình", reason.procedure, reason.article);
    put(out, "chức vụ", reason.title, "");
    put(out, "ký thay", reason.on_behalf_of, reason.on_behalf_article);
    put(out, "lý do", reason.why, "");
    return out;
}

std::optional<Reason> read_reason(std::string_view text) {
    Reason reason;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find(kSeparator);
        take(rest.substr(0, end), reason);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + kSeparator.size());
    }
    if (text.empty() || text_of(reason) != text) return std::nullopt;
    return reason;
}

}  // namespace hocba::sign
