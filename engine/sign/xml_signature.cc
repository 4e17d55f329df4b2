#include "engine/sign/xml_signature.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/sign/certificate.h"
#include "engine/sign/subject.h"
#include "engine/sign/xml_layout.h"
#include "engine/sign/xml_parts.h"
#include "engine/sign/xml_text_edit.h"

namespace hocba::sign {
namespace {

/// A transaction of 10 MB is compressed; its XML is larger (II.2.8).
constexpr std::size_t kLargestList = std::size_t{256} << 20;

tl::unexpected<Error> refused(const std::string& where, std::string vi, std::string en, Text hint) {
    return fail(Fault::signing, where, {std::move(vi), std::move(en)}, std::move(hint));
}

tl::unexpected<Error> not_signable(const std::string& place, const std::string& code) {
    return fail(Fault::document, place,
                {fmt::format("Tệp XML không đúng cấu trúc để ký [{}]", code),
                 fmt::format("the XML has not the structure that is signed [{}]", code)},
                {"Xuất lại tệp bằng hocba export moet-xml, hoặc xem hocba verify",
                 "export it again (hocba export moet-xml), or see what hocba verify says"});
}

/// The tree and its parts, or why the file is refused.
struct Opened {
    XmlDocument document;
    XmlLayout layout;
};
Result<Opened> open(std::string_view xml, const std::string& place) {
    XmlDocument document(xml, kLargestList);
    if (!document.fault().empty()) return not_signable(place, document.fault());
    XmlLayout layout = layout_of(document);
    if (!layout.faults.empty()) return not_signable(place, layout.faults.front());
    return Opened{std::move(document), std::move(layout)};
}

Result<void> may_come_now(const XmlLayout& layout, std::size_t role, const std::string& place) {
    for (const XmlEntry& entry : layout.entries) {
        const std::string tag(kXmlRoles[entry.role].tag);
        if (entry.role == role && (role != 0 || layout.is_transaction))
            return refused(place, fmt::format("{} đã ký vào tệp XML này.", tag),
                           fmt::format("{} has signed this XML already.", tag),
                           {"Không ký hai lần.", "Do not sign twice."});
        if (entry.role > role)
            return refused(place, fmt::format("Quá muộn: {} đã ký sau lượt này.", tag),
                           fmt::format("Too late: {} has already signed.", tag),
                           {"Phát hành lại học bạ.", "Issue the transcript again."});
    }
    const bool led = std::any_of(layout.entries.begin(), layout.entries.end(),
                                 [](const XmlEntry& entry) { return kXmlRoles[entry.role].tag == "CBQL"; });
    if (kXmlRoles[role].tag == "KY_PHAT_HANH" && !layout.is_transaction && !led)
        return refused(place, "Chưa đến lượt: CBQL phải ký trước (CV 2088, phụ lục 1.1).",
                       "Too early: CBQL signs first (CV 2088, phụ lục 1.1).",
                       {"Chuyển tệp cho người ký trước.", "Hand the file to the earlier signer."});
    return {};
}

/// The person that the data name for the role (QĐ 1789, điều 8.3: a key is its holder's alone).
Result<std::string> citizen_id(const XmlLayout& layout, std::size_t role, const Identity& identity,
                               const std::string& place) {
    const xmlNode* general = layout.is_transaction ? nullptr : only_child(layout.data, "THONG_TIN_CHUNG");
    const std::string certified = citizen_id_of(identity.certificate);
    std::string named;
    if (kXmlRoles[role].tag == "GVCN") named = text_of(only_child(general, "SO_CCCD_GIAO_VIEN_CHU_NHIEM"));
    if (kXmlRoles[role].tag == "CBQL") named = text_of(only_child(general, "SO_CCCD_GIAM_HIEU_KY_HOC_BA"));
    if (!named.empty() && !certified.empty() && named != certified)
        return refused(place,
                       fmt::format("Chứng thư số của {} có số CCCD {}, dữ liệu ghi người ký là {}",
                                   identity.name, certified, named),
                       fmt::format("the certificate of {} has the personal number {}, the data name {}",
                                   identity.name, certified, named),
                       {"Ký bằng khóa của đúng người, hoặc sửa dữ liệu rồi xuất lại.",
                        "Sign with the key of that person, or correct the data."});
    return named.empty() && role == 0 ? certified : named;
}

std::string subject_name(const xmlNode* row) {
    return text_of(only_child(row, "TEN_MON_HOC"));
}

/// The rows of a subject teacher, in the order of the XML.
Result<std::vector<XmlReference>> rows_of(const XmlLayout& layout, const XmlRequest& request,
                                          const std::string& place) {
    std::vector<XmlReference> rows;
    std::vector<std::string> found, all;
    for (const xmlNode* row : layout.rows) {
        const std::string name = subject_name(row), code = text_of(only_child(row, "MA_MON_HOC"));
        all.push_back(name);
        for (const std::string& subject : request.subjects)
            if (subject == name || subject == code) {
                rows.push_back({attribute_of(row, "id"), false, ""});
                found.push_back(subject);
                break;
            }
    }
    for (const std::string& subject : request.subjects)
        if (std::find(found.begin(), found.end(), subject) == found.end())
            return refused(place, fmt::format("Không có môn \"{}\" trong tệp XML.", subject),
                           fmt::format("The XML has no subject \"{}\".", subject),
                           {fmt::format("Các môn: {}", fmt::join(all, ", ")),
                            fmt::format("its subjects: {}", fmt::join(all, ", "))});
    if (rows.empty())
        return refused(place, "Chưa nêu môn học mà giáo viên bộ môn ký.",
                       "It is not said which subjects the teacher signs.",
                       {"Thêm --subject TÊN_MÔN", "add --subject NAME"});
    return rows;
}

/// A value that may be put into the text of an attribute as it is (XML 1.0, 2.3: NCName).
bool is_plain_id(const std::string& id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

/// What is signed, in the order of the file; the signature's own parts last.
Result<std::vector<XmlReference>> references(const XmlLayout& layout, const XmlRequest& request,
                                             const std::string& key, const std::string& place) {
    std::vector<XmlReference> all;
    if (layout.is_transaction) {
        all.push_back({attribute_of(layout.root, "id"), true, ""});
    } else if (index_of_role(request.role) == 0) {
        auto rows = rows_of(layout, request, place);
        if (!rows) return rows;
        all = *std::move(rows);
        all.push_back({key, true, ""});
    } else {
        all.push_back({attribute_of(layout.data, "id"), false, ""});
        for (const XmlEntry& entry : layout.entries)
            all.push_back({attribute_of(entry.node, "id"), false, ""});
        all.push_back({key, true, ""});
    }
    all.push_back({time_id(key), false, ""});
    all.push_back({key_info_id(key), false, ""});
    for (const XmlReference& reference : all)
        if (!is_plain_id(reference.id)) return not_signable(place, "xml-reference");
    return all;
}

/// The file with ids where they are missing. Once somebody has signed, the data stay as they are.
Result<std::string> ready_to_sign(std::string_view xml, const XmlLayout& layout, const std::string& place) {
    if (layout.is_transaction || !layout.entries.empty()) return std::string(xml);
    if (!is_plain_id(layout.uuid))
        return refused(place, "Tệp XML không có MA_TRA_CUU_UUID.", "The XML has no MA_TRA_CUU_UUID.",
                       {"Bổ sung mã tra cứu (CV 2088, II.1.4).", "Add it (CV 2088, II.1.4)."});
    return with_ids(with_ids(xml, "DU_LIEU_HOC_BA", false, layout.uuid), "BANG_DIEM", true, layout.uuid);
}

/// One signature on its way into one file.
class Writer {
  public:
    Writer(const Opened& opened, const XmlRequest& request, const Identity& identity)
        : layout_(opened.layout), request_(request), identity_(identity) {}

    Result<UnsignedXml> write(std::string_view xml, const std::string& place) {
        role_ = layout_.is_transaction ? index_of_role("school") : index_of_role(request_.role);
        if (role_ == kXmlRoles.size()) return not_signable(place, request_.role);
        if (const auto now = may_come_now(layout_, role_, place); !now) return tl::unexpected(now.error());
        auto person = citizen_id(layout_, role_, identity_, place);
        if (!person) return forward(std::move(person));
        person_ = *std::move(person);
        auto signs = references(layout_, request_, key(), place);
        if (!signs) return forward(std::move(signs));
        text_ = {key(), *std::move(signs), &identity_, request_.claimed};
        return digested(xml, place);
    }

  private:
    const XmlLayout& layout_;
    const XmlRequest& request_;
    const Identity& identity_;
    std::size_t role_ = 0;
    std::string person_;
    XmlSignatureText text_;

    /// "GVBM-2-<uuid>", "CBQL-<uuid>", "dataDanhSach".
    std::string key() const {
        if (layout_.is_transaction) return attribute_of(layout_.root, "id");
        if (role_ != 0) return fmt::format("{}-{}", kXmlRoles[role_].tag, layout_.uuid);
        return fmt::format("{}-{}-{}", kXmlRoles[role_].tag, layout_.entries.size() + 1, layout_.uuid);
    }

    Inserted put_into(std::string_view xml) const {
        const std::string signature = to_text(text_);
        if (layout_.is_transaction) return with_last_child(xml, "DANH_SACH_HOC_BA", signature);
        const std::string person = person_.empty() ? "" : fmt::format("<SO_CCCD>{}</SO_CCCD>", person_);
        return with_entry(
            xml, fmt::format("<{0} id=\"{1}\"><NGAY_KY>{2}</NGAY_KY>{3}{4}</{0}>", kXmlRoles[role_].tag,
                             text_.key, to_rfc3339(text_.time), person, signature));
    }

    /// Twice: the digests are taken of the file as it will be, then SignedInfo of the one with the digests.
    Result<UnsignedXml> digested(std::string_view xml, const std::string& place) {
        const Inserted blank = put_into(xml);
        const XmlDocument document(blank.xml, kLargestList);
        const xmlNode* signature = document.by_id(signature_id(text_.key));
        for (XmlReference& reference : text_.references) {
            const xmlNode* target = document.by_id(reference.id);
            if (target == nullptr || signature == nullptr) return not_signable(place, "xml-reference");
            reference.digest = digest_of(
                identity_.digest, document.canonical(target, reference.enveloped ? signature : nullptr));
        }
        Inserted full = put_into(xml);
        const XmlDocument last(full.xml, kLargestList);
        signature = last.by_id(signature_id(text_.key));
        if (signature == nullptr) return not_signable(place, "xml-reference");
        const std::string signed_info = last.canonical(elements_in(signature).front());
        constexpr std::string_view value = "<SignatureValue>";
        const std::size_t value_at = full.xml.find(value, full.at) + value.size();
        return UnsignedXml{std::move(full.xml), value_at, digest_of(identity_.digest, signed_info),
                           identity_};
    }
};

}  // namespace

Result<UnsignedXml> begin_xml_signature(std::string_view xml, const std::string& place,
                                        const XmlRequest& request, const Identity& identity) {
    auto opened = open(xml, place);
    if (!opened) return forward(std::move(opened));
    auto ready = ready_to_sign(xml, opened->layout, place);
    if (!ready) return forward(std::move(ready));
    if (*ready != xml) opened = open(*ready, place);
    if (!opened) return forward(std::move(opened));
    return Writer(*opened, request, identity).write(*ready, place);
}

Result<std::string> finish_xml_signature(UnsignedXml waiting, std::string_view signature) {
    const Identity& identity = waiting.identity;
    const auto parts = parts_of(identity.certificate);
    std::optional<std::string> value(signature);
    if (identity.key == KeyKind::p256) value = raw_ecdsa(signature);
    if (!parts || !value || !signature_matches(parts->public_key, identity.digest, waiting.digest, signature))
        return refused(identity.name, "Chữ ký nhận được không phải của khóa này trên tệp này.",
                       "The signature is not of this key over this file.",
                       {"Kiểm tra khóa và chứng thư số rồi ký lại.",
                        "Check the key and its certificate, then sign again."});
    waiting.xml.insert(waiting.value_at, to_base64(*value));
    return std::move(waiting.xml);
}

Result<std::string> sign_xml(std::string_view xml, const std::string& place, const XmlRequest& request,
                             const Signer& signer) {
    auto waiting = begin_xml_signature(xml, place, request, signer.identity());
    if (!waiting) return forward(std::move(waiting));
    auto values = signer.sign_digests({waiting->digest});
    if (!values) return forward(std::move(values));
    return finish_xml_signature(*std::move(waiting), values->front());
}

Result<std::vector<std::string>> xml_roles(std::string_view xml, const std::string& place) {
    const auto opened = open(xml, place);
    if (!opened) return tl::unexpected(opened.error());
    std::vector<std::string> roles;
    for (const XmlEntry& entry : opened->layout.entries) roles.emplace_back(kXmlRoles[entry.role].role);
    return roles;
}

}  // namespace hocba::sign
