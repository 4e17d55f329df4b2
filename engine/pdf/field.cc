#include "engine/pdf/field.h"

#include <fmt/format.h>

#include "engine/pdf/items.h"

namespace hocba::pdf {
namespace {

// ISO 32000-1, table 165: Print and Locked. ISO 19005-3, 6.3.2 demands Print.
constexpr int kAnnotationFlags = 4 | 128;

/// ISO 32000-1, table 233; /P is of ISO 32000-2: afterwards no change but of DSS and time-stamps.
constexpr std::string_view kLock = "<</Type/SigFieldLock/Action/All/P 1>>";

struct Placed {
    const page::Slot* slot;
    Length page_height;
};

std::string body(Writer& writer, const Placed& placed, Reference page, std::size_t struct_parent) {
    const page::Slot& slot = *placed.slot;
    const Rect& a = slot.area;
    // ISO 19005-3, 6.3.3: a widget needs an appearance, even unsigned.
    const Reference appearance =
        writer.add_plain_stream(fmt::format("/Type/XObject/Subtype/Form/BBox[0 0 {} {}]/Resources<<>>",
                                            in_points(a.width), in_points(a.height)),
                                "");
    std::string lock;
    if (slot.lock) {
        const Reference reference = writer.reserve();
        writer.put_plain(reference, kLock);
        lock = "/Lock " + to_string(reference);
    }
    return fmt::format(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T{}/TU{}/F {}/Rect[{} {} {} {}]/P {}/StructParent {}/AP<</N "
        "{}>>{}>>",
        text_string(slot.name), text_string(slot.tooltip), kAnnotationFlags, in_points(a.x),
        in_points(placed.page_height - a.bottom()), in_points(a.right()), in_points(placed.page_height - a.y),
        to_string(page), struct_parent, to_string(appearance), lock);
}

}  // namespace

std::vector<Widget> write_fields(Writer& writer, const page::Pages& pages,
                                 const std::vector<Reference>& page_references) {
    std::vector<Widget> widgets;
    for_each<page::Slot>(pages, [&](const page::Slot& slot, const page::Group& group, std::size_t p) {
        const std::size_t struct_parent = pages.pages.size() + widgets.size();
        const std::string field =
            body(writer, {&slot, pages.pages[p].size.height}, page_references[p], struct_parent);
        widgets.push_back({writer.reserve(), p, group.element});
        writer.put_plain(widgets.back().reference, field);
    });
    return widgets;
}

Reference write_form(Writer& writer, const std::vector<Widget>& widgets) {
    std::string fields;
    for (const Widget& widget : widgets) fields += (fields.empty() ? "" : " ") + to_string(widget.reference);
    const Reference form = writer.reserve();
    // SigFlags: SignaturesExist and AppendOnly, from the draft on, as no signature may change this object.
    writer.put_plain(form, "<</Fields[" + fields + "]/SigFlags 3>>");
    return form;
}

}  // namespace hocba::pdf
