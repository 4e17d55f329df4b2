// XML signatures (XMLDSig 1.1) on MOET's XML, as CV 2088/BGDĐT-GDTH, II.1.6 and QĐ 1789, điều 11.2 ask.
//
//   HOC_BA
//     DU_LIEU_HOC_BA id                       the data; its BANG_DIEM rows have an id each
//     DANH_SACH_THONG_TIN_KY
//       GVBM id  …                            subject teachers: their rows (QĐ 1789, điều 20.5a)
//       GVCN id, CBQL id, KY_PHAT_HANH id     homeroom teacher, leader, school: the data
//         NGAY_KY, SO_CCCD, Signature
//
// What each signs, by the URI of a Reference: its part of the data, its own entry without the signature, the
// Object with SigningTime, its KeyInfo (so that no other certificate of the key can be put in), and, but for
// subject teachers, every entry that stands before: later signatures never touch what earlier ones cover, and
// none can be taken out afterwards. Ids carry the unit's UUID: units are put together in one file (II.2.2),
// and a row cannot go over to another pupil. Canonicalisation is exclusive, so that a unit stays valid inside
// <DANH_SACH_HOC_BA>, whatever namespaces that declares.
//
// GVBM is ours: CV 2088 abbreviates "giáo viên bộ môn" so (I.3) but names no entry for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/sign.h"

namespace hocba::sign {

struct XmlRequest {
    std::string role;  // "subject-teacher" | "homeroom" | "principal" | "school"
    Instant claimed;   // SigningTime and NGAY_KY
    /// Of a subject teacher: TEN_MON_HOC or MA_MON_HOC of each row.
    std::vector<std::string> subjects = {};
};

/// An XML signature that waits for a key.
struct UnsignedXml {
    std::string xml;           // with everything of the signature but its value
    std::size_t value_at = 0;  // where the value goes
    std::string digest;        // of SignedInfo: what the key signs
    Identity identity;
};

/// The earlier bytes stay as they are but for ids that are missing. The root <DANH_SACH_HOC_BA> gets the
/// school's signature on the transaction (CV 2088, II.2.2, II.2.6). Fault::signing if the role has signed,
/// its turn is over, a row or the UUID is missing, or the certificate is of another person than the XML
/// names; Fault::document if the XML is refused. The same arguments give the same digest.
Result<UnsignedXml> begin_xml_signature(std::string_view xml, const std::string& place,
                                        const XmlRequest& request, const Identity& identity);
/// Fault::signing if the signature is not of that key over that digest.
Result<std::string> finish_xml_signature(UnsignedXml waiting, std::string_view signature);
/// Both at once.
Result<std::string> sign_xml(std::string_view xml, const std::string& place, const XmlRequest& request,
                             const Signer& signer);

/// One signature as a strict reader finds it.
struct XmlSignatureFacts {
    std::string place;                      // "GVBM/2", "CBQL", "Signature" (of a transaction)
    std::string role;                       // as in XmlRequest
    std::string signing_time;               // as written
    std::string citizen_id;                 // SO_CCCD
    std::vector<std::string> subjects;      // TEN_MON_HOC of the rows that a subject teacher signed
    std::vector<std::string> certificates;  // DER; the signer's first
    bool matches = false;                   // every digest and the value
    std::vector<std::string> faults;        // codes of the catalogue: "xml-reference", "xml-changed", …
};

struct XmlFacts {
    std::vector<std::string> faults;  // of the file: "xml-markup", "xml-id", "xml-structure", …
    bool is_transaction = false;
    std::string uuid;  // MA_TRA_CUU_UUID
    std::vector<XmlSignatureFacts> signatures;
};

/// Untrusted bytes; call it in a limited child. What a reference covers is told by where its target stands,
/// never by its name.
XmlFacts inspect_xml(std::string_view xml);

/// Loads what inspect_xml() needs, once a process: a limited child can no longer do it.
void prepare_xml_inspection();

/// Which of the roles' entries an XML of ours has, in its order; Fault::document if it is refused.
Result<std::vector<std::string>> xml_roles(std::string_view xml, const std::string& place);

}  // namespace hocba::sign
