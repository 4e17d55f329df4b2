// The sealed cells of a page.
#include <algorithm>

#include "engine/page/page.h"

namespace hocba::page {
namespace {

/// The cell or line that holds an element and is sealed; nothing if none is.
const SealedCell* sealed_of(const std::vector<Element>& elements, std::uint32_t element) {
    while (element != 0 && !elements[element].sealed) element = elements[element].parent;
    return elements[element].sealed ? &*elements[element].sealed : nullptr;
}

}  // namespace

std::vector<SealedCell> sealed_on(const Pages& pages, std::size_t page) {
    std::vector<SealedCell> cells;
    for (const Group& group : pages.pages[page].groups) {
        if (group.element == Group::artifact || group.furniture) continue;
        const SealedCell* cell = sealed_of(pages.elements, group.element);
        if (cell != nullptr && std::find(cells.begin(), cells.end(), *cell) == cells.end())
            cells.push_back(*cell);
    }
    std::sort(cells.begin(), cells.end(),
              [](const SealedCell& a, const SealedCell& b) { return a.number < b.number; });
    return cells;
}

}  // namespace hocba::page
