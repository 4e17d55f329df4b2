#include "engine/verify/catalogue.h"

#include <array>

namespace hocba::verify {
namespace {

/// Signatures, certificates and who may sign.
constexpr std::array<CatalogueEntry, 36> rows = {{
    {"draft", Verdict::invalid, "Đây là bản dự thảo: chưa cấp, chưa ký, không có giá trị.",
     "This is a draft: neither issued nor signed; it has no value."},
    {"unsigned", Verdict::invalid,
     "Học bạ đã lập nhưng chưa ai ký, nên không có gì bảo vệ nội dung. Chờ trường ký xong.",
     "Issued but signed by nobody, so nothing protects its content. Wait for the signatures."},
    {"unsigned-slot", Verdict::indeterminate,
     "Còn thiếu chữ ký bắt buộc: học bạ chưa ký xong. Hỏi trường khi nào có bản đủ chữ ký.",
     "A required signature is missing: not fully signed. Ask the school for the finished document."},
    {"slot-missing", Verdict::invalid,
     "Các ô chữ ký không đúng như mẫu học bạ quy định: thiếu, thừa hoặc không khóa. Không chấp nhận.",
     "The signature fields are not those that the form prescribes. Do not accept it."},
    {"no-slot", Verdict::invalid, "Tệp không có ô chữ ký nào đã được chuẩn bị. Đây không phải học bạ số.",
     "The file has no prepared signature field. It is no transcript."},
    {"locked", Verdict::invalid,
     "Có chữ ký thêm vào sau chữ ký cuối cùng của trường, vốn đã khóa tệp. Không chấp nhận.",
     "A signature was added after the school's, which locks the document. Do not accept it."},
    {"signature-order", Verdict::invalid,
     "Các chữ ký không theo thứ tự của quy trình: có người ký trước người phải ký trước mình. Không chấp "
     "nhận; trường phát hành và ký lại.",
     "The signatures are not in the order of the procedure: somebody signed before one who must sign first. "
     "Do not accept it; the school has to issue and sign anew."},
    {"time-order", Verdict::invalid,
     "Thời điểm ký sớm hơn lúc phát hành hoặc sớm hơn chữ ký trước nó. Không chấp nhận; hỏi trường đồng hồ "
     "máy ký có đúng không.",
     "Signed, as it says, before the document was issued or before the signature that it covers. Do not "
     "accept it; ask the school about the clock of the desk."},
    {"padding", Verdict::invalid, "Phần đệm sau chữ ký bị sửa. Tệp đã bị can thiệp; xin lại bản gốc.",
     "The padding behind the signature was altered. The file was tampered with; ask for the original."},
    {"cms-not-der", Verdict::invalid, "Chữ ký không đọc được hoặc bị sửa (không đúng DER). Xin lại bản gốc.",
     "The signature is unreadable or altered (no strict DER). Ask for the original."},
    {"cms-signature", Verdict::invalid,
     "Chữ ký không khớp với chứng thư số của người ký. Tệp bị sửa hoặc giả mạo.",
     "The signature does not match the signer's certificate. Altered or forged."},
    {"digest-mismatch", Verdict::invalid,
     "Nội dung tệp đã thay đổi sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "The content was changed after signing. Do not accept it; ask for the original."},
    {"sub-filter", Verdict::invalid, "Loại chữ ký không phải PAdES (ETSI.CAdES.detached). Không chấp nhận.",
     "The signature is not of the PAdES kind (ETSI.CAdES.detached). Do not accept it."},
    {"signing-time", Verdict::invalid, "Chữ ký không ghi thời điểm ký hợp lệ. Không chấp nhận.",
     "The signature has no valid time of signing. Do not accept it."},
    {"signed-later", Verdict::indeterminate,
     "Thời điểm ký nằm sau thời điểm kiểm tra. Xem lại đồng hồ máy hoặc tham số --at.",
     "Signed later than the moment of this check. Look at the clock or at --at."},
    {"certificate-unreadable", Verdict::invalid, "Không đọc được chứng thư số của người ký. Không chấp nhận.",
     "The signer's certificate cannot be read. Do not accept it."},
    {"chain", Verdict::indeterminate,
     "Chưa có căn cứ tin chứng thư số của người ký: đơn vị cấp không có trong danh sách gốc tin cậy. Cập "
     "nhật thư mục tin cậy hoặc hỏi Sở.",
     "The signer's certificate leads to no trusted root. Update the trust folder or ask the department."},
    {"chain-broken", Verdict::invalid,
     "Chứng thư số của người ký bị làm giả: chữ ký của đơn vị cấp không khớp.",
     "The signer's certificate is forged: its issuer's signature does not match."},
    {"chain-policy", Verdict::invalid,
     "Chứng thư số của người ký không được dùng để ký học bạ (mục đích hoặc độ mạnh của khóa).",
     "The certificate may not be used for this (its purpose or the strength of a key)."},
    {"certificate-time", Verdict::invalid, "Chứng thư số chưa có hoặc đã hết hiệu lực tại thời điểm ký.",
     "The certificate was not valid at the time of signing."},
    {"not-authorised", Verdict::invalid,
     "Người ký không có trong danh sách được ký với vai trò này cho trường này. Không chấp nhận.",
     "The signer is not listed as allowed to sign in this role for this school. Do not accept it."},
    {"school-unlisted", Verdict::indeterminate,
     "Danh sách người được ký (signers.jws) không có trường nào của tỉnh, thành phố này: đây là thư mục tin "
     "cậy "
     "của nơi khác. Lấy thư mục tin cậy của Sở quản lý trường.",
     "The list of signers (signers.jws) tells of no school of this province: it is another department's. Get "
     "the trust folder of the school's department."},
    {"authority-ended", Verdict::indeterminate,
     "Người ký nay không còn trong danh sách được ký, và không có dấu thời gian chứng minh đã ký khi còn "
     "thẩm quyền. Xin trường bản có dấu thời gian.",
     "The signer's listing has ended, and no timestamp proves that it signed before. Ask the school for the "
     "document with timestamps."},
    {"title-differs", Verdict::invalid,
     "Chức vụ ghi trong chữ ký không phải chức vụ của người ký trong danh sách được ký. Không chấp nhận; hỏi "
     "trường.",
     "The office that the signature names is not the signer's office on the list of signers. Do not accept "
     "it; ask the school."},
    {"office-differs", Verdict::indeterminate,
     "Chức vụ in trên trang không phải chức vụ được giao của người ký (ghi bên cạnh). Hỏi trường ai ký, với "
     "chức vụ gì.",
     "The office that the page prints is not the one that its signer holds (given beside). Ask the school "
     "who "
     "signed, and in which office."},
    {"name-differs", Verdict::valid,
     "Tên in trên trang không giống tên trong chứng thư số của người ký. Đối chiếu hai tên ghi bên cạnh.",
     "The name that the page prints is not the one in the signer's certificate. Compare the two beside."},
    {"procedure-differs", Verdict::indeterminate,
     "Các chữ ký ghi những quy trình khác nhau. Hỏi trường học bạ được ký theo quy trình nào.",
     "The signatures name different procedures. Ask the school by which one it was signed."},
    {"procedure-role", Verdict::indeterminate,
     "Quy trình ghi trong chữ ký không có chữ ký của vai trò này. Hỏi trường.",
     "The procedure that the signature names asks for no signature in this role. Ask the school."},
    {"procedure-unknown", Verdict::valid,
     "Máy này không có quy trình ghi trong chữ ký (templates/procedures.toml), nên chưa đối chiếu.",
     "The procedure that the signature names is not at hand (templates/procedures.toml); not compared."},
    {"on-behalf-refused", Verdict::indeterminate,
     "Chữ ký ghi là ký thay, nhưng vai trò này không được ký thay (QĐ 1789/QĐ-SGDĐT, Điều 14.7, 39.1). Hỏi "
     "trường.",
     "Signed on behalf of another, which this role or procedure does not allow (QĐ 1789/QĐ-SGDĐT, Điều 14.7, "
     "39.1). Ask the school."},
    {"on-behalf-differs", Verdict::indeterminate,
     "Chữ ký ghi ký thay một người khác, hay vì lý do khác, so với học bạ in. Hỏi trường.",
     "Signed on behalf of somebody else, or for another reason, than the transcript prints. Ask the school."},
    {"on-behalf-missing", Verdict::indeterminate,
     "Trang in là có người ký thay giáo viên chủ nhiệm mà chữ ký không ghi, hoặc ngược lại. Hỏi trường ai "
     "ký.",
     "The page prints that somebody signs for the homeroom teacher and the signature does not say so, or the "
     "other way round. Ask the school who signed."},
    {"authorisation-unknown", Verdict::indeterminate,
     "Không có danh sách người được ký (signers.jws) nên chưa biết người ký có thẩm quyền hay không.",
     "Without the list of signers (signers.jws) it is not known whether the signer may sign."},
    {"signers-stale", Verdict::indeterminate,
     "Danh sách người được ký (signers.jws) cũ hơn danh sách trạng thái đi cùng: người bị rút quyền sau đó "
     "vẫn được coi là được ký. Tải lại cả thư mục tin cậy rồi kiểm tra lại.",
     "The list of signers (signers.jws) is older than the status list beside it: who lost the right since "
     "would still pass. Fetch the whole trust folder again and check again."},
    {"no-trust", Verdict::indeterminate,
     "Chưa có thư mục tin cậy (--trust) nên không xác định được ai đã ký và đóng tem QR.",
     "Without a trust folder (--trust) it cannot be told who signed and sealed."},
    {"trust-file", Verdict::valid, "Một tệp trong thư mục tin cậy thiếu hoặc không tin được.",
     "A file of the trust folder is missing or not believed."},
}};

}  // namespace

const CatalogueEntry* find_signature_reason(std::string_view code) {
    return find_in(rows, code);
}

}  // namespace hocba::verify
