#include "engine/pdf/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/utf8.h"
#include "engine/pdf/profile_text.h"

namespace hocba::pdf {
namespace {

using page::Element;
using page::Role;

// ISO 19005-3, 6.1.13: a page is between 3 and 14 400 units wide and high.
constexpr Length kLeastSide = points(3), kMostSide = points(14400);

class Check {
  public:
    Check(const page::Pages& pages, const text::FontSet& fonts) : pages_(pages), fonts_(fonts) {}

    std::vector<Problem> run(const Info& info) {
        append(info_violations(info));
        if (pages_.pages.empty() || pages_.elements.empty() ||
            pages_.elements.front().role != Role::document) {
            add("pages",
                {"Tài liệu không có trang hoặc không có gốc cấu trúc.", "no page, or no document element"});
            return std::move(problems_);
        }
        for (std::size_t i = 1; i < pages_.elements.size(); ++i) element(i);
        tables();
        for (std::size_t p = 0; p < pages_.pages.size(); ++p) page(p);
        return std::move(problems_);
    }

  private:
    void add(std::string where, Text what) {
        problems_.push_back({std::move(where), std::move(what), form_hint()});
    }
    void append(std::vector<Problem> more) {
        problems_.insert(problems_.end(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
    }

    void element(std::size_t index) {
        const Element& e = pages_.elements[index];
        const std::string where = fmt::format("element {}", index);
        if (e.parent >= index)
            return add(where, {"Cấu trúc sai thứ tự cha – con.", "an element precedes its parent"});
        if (e.rows < 1 || e.columns < 1) add(where, {"Ô trộn sai số hàng, số cột.", "a span below 1"});
        if (!nested(e.role, pages_.elements[e.parent].role))
            add(where, {"Phần tử bảng nằm sai chỗ.", "a part of a table stands outside its place"});
        if (e.role == Role::heading) heading(e, where);
        if (e.role == Role::figure && !is_text(e.alt))
            add(where, {"Hình không có mô tả thay thế.", "a figure without alternative text"});
        if (e.role == Role::header_cell && e.scope == page::Scope::none)
            add(where, {"Ô tiêu đề không nói áp dụng cho hàng hay cột.", "a header cell without scope"});
    }

    /// ISO 32000-1, table 337: rows in tables, cells in rows.
    static bool nested(Role role, Role parent) {
        const bool part =
            parent == Role::table_head || parent == Role::table_body || parent == Role::table_foot;
        switch (role) {
            case Role::table_head:
            case Role::table_body:
            case Role::table_foot:
                return parent == Role::table;
            case Role::row:
                return parent == Role::table || part;
            case Role::header_cell:
            case Role::data_cell:
                return parent == Role::row;
            case Role::document:
                return false;
            default:
                return parent != Role::table && !part && parent != Role::row;
        }
    }

    /// ISO 14289-1, 7.2: what has a head or a foot has a body.
    void tables() {
        std::map<std::uint32_t, bool> bodies;  // by table that has parts
        for (const Element& e : pages_.elements) {
            if (e.role == Role::table_head || e.role == Role::table_foot) bodies.try_emplace(e.parent, false);
            if (e.role == Role::table_body) bodies[e.parent] = true;
        }
        for (const auto& [table, has_body] : bodies)
            if (!has_body)
                add(fmt::format("element {}", table),
                    {"Bảng chỉ có phần đầu, không có hàng nào.", "a table with a head and no body"});
    }

    /// ISO 14289-1, 7.4.2: from H1 on, no level is skipped on the way down.
    void heading(const Element& e, const std::string& where) {
        if (e.level < 1 || e.level > 6 || e.level > last_level_ + 1)
            add(where, {fmt::format("Đề mục bậc {} đứng sau bậc {}.", e.level, last_level_),
                        fmt::format("a heading of level {} follows level {}", e.level, last_level_)});
        last_level_ = e.level;
    }

    void page(std::size_t index) {
        const page::Page& page = pages_.pages[index];
        page_ = index + 1;
        const auto [least, most] = std::minmax(page.size.width, page.size.height);
        if (least < kLeastSide || most > kMostSide)
            add(fmt::format("page {}", page_),
                {"Khổ trang ngoài giới hạn của PDF/A.", "page size outside PDF/A's limits"});
        for (const page::Group& group : page.groups) {
            if (group.element != page::Group::artifact && group.element >= pages_.elements.size()) {
                add(fmt::format("page {}", page_),
                    {"Nội dung không thuộc phần tử nào.", "content of no element"});
                continue;
            }
            group_ = &group;
            for (const page::Item& item : group.items) std::visit(*this, item);
        }
    }

    std::string place(Point p) const {
        return fmt::format("page {}, {} mm {} mm", page_, p.x.um / 1000, p.y.um / 1000);
    }

  public:
    void operator()(const page::GlyphRun& run) {
        const std::string where = place(run.origin);
        if (!fonts_.has(run.font) || run.size.um <= 0)
            return add(where, {"Phông chữ hoặc cỡ chữ không có.", "an unknown font or no size"});
        if (!run.text.empty() && !is_text(run.text))
            return add(where, {"Chữ có ký tự điều khiển hoặc không phải UTF-8.",
                               "text with control characters or no UTF-8"});
        std::uint32_t last = 0;
        for (const page::Glyph& glyph : run.glyphs) {
            // ISO 19005-3, 6.2.11.8: no reference to .notdef.
            if (glyph.id == 0)
                return add(where, {"Phông thiếu chữ: " + run.text, "a missing glyph in: " + run.text});
            if (glyph.cluster < last || glyph.cluster >= run.text.size())
                return add(where, {"Chữ và hình chữ không khớp.", "glyph clusters do not follow the text"});
            last = glyph.cluster;
        }
    }
    void operator()(const page::Stroke&) {}
    void operator()(const page::Fill&) {}
    void operator()(const page::Image&) {}
    void operator()(const page::Slot& slot) {
        const std::string where = place({slot.area.x, slot.area.y});
        if (!is_text(slot.name) || slot.name.find('.') != std::string::npos ||
            !slots_.insert(slot.name).second)
            add(where, {"Tên ô chữ ký trống, trùng hoặc có dấu chấm: " + slot.name,
                        "signature slot's name is empty, repeated or has a full stop: " + slot.name});
        // ISO 14289-1, 7.18.1 and 7.18.4: a description, and a Form element of its own.
        if (!is_text(slot.tooltip))
            add(where, {"Ô chữ ký không có lời chỉ dẫn.", "a signature slot without tooltip"});
        const std::uint32_t element = group_->element;
        if (element == page::Group::artifact || pages_.elements[element].role != Role::form ||
            !forms_.insert(element).second)
            add(where,
                {"Ô chữ ký cần một phần tử Form riêng.", "a signature slot needs a Form element of its own"});
    }
    void operator()(const page::Seal& seal) {
        if (!pages_.draft && seal.modules.side == 0)
            add(place({seal.area.x, seal.area.y}),
                {"Ô mã QR còn trống.", "an empty seal in a document that is no draft"});
    }

  private:
    const page::Pages& pages_;
    const text::FontSet& fonts_;
    std::vector<Problem> problems_;
    int last_level_ = 0;
    std::size_t page_ = 0;
    const page::Group* group_ = nullptr;
    std::set<std::string> slots_;
    std::set<std::uint32_t> forms_;
};

}  // namespace

std::vector<Problem> violations(const page::Pages& pages, const text::FontSet& fonts, const Info& info) {
    return Check(pages, fonts).run(info);
}

}  // namespace hocba::pdf
