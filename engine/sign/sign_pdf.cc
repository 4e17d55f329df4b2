#include <fmt/format.h>

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/pdf/pdf.h"
#include "engine/sign/cms_parts.h"
#include "engine/sign/der.h"
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
    return fail(Fault::signing, field, {std::move(vi), std::move(en)}, std::move(hint));
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

/// The longest CMS of this signer: all but the signature and the token has a fixed size.
std::size_t size_of_cms(const Identity& identity, const Request& request) {
    const std::string empty(digest_of(identity.digest, "").size(), '\0');
    return assemble({empty, whole_path(identity), identity.key, identity.digest,
                     std::string(identity.longest_signature, '\0'), std::string(request.token_room, '\0')})
        .size();
}

/// Of both ranges (ISO 32000-1, 12.8.1).
std::string digest_of(const pdf::Prepared& prepared, Digest digest) {
    const std::string_view bytes = prepared.bytes;
    const auto& range = prepared.range;
    const std::string_view before = bytes.substr(range[0], range[1]),
                           after = bytes.substr(range[2], range[3]);
    if (digest == Digest::sha256) return Sha256().update(before).update(after).finish();
    return sha384(std::string(before) + std::string(after));
}

}  // namespace

Result<Unsigned> begin_signature(std::string_view pdf, const Request& request, const Identity& identity) {
    const auto fields = pdf::signature_fields(pdf);
    if (!fields) return tl::unexpected(fields.error());
    if (auto allowed = check_fields(*fields, request.field, request.order); !allowed)
        return tl::unexpected(allowed.error());
    auto prepared =
        pdf::prepare_signature(pdf, {request.field, identity.name, request.claimed, request.reason,
                                     size_of_cms(identity, request), request.appearance});
    if (!prepared) return tl::unexpected(prepared.error());
    Unsigned waiting{*std::move(prepared), "", "", identity, request.token_room > 0};
    waiting.message_digest = digest_of(waiting.prepared, identity.digest);
    const auto attributes = signed_attributes(waiting.message_digest, whole_path(identity));
    waiting.digest = digest_of(identity.digest, der_set_of(kSet, attributes));
    return waiting;
}

/// OpenSSL's CMS_final always adds signing-time, which PAdES forbids (ETSI EN 319 142-1, 6.3): /M has it.
Result<std::string> finish_signature(Unsigned waiting, std::string_view signature, std::string_view token) {
    const Identity& identity = waiting.identity;
    const auto parts = parts_of(identity.certificate);
    if (!parts || !signature_matches(parts->public_key, identity.digest, waiting.digest, signature))
        return refused(identity.name, "Chữ ký nhận được không phải của khóa này trên tài liệu này.",
                       "The signature is not of this key over this document.",
                       {"Kiểm tra khóa và chứng thư số rồi ký lại.",
                        "Check the key and its certificate, then sign again."});
    const std::string cms = assemble({waiting.message_digest, whole_path(identity), identity.key,
                                      identity.digest, std::string(signature), std::string(token)});
    return pdf::fill(std::move(waiting.prepared), cms);
}

Result<std::string> sign_pdf(std::string_view pdf, const Request& request, const Signer& signer) {
    auto waiting = begin_signature(pdf, request, signer.identity());
    if (!waiting) return forward(std::move(waiting));
    const auto signatures = signer.sign_digests({waiting->digest});
    if (!signatures) return tl::unexpected(signatures.error());
    return finish_signature(*std::move(waiting), signatures->front());
}

}  // namespace hocba::sign
