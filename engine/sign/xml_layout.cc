#include "engine/sign/xml_layout.h"

#include <algorithm>

namespace hocba::sign {
namespace {

bool is_plain(const xmlNode* element, std::string_view name) {
    return element->ns == nullptr && name_of(element) == name;
}

class Reader {
  public:
    explicit Reader(const XmlDocument& document) { layout_.root = document.root(); }

    XmlLayout read() {
        if (is_plain(layout_.root, "DANH_SACH_HOC_BA"))
            read_transaction();
        else if (is_plain(layout_.root, "HOC_BA"))
            read_unit();
        else
            fault("xml-root");
        return std::move(layout_);
    }

  private:
    XmlLayout layout_;

    void fault(const char* code) {
        if (std::find(layout_.faults.begin(), layout_.faults.end(), code) == layout_.faults.end())
            layout_.faults.emplace_back(code);
    }

    /// Units, and behind them at most one signature.
    void read_transaction() {
        layout_.is_transaction = true;
        for (xmlNode* child : elements_in(layout_.root)) {
            if (!layout_.entries.empty()) fault("xml-structure");
            if (is_dsig(child, "Signature"))
                layout_.entries.push_back({index_of_role("school"), "Signature", layout_.root, child});
            else if (!is_plain(child, "HOC_BA"))
                fault("xml-structure");
        }
        if (has_own_text(layout_.root)) fault("xml-structure");
    }

    /// DU_LIEU_HOC_BA, then at most one DANH_SACH_THONG_TIN_KY, and nothing else.
    void read_unit() {
        const auto parts = elements_in(layout_.root);
        if (has_own_text(layout_.root) || parts.empty() || parts.size() > 2 ||
            !is_plain(parts[0], "DU_LIEU_HOC_BA") ||
            (parts.size() == 2 && !is_plain(parts[1], "DANH_SACH_THONG_TIN_KY")))
            return fault("xml-structure");
        layout_.data = parts[0];
        layout_.uuid = text_of(only_child(only_child(layout_.data, "THONG_TIN_CHUNG"), "MA_TRA_CUU_UUID"));
        read_rows(layout_.data);
        read_rows(only_child(layout_.data, "TONG_KET"));
        if (parts.size() == 2) read_entries(parts[1]);
    }

    void read_rows(const xmlNode* parent) {
        for (xmlNode* child : elements_in(parent))
            if (is_plain(child, "BANG_DIEM") && only_child(child, "TEN_MON_HOC") != nullptr)
                layout_.rows.push_back(child);
    }

    void read_entries(xmlNode* list) {
        layout_.list = list;
        if (has_own_text(list)) fault("xml-structure");
        std::size_t teachers = 0;
        for (xmlNode* child : elements_in(list)) {
            const std::size_t role = child->ns == nullptr ? index_of_role(name_of(child)) : kXmlRoles.size();
            if (role == kXmlRoles.size() || name_of(child) != kXmlRoles[role].tag)
                return fault("xml-structure");
            std::string place(name_of(child));
            if (role == 0) place += "/" + std::to_string(++teachers);
            add_entry({role, std::move(place), child, nullptr});
        }
    }

    /// In the order of the procedure; one of each but for subject teachers.
    void add_entry(XmlEntry entry) {
        for (xmlNode* child : elements_in(entry.node)) {
            if (is_dsig(child, "Signature") && entry.signature == nullptr)
                entry.signature = child;
            else if (!is_plain(child, "NGAY_KY") && !is_plain(child, "SO_CCCD"))
                fault("xml-structure");
        }
        if (has_own_text(entry.node) || entry.signature == nullptr) fault("xml-structure");
        if (!layout_.entries.empty()) {
            const std::size_t before = layout_.entries.back().role;
            if (entry.role < before || (entry.role == before && entry.role != 0)) fault("xml-order");
        }
        layout_.entries.push_back(std::move(entry));
    }
};

}  // namespace

std::size_t index_of_role(std::string_view role_or_tag) {
    const auto found = std::find_if(kXmlRoles.begin(), kXmlRoles.end(), [&](const XmlRole& one) {
        return one.role == role_or_tag || one.tag == role_or_tag;
    });
    return static_cast<std::size_t>(found - kXmlRoles.begin());
}

bool is_dsig(const xmlNode* element, std::string_view name) {
    return namespace_of(element) == kDsig && name_of(element) == name;
}

XmlLayout layout_of(const XmlDocument& document) {
    return Reader(document).read();
}

}  // namespace hocba::sign
