#include "engine/form/paper_statement.h"

#include <fmt/format.h>

#include "engine/base/bytes.h"
#include "engine/form/format.h"
#include "engine/form/issue.h"

namespace hocba::form {
namespace {

using namespace literals;

constexpr const char* kPlace = "paper";

StyleId add_style(Flow& flow, double size, bool bold = false, Align align = Align::left) {
    Style style;
    style.size = points(size);
    style.line_height = points(size * 1.3);
    style.bold = bold;
    style.align = align;
    style.space_after = points(4);
    flow.styles.push_back(style);
    return static_cast<StyleId>(flow.styles.size() - 1);
}

StyleId add_cell_style(Flow& flow, double size, bool bold = false) {
    const StyleId id = add_style(flow, size, bold);
    Style& style = flow.styles[id];
    style.border = points(0.5);
    style.padding_x = 1_mm;
    style.padding_y = 500_um;
    style.space_after = {};
    return id;
}

Block block(decltype(Block::value) value) {
    return {std::move(value), kPlace};
}

Block words(StyleId style, std::string text, int level = 0) {
    return block(Paragraph{style, level, {{std::move(text)}}});
}

Cell cell(StyleId style, std::string text, Scope scope = Scope::none) {
    Cell out;
    out.style = style;
    out.scope = scope;
    out.blocks = {words(style, std::move(text))};
    return out;
}

std::string millimetres(Size size) {
    return fmt::format("{} × {}", (size.width.um + 500) / 1000, (size.height.um + 500) / 1000);
}

Block sheets_of(Flow& flow, const Paper& paper) {
    const StyleId head = add_cell_style(flow, 9, true), body = add_cell_style(flow, 9);
    Table table;
    table.style = add_cell_style(flow, 9);
    table.tracks = {{14_mm, 0}, {{}, 1}, {26_mm, 0}, {16_mm, 0}, {16_mm, 0}, {38_mm, 0}};
    table.summary = "Các trang đã quét";
    Row titles;
    for (const char* title : {"Trang", "Tệp quét", "Khổ (mm)", "dpi", "Màu", "SHA-256 của ảnh (đầu)"})
        titles.cells.push_back(cell(head, title, Scope::column));
    table.head = {std::move(titles)};
    for (std::size_t i = 0; i < paper.sheets.size(); ++i) {
        const PaperSheet& sheet = paper.sheets[i];
        Row row;
        row.cells = {cell(body, std::to_string(i + 1)),
                     cell(body, fmt::format("{}, trang {}", sheet.file, sheet.page)),
                     cell(body, millimetres(sheet.size)),
                     cell(body, std::to_string(sheet.dpi)),
                     cell(body, sheet.colour ? "màu" : "xám"),
                     cell(body, to_hex(sheet.sha256).substr(0, 16))};
        table.body.push_back(std::move(row));
    }
    return block(std::move(table));
}

Block slot(StyleId style, const char* title, const char* name, const char* tooltip, bool lock) {
    Stack stack;
    stack.blocks = {words(style, title), block(Signature{name, tooltip, {}, 30_mm, lock, ""})};
    return block(std::move(stack));
}

Block signers(Flow& flow) {
    const StyleId style = add_style(flow, 12, true, Align::centre);
    flow.styles[style].space_before = 5_mm;
    Columns columns;
    columns.tracks = {{{}, 1}, {{}, 1}};
    columns.gap = 10_mm;
    columns.blocks = {slot(style, "HIỆU TRƯỞNG\n(ký số)", "principal",
                           "Chữ ký số của hiệu trưởng: đã đối chiếu với học bạ giấy", false),
                      slot(style, "NHÀ TRƯỜNG\n(ký số của tổ chức)", "school",
                           "Chữ ký số của nhà trường: xác nhận bản số hóa", true)};
    return block(std::move(columns));
}

std::string whose(const Paper& paper) {
    std::string text = "Học sinh: " + paper.pupil_name;
    if (!paper.pupil_id.empty()) text += "\nMã định danh: " + paper.pupil_id;
    if (const auto born = parse_date(paper.born)) text += "\nNgày sinh: " + print_date(*born);
    text += "\nMã trường: " + paper.school;
    if (!paper.class_name.empty()) text += "\nLớp: " + paper.class_name;
    text += "\nNăm học: " + years_of(paper);
    text += fmt::format("\nNgười quét: {}; thời điểm: {}", paper.scanned_by, to_rfc3339(paper.scanned_at));
    return text + "\nMã bản số hóa: " + human_code(paper_id(paper));
}

std::string about_keyed(const Paper& paper) {
    if (paper.keyed_sha256.empty()) return "Không kèm dữ liệu điểm: kết quả học tập chỉ có trên ảnh.";
    return fmt::format(
        "Kèm dữ liệu do nhân viên nhập từ bản giấy ({}, mẫu {}, SHA-256 {}): máy đã kiểm tra dữ liệu đúng "
        "dạng "
        "của mẫu và đúng học sinh, năm học; máy CHƯA đối chiếu dữ liệu với ảnh.",
        kKeyedJson, paper.keyed_form, to_hex(paper.keyed_sha256));
}

}  // namespace

Flow statement_of(const Paper& paper) {
    Flow flow;
    flow.title = fmt::format("Bản số hóa học bạ giấy: {}, {}", paper.pupil_name, years_of(paper));
    flow.language = "vi-VN";
    flow.subject = fmt::format("{} {}", paper.pupil_id, paper.pupil_name);
    flow.page.margin_top = flow.page.margin_bottom = 20_mm;
    flow.page.margin_left = flow.page.margin_right = 20_mm;
    const StyleId title = add_style(flow, 16, true, Align::centre), heading = add_style(flow, 12, true);
    const StyleId text = add_style(flow, 12);
    Section section;
    section.blocks = {
        words(title, "BẢN SỐ HÓA HỌC BẠ GIẤY", 1),
        words(text, whose(paper)),
        words(heading, "Đây là ảnh quét của học bạ giấy, không phải học bạ số do trường phát hành.", 2),
        words(text,
              "Khi chưa có đủ chữ ký số của hiệu trưởng và nhà trường ở dưới, bản này CHƯA ĐƯỢC XÁC NHẬN và "
              "không dùng thay học bạ giấy (QĐ 1789/QĐ-SGDĐT, Điều 22.3a và 39.1)."),
        words(heading, "Máy đã kiểm tra", 2),
        words(text,
              fmt::format(
                  "Mỗi trang đọc được trọn vẹn; đủ ít nhất 200 dpi so với khổ giấy trong bảng, là khổ {}; "
                  "màu hay xám như ghi trong bảng. Ảnh được đưa vào đây nguyên vẹn, không nén lại.",
                  paper.measured ? "do người quét đo" : "mà tệp quét tự ghi, không ai đo")),
        words(heading, "Máy KHÔNG kiểm tra; người ký đối chiếu với bản giấy và chịu trách nhiệm", 2),
        words(text,
              "Ảnh đúng là của học sinh và năm học này; học bạ đủ trang; điểm, nhận xét, chữ ký và con dấu "
              "trên "
              "giấy; ảnh chưa bị sửa hay phóng to trước khi nộp. Ảnh không có chữ để phần mềm đọc màn hình "
              "đọc: "
              "tệp theo PDF/A-3b, không theo PDF/UA."),
        words(text, about_keyed(paper)),
        sheets_of(flow, paper),
        signers(flow)};
    flow.sections.push_back(std::move(section));
    return flow;
}

Flow strip_of(const Paper& paper, std::size_t sheet) {
    const Size size = paper.sheets[sheet].size;
    Flow flow;
    flow.language = "vi-VN";
    flow.page.size = {size.width, size.height + kStrip};
    flow.page.margin_top = size.height + 1_mm;
    flow.page.margin_left = flow.page.margin_right = 4_mm;
    Section section;
    section.blocks = {words(
        add_style(flow, 7, false, Align::centre),
        fmt::format("Ảnh quét học bạ giấy, mã bản số hóa {}, trang {}/{}. Không phải học bạ số; chỉ được xác "
                    "nhận khi tệp có chữ ký số của nhà trường. Chưa kiểm tra nội dung trên giấy.",
                    human_code(paper_id(paper)), sheet + 1, paper.sheets.size()))};
    flow.sections.push_back(std::move(section));
    return flow;
}

}  // namespace hocba::form
