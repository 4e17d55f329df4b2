// A signature as an appended revision: field, signature dictionary, perhaps a picture (ISO 32000-1, 12.8).
#include <fmt/format.h>

#include "engine/pdf/appearance.h"
#include "engine/pdf/cross_reference.h"
#include "engine/pdf/dictionary.h"
#include "engine/pdf/increment.h"
#include "engine/pdf/pdf.h"
#include "engine/pdf/profile_text.h"
#include "engine/pdf/syntax.h"

namespace hocba::pdf {
namespace {

constexpr std::size_t kMostContents = 1 << 20;

tl::unexpected<Error> refused(std::string where, Text what, Text hint) {
    return fail(Fault::signing, std::move(where), std::move(what), std::move(hint));
}

Result<SignatureField> field_to_sign(const std::vector<SignatureField>& fields, const std::string& name) {
    const SignatureField* found = nullptr;
    for (const SignatureField& field : fields) {
        if (field.is_signed && field.locks)
            return refused(field.name,
                           {"Tài liệu đã khóa sau chữ ký của nhà trường, không ký thêm được.",
                            "the document is locked by the signature in " + field.name},
                           {"Nếu cần sửa, hãy lập bản thay thế.", "issue a replacement if it must change"});
        if (field.name == name) found = &field;
    }
    if (!found)
        return refused(name, {"Tài liệu không có ô chữ ký này.", "the document has no such signature field"},
                       {"Hãy kiểm tra vai trò người ký.", "check the signer's role"});
    if (found->is_signed)
        return refused(name, {"Ô chữ ký này đã được ký.", "this field is signed already"},
                       {"Không cần ký lại.", "there is no need to sign again"});
    return *found;
}

Result<void> check(const SignatureRequest& request) {
    const bool sound = is_text(request.name) && (request.reason.empty() || is_text(request.reason)) &&
                       request.contents_size > 0 && request.contents_size <= kMostContents;
    if (sound) return {};
    return refused(request.field,
                   {"Tên người ký, lý do hoặc cỡ chữ ký không dùng được.",
                    "the signer's name, the reason or the size of the signature cannot be used"},
                   {"Hãy kiểm tra chứng thư số.", "check the certificate"});
}

/// ISO 32000-1, tables 253 and 256: makes the lock of the field act.
std::string field_lock(std::string_view root) {
    return fmt::format(
        "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/Data {}/TransformParams"
        "<</Type/TransformParams/V/1.2/Action/All>>>>]",
        root);
}

/// The three objects from `number` on.
void put_appearance(Increment& increment, int number, const Appearance& appearance, const Drawing& drawing) {
    for (const std::string& body :
         {form_body(drawing, number + 1), image_body(appearance, number + 2), mask_body(appearance)})
        increment.put(number++, body);
}

/// What stands behind /Contents.
std::string about(const SignatureRequest& request) {
    std::string text = "/M" + text_string(to_pdf_date(request.claimed)) + "/Name" + text_string(request.name);
    if (!request.reason.empty()) text += "/Reason" + text_string(request.reason);
    return text;
}

}  // namespace

Result<Prepared> prepare_signature(std::string_view pdf, const SignatureRequest& request) {
    if (auto short_enough = fits(pdf); !short_enough) return forward(std::move(short_enough));
    if (auto sound = check(request); !sound) return forward(std::move(sound));
    const auto table = read_cross_reference(pdf);
    if (!table) return tl::unexpected(table.error());
    const auto fields = fields_of(pdf, *table);
    if (!fields) return tl::unexpected(fields.error());
    const auto field = field_to_sign(*fields, request.field);
    if (!field) return tl::unexpected(field.error());
    const auto widget = plain_dictionary(pdf, *table, field->object);
    if (!widget) return tl::unexpected(widget.error());
    const bool visible = request.appearance != nullptr;

    Result<Drawing> drawing;
    if (visible) drawing = place_picture(pdf, *table, *field, *request.appearance);
    if (!drawing) return tl::unexpected(drawing.error());

    Increment increment(pdf, *table);
    const int number = increment.reserve(), form = visible ? increment.reserve() : 0;
    for (int rest = visible ? 2 : 0; rest > 0; --rest) increment.reserve();  // image and mask
    const std::string shown = visible ? with_appearance(*widget, form) : std::string(*widget);
    increment.put(field->object, fmt::format("{}/V {} 0 R>>", shown.substr(0, shown.size() - 2), number));
    const std::string lock =
        field->locks ? field_lock(value_of(table->trailer, "/Root").value_or("null")) : "";
    increment.put_signature(number, "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached",
                            request.contents_size, about(request) + lock);
    if (visible) put_appearance(increment, form, *request.appearance, *drawing);
    return std::move(increment).prepare();
}

Result<std::string> fill(Prepared prepared, std::string_view cms) {
    const std::uint64_t from = prepared.range[1], to = prepared.range[2];
    const bool inside = from < to && to <= prepared.bytes.size() && to - from >= 2;
    if (!inside || cms.size() * 2 > to - from - 2)
        return refused(
            "/Contents",
            {"Chữ ký số dài hơn chỗ dành sẵn trong tệp.", "the CMS is longer than the space reserved for it"},
            {"Hãy ký lại với chỗ dành sẵn lớn hơn.", "sign again with more space reserved"});
    const std::string digits = hex_string(cms);
    prepared.bytes.replace(from + 1, digits.size() - 2, digits, 1, digits.size() - 2);
    return std::move(prepared.bytes);
}

}  // namespace hocba::pdf
