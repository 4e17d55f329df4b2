// What /Reason of a signature says (ISO 32000-1, table 252): by which procedure, in which office, for whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hocba::sign {

/// Vietnamese, in a fixed order, so that people and programs read the same line. No value holds a semicolon.
struct Reason {
    std::string procedure;          // "annual"
    std::string article;            // that asks for this signature
    std::string title;              // "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG"; empty for the head
    std::string on_behalf_of;       // a teacher who left
    std::string on_behalf_article;  // that allows it
    std::string why;
    bool operator==(const Reason&) const = default;
};

/// The only role that signs for a teacher who left (QĐ 1789/QĐ-SGDĐT, Điều 14.7 and 39.1).
inline constexpr const char* kOnBehalfRole = "principal";

/// Whether somebody else may sign in that field: those of teachers alone.
bool may_be_signed_on_behalf(std::string_view field);

/// "Quy trình: annual (QĐ …, Điều 20.5b); ký thay: Lê Thị D (QĐ …, Điều 14.7); lý do: nghỉ hưu"; empty if
/// nothing is said.
std::string text_of(const Reason& reason);

/// Nothing unless text_of() writes it so.
std::optional<Reason> read_reason(std::string_view text);

}  // namespace hocba::sign
