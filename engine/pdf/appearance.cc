#include "engine/pdf/appearance.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/pdf/dictionary.h"
#include "engine/pdf/syntax.h"

namespace hocba::pdf {
namespace {

using namespace literals;

/// A hand signature spreads no wider than on paper.
constexpr Length kWidestHand = 60_mm;

std::int64_t thousandths_of(Length length) {
    return divide(length.um * 360, 127);  // 72,000 / 25,400
}

/// "85.039" is 85039, ".5" is 500.
std::int64_t parsed(std::string_view number) {
    const std::size_t point = std::min(number.find('.'), number.size());
    std::string digits(number.substr(0, point));
    std::string places(number.substr(std::min(point + 1, number.size())));
    places.resize(3, '0');
    std::int64_t value = 0;
    for (const char digit : (digits + places).substr(0, 15)) value = value * 10 + (digit - '0');
    return value;
}

/// The numbers of "[85.039 100 .5]", in thousandths; signs, as in our files, do not occur.
std::vector<std::int64_t> numbers_in(std::string_view text) {
    constexpr std::string_view digits = "0123456789.";
    std::vector<std::int64_t> out;
    for (std::size_t at = text.find_first_of(digits); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
        out.push_back(parsed(text.substr(at, end - at)));
        at = text.find_first_of(digits, end);
    }
    return out;
}

std::optional<Box> area_of(std::string_view widget) {
    const auto n = numbers_in(value_of(widget, "/Rect").value_or(""));
    if (n.size() != 4 || n[0] > n[2] || n[1] > n[3]) return std::nullopt;
    return Box{n[0], n[1], n[2] - n[0], n[3] - n[1]};
}

bool meet(const Box& a, const Box& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.top() && b.y < a.top();
}

/// The picture that `form_body` drew: "q W 0 0 H X Y cm …".
std::optional<Box> picture_of(std::string_view pdf, const CrossReference& table, std::string_view widget) {
    const std::string_view normal = value_of(widget, "/AP").value_or("<<>>");
    const auto form = plain_dictionary(pdf, table, referred(value_of(normal, "/N").value_or("")));
    if (!form || !value_of(*form, "/Resources")) return std::nullopt;
    const auto behind = static_cast<std::size_t>(form->data() + form->size() - pdf.data());
    const std::string_view content = pdf.substr(behind, pdf.find("endstream", behind) - behind);
    const std::size_t begin = content.find("q "), end = content.find(" cm");
    if (begin == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
    const auto n = numbers_in(content.substr(begin, end - begin));
    if (n.size() != 6) return std::nullopt;
    return Box{n[4], n[5], n[0], n[3]};
}

/// The hand signature that a stamp in `area` covers, on the page.
Result<std::optional<Box>> covered(std::string_view pdf, const CrossReference& table,
                                   const SignatureField& own, const Box& area) {
    const auto fields = fields_of(pdf, table);
    if (!fields) return tl::unexpected(fields.error());
    for (const SignatureField& field : *fields) {
        const auto widget = plain_dictionary(pdf, table, field.object);
        if (!widget) return tl::unexpected(widget.error());
        const auto other = area_of(*widget);
        if (field.name == own.name || !field.is_signed || !other || !meet(*other, area)) continue;
        const auto picture = picture_of(pdf, table, *widget);
        if (picture)
            return Box{other->x + picture->x, other->y + picture->y, picture->width, picture->height};
    }
    return std::nullopt;
}

/// As large as `width` × `height` allow.
Box fitted(const Appearance& appearance, std::int64_t width, std::int64_t height) {
    const std::int64_t across = appearance.width, down = appearance.height;
    if (width * down <= height * across) return {0, 0, width, divide(width * down, across)};
    return {0, 0, divide(height * across, down), height};
}

std::string in_millimetres(std::int64_t thousandths) {
    return fmt::format("{}", divide(thousandths * 254, 720 * 1000));
}

tl::unexpected<Error> too_small(const SignatureField& field, const Box& area, const Box& picture) {
    const std::string place = fmt::format("{} × {}", in_millimetres(area.width), in_millimetres(area.height));
    const std::string size = in_millimetres(std::max(picture.width, picture.height));
    return fail(Fault::signing, "field " + field.name,
                {fmt::format("Con dấu {} mm lớn hơn ô ký ({} mm).", size, place),
                 fmt::format("The stamp of {} mm is larger than its field ({} mm).", size, place)},
                {"Kiểm tra stamp_mm; mẫu học bạ phải dành ô đủ lớn cho con dấu.",
                 "Check stamp_mm; the form must leave a field that is large enough."});
}

std::string image_entries(const Appearance& appearance, std::string_view space) {
    return fmt::format(
        "<</Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/{}/BitsPerComponent "
        "8/Filter/FlateDecode",
        appearance.width, appearance.height, space);
}

std::string stream(std::string_view entries, std::string_view data) {
    return fmt::format("{}/Length {}>>\nstream\n{}\nendstream", entries, data.size(), data);
}

}  // namespace

Result<Drawing> place_picture(std::string_view pdf, const CrossReference& table, const SignatureField& field,
                              const Appearance& appearance) {
    const auto widget = plain_dictionary(pdf, table, field.object);
    if (!widget) return tl::unexpected(widget.error());
    Drawing out;
    out.field = area_of(*widget).value_or(Box{});
    const bool hand = appearance.diameter.um == 0;
    const std::int64_t diameter = thousandths_of(appearance.diameter);
    out.picture =
        hand ? fitted(appearance, std::min(out.field.width, thousandths_of(kWidestHand)), out.field.height)
             : fitted(appearance, diameter, diameter);
    const std::int64_t spare = out.field.width - out.picture.width;
    if (spare < 0 || out.picture.height > out.field.height) return too_small(field, out.field, out.picture);
    out.picture.x = spare / 2;
    out.picture.y = (out.field.height - out.picture.height) / 2;
    if (hand) return out;
    const auto below = covered(pdf, table, field, out.field);
    if (!below) return tl::unexpected(below.error());
    if (*below) {
        const std::int64_t right = (*below)->x + (*below)->width / 3;
        out.picture.x = std::clamp<std::int64_t>(right - out.picture.width - out.field.x, 0, spare);
    }
    return out;
}

std::string form_body(const Drawing& drawing, int image) {
    const Box& p = drawing.picture;
    const std::string content = fmt::format("q {} 0 0 {} {} {} cm /Picture Do Q", thousandths(p.width),
                                            thousandths(p.height), thousandths(p.x), thousandths(p.y));
    return stream(
        fmt::format("<</Type/XObject/Subtype/Form/BBox[0 0 {} {}]/Resources<</XObject<</Picture {} 0 R>>>>",
                    thousandths(drawing.field.width), thousandths(drawing.field.height), image),
        content);
}

// ISO 19005-3, 6.2.10: transparency needs no blending group where the output intent gives the space.
std::string image_body(const Appearance& appearance, int mask) {
    return stream(image_entries(appearance, "DeviceRGB") + fmt::format("/SMask {} 0 R", mask),
                  appearance.colour);
}

std::string mask_body(const Appearance& appearance) {
    return stream(image_entries(appearance, "DeviceGray"), appearance.alpha);
}

std::string with_appearance(std::string_view widget, int form) {
    const auto old = value_of(widget, "/AP");
    if (!old) return std::string(widget);
    const auto at = static_cast<std::size_t>(old->data() - widget.data());
    return fmt::format("{}<</N {} 0 R>>{}", widget.substr(0, at), form, widget.substr(at + old->size()));
}

}  // namespace hocba::pdf
