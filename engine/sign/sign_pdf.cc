#include <fmt/format.h>

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/pdf/pdf.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/sign.h"

namespace hocba::sign {
namespace {

using Fields = std::vector<pdf::SignatureField>;

const pdf::SignatureField* find(const Fields& fields, std::string_view name) {
    const auto at =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
    return at == fields.end() ? nullptr : &*at;
}

tl::unexpected<Error> refused(const std::string& field, std::string vi, std::string en, Text hint) {
    return fail(Fault::signing, fmt::format("field {}", field), {std::move(vi), std::move(en)},
                std::move(hint));
}

tl::unexpected<Error> absent(const std::string& field) {
    return refused(field, fmt::format("Tài liệu không có ô ký “{}”.", field),
                   fmt::format("The document has no signature field “{}”.", field),
                   {"Kiểm tra vai trò ký (--as).", "Check the role (--as)."});
}

/// QĐ 1789, Điều 20.5: the leader signs before the school issues. Every earlier slot is filled, no later one.
Result<void> check_order(const Fields& fields, const std::string& field,
                         const std::vector<std::string>& order) {
    const auto own = std::find(order.begin(), order.end(), field);
    if (own == order.end())
        return refused(field, fmt::format("Vai trò “{}” không có trong quy trình ký.", field),
                       fmt::format("The role “{}” is not in the procedure.", field),
                       {"Kiểm tra vai trò ký (--as).", "Check the role (--as)."});
    for (auto slot = order.begin(); slot != order.end(); ++slot) {
        const auto* other = find(fields, *slot);
        if (!other) return absent(*slot);
        if (slot < own && !other->is_signed)
            return refused(
                field, fmt::format("Chưa đến lượt: “{}” phải ký trước.", *slot),
                fmt::format("Too early: “{}” signs first.", *slot),
                {"Chuyển tài liệu cho người ký trước.", "Hand the document to the earlier signer."});
        if (slot > own && other->is_signed)
            return refused(field, fmt::format("Quá muộn: “{}” đã ký sau lượt này.", *slot),
                           fmt::format("Too late: “{}” has already signed.", *slot),
                           {"Phát hành lại tài liệu.", "Issue the document again."});
    }
    return {};
}

Result<void> check_fields(const Fields& fields, const std::string& field,
                          const std::vector<std::string>& order) {
    const auto* own = find(fields, field);
    if (!own) return absent(field);
    if (own->is_signed)
        return refused(field, fmt::format("Ô ký “{}” đã có chữ ký.", field),
                       fmt::format("The field “{}” is signed already.", field),
                       {"Không ký hai lần.", "Do not sign twice."});
    const bool locked = std::any_of(fields.begin(), fields.end(),
                                    [](const auto& other) { return other.is_signed && other.locks; });
    if (locked)
        return refused(field, "Tài liệu đã khóa bằng chữ ký của nhà trường.",
                       "The school's signature has locked the document.",
                       {"Phát hành lại tài liệu.", "Issue the document again."});
    return check_order(fields, field, order);
}

/// The longest CMS that this signer makes: all but the signature has a fixed size.
std::size_t size_of_cms(const Signer& signer) {
    const std::vector<std::string> path = whole_path(signer);
    if (path.empty()) return 0;
    const std::string signature(signer.longest_signature(), '\0');
    return assemble(std::string(32, '\0'), path, kind_of(signer), signature).size();
}

/// SHA-256 of both ranges (ISO 32000-1, 12.8.1).
std::string digest_of(const pdf::Prepared& prepared) {
    const std::string_view bytes = prepared.bytes;
    const auto& range = prepared.range;
    return Sha256()
        .update(bytes.substr(range[0], range[1]))
        .update(bytes.substr(range[2], range[3]))
        .finish();
}

}  // namespace

Result<std::string> sign_pdf(std::string_view pdf, const std::string& field,
                             const std::vector<std::string>& order, const Signer& signer, Instant claimed,
                             const std::string& reason, const pdf::Appearance* appearance) {
    const auto fields = pdf::signature_fields(pdf);
    if (!fields) return tl::unexpected(fields.error());
    if (auto allowed = check_fields(*fields, field, order); !allowed) return tl::unexpected(allowed.error());
    auto prepared = pdf::prepare_signature(
        pdf, {field, signer.subject_name(), claimed, reason, size_of_cms(signer), appearance});
    if (!prepared) return tl::unexpected(prepared.error());
    const auto bytes = cms(digest_of(*prepared), signer);
    if (!bytes) return bytes;
    return pdf::fill(std::move(*prepared), *bytes);
}

}  // namespace hocba::sign
