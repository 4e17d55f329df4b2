// Visits the items of one kind in reading order.
#pragma once

#include <cstddef>
#include <variant>

#include "engine/page/page.h"

namespace hocba::pdf {

/// Calls visit(item, group, page index) for every Kind.
template <class Kind, class Visit>
void for_each(const page::Pages& pages, Visit visit) {
    for (std::size_t p = 0; p < pages.pages.size(); ++p)
        for (const page::Group& group : pages.pages[p].groups)
            for (const page::Item& item : group.items)
                if (const auto* kind = std::get_if<Kind>(&item)) visit(*kind, group, p);
}

}  // namespace hocba::pdf
