#include "engine/verify/catalogue.h"

#include <array>

namespace hocba::verify {
namespace {

/// The file itself: bytes, structure, later changes.
constexpr std::array<CatalogueEntry, 45> rows = {{
    {"reproduced", Verdict::valid, "Các trang đúng từng byte là bản dựng từ dữ liệu đính kèm.",
     "Byte for byte, the pages are what the attached record gives."},
    {"not-reproduced", Verdict::valid,
     "Chưa đối chiếu được các trang với dữ liệu đính kèm (khác phiên bản phần mềm, hoặc nội dung in khác).",
     "The pages were not matched with the attached record (another version of the software, or other "
     "contents)."},
    {"reproduction-limits", Verdict::valid,
     "Chưa đối chiếu được các trang với dữ liệu đính kèm: dựng lại tốn quá nhiều thời gian hoặc bộ nhớ, như "
     "dữ "
     "liệu cố ý phá hoại. Báo cho nơi phát hành.",
     "The pages were not matched with the attached record: rendering it takes too much time or memory, as a "
     "malicious one would. Tell who issued it."},
    {"reproduction-crashed", Verdict::valid,
     "Chưa đối chiếu được các trang với dữ liệu đính kèm: dữ liệu làm bộ dựng trang dừng đột ngột. Báo cho "
     "nơi "
     "phát hành.",
     "The pages were not matched with the attached record: it crashed the renderer. Tell who issued it."},
    {"copy", Verdict::indeterminate,
     "Đây là bản sao, không phải bản gốc. Đối chiếu với bản gốc có mã băm SHA-256 ghi bên cạnh.",
     "This is a copy, not the original. Hold it against the original whose SHA-256 is given."},
    {"copy-of-paper", Verdict::indeterminate,
     "Đây là bản sao số hóa của một bản giấy. Đối chiếu với bản giấy; ghi bên cạnh là mã băm các ảnh quét.",
     "This is an electronic copy of a paper original. Hold it against the paper; beside it stand the digests "
     "of "
     "the scans."},
    {"copy-not-examined", Verdict::indeterminate,
     "Cơ quan, số và ngày sao là do bản sao tự ghi: chương trình này không xét chữ ký của cơ quan sao. Hỏi "
     "cơ "
     "quan ấy nếu cần.",
     "Office, number and date are what the copy says of itself: this program does not examine the signature "
     "of "
     "the certifying office. Ask that office if in doubt."},
    {"copy-other-original", Verdict::invalid,
     "Tệp đính kèm bản sao không phải bản gốc có mã băm ghi trong bản sao. Không chấp nhận; xin bản gốc.",
     "What is attached to the copy is not the original whose digest it names. Do not accept it; ask for the "
     "original."},
    {"copy-original-not-valid", Verdict::invalid,
     "Bản gốc đính kèm bản sao không được xét là hợp lệ. Lấy tệp đính kèm ra rồi chạy hocba verify để xem vì "
     "sao.",
     "The original attached to the copy is not valid. Take it out and run hocba verify on it to see why."},
    {"not-a-pdf", Verdict::invalid, "Tệp này không phải PDF. Kiểm tra lại tệp đã nhận.",
     "This file is no PDF. Check what was received."},
    {"end-missing", Verdict::invalid, "Tệp bị cắt cụt, thiếu phần cuối. Tải hoặc xin lại bản đầy đủ.",
     "The file is cut off: its end is missing. Fetch or ask for the whole file."},
    {"cut-off", Verdict::invalid,
     "Tệp kết thúc giữa chừng: bị cụt khi gửi hoặc bị sửa. Không chấp nhận; tải hoặc xin lại bản đầy đủ.",
     "The file ends in the middle: it was cut off on its way, or altered. Do not accept it; fetch or ask for "
     "the whole file."},
    {"trailing-bytes", Verdict::invalid,
     "Có dữ liệu thêm vào sau phần cuối của PDF. Không chấp nhận; xin lại bản gốc.",
     "Bytes were added after the end of the PDF. Do not accept it; ask for the original."},
    {"too-large", Verdict::invalid,
     "Tệp hoặc một phần trong tệp lớn quá mức của học bạ. Không chấp nhận tệp này.",
     "The file or a part of it is larger than any transcript. Do not accept it."},
    {"too-many-revisions", Verdict::invalid,
     "Tệp có quá nhiều lần sửa đổi nối thêm. Không chấp nhận tệp này.",
     "The file has too many appended revisions. Do not accept it."},
    {"too-many-signatures", Verdict::invalid,
     "Tệp có nhiều chữ ký hơn mọi học bạ, như tệp cố ý phá hoại. Không chấp nhận, không mở tệp.",
     "The file has more signatures than any transcript, as a malicious one would. Do not accept or open it."},
    {"revision-chain", Verdict::invalid,
     "Các lần ghi của tệp không nối tiếp nhau đúng thứ tự: tệp đã bị sắp xếp lại. Không chấp nhận.",
     "The file's revisions do not follow one another: it was rearranged. Do not accept it."},
    {"byte-range", Verdict::invalid,
     "Chữ ký không nói rõ nó bảo vệ phần nào của tệp (thiếu hoặc sai ByteRange). Chữ ký không có giá trị.",
     "The signature does not say what it covers (ByteRange missing or wrong). It proves nothing."},
    {"contents-gap", Verdict::invalid, "Chỗ để chữ ký chứa dữ liệu khác ngoài chữ ký. Tệp đã bị can thiệp.",
     "The gap for the signature holds something else too. The file was tampered with."},
    {"contents-hex", Verdict::invalid,
     "Chữ ký được ghi bằng ký tự lạ, không phải do phần mềm này ghi. Tệp đã bị can thiệp.",
     "The signature is written in digits that this software never writes. The file was tampered with."},
    {"coverage", Verdict::invalid,
     "Chữ ký không bảo vệ hết phần tệp mà nó thuộc về. Không chấp nhận tệp này.",
     "The signature does not cover its revision to the end. Do not accept the file."},
    {"unsigned-revision", Verdict::invalid,
     "Tệp bị sửa sau khi ký: có phần nối thêm mà không ai ký. Không chấp nhận; xin lại bản gốc.",
     "The file was changed after signing: a revision without a signature. Do not accept it; ask for the "
     "original."},
    {"encrypted", Verdict::invalid,
     "Tệp bị đặt mật khẩu hoặc mã hóa. Học bạ số không bao giờ bị khóa; xin lại bản gốc.",
     "The file is encrypted. A transcript never is; ask for the original."},
    {"repaired", Verdict::invalid, "Cấu trúc tệp bị hỏng, chỉ đọc được nếu tự sửa. Không chấp nhận tệp này.",
     "The file is damaged and could be read only by repairing it. Do not accept it."},
    {"unreadable", Verdict::invalid,
     "Không đọc được cấu trúc tệp: tệp hỏng hoặc bị sửa. Tải hoặc xin lại bản gốc.",
     "The file's structure cannot be read: damaged or altered. Fetch or ask for the original."},
    {"parser-limits", Verdict::invalid,
     "Đọc tệp này tốn quá nhiều thời gian hoặc bộ nhớ, như tệp cố ý phá hoại. Không chấp nhận, không mở tệp.",
     "Reading the file takes too much time or memory, as a malicious one would. Do not accept or open it."},
    {"parser-crashed", Verdict::invalid,
     "Tệp làm bộ đọc dừng đột ngột, như tệp cố ý phá hoại. Không chấp nhận, không mở tệp.",
     "The file crashed the reader, as a malicious one would. Do not accept or open it."},
    {"form-field", Verdict::invalid, "Tệp có ô nhập liệu khác với ô chữ ký. Học bạ số không có ô như vậy.",
     "The file has a form field that is no signature field. Transcripts have none."},
    {"active-content", Verdict::invalid,
     "Tệp chứa lệnh tự chạy (mã lệnh, hành động). Học bạ số không có; không mở tệp.",
     "The file contains scripts or actions. Transcripts have none; do not open it."},
    {"certification", Verdict::invalid,
     "Tệp mang chữ ký chứng nhận (DocMDP) mà học bạ số không dùng. Không chấp nhận.",
     "The file carries a certification signature, which transcripts do not use. Do not accept it."},
    {"page-changed", Verdict::invalid, "Trang học bạ bị sửa sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "A page was changed after signing. Do not accept it; ask for the original."},
    {"stream-changed", Verdict::invalid,
     "Nội dung trang, ảnh hoặc phông bị sửa sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "Page content, a picture or a font was changed after signing. Do not accept it."},
    {"catalog-changed", Verdict::invalid,
     "Mục lục của tệp bị sửa sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "The document catalog was changed after signing. Do not accept it; ask for the original."},
    {"field-changed", Verdict::invalid,
     "Ô chữ ký bị sửa trái phép sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "A signature field was changed after signing in a way nobody may. Do not accept it."},
    {"appearance-changed", Verdict::invalid,
     "Hình hiển thị trong ô chữ ký không phải hình mà người ký đã đặt vào. Không chấp nhận; xin lại bản gốc.",
     "What a signature field shows is not the picture that its signer put there. Do not accept it."},
    {"annotation-changed", Verdict::invalid,
     "Ghi chú trên trang bị sửa sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "An annotation was changed after signing. Do not accept it; ask for the original."},
    {"object-changed", Verdict::invalid,
     "Dữ liệu trong tệp bị sửa sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "An object was changed after signing. Do not accept it; ask for the original."},
    {"object-removed", Verdict::invalid,
     "Dữ liệu trong tệp bị xóa sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "An object was removed after signing. Do not accept it; ask for the original."},
    {"trailer-changed", Verdict::invalid,
     "Phần gốc của tệp bị thay sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "The file's root was replaced after signing. Do not accept it; ask for the original."},
    {"page-added", Verdict::invalid, "Có trang thêm vào sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "A page was added after signing. Do not accept it; ask for the original."},
    {"stream-added", Verdict::invalid, "Có nội dung thêm vào sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "Content was added after signing. Do not accept it; ask for the original."},
    {"catalog-added", Verdict::invalid,
     "Có mục lục khác thêm vào sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "Another catalog was added after signing. Do not accept it."},
    {"field-added", Verdict::invalid, "Có ô chữ ký thêm vào sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "A field was added after signing. Do not accept it; ask for the original."},
    {"annotation-added", Verdict::invalid,
     "Có ghi chú thêm vào trang sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "An annotation was added after signing. Do not accept it; ask for the original."},
    {"object-added", Verdict::invalid, "Có dữ liệu thêm vào sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "An object was added after signing. Do not accept it; ask for the original."},
}};

}  // namespace

const CatalogueEntry* find_file_reason(std::string_view code) {
    return find_in(rows, code);
}

}  // namespace hocba::verify
