// Measured content over pages: each page takes what fits, forced breaks and sections begin new ones.
#pragma once

#include "engine/layout/place.h"

namespace hocba::layout {

class Paginator {
  public:
    Paginator(page::Pages& pages, const form::PageMaster& master, Slots& slots, text::Shaper& shaper);

    /// Fault::form names what is taller than a page.
    Result<void> add(Content content, bool new_page, std::uint32_t year = 0);

  private:
    Result<void> add_until(Content& content, std::size_t& first, std::size_t last);
    void begin_page();
    bool page_is_empty() const { return used_.um == 0; }
    tl::unexpected<Error> too_tall(const Node& node) const;

    page::Pages& pages_;
    Slots& slots_;
    text::Shaper& shaper_;
    Size paper_;
    Rect body_;
    std::uint32_t year_ = 0;
    Length used_, after_;  // on the last page
};

}  // namespace hocba::layout
