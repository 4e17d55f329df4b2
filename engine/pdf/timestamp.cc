// A document timestamp as an appended revision: one more field and its value (ETSI EN 319 142-1, 5.4.3).
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/pdf/dictionary.h"
#include "engine/pdf/increment.h"
#include "engine/pdf/locked.h"
#include "engine/pdf/pdf.h"
#include "engine/pdf/syntax.h"

namespace hocba::pdf {
namespace {

std::string unused_name(const std::vector<SignatureField>& fields) {
    for (int n = 1;; ++n) {
        const std::string name = fmt::format("timestamp{}", n);
        const bool used = std::any_of(fields.begin(), fields.end(),
                                      [&](const SignatureField& field) { return field.name == name; });
        if (!used) return name;
    }
}

tl::unexpected<Error> unreadable(const std::string& where) {
    return fail(Fault::document, where,
                {"Chữ ký trong tệp bị hỏng, không đọc được.", "a signature in the file cannot be read"},
                {"Hãy dùng đúng tệp đã được lập.", "use the file as it was issued"});
}

/// The form with one more field.
Result<std::string> extended_form(std::string_view form, int field) {
    const auto fields = value_of(form, "/Fields");
    if (!fields || fields->size() < 2 || fields->back() != ']') return unreadable("/AcroForm");
    const auto end = static_cast<std::size_t>(fields->data() + fields->size() - 1 - form.data());
    return fmt::format("{} {} 0 R{}", form.substr(0, end), field, form.substr(end));
}

Result<SignatureValue> value_from(std::string_view pdf, const CrossReference& table, int number,
                                  const std::string& field) {
    const auto dictionary = plain_dictionary(pdf, table, number);
    if (!dictionary) return tl::unexpected(dictionary.error());
    const auto range = integers(value_of(*dictionary, "/ByteRange").value_or(""));
    const std::string_view text = value_of(*dictionary, "/Contents").value_or("");
    if (range.size() != 4 || text.size() < 2) return unreadable(field);
    std::string digits(text.substr(1, text.size() - 2));
    for (char& c : digits)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    auto contents = from_hex(digits);
    if (!contents) return unreadable(field);
    return SignatureValue{field,
                          value_of(*dictionary, "/SubFilter") == "/ETSI.RFC3161",
                          {range[0], range[1], range[2], range[3]},
                          *std::move(contents)};
}

}  // namespace

Result<SignatureField> locked_field(std::string_view pdf, const CrossReference& table) {
    if (auto short_enough = fits(pdf); !short_enough) return forward(std::move(short_enough));
    const auto fields = fields_of(pdf, table);
    if (!fields) return tl::unexpected(fields.error());
    const auto found = std::find_if(fields->begin(), fields->end(), [](const SignatureField& field) {
        return field.is_signed && field.locks;
    });
    if (found != fields->end()) return *found;
    return fail(
        Fault::signing, "pdf",
        {"Tài liệu chưa có chữ ký cuối cùng, chưa thể đóng dấu thời gian hay thêm dữ liệu kiểm chứng.",
         "the last signature is still missing; timestamps and evidence come after it"},
        {"Ký đủ trước, rồi chạy lại.", "collect the signatures first, then run it again"});
}

Result<Prepared> prepare_timestamp(std::string_view pdf, std::size_t contents_size) {
    const auto table = read_cross_reference(pdf);
    if (!table) return tl::unexpected(table.error());
    const auto last = locked_field(pdf, *table);
    if (!last) return tl::unexpected(last.error());
    const auto fields = fields_of(pdf, *table);
    const auto widget = plain_dictionary(pdf, *table, last->object);
    const auto catalog =
        plain_dictionary(pdf, *table, referred(value_of(table->trailer, "/Root").value_or("")));
    if (!fields || !widget || !catalog) return unreadable("/AcroForm");
    const int form_number = referred(value_of(*catalog, "/AcroForm").value_or(""));
    const auto form = plain_dictionary(pdf, *table, form_number);
    if (!form) return tl::unexpected(form.error());

    Increment increment(pdf, *table);
    const int field = increment.reserve(), value = increment.reserve();
    const auto extended = extended_form(*form, field);
    if (!extended) return tl::unexpected(extended.error());
    increment.put(form_number, *extended);
    // Not among the page's /Annots: the page stays as it was signed. ISO 19005-3, 6.3.2 demands Print; a
    // widget of no size needs no appearance.
    increment.put(
        field,
        fmt::format("<</Type/Annot/Subtype/Widget/FT/Sig/T{}/Rect[0 0 0 0]/F 132/P {}/V {} 0 R>>",
                    text_string(unused_name(*fields)), value_of(*widget, "/P").value_or("null"), value));
    increment.put_signature(value, "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161",
                            contents_size);
    return std::move(increment).prepare();
}

Result<std::vector<SignatureValue>> signature_values(std::string_view pdf) {
    const auto table = read_cross_reference(pdf);
    if (!table) return tl::unexpected(table.error());
    const auto fields = fields_of(pdf, *table);
    if (!fields) return tl::unexpected(fields.error());
    std::vector<SignatureValue> values;
    for (const SignatureField& field : *fields) {
        if (!field.is_signed) continue;
        const auto widget = plain_dictionary(pdf, *table, field.object);
        if (!widget) return tl::unexpected(widget.error());
        auto value = value_from(pdf, *table, referred(value_of(*widget, "/V").value_or("")), field.name);
        if (!value) return forward(std::move(value));
        values.push_back(*std::move(value));
    }
    std::sort(values.begin(), values.end(),
              [](const auto& a, const auto& b) { return a.range[2] < b.range[2]; });
    return values;
}

}  // namespace hocba::pdf
