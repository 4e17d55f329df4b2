// Where the parts of MOET's XML stand (CV 2088/BGDĐT-GDTH, II.1.5): by position, not by name or id.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sign/xml_document.h"

namespace hocba::sign {

struct XmlRole {
    std::string_view role, tag;
};
/// In the order of the procedure (QĐ 1789, điều 20.5) and of the entries.
inline constexpr std::array<XmlRole, 4> kXmlRoles{
    {{"subject-teacher", "GVBM"}, {"homeroom", "GVCN"}, {"principal", "CBQL"}, {"school", "KY_PHAT_HANH"}}};
/// Place in kXmlRoles; its size if there is none of that role or tag.
std::size_t index_of_role(std::string_view role_or_tag);

struct XmlEntry {
    std::size_t role = 0;     // in kXmlRoles
    std::string place;        // "GVBM/2", "CBQL"
    xmlNode* node = nullptr;  // of a transaction: the root
    xmlNode* signature = nullptr;
};

struct XmlLayout {
    bool is_transaction = false;
    xmlNode* root = nullptr;
    xmlNode* data = nullptr;
    std::vector<xmlNode*> rows;  // BANG_DIEM that hold marks themselves
    xmlNode* list = nullptr;     // DANH_SACH_THONG_TIN_KY; null before the first signature
    std::vector<XmlEntry> entries;
    std::string uuid;
    std::vector<std::string> faults;  // "xml-root", "xml-structure", "xml-order"
};

XmlLayout layout_of(const XmlDocument& document);

inline constexpr std::string_view kDsig = "http://www.w3.org/2000/09/xmldsig#";
bool is_dsig(const xmlNode* element, std::string_view name);

}  // namespace hocba::sign
