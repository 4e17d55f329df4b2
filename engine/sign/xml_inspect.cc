// Strict reading of XML signatures: the shape of each, then what it covers by position, then libxmlsec1.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/sign/certificate.h"
#include "engine/sign/subject.h"
#include "engine/sign/xml_check.h"
#include "engine/sign/xml_layout.h"
#include "engine/sign/xml_parts.h"
#include "engine/sign/xml_reference.h"
#include "engine/sign/xml_signature.h"

namespace hocba::sign {
namespace {

constexpr std::size_t kMostSignatures = 64;
constexpr std::size_t kMostCertificates = 8;

std::string without_space(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    return text;
}

/// RDNs in any order and with any space behind a comma: programs differ in both.
std::vector<std::string> names_in(const std::string& subject) {
    std::vector<std::string> names(1);
    bool escaped = false;
    for (const char c : subject) {
        if (c == ',' && !escaped)
            names.emplace_back();
        else if (c != ' ' || !names.back().empty())
            names.back() += c;
        escaped = c == '\\' && !escaped;
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Inspector {
  public:
    Inspector(const XmlLayout& layout, const XmlDocument& document, std::size_t place)
        : layout_(layout), document_(document), entry_(layout.entries[place]), place_(place) {}

    XmlSignatureFacts facts() {
        facts_.place = entry_.place;
        facts_.role = kXmlRoles[entry_.role].role;
        facts_.citizen_id = layout_.is_transaction ? "" : text_of(only_child(entry_.node, "SO_CCCD"));
        if (!read_parts())
            fault("xml-signature-form");
        else if (read_key_info() && read_time())
            check();
        return std::move(facts_);
    }

  private:
    const XmlLayout& layout_;
    const XmlDocument& document_;
    const XmlEntry& entry_;
    std::size_t place_;
    XmlSignatureFacts facts_;
    SignatureParts parts_;

    void fault(std::string code) {
        if (std::find(facts_.faults.begin(), facts_.faults.end(), code) == facts_.faults.end())
            facts_.faults.push_back(std::move(code));
    }

    bool read_parts() {
        auto parts = parts_of_signature(entry_.signature);
        if (!parts) return false;
        parts_ = *std::move(parts);
        return true;
    }

    /// One X509Data: the subject's name and the certificates, the signer's first (CV 2088, II.1.6).
    bool read_key_info() {
        const auto data = elements_in(parts_.key_info);
        if (data.size() != 1 || !is_dsig(data[0], "X509Data")) return no_key();
        std::string subject;
        for (const xmlNode* one : elements_in(data[0])) {
            if (is_dsig(one, "X509SubjectName")) subject = text_of(one);
            if (!is_dsig(one, "X509Certificate")) continue;
            const auto der = from_base64(without_space(text_of(one)));
            if (!der || !sign::parts_of(*der) || facts_.certificates.size() == kMostCertificates)
                return no_key();
            facts_.certificates.push_back(*der);
        }
        if (facts_.certificates.empty()) return no_key();
        const std::string& signer = facts_.certificates.front();
        if (names_in(subject) != names_in(subject_name_of(signer))) fault("xml-subject-name");
        if (!kind_of(sign::parts_of(signer)->public_key)) fault("xml-weak-key");
        const std::string certified = citizen_id_of(signer);
        if (!certified.empty() && !facts_.citizen_id.empty() && certified != facts_.citizen_id)
            fault("xml-citizen-id");
        return true;
    }

    bool no_key() {
        fault("xml-key-info");
        facts_.certificates.clear();
        return false;
    }

    /// Signature/Object/SignatureProperties/SignatureProperty/SigningTime, once (CV 2088, II.1.6).
    bool read_time() {
        if (parts_.time == nullptr) {
            fault("xml-time");
            return false;
        }
        facts_.signing_time = text_of(parts_.time);
        const xmlNode* day = layout_.is_transaction ? nullptr : only_child(entry_.node, "NGAY_KY");
        const std::string said = day == nullptr ? "" : text_of(day);
        if (!said.empty() && said != facts_.signing_time && said != facts_.signing_time.substr(0, 10))
            fault("xml-time-differs");
        return true;
    }

    /// One spelling of the value: base64 allows stray bits. Programs break its lines.
    bool is_plain_value() const {
        const std::string value = without_space(text_of(parts_.value));
        const auto bytes = from_base64(value);
        return bytes && !bytes->empty() && to_base64(*bytes) == value;
    }

    void check() {
        if (!is_plain_value()) fault("xml-signature-form");
        for (const std::string& code : parts_.faults) fault(code);
        const Coverage coverage = coverage_of(layout_, place_, parts_, document_);
        for (const std::string& code : coverage.faults) fault(code);
        for (const xmlNode* row : coverage.rows)
            facts_.subjects.push_back(text_of(only_child(row, "TEN_MON_HOC")));
        // Nothing that the strict reader refuses is given to libxmlsec1.
        if (!facts_.faults.empty()) return;
        const std::string wrong = check_xml_signature(entry_.signature, facts_.certificates.front());
        facts_.matches = wrong.empty();
        if (!wrong.empty()) fault(wrong);
    }
};

}  // namespace

void prepare_xml_inspection() {
    start_xmlsec();
}

XmlFacts inspect_xml(std::string_view xml) {
    XmlFacts facts;
    const XmlDocument document(xml);
    if (!document.fault().empty()) {
        facts.faults.push_back(document.fault());
        return facts;
    }
    const XmlLayout layout = layout_of(document);
    facts.is_transaction = layout.is_transaction;
    facts.uuid = layout.uuid;
    facts.faults = layout.faults;
    if (layout.entries.size() > kMostSignatures) facts.faults.emplace_back("xml-structure");
    if (!facts.faults.empty()) return facts;
    for (std::size_t i = 0; i < layout.entries.size(); ++i)
        facts.signatures.push_back(Inspector(layout, document, i).facts());
    return facts;
}

}  // namespace hocba::sign
