// What a signing revision draws in its field: one picture with a soft mask (ISO 32000-1, 12.5.5 and 11.6.5).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/pdf/cross_reference.h"
#include "engine/pdf/pdf.h"

namespace hocba::pdf {

/// In thousandths of a point; the origin is a lower left corner.
struct Box {
    std::int64_t x = 0, y = 0, width = 0, height = 0;
    std::int64_t right() const { return x + width; }
    std::int64_t top() const { return y + height; }
};

struct Drawing {
    Box field;    // on the page
    Box picture;  // in the field
};

/// ND 30/2020, Phụ lục I, II.7d: a hand signature stands in the middle of its field. II.8a: a stamp has its
/// real size and covers a third of the hand signature that is drawn below its field, on the left; without one
/// it stands in the middle. Fault::signing if the field is too small for the stamp.
Result<Drawing> place_picture(std::string_view pdf, const CrossReference& table, const SignatureField& field,
                              const Appearance& appearance);

/// The bodies of the three objects, from "<<" on, numbered from `number`: form XObject, image and soft mask.
std::string form_body(const Drawing& drawing, int image);
std::string image_body(const Appearance& appearance, int mask);
std::string mask_body(const Appearance& appearance);

/// The dictionary of a widget with another normal appearance.
std::string with_appearance(std::string_view widget, int form);

}  // namespace hocba::pdf
