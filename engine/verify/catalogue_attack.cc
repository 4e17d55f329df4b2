#include <array>

#include "engine/verify/catalogue.h"

namespace hocba::verify {
namespace {

/// The published attacks on signed PDFs, each by its name (Mladenov et al. 2019; Mainka et al. 2021; Rohlmann
/// et al. 2021).
constexpr std::array<CatalogueEntry, 8> rows = {{
    {"attack-usf", Verdict::invalid,
     "Tấn công USF: chữ ký bị rút mất ruột để phần mềm khác vẫn báo là hợp lệ. Không chấp nhận; báo cho "
     "trường và Sở.",
     "Universal signature forgery: the signature was emptied so that some readers still call it valid. Do "
     "not accept "
     "it; tell the school and the department."},
    {"attack-isa", Verdict::invalid,
     "Tấn công ISA: có nội dung nối thêm vào sau chữ ký. Không chấp nhận; xin lại bản gốc từ trường.",
     "Incremental saving attack: something was appended behind the signatures. Do not accept it; ask the "
     "school for "
     "the original."},
    {"attack-swa", Verdict::invalid,
     "Tấn công SWA: vùng được ký bị dời để chèn nội dung khác. Không chấp nhận; báo cho trường và Sở.",
     "Signature wrapping attack: what is signed was moved to make room for something else. Do not accept it; "
     "tell the "
     "school and the department."},
    {"attack-shadow-hide", Verdict::invalid,
     "Tấn công bóng (ẩn): nội dung đã ký bị giấu đi sau khi ký. Không chấp nhận; báo cho trường và Sở.",
     "Shadow attack (hide): signed content was hidden after signing. Do not accept it; tell the school and "
     "the "
     "department."},
    {"attack-shadow-replace", Verdict::invalid,
     "Tấn công bóng (thay): nội dung, phông hoặc hình bị thay sau khi ký. Không chấp nhận; báo cho trường và "
     "Sở.",
     "Shadow attack (replace): content, a font or a picture was replaced after signing. Do not accept it; "
     "tell the "
     "school and the department."},
    {"attack-shadow-hide-and-replace", Verdict::invalid,
     "Tấn công bóng (ẩn và thay): cả tài liệu bị đổi sang bản khác chuẩn bị sẵn. Không chấp nhận; báo cho "
     "trường và "
     "Sở.",
     "Shadow attack (hide and replace): the whole document was exchanged for a prepared one. Do not accept "
     "it; tell "
     "the school and the department."},
    {"second-catalog", Verdict::invalid,
     "Tệp chứa sẵn một tài liệu thứ hai để tráo vào. Không chấp nhận; báo cho trường và Sở.",
     "The file holds a second document, ready to be swapped in. Do not accept it; tell the school and the "
     "department."},
    {"value-appearance", Verdict::invalid,
     "Tấn công V/AP: ô nhập liệu có thể hiện một giá trị và chứa giá trị khác. Học bạ số không có ô như vậy; "
     "không "
     "chấp nhận.",
     "A field that may show one value and hold another (V/AP attack). Transcripts have none; do not accept "
     "it."},
}};

}  // namespace

const CatalogueEntry* find_attack_reason(std::string_view code) {
    return find_in(rows, code);
}

}  // namespace hocba::verify
