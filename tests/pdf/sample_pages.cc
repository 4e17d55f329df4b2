#include "tests/pdf/sample_pages.h"

#include <catch2/catch.hpp>

#include <stdexcept>

#include "engine/base/bytes.h"
#include "engine/base/utf8.h"
#include "engine/text/fallback.h"
#include "engine/text/shape.h"

namespace hocba::sample {
namespace {

using namespace literals;
using page::Element;
using page::Group;
using page::Role;

constexpr Size kA4{210_mm, 297_mm};

/// Puts words beside each other; a space is a word.
page::GlyphRun run_of(std::string_view text, Point origin, text::FontId font = 0, Length size = 12_pt) {
    text::Shaper shaper(fonts());
    page::GlyphRun run{font, size, origin, {}, {}, {}, std::string(text)};
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t space = text.find(' ', start);
        const std::size_t end = space == start ? start + 1 : std::min(space, text.size());
        for (const text::ShapedGlyph& g : shaper.shape(font, text.substr(start, end - start)).glyphs)
            run.glyphs.push_back(
                {g.id, g.advance, g.x_offset, g.y_offset, g.cluster + static_cast<std::uint32_t>(start)});
        start = end;
    }
    return run;
}

struct Builder {
    page::Sealed sealed;

    Builder() {
        sealed.pages.title = "Học bạ";
        sealed.pages.language = "vi-VN";
        sealed.pages.elements.push_back({});
        sealed.pages.pages.push_back({kA4, {}});
    }
    std::uint32_t element(Element element) {
        sealed.pages.elements.push_back(std::move(element));
        return static_cast<std::uint32_t>(sealed.pages.elements.size()) - 1;
    }
    std::uint32_t element(Role role, std::uint32_t parent = 0) {
        Element made;
        made.role = role;
        made.parent = parent;
        return element(made);
    }
    void put(std::uint32_t owner, std::vector<page::Item> items, bool furniture = false) {
        sealed.pages.pages.back().groups.push_back({owner, furniture, std::move(items)});
    }
    void figure(std::string alt, page::Item item) {
        Element made;
        made.role = Role::figure;
        made.alt = std::move(alt);
        put(element(made), {std::move(item)});
    }
    void slot(std::string name, std::string tooltip, Rect area, bool lock) {
        put(element(Role::form), {page::Slot{std::move(name), std::move(tooltip), area, lock}});
    }
    void cell(std::uint32_t row, Role role, std::string_view text, Point at, int rows = 1, int columns = 1) {
        Element made;
        made.role = role;
        made.parent = row;
        made.rows = rows;
        made.columns = columns;
        if (role == Role::header_cell) made.scope = page::Scope::column;
        put(element(made),
            text.empty() ? std::vector<page::Item>{} : std::vector<page::Item>{run_of(text, at)});
    }
};

std::string decoded(std::string_view base64) {
    return from_base64(base64).value();
}

Modules checkered(int side) {
    Modules modules{side, {}};
    for (int i = 0; i < side * side; ++i) modules.dark.push_back(static_cast<std::uint8_t>(i % 3 != 0));
    return modules;
}

}  // namespace

const text::FontSet& fonts() {
    static const Result<text::FontSet> opened = text::FontSet::open(HOCBA_SOURCE "/fonts/manifest.json");
    if (!opened) throw std::runtime_error(opened.error().problems.front().what.en);
    return *opened;
}

pdf::Info info() {
    pdf::Info info;
    info.title = "Học bạ Nguyễn Thị Ánh Tuyết";
    info.created = parse_instant("2025-05-31T10:00:00+07:00").value();
    info.producer = "hocba 0.1.0";
    info.id = "0123456789abcdef";
    info.properties = {{"issueId", "00ff"}, {"formId", "tt27 & \"số\" <1>"}};
    info.attachments = {{"record.json", "application/json", "Dữ liệu học bạ", pdf::Relationship::source,
                         "{\"name\":\"Nguyễn Thị Ánh Tuyết\"}", info.created}};
    return info;
}

page::Sealed one_line(std::string_view text) {
    Builder b;
    b.put(b.element(Role::paragraph), {run_of(text, {20_mm, 30_mm})});
    return b.sealed;
}

page::Sealed word_by_word(std::string_view words) {
    Builder b;
    std::vector<page::Item> items;
    text::Shaper shaper(fonts());
    Point at{20_mm, 30_mm};
    for (std::size_t start = 0; start < words.size();) {
        const std::size_t end = std::min(words.find(' ', start), words.size() - 1) + 1;
        std::string_view word = words.substr(start, end - start);
        const bool space = word.back() == ' ';
        word.remove_suffix(space ? 1 : 0);
        const auto parts = text::drawn(shaper, 0, word).value();
        for (const text::Stretch& part : parts.stretches) {
            const bool last = &part == &parts.stretches.back() && space;
            page::GlyphRun run = run_of(std::string(part.text) + (last ? " " : ""), at, part.font);
            for (const page::Glyph& glyph : run.glyphs) at.x.um += glyph.advance * run.size.um / 2048;
            items.push_back(std::move(run));
        }
        start = end;
    }
    b.put(b.element(Role::paragraph), std::move(items));
    return b.sealed;
}

page::Sealed justified_line() {
    Builder b;
    page::GlyphRun run = run_of("một hai ba", {20_mm, 30_mm});
    run.word_space = 2_mm;
    b.put(b.element(Role::paragraph), {run});
    return b.sealed;
}

page::Sealed table() {
    Builder b;
    b.put(Group::artifact, {run_of("Trang 1", {20_mm, 10_mm})}, true);
    Element heading;
    heading.role = Role::heading;
    heading.level = 1;
    b.put(b.element(heading), {run_of("KẾT QUẢ HỌC TẬP", {20_mm, 30_mm}, 1, 14_pt)});
    const auto table = b.element(Role::table, b.element(Role::section));
    const auto head = b.element(Role::table_head, table);
    auto row = b.element(Role::row, head);
    b.cell(row, Role::header_cell, "Môn học", {20_mm, 40_mm}, 2, 1);
    b.cell(row, Role::header_cell, "Điểm", {80_mm, 40_mm}, 1, 2);
    row = b.element(Role::row, head);
    b.cell(row, Role::header_cell, "Học kỳ I", {80_mm, 48_mm});
    b.cell(row, Role::header_cell, "Cả năm", {120_mm, 48_mm});
    const auto body = b.element(Role::table_body, table);
    row = b.element(Role::row, body);
    b.cell(row, Role::data_cell, "Toán", {20_mm, 56_mm});
    b.cell(row, Role::data_cell, "9", {80_mm, 56_mm});
    b.cell(row, Role::data_cell, "10", {120_mm, 56_mm});
    row = b.element(Role::row, body);
    b.cell(row, Role::data_cell, "Tiếng Việt", {20_mm, 64_mm});
    b.cell(row, Role::data_cell, "", {});
    b.cell(row, Role::data_cell, "", {});
    b.put(Group::artifact, {page::Stroke{{20_mm, 42_mm}, {150_mm, 42_mm}, 200_um, {}},
                            page::Fill{{20_mm, 66_mm, 130_mm, 1_mm}, {200, 220, 255}}});
    return b.sealed;
}

page::Sealed figures() {
    Builder b;
    b.figure("Ảnh xám", page::Image{{20_mm, 20_mm, 30_mm, 15_mm}, grey_png()});
    b.figure("Ảnh màu", page::Image{{60_mm, 20_mm, 30_mm, 15_mm}, rgb_png()});
    b.figure("Con dấu", page::Image{{100_mm, 20_mm, 30_mm, 30_mm}, rgba_png()});
    b.figure("Con dấu, lần nữa", page::Image{{100_mm, 60_mm, 30_mm, 30_mm}, rgba_png()});
    b.figure("Mã QR để tra cứu", page::Seal{{20_mm, 60_mm, 29_mm, 29_mm}, checkered(21)});
    return b.sealed;
}

page::Sealed slots() {
    Builder b;
    b.put(b.element(Role::paragraph), {run_of("Ngày ký học bạ:", {20_mm, 30_mm})});
    b.slot("principal", "Chữ ký số của Hiệu trưởng", {120_mm, 40_mm, 60_mm, 25_mm}, false);
    b.slot("school", "Chữ ký số của nhà trường", {120_mm, 70_mm, 60_mm, 25_mm}, true);
    return b.sealed;
}

page::Sealed draft() {
    Builder b;
    b.sealed.pages.draft = true;
    b.put(Group::artifact, {run_of("BẢN DỰ THẢO – KHÔNG CÓ GIÁ TRỊ", {30_mm, 150_mm}, 1, 20_pt)});
    b.put(b.element(Role::paragraph), {run_of("Họ và tên:", {20_mm, 30_mm})});
    b.figure("Ô mã QR", page::Seal{{20_mm, 60_mm, 29_mm, 29_mm}, {}});
    b.slot("principal", "Chữ ký số của Hiệu trưởng", {120_mm, 40_mm, 60_mm, 25_mm}, false);
    return b.sealed;
}

page::Sealed paragraph_over_pages() {
    Builder b;
    const auto paragraph = b.element(Role::paragraph);
    b.put(paragraph, {run_of("Nửa đầu ", {20_mm, 280_mm})});
    b.sealed.pages.pages.push_back({kA4, {}});
    b.put(paragraph, {run_of("nửa sau", {20_mm, 20_mm})});
    return b.sealed;
}

page::Sealed every_vietnamese_font() {
    Builder b;
    std::int64_t line = 0;
    for (text::FontId font = 0; font < 4; ++font)
        for (const std::string& letters : vietnamese_letters())
            b.put(b.element(Role::paragraph), {run_of(letters, {10_mm, ++line * 10_mm}, font, 10_pt)});
    return b.sealed;
}

std::vector<std::string> vietnamese_letters() {
    const std::string a_to_e = nfc("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệ");
    const std::string i_to_y = nfc("ìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ");
    return {a_to_e, i_to_y, upper(a_to_e), upper(i_to_y)};
}

std::string grey_png() {
    return decoded(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR42mNgaAAAAIMAgRRrm0MAAAAASUVORK5CYII=");
}
std::string rgb_png() {
    return decoded(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==");
}
std::string rgba_png() {
    return decoded(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEUlEQVR42mP4z8AAQg0QCggAP9cIeW4kQAAAAAAASUVORK5CYII"
        "=");
}

std::string written(const page::Sealed& sealed) {
    const auto draft = pdf::write(sealed, fonts(), info());
    REQUIRE(draft);
    return draft->bytes;
}

}  // namespace hocba::sample
