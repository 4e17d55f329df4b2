// An XML file that nobody vouches for, as a tree: bounded, UTF-8, nothing in it but elements, attributes and
// text.
#pragma once

#include <libxml/tree.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/handle.h"

namespace hocba::sign {

/// CV 2088/BGDĐT-GDTH, II.2.8: a transaction has at most 10 MB.
inline constexpr std::size_t kLargestSignedXml = std::size_t{10} << 20;
inline constexpr int kDeepestSignedXml = 32;

class XmlDocument {
  public:
    explicit XmlDocument(std::string_view bytes, std::size_t largest = kLargestSignedXml);

    /// "" or why it is refused: "xml-too-large", "xml-encoding", "xml-markup" (DOCTYPE, comment, CDATA or
    /// processing instruction), "xml-not-well-formed", "xml-too-deep", "xml-id" (an id that occurs twice).
    const std::string& fault() const { return fault_; }
    xmlDoc* tree() const { return tree_.get(); }
    xmlNode* root() const { return root_; }
    /// The only element whose id, Id or ID has that value; null if there is none.
    xmlNode* by_id(const std::string& id) const;

    /// Exclusive XML Canonicalization 1.0 without comments of the element, leaving out what is in `without`.
    std::string canonical(const xmlNode* apex, const xmlNode* without = nullptr) const;

  private:
    std::string fault_;
    Handle<xmlDoc, xmlFreeDoc> tree_;
    xmlNode* root_ = nullptr;
    std::map<std::string, xmlNode*> ids_;

    std::string read_ids();
};

std::string_view name_of(const xmlNode* element);
/// "" for an element in no namespace.
std::string_view namespace_of(const xmlNode* element);
/// Its text, if it holds nothing but text.
std::string text_of(const xmlNode* element);
/// The attribute's value, of an attribute in no namespace; "" without it.
std::string attribute_of(const xmlNode* element, const char* name);
std::vector<xmlNode*> elements_in(const xmlNode* parent);
/// Null unless there is exactly one child element of that name in no namespace.
xmlNode* only_child(const xmlNode* parent, std::string_view name);
/// Whether there is text other than white space between the child elements.
bool has_own_text(const xmlNode* parent);

}  // namespace hocba::sign
