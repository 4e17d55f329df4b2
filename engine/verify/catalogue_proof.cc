#include <array>

#include "engine/verify/catalogue.h"

namespace hocba::verify {
namespace {

/// Proof of time, revocation, and what keeps both for decades.
constexpr std::array<CatalogueEntry, 20> rows = {{
    {"certificate-revoked", Verdict::invalid,
     "Chứng thư số của người ký đã bị thu hồi, và không có bằng chứng là đã ký trước khi thu hồi. Không chấp "
     "nhận; "
     "hỏi trường.",
     "The signer's certificate was revoked, and nothing proves that it signed before. Do not accept it; ask "
     "the "
     "school."},
    {"certificate-revoked-later", Verdict::valid,
     "Chứng thư số của người ký về sau bị thu hồi; dấu thời gian chứng minh đã ký trước đó, nên chữ ký vẫn "
     "có "
     "giá trị (QĐ 1789, Điều 24.3b).",
     "The signer's certificate was revoked later; a timestamp proves that it signed before, so the signature "
     "stands."},
    {"revocation-unknown", Verdict::valid,
     "Chưa tra được chứng thư số có bị thu hồi hay không tại thời điểm ký.",
     "Whether the certificate was revoked at signing is not known here."},
    {"no-proof-of-time", Verdict::indeterminate,
     "Chứng thư số đã hết hạn và không có dấu thời gian chứng minh đã ký khi chứng thư còn hạn. Xin trường "
     "bản có "
     "dấu thời gian.",
     "The certificate has ended, and no timestamp proves that it signed while it was valid. Ask the school "
     "for the "
     "document with timestamps."},
    {"time-contradiction", Verdict::indeterminate,
     "Thời điểm ký mà chữ ký ghi muộn hơn dấu thời gian. Hỏi trường đồng hồ máy ký có đúng không.",
     "The signature claims a time after its own timestamp. Ask the school about the clock of the desk."},
    {"timestamp-expired", Verdict::valid,
     "Chứng thư của đơn vị cấp dấu thời gian đã hết hạn, dấu không còn chứng minh thời điểm. Xin bản được "
     "gia hạn dấu "
     "thời gian.",
     "The timestamp authority's certificate has ended: its stamp proves nothing any more. Ask for a renewed "
     "document."},
    {"timestamp-untrusted", Verdict::valid,
     "Đơn vị cấp dấu thời gian không có trong danh sách tin cậy, nên dấu này không chứng minh thời điểm. Cập "
     "nhật thư "
     "mục tin cậy.",
     "The timestamp authority leads to no trusted root, so its stamp proves no time. Update the trust "
     "folder."},
    {"timestamp-revoked", Verdict::indeterminate,
     "Chứng thư của đơn vị cấp dấu thời gian đã bị thu hồi. Hỏi Sở trước khi dùng.",
     "The timestamp authority's certificate was revoked. Ask the department before you rely on it."},
    {"timestamp-mismatch", Verdict::invalid,
     "Dấu thời gian không phải của tài liệu này: nội dung hoặc chữ ký đã đổi. Không chấp nhận; xin lại bản "
     "gốc.",
     "The timestamp is of something else: content or signature was changed. Do not accept it; ask for the "
     "original."},
    {"timestamp-order", Verdict::invalid,
     "Các dấu thời gian mâu thuẫn nhau về thứ tự. Không chấp nhận; xin lại bản gốc.",
     "The timestamps contradict one another. Do not accept it; ask for the original."},
    {"token-not-der", Verdict::invalid, "Dấu thời gian không đọc được hoặc bị sửa. Xin lại bản gốc.",
     "The timestamp is unreadable or altered. Ask for the original."},
    {"token-form", Verdict::invalid, "Dấu thời gian không đúng chuẩn RFC 3161. Xin lại bản gốc.",
     "The timestamp breaks RFC 3161. Ask for the original."},
    {"token-algorithm", Verdict::invalid, "Dấu thời gian dùng thuật toán yếu hoặc lạ. Không chấp nhận.",
     "The timestamp uses a weak or unknown algorithm. Do not accept it."},
    {"token-certificate", Verdict::invalid,
     "Dấu thời gian được ký bằng chứng thư không dành cho việc này. Không chấp nhận; xin lại bản gốc.",
     "The timestamp was made with a certificate that is not for timestamps. Do not accept it."},
    {"token-signature", Verdict::invalid,
     "Chữ ký của đơn vị cấp dấu thời gian không khớp: dấu bị sửa hoặc giả. Không chấp nhận.",
     "The timestamp authority's signature does not match: altered or forged. Do not accept it."},
    {"extension-early", Verdict::invalid,
     "Dữ liệu kiểm chứng hoặc dấu thời gian được thêm trước khi ký xong. Không chấp nhận; xin lại bản gốc.",
     "Evidence or a timestamp was added before the last signature. Do not accept it; ask for the original."},
    {"dss-form", Verdict::invalid,
     "Phần dữ liệu kiểm chứng (DSS) của tệp không đúng dạng quy định. Không chấp nhận; xin lại bản gốc.",
     "The document's security store (DSS) is not of the prescribed form. Do not accept it; ask for the "
     "original."},
    {"evidence-unreadable", Verdict::invalid,
     "Không đọc được một phần dữ liệu kiểm chứng trong tệp. Xin lại bản gốc.",
     "A part of the document's security store cannot be read. Ask for the original."},
    {"cms-weak-key", Verdict::invalid,
     "Khóa của người ký quá yếu hoặc khác loại quy định (RSA từ 2048 bit, ECDSA P-256; TT 15/2025/TT-BKHCN). "
     "Trường "
     "phải ký lại bằng chứng thư mới.",
     "The signer's key is too weak or of another kind than prescribed (RSA from 2048 bits, ECDSA P-256). The "
     "school "
     "has to sign anew with another certificate."},
    {"cms-signing-time", Verdict::invalid,
     "Chữ ký ghi thời điểm ở chỗ mà PAdES cấm. Tệp không do phần mềm đúng chuẩn ký; xin lại bản gốc.",
     "The signature holds a time where PAdES forbids it. Ask for the original."},
}};

}  // namespace

const CatalogueEntry* find_proof_reason(std::string_view code) {
    return find_in(rows, code);
}

}  // namespace hocba::verify
