#include <array>

#include "engine/verify/catalogue.h"

namespace hocba::verify {
namespace {

/// MOET's XML and its signatures (CV 2088/BGDĐT-GDTH, II.1.5, II.1.6; QĐ 1789, điều 11.2, 12.2a).
constexpr std::array<CatalogueEntry, 29> rows = {{
    {"xml-too-large", Verdict::invalid, "Tệp XML lớn hơn 10 MB. Không chấp nhận.",
     "The XML is larger than 10 MB. Do not accept it."},
    {"xml-encoding", Verdict::invalid, "Tệp XML không phải UTF-8. Xin lại bản gốc.",
     "The XML is not UTF-8. Ask for the original."},
    {"xml-markup", Verdict::invalid,
     "Tệp XML có DOCTYPE, chú thích, CDATA hoặc chỉ thị xử lý, có thể che giấu nội dung. Không chấp nhận.",
     "The XML has a DOCTYPE, a comment, CDATA or a processing instruction, which can hide content. Do not "
     "accept it."},
    {"xml-not-well-formed", Verdict::invalid, "Tệp không phải XML hợp lệ. Xin lại bản gốc.",
     "The file is no well-formed XML. Ask for the original."},
    {"xml-too-deep", Verdict::invalid, "XML lồng nhau quá sâu, như tệp cố ý phá hoại. Không chấp nhận.",
     "The XML nests too deeply, as a malicious one would. Do not accept it."},
    {"xml-id", Verdict::invalid,
     "Hai phần của XML có cùng mã id: không thể biết chữ ký nói về phần nào. Không chấp nhận.",
     "Two parts of the XML have the same id: what is signed cannot be told. Do not accept it."},
    {"xml-root", Verdict::invalid, "Đây không phải XML học bạ (thẻ gốc HOC_BA hoặc DANH_SACH_HOC_BA).",
     "This is no transcript in XML (root HOC_BA or DANH_SACH_HOC_BA)."},
    {"xml-structure", Verdict::invalid,
     "Cấu trúc XML không đúng quy định: có phần lạ hoặc thừa cạnh dữ liệu và chữ ký. Không chấp nhận.",
     "The structure is not the prescribed one: something stands beside data and signatures. Do not accept "
     "it."},
    {"xml-order", Verdict::invalid,
     "Chữ ký trong XML sai thứ tự hoặc một vai trò ký hai lần. Không chấp nhận.",
     "The XML's signatures are out of order, or a role signed twice. Do not accept it."},
    {"xml-data", Verdict::invalid, "Dữ liệu trong XML không đúng quy định.",
     "The data in the XML are not as prescribed."},
    {"xml-signature-form", Verdict::invalid,
     "Chữ ký trong XML không đúng chuẩn XMLDSig. Không chấp nhận; xin lại bản gốc.",
     "The XML signature breaks XMLDSig. Do not accept it; ask for the original."},
    {"xml-algorithm", Verdict::invalid, "Chữ ký trong XML dùng thuật toán yếu hoặc lạ. Không chấp nhận.",
     "The XML signature uses a weak or unknown algorithm. Do not accept it."},
    {"xml-transform", Verdict::invalid,
     "Chữ ký trong XML biến đổi dữ liệu trước khi ký (XPath, XSLT …). Không chấp nhận.",
     "The XML signature transforms the data before signing (XPath, XSLT …). Do not accept it."},
    {"xml-reference", Verdict::invalid,
     "Chữ ký trong XML trỏ đến chỗ khác với phần được ký theo quy định. Không chấp nhận.",
     "The XML signature refers to something else than what is to be signed. Do not accept it."},
    {"xml-coverage", Verdict::invalid, "Chữ ký trong XML không bao gồm dữ liệu học bạ. Không chấp nhận.",
     "The XML signature does not cover the transcript's data. Do not accept it."},
    {"xml-time-unsigned", Verdict::invalid, "Thời điểm ký trong XML không được ký. Không chấp nhận.",
     "The time of signing is not covered by the XML signature. Do not accept it."},
    {"xml-earlier", Verdict::valid,
     "Chữ ký phát hành không bao gồm các chữ ký trước: có thể đã bị bỏ bớt chữ ký mà không biết được.",
     "The school's signature does not cover the earlier ones: whether one was taken out cannot be told."},
    {"xml-time", Verdict::invalid, "Chữ ký trong XML không ghi thời điểm ký (SigningTime). Không chấp nhận.",
     "The XML signature has no SigningTime, or several. Do not accept it."},
    {"xml-time-differs", Verdict::invalid, "NGAY_KY khác thời điểm ký trong chữ ký. Không chấp nhận.",
     "NGAY_KY differs from the signature's own time. Do not accept it."},
    {"xml-key-info", Verdict::invalid, "Chữ ký trong XML không kèm chứng thư số đọc được. Không chấp nhận.",
     "The XML signature brings no certificate that can be read. Do not accept it."},
    {"xml-weak-key", Verdict::invalid, "Khóa của người ký quá yếu hoặc không được phép. Không chấp nhận.",
     "The signer's key is too weak or of another kind. Do not accept it."},
    {"xml-subject-name", Verdict::invalid,
     "X509SubjectName khác tên trong chứng thư số của người ký. Không chấp nhận.",
     "X509SubjectName is not the name in the signer's certificate. Do not accept it."},
    {"xml-citizen-id", Verdict::invalid,
     "Số CCCD trong XML khác số trong chứng thư số: người khác đã ký. Không chấp nhận.",
     "The personal number in the XML is not that of the certificate: another person signed. Do not accept "
     "it."},
    {"xml-other-unit", Verdict::invalid,
     "Chữ ký của giáo viên bộ môn không gắn với học bạ này, có thể lấy từ học bạ khác. Không chấp nhận.",
     "A subject teacher's signature is not bound to this transcript. Do not accept it."},
    {"xml-changed", Verdict::invalid, "Dữ liệu XML đã thay đổi sau khi ký. Không chấp nhận; xin lại bản gốc.",
     "The XML was changed after signing. Do not accept it; ask for the original."},
    {"xml-signature-value", Verdict::invalid,
     "Chữ ký trong XML không khớp chứng thư số của người ký. Tệp bị sửa hoặc giả mạo.",
     "The XML signature does not match the signer's certificate. Altered or forged."},
    {"xml-unsigned", Verdict::invalid, "Tệp XML chưa ai ký, nên không có gì bảo vệ dữ liệu.",
     "Nobody has signed the XML, so nothing protects its data."},
    {"xml-transaction", Verdict::valid,
     "Đây là gói giao dịch: chỉ xét chữ ký của tổ chức; mỗi học bạ bên trong được xét riêng.",
     "A transaction: only the organisation's signature is judged; each transcript in it is judged by "
     "itself."},
    {"xml-same-record", Verdict::valid, "XML và PDF thể hiện cùng một dữ liệu học bạ.",
     "XML and PDF tell the same record."},
}};

/// Of the two files together.
constexpr std::array<CatalogueEntry, 2> pair_rows = {{
    {"xml-other-record", Verdict::invalid,
     "XML và PDF thể hiện dữ liệu khác nhau, trong khi hai tệp có giá trị như nhau. Không chấp nhận cả hai.",
     "XML and PDF tell different records, though both have the same value. Accept neither."},
    {"xml-not-compared", Verdict::indeterminate,
     "Chưa so sánh được XML với PDF vì không có mẫu học bạ tương ứng.",
     "XML and PDF could not be compared: the form is not at hand."},
}};

}  // namespace

const CatalogueEntry* find_xml_reason(std::string_view code) {
    const CatalogueEntry* found = find_in(rows, code);
    return found != nullptr ? found : find_in(pair_rows, code);
}

}  // namespace hocba::verify
