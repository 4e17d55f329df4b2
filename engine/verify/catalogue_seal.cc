#include "engine/verify/catalogue.h"

#include <array>

namespace hocba::verify {
namespace {

/// Issue, seals, status list and archive.
constexpr std::array<CatalogueEntry, 46> rows = {{
    {"issue-missing", Verdict::invalid,
     "Tệp không mang thông tin phát hành (issue.json): không phải học bạ do trường phát hành.",
     "The file carries no issue.json: it is no issued transcript."},
    {"issue-unreadable", Verdict::invalid,
     "Thông tin phát hành trong tệp (issue.json) bị hỏng. Xin lại bản gốc.",
     "The issue.json inside is damaged. Ask for the original."},
    {"record-missing", Verdict::invalid, "Tệp không mang dữ liệu học bạ (record.json). Xin lại bản gốc.",
     "The file carries no record.json. Ask for the original."},
    {"record-unreadable", Verdict::invalid,
     "Dữ liệu học bạ trong tệp (record.json) bị hỏng. Xin lại bản gốc.",
     "The record.json inside is damaged. Ask for the original."},
    {"issue-id", Verdict::invalid,
     "Dữ liệu học bạ trong tệp không phải dữ liệu đã phát hành. Không chấp nhận; xin lại bản gốc.",
     "The record inside is not what was issued. Do not accept it; ask for the original."},
    {"form-unknown", Verdict::indeterminate,
     "Không có mẫu học bạ của bản này (hoặc của ô này) nên chưa đối chiếu được dữ liệu. Cập nhật phần mềm.",
     "The form of this issue (or of this cell) is not at hand, so its data cannot be compared. Update the "
     "software."},
    {"issue-xmp", Verdict::invalid,
     "Mã phát hành ghi trong tệp không khớp dữ liệu phát hành. Không chấp nhận.",
     "The issue id in the file's properties is another one. Do not accept it."},
    {"seal-missing", Verdict::invalid, "Tệp đã phát hành nhưng thiếu tem QR của các trang. Không chấp nhận.",
     "Issued, but the seals of the pages are missing. Do not accept it."},
    {"seal-text", Verdict::invalid,
     "Đây không phải tem QR của học bạ, hoặc mã đọc bị thiếu hay bị sai. Quét lại thật rõ.",
     "This is no transcript seal, or it was misread or cut off. Scan it again."},
    {"seal-signature", Verdict::invalid,
     "Tem QR bị giả hoặc bị sửa: chữ ký của tem không đúng. Không chấp nhận.",
     "The seal is forged or altered: its signature is wrong. Do not accept it."},
    {"seal-key-unknown", Verdict::indeterminate,
     "Khóa tem QR không có trong danh sách tin cậy. Cập nhật thư mục tin cậy; nếu vẫn không có, hỏi Sở.",
     "The seal's key is not in the trust list. Update the trust folder; if it stays so, ask the department."},
    {"seal-key-time", Verdict::invalid, "Tem QR được tạo ngoài thời hạn của khóa. Không chấp nhận.",
     "The seal was made outside its key's validity. Do not accept it."},
    {"seal-key-school", Verdict::invalid, "Tem QR được tạo bằng khóa của trường khác. Không chấp nhận.",
     "The seal was made with another school's key. Do not accept it."},
    {"seal-key-revoked", Verdict::indeterminate,
     "Khóa tem QR đã bị thu hồi. Đề nghị trường xác nhận bản này.",
     "The seal's key was revoked. Ask the school to confirm this document."},
    {"seal-key-stolen", Verdict::indeterminate,
     "Khóa tem QR đã bị lộ và tem này không có trong danh sách những tem trường đã tạo. Đề nghị trường xác "
     "nhận.",
     "The seal's key was stolen and this seal is not among those that the school is known to have made. Ask "
     "the school."},
    {"seal-key-stolen-listed", Verdict::valid,
     "Khóa tem QR đã bị lộ, nhưng tem này có trong danh sách những tem trường đã tạo trước đó.",
     "The seal's key was stolen, but this seal is among those that the school is known to have made."},
    {"seal-key-retired", Verdict::valid,
     "Khóa tem QR đã thôi dùng; ngày ghi trên tem nằm trong hạn của khóa.",
     "The seal's key is retired; the date in the seal lies within the key's validity."},
    {"seal-document", Verdict::invalid, "Tem QR thuộc về học bạ khác. Không chấp nhận.",
     "The seal belongs to another document. Do not accept it."},
    {"seal-set", Verdict::invalid,
     "Các tem QR không hợp thành đủ một bộ trang. Trang bị thiếu, thừa hoặc thay.",
     "The seals do not make one full set of pages. A page is missing, extra or exchanged."},
    {"seal-host", Verdict::invalid,
     "Địa chỉ trong mã QR không phải trang xác minh của hệ thống: mã QR đã bị thay địa chỉ. Không mở địa chỉ "
     "đó.",
     "The address in the QR is not a verification site of this system: it was exchanged. Do not open it."},
    {"seal-pupil", Verdict::invalid,
     "Có trang mang tem QR của người học khác: giấy bị lẫn, hoặc tem bị chép sang. Tách ra rồi kiểm tra lại.",
     "A page bears the seal of another pupil: papers were mixed up, or the seal was copied. Take it out and "
     "check again."},
    {"seal-foreign", Verdict::invalid, "Có trang thuộc học bạ khác trong bộ này. Tách ra rồi kiểm tra lại.",
     "A page of another document is among these. Take it out and check again."},
    {"seal-mixed-revisions", Verdict::invalid,
     "Các trang thuộc những lần phát hành khác nhau của học bạ này. Chỉ dùng các trang của lần mới nhất.",
     "The pages are of different issues of this document. Use those of the latest one only."},
    {"seal-page-differs", Verdict::invalid,
     "Hai tem QR khác nhau của cùng một trang: trường chỉ tạo một. Không chấp nhận; xin lại bản gốc.",
     "Two different seals of one page: the school made only one. Do not accept it; ask for the original."},
    {"seal-page-twice", Verdict::valid,
     "Trang này đã được quét. Nếu là hai tờ khác nhau có cùng tem, một tờ là bản sao, hoặc tem bị chép sang: "
     "so "
     "từng ô trên chính tờ đang dùng.",
     "This page was scanned already. If these are two sheets with the same seal, one of them is a copy, or "
     "the "
     "seal was copied onto it: compare every cell on the very sheet in use."},
    {"no-seal", Verdict::invalid,
     "Không thấy tem QR: bản nháp, hoặc không phải học bạ do trường phát hành, hoặc ảnh quá mờ. Chụp lại gần "
     "hơn, thẳng, đủ sáng, giấy để phẳng.",
     "No QR seal was found: a draft, or no issued transcript, or the picture is too poor. Take it again: "
     "closer, straight, in good light, the paper flat."},
    {"pages-missing", Verdict::indeterminate,
     "Mới thấy tem của một số trang. Quét đủ các trang để kiểm tra cả quyển.",
     "Only some pages' seals were seen. Scan all pages to check the whole document."},
    {"not-sealed", Verdict::valid,
     "Tem QR giữ tên, ngày sinh, lớp, năm học, số trang và các điểm, mức đánh giá được liệt kê: phải so từng "
     "ô với "
     "giấy. Nhận xét, khen thưởng và mọi chữ không được liệt kê đều không nằm trong tem: so với tệp PDF gốc.",
     "The seal holds name, birth date, class, school year, page number and the marks and levels listed: "
     "compare each "
     "with the paper. Remarks, awards and every text that is not listed are not in it: compare them with "
     "the signed PDF."},
    {"as-of-year", Verdict::valid, "Kết quả tính đến năm học ghi trên tem; có thể đã có các năm học sau.",
     "As of the school year in the seal; later years may exist."},
    {"legal-note", Verdict::valid,
     // "Nội dung trùng khớp …" once the paper was compared, which no program does.
     "Khi mọi ô trên giấy đã so và khớp: nội dung trùng khớp với bản do trường phát hành. Bản in chỉ thay "
     "cho "
     "học bạ giấy khi có xác nhận của trường phát hành hoặc Sở GDĐT, hoặc được sao y (QĐ 1789/QĐ-SGDĐT, Điều "
     "3). Đây không phải Cổng xác "
     "thực học bạ số.",
     "Once every cell of the paper was compared and is the same: the content is what the school issued. A "
     "print replaces the paper transcript only when confirmed by "
     "the school or the department, or certified as a copy (QĐ 1789/QĐ-SGDĐT, article 3). This is not the "
     "official verification portal."},
    {"unverified-labels", Verdict::valid, "Mẫu học bạ có nhãn in chưa đối chiếu với văn bản gốc.",
     "The form has printed labels that were not compared with the legal text."},
    {"status-unknown", Verdict::indeterminate,
     "Không có danh sách trạng thái (status.jws) nên chưa biết bản này có bị thu hồi hay không.",
     "Without the status list (status.jws) it is not known whether the document was revoked."},
    {"status-expired", Verdict::indeterminate,
     "Danh sách trạng thái đã quá hạn. Cập nhật thư mục tin cậy rồi kiểm tra lại.",
     "The status list has expired. Update the trust folder and check again."},
    {"status-older", Verdict::indeterminate,
     "Danh sách trạng thái cũ hơn ngày phát hành bản này. Cập nhật rồi kiểm tra lại.",
     "The status list is older than this issue. Update it and check again."},
    {"keys-stale", Verdict::indeterminate,
     "Danh sách khóa (seal-keys.jws) cũ hơn danh sách trạng thái đi cùng: khóa bị lộ sau đó vẫn được coi là "
     "tốt. Tải lại cả thư mục tin cậy rồi kiểm tra lại.",
     "The key list (seal-keys.jws) is older than the status list beside it: a key stolen since would still "
     "pass. Fetch the whole trust folder again and check again."},
    {"clock-behind", Verdict::indeterminate,
     "Đồng hồ máy chậm hơn ngày lập danh sách trạng thái, nên mọi thời hạn đều tính sai. Chỉnh đồng hồ rồi "
     "kiểm tra lại.",
     "This machine's clock is behind the date of the status list, so that every date is judged wrongly. Set "
     "the clock and check again."},
    {"status-pending", Verdict::indeterminate, "Bản này đang chờ ký đủ. Hỏi trường khi nào có bản đủ chữ ký.",
     "This document is waiting for its signatures. Ask the school."},
    {"status-pending-before", Verdict::valid,
     "Danh sách trạng thái lập trước chữ ký cuối nên còn ghi là chờ ký.",
     "The status list is older than the last signature and still calls the document pending."},
    {"status-revoked", Verdict::invalid, "Trường đã thu hồi bản này. Không chấp nhận; đề nghị bản mới.",
     "The school revoked this document. Do not accept it; ask for the new one."},
    {"status-superseded", Verdict::invalid,
     "Bản này đã được thay bằng bản mới. Không chấp nhận; đề nghị bản mới.",
     "This document was replaced by a newer one. Do not accept it; ask for that."},
    {"archive-unknown", Verdict::valid, "Kho lưu trữ này không có bản đang kiểm tra.",
     "This archive does not hold the document."},
    {"archive-differs", Verdict::indeterminate,
     "Kho lưu trữ giữ bản khác từng byte với tệp này. Lấy bản từ kho.",
     "The archive holds other bytes for this document. Take the archived file."},
    {"archive-pending", Verdict::valid, "Kho lưu trữ ghi nhận bản này đang chờ ký đủ.",
     "The archive has this document as waiting for signatures."},
    {"archive-revoked", Verdict::invalid, "Kho lưu trữ ghi nhận bản này đã bị thu hồi. Không chấp nhận.",
     "The archive has this document as revoked. Do not accept it."},
    {"archive-superseded", Verdict::invalid,
     "Kho lưu trữ ghi nhận bản này đã được thay bằng bản mới. Không chấp nhận.",
     "The archive has this document as replaced. Do not accept it."},
    {"recall-unknown", Verdict::valid,
     "Chưa tra được XML này đã bị thu hồi hay thay thế chưa. Kiểm tra cùng tệp PDF, hoặc với kho lưu trữ "
     "(--archive).",
     "Whether this XML was recalled or replaced was not checked. Verify it together with its PDF, or with "
     "the "
     "archive (--archive)."},
}};

}  // namespace

const CatalogueEntry* find_seal_reason(std::string_view code) {
    return find_in(rows, code);
}

}  // namespace hocba::verify
