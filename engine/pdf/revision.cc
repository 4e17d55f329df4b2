// A signature as an appended revision: field, signature dictionary, cross-reference stream (ISO
// 32000-1, 7.5.6).
#include <fmt/format.h>

#include "engine/base/digest.h"
#include "engine/pdf/appearance.h"
#include "engine/pdf/cross_reference.h"
#include "engine/pdf/dictionary.h"
#include "engine/pdf/pdf.h"
#include "engine/pdf/profile_text.h"
#include "engine/pdf/syntax.h"

namespace hocba::pdf {
namespace {

constexpr std::size_t kMostContents = 1 << 20;
constexpr std::uint64_t kMostBytes = 0xFFFFFFFF - (4 << 20);  // offsets have four bytes
// Wide enough for four integers below 4 GB; what is left over is spaces.
constexpr std::size_t kRangeWidth = 44;

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

Result<void> check(const SignatureRequest& request, std::uint64_t size) {
    const bool sound = is_text(request.name) && (request.reason.empty() || is_text(request.reason)) &&
                       request.contents_size > 0 && request.contents_size <= kMostContents &&
                       size <= kMostBytes;
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

/// Collects the revision behind the earlier bytes.
struct Revision {
    std::string bytes;
    std::string rows;  // of the cross-reference stream, /W [1 4 1]

    void begin(int number) {
        rows += '\1';
        for (int shift = 24; shift >= 0; shift -= 8) rows += static_cast<char>(bytes.size() >> shift);
        rows += '\0';
        bytes += fmt::format("{} 0 obj\n", number);
    }
};

/// Returns where the text of /ByteRange and the hex string of /Contents begin.
std::pair<std::size_t, std::size_t> write_signature(Revision& revision, int number,
                                                    const SignatureRequest& request,
                                                    const std::string& reference) {
    revision.begin(number);
    // SubFilter, ByteRange, Contents in this order: what some readers expect.
    revision.bytes += "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange";
    const std::size_t range = revision.bytes.size();
    revision.bytes += std::string(kRangeWidth, ' ') + "/Contents";
    const std::size_t contents = revision.bytes.size();
    revision.bytes += '<' + std::string(2 * request.contents_size, '0') + '>';
    revision.bytes += "/M" + text_string(to_pdf_date(request.claimed)) + "/Name" + text_string(request.name);
    if (!request.reason.empty()) revision.bytes += "/Reason" + text_string(request.reason);
    revision.bytes += reference + ">>\nendobj\n";
    return {range, contents};
}

/// The three objects from `number` on.
void write_appearance(Revision& revision, int number, const Appearance& appearance, const Drawing& drawing) {
    for (const std::string& body :
         {form_body(drawing, number + 1), image_body(appearance, number + 2), mask_body(appearance)}) {
        revision.begin(number++);
        revision.bytes += body + "\nendobj\n";
    }
}

/// `number` is the first new object's, `last` its own.
void write_cross_reference(Revision& revision, const CrossReference& table, int widget, int number, int last,
                           std::string_view pdf) {
    const std::size_t start = revision.bytes.size();
    revision.begin(last);
    const auto entry = [&table](std::string_view key) {
        return value_of(table.trailer, key).value_or("null");
    };
    // ISO 32000-1, 14.4: the first half of /ID stays, the second is new with every revision.
    const std::string_view id = entry("/ID");
    const std::string_view first_id = id.substr(1, id.find('>'));
    revision.bytes += fmt::format(
        "<</Type/XRef/Size {}/W[1 4 1]/Index[{} 1 {} {}]/Root {}/Info {}/ID[{}{}]/Prev {}/Length "
        "{}>>\nstream\n",
        last + 1, widget, number, last + 1 - number, entry("/Root"), entry("/Info"), first_id,
        hex_string(sha256(pdf).substr(0, 16)), table.start, revision.rows.size());
    revision.bytes += revision.rows;
    revision.bytes += fmt::format("\nendstream\nendobj\nstartxref\n{}\n%%EOF\n", start);
}

}  // namespace

Result<Prepared> prepare_signature(std::string_view pdf, const SignatureRequest& request) {
    if (auto sound = check(request, pdf.size()); !sound) return forward(std::move(sound));
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

    const int number = static_cast<int>(table->places.size());
    Revision revision{std::string(pdf), ""};
    revision.begin(field->object);
    const std::string shown = visible ? with_appearance(*widget, number + 1) : std::string(*widget);
    revision.bytes += fmt::format("{}/V {} 0 R>>\nendobj\n", shown.substr(0, shown.size() - 2), number);
    const std::string lock =
        field->locks ? field_lock(value_of(table->trailer, "/Root").value_or("null")) : "";
    const auto [range, contents] = write_signature(revision, number, request, lock);
    if (visible) write_appearance(revision, number + 1, *request.appearance, *drawing);
    write_cross_reference(revision, *table, field->object, number, number + (visible ? 4 : 1), pdf);

    const std::size_t behind = contents + 2 * request.contents_size + 2;
    const std::array<std::uint64_t, 4> hashed{0, contents, behind, revision.bytes.size() - behind};
    const std::string text = fmt::format("[0 {} {} {}]", hashed[1], hashed[2], hashed[3]);
    revision.bytes.replace(range, text.size(), text);
    return Prepared{std::move(revision.bytes), hashed};
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
