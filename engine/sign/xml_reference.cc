#include "engine/sign/xml_reference.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace hocba::sign {
namespace {

constexpr std::array<std::string_view, 3> kCanonicalisations{
    "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/2006/12/xml-c14n11"};
constexpr std::string_view kEnvelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// SHA-256 or better (TT 15/2025/TT-BKHCN).
constexpr std::array<std::string_view, 3> kDigests{"http://www.w3.org/2001/04/xmlenc#sha256",
                                                   "http://www.w3.org/2001/04/xmldsig-more#sha384",
                                                   "http://www.w3.org/2001/04/xmlenc#sha512"};
constexpr std::array<std::string_view, 5> kSignatures{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                                                      "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
                                                      "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
                                                      "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                                                      "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"};
constexpr std::size_t kMostReferences = 96;

template <std::size_t Size>
bool is_one_of(const std::string& text, const std::array<std::string_view, Size>& known) {
    return std::find(known.begin(), known.end(), text) != known.end();
}

/// No attribute but those; a namespaced one (xml:base, …) is never among them.
bool has_only(const xmlNode* element, std::initializer_list<std::string_view> names) {
    for (const xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
        const std::string_view name(reinterpret_cast<const char*>(attribute->name));
        if (attribute->ns != nullptr || std::find(names.begin(), names.end(), name) == names.end())
            return false;
    }
    return true;
}

/// An empty element that names an algorithm: parameters (InclusiveNamespaces, HMACOutputLength, XPath) would
/// change what it does.
std::string algorithm_of(const xmlNode* element) {
    if (element->children != nullptr || !has_only(element, {"Algorithm"})) return "";
    return attribute_of(element, "Algorithm");
}

class SignatureReader {
  public:
    std::optional<SignatureParts> read(const xmlNode* signature) {
        const auto parts = elements_in(signature);
        if (has_own_text(signature) || !has_only(signature, {"Id"}) || parts.size() < 4 ||
            !is_dsig(parts[0], "SignedInfo") || !is_dsig(parts[1], "SignatureValue") ||
            !is_dsig(parts[2], "KeyInfo") || !has_only(parts[2], {"Id"}))
            return std::nullopt;
        parts_.value = parts[1];
        parts_.key_info = parts[2];
        if (!read_signed_info(parts[0])) return std::nullopt;
        for (std::size_t i = 3; i < parts.size(); ++i) {
            if (!is_dsig(parts[i], "Object")) return std::nullopt;
            read_object(parts[i]);
        }
        if (times_ != 1) parts_.time = nullptr;
        return std::move(parts_);
    }

  private:
    SignatureParts parts_;
    int times_ = 0;

    void fault(const char* code) { parts_.faults.emplace_back(code); }

    bool read_signed_info(const xmlNode* info) {
        const auto parts = elements_in(info);
        if (has_own_text(info) || !has_only(info, {"Id"}) || parts.size() < 3 ||
            parts.size() > 2 + kMostReferences || !is_dsig(parts[0], "CanonicalizationMethod") ||
            !is_dsig(parts[1], "SignatureMethod"))
            return false;
        if (!is_one_of(algorithm_of(parts[0]), kCanonicalisations)) fault("xml-transform");
        if (!is_one_of(algorithm_of(parts[1]), kSignatures)) fault("xml-algorithm");
        for (std::size_t i = 2; i < parts.size(); ++i) {
            if (!is_dsig(parts[i], "Reference") || !read_reference(parts[i])) return false;
            parts_.references.push_back(parts[i]);
        }
        return true;
    }

    bool read_reference(const xmlNode* reference) {
        const auto parts = elements_in(reference);
        if (has_own_text(reference) || !has_only(reference, {"Id", "URI", "Type"}) || parts.size() != 3 ||
            !is_dsig(parts[0], "Transforms") || !is_dsig(parts[1], "DigestMethod") ||
            !is_dsig(parts[2], "DigestValue"))
            return false;
        for (const xmlNode* transform : elements_in(parts[0])) {
            const std::string algorithm = algorithm_of(transform);
            if (!is_dsig(transform, "Transform") ||
                (algorithm != kEnvelopedSignature && !is_one_of(algorithm, kCanonicalisations)))
                fault("xml-transform");
        }
        if (!is_one_of(algorithm_of(parts[1]), kDigests)) fault("xml-algorithm");
        return true;
    }

    void read_object(xmlNode* object) {
        for (const xmlNode* properties : elements_in(object))
            for (const xmlNode* property : elements_in(properties))
                for (xmlNode* time : elements_in(property)) {
                    if (!is_dsig(properties, "SignatureProperties") ||
                        !is_dsig(property, "SignatureProperty") || name_of(time) != "SigningTime")
                        continue;
                    ++times_;
                    parts_.time = time;
                    parts_.object = object;
                }
    }
};

class CoverageReader {
  public:
    CoverageReader(const XmlLayout& layout, std::size_t place, const SignatureParts& parts,
                   const XmlDocument& document)
        : layout_(layout), own_(layout.entries[place]), place_(place), parts_(parts), document_(document) {}

    Coverage read() {
        for (const xmlNode* reference : parts_.references) take(reference);
        const bool teacher = own_.role == 0 && !layout_.is_transaction;
        if (teacher ? coverage_.rows.empty() && !data_ : !data_) fault("xml-coverage");
        if (teacher && !data_) check_rows();
        if (!time_) fault("xml-time-unsigned");
        if (own_.role == index_of_role("school") && earlier_.size() < place_) fault("xml-earlier");
        return std::move(coverage_);
    }

  private:
    const XmlLayout& layout_;
    const XmlEntry& own_;
    std::size_t place_;
    const SignatureParts& parts_;
    const XmlDocument& document_;
    Coverage coverage_;
    bool data_ = false, time_ = false;
    std::vector<const xmlNode*> earlier_;

    void fault(const char* code) {
        if (std::find(coverage_.faults.begin(), coverage_.faults.end(), code) == coverage_.faults.end())
            coverage_.faults.emplace_back(code);
    }

    /// "#id" alone: nothing outside, no XPointer, not the whole file, whose later signatures would break it.
    void take(const xmlNode* reference) {
        const std::string uri = attribute_of(reference, "URI");
        const xmlNode* target = uri.starts_with('#') ? document_.by_id(uri.substr(1)) : nullptr;
        if (target == nullptr || !place_of(target)) fault("xml-reference");
    }

    /// Whether a signature of this entry may refer to it, by where it stands.
    bool place_of(const xmlNode* target) {
        if (target == parts_.key_info) return true;
        if (is_time(target)) {
            time_ = true;
            return true;
        }
        if (target == (layout_.is_transaction ? layout_.root : layout_.data)) {
            data_ = true;
            return true;
        }
        if (target == own_.node) return true;
        if (std::find(layout_.rows.begin(), layout_.rows.end(), target) != layout_.rows.end()) {
            coverage_.rows.push_back(target);
            return true;
        }
        for (std::size_t i = 0; i < place_; ++i) {
            if (layout_.entries[i].node != target) continue;
            if (std::find(earlier_.begin(), earlier_.end(), target) == earlier_.end())
                earlier_.push_back(target);
            return true;
        }
        return false;
    }

    /// The time itself, or what it stands in up to its Object.
    bool is_time(const xmlNode* target) const {
        for (const xmlNode* node = parts_.time; node != nullptr && node != parts_.object->parent;
             node = node->parent)
            if (node == target) return true;
        return false;
    }

    /// A row that does not name its unit could be another pupil's.
    void check_rows() {
        for (const xmlNode* row : coverage_.rows) {
            std::string id;
            for (const char* name : {"id", "Id", "ID"}) id += attribute_of(row, name);
            if (layout_.uuid.empty() || id.find(layout_.uuid) == std::string::npos) fault("xml-other-unit");
        }
    }
};

}  // namespace

std::optional<SignatureParts> parts_of_signature(const xmlNode* signature) {
    return SignatureReader().read(signature);
}

Coverage coverage_of(const XmlLayout& layout, std::size_t place, const SignatureParts& parts,
                     const XmlDocument& document) {
    return CoverageReader(layout, place, parts, document).read();
}

}  // namespace hocba::sign
