#include <array>

#include "engine/verify/catalogue.h"

namespace hocba::verify {
namespace {

/// Pictures of paper, and what their seals are compared with.
constexpr std::array<CatalogueEntry, 17> rows = {{
    {"scan-of-paper", Verdict::valid,
     "Tệp PDF này chỉ là ảnh quét của giấy, không phải học bạ số: chỉ các mã QR trên đó được kiểm tra.",
     "This PDF is a scan of paper and no digital transcript: only the QRs on it were checked."},
    {"picture-unreadable", Verdict::indeterminate, "Không đọc được ảnh này.", "This picture cannot be read."},
    {"paper-copy", Verdict::valid,
     "Đây là bản số hóa (ảnh quét) của học bạ giấy. Chương trình chỉ kiểm tra chữ ký và tệp; điểm, con dấu, "
     "chữ "
     "ký trên giấy do người ký đối chiếu.",
     "This is a scan of a paper transcript. Only signatures and file were checked; those who signed answer "
     "for "
     "marks, stamps and signatures on the paper."},
    {"paper-unconfirmed", Verdict::invalid,
     "Bản số hóa này CHƯA ĐƯỢC XÁC NHẬN: chưa đủ chữ ký số của hiệu trưởng và nhà trường. Không dùng thay "
     "bản "
     "giấy.",
     "This scan is NOT CONFIRMED: the head and the school have not both signed. Do not take it for the "
     "paper."},
    {"paper-differs", Verdict::invalid,
     "Mô tả hoặc dữ liệu đính kèm không khớp với bản số hóa. Không chấp nhận; hỏi trường.",
     "The attached description or record is not that of this scan. Do not accept it; ask the school."},
    {"paper-keyed", Verdict::valid,
     "Có kèm dữ liệu điểm do nhân viên nhập từ bản giấy; chương trình không đối chiếu dữ liệu ấy với ảnh.",
     "Marks that a clerk keyed from the paper are attached; they were not compared with the pictures."},
    {"archive-unconfirmed", Verdict::indeterminate,
     "Kho lưu trữ ghi nhận bản số hóa này chưa được xác nhận. Lấy bản đã xác nhận từ kho.",
     "The archive has this scan as unconfirmed. Take the confirmed file from the archive."},
    {"compare-pupil", Verdict::indeterminate,
     "Bản được so là của người học khác: chưa so ô nào. Đưa đúng bản của người học ghi trên tem.",
     "What is compared with is another pupil's: no cell was compared. Give the record of the pupil in the "
     "seal."},
    {"compare-form", Verdict::indeterminate,
     "Bản được so thuộc mẫu học bạ khác: chưa so ô nào. Đưa bản cùng mẫu với tem.",
     "What is compared with is of another form: no cell was compared. Give one of the seal's form."},
    {"compare-year", Verdict::indeterminate,
     "Bản được so thuộc năm học khác: chưa so ô nào. Đưa bản của năm học ghi trên tem.",
     "What is compared with is of another school year: no cell was compared. Give one of the seal's year."},
    {"compare-revision", Verdict::indeterminate,
     "Tệp được so thuộc lần phát hành khác với tem trên giấy. Hỏi trường lần phát hành nào còn dùng.",
     "What is compared with is another issue than the paper's. Ask the school which of them counts."},
    {"compare-unreadable", Verdict::indeterminate,
     "Không dựng được các ô từ bản được so nên chưa so. Kiểm tra bản ấy bằng hocba check hoặc hocba verify.",
     "The cells of what is compared with could not be made, so nothing was compared. Try hocba check or "
     "hocba "
     "verify on it."},
    {"compare-differs", Verdict::invalid,
     "Có ô trong tem khác với bản được so (đánh dấu ≠). Không dùng trước khi hỏi trường.",
     "Cells of the seal differ from what it is compared with (marked ≠). Ask the school before using "
     "either."},
    {"compare-same", Verdict::valid, "Mọi ô so được trong tem đều giống bản được so.",
     "All cells of the seal that can be compared are the same in what it is compared with."},
    {"compare-partly", Verdict::valid,
     "Có ô mà cả hai bản đều ghi chữ nhưng tem không giữ: các ô ấy chưa được so. Tự so trên giấy với bản "
     "ghi.",
     "Some cells have a text in both that the seal does not hold: these were not compared. Compare the paper "
     "with the record by eye."},
    {"compare-nothing", Verdict::valid, "Dấu của các trang này không có ô nào để so.",
     "The seals of these pages hold no cell to compare."},
    {"compare-unverified", Verdict::valid,
     "Chữ ký và tem của tệp PDF được so chưa được kiểm tra ở đây: chạy hocba verify với tệp ấy.",
     "Signatures and seals of the PDF compared with were not examined here: run hocba verify on it."},
}};

}  // namespace

const CatalogueEntry* find_paper_reason(std::string_view code) {
    return find_in(rows, code);
}

}  // namespace hocba::verify
