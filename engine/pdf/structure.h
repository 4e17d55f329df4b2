// The structure tree: elements, their content and annotations, attributes, parent tree (ISO
// 32000-1, 14.7, 14.8).
#pragma once

#include <string>
#include <vector>

#include "engine/page/page.h"
#include "engine/pdf/content.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {

/// "/H2", "/TD": ISO 32000-1, 14.8.4.
std::string structure_type(const page::Element& element);

/// A signature field's widget, and the Form element that holds it.
struct Widget {
    Reference reference;
    std::size_t page = 0;
    std::uint32_t element = 0;
};

/// What the tree refers to. Page n has /StructParents n; widget n has /StructParent pages + n.
struct Marked {
    const std::vector<Reference>& pages;
    const std::vector<Content>& contents;
    const std::vector<Widget>& widgets;
};

/// Returns the /StructTreeRoot.
Reference write_structure(Writer& writer, const page::Pages& pages, const Marked& marked);

}  // namespace hocba::pdf
