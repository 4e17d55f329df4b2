#include "engine/sign/xml_document.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>

#include "engine/base/utf8.h"

namespace hocba::sign {
namespace {

using BufferPtr = Handle<xmlOutputBuffer, xmlOutputBufferClose>;

void say_nothing(void*, const char*, ...) {}

/// libxml2's tables once a process; in each thread nothing is ever printed.
void start_libxml2() {
    static const bool started = [] {
        xmlInitParser();
        return true;
    }();
    (void)started;
    xmlSetGenericErrorFunc(nullptr, say_nothing);
}

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// "<" may stand in no text and no attribute (XML 1.0, 2.4), so that it always opens a tag here: "<!" opens a
/// DOCTYPE, a comment or CDATA, "<?" a processing instruction or, at the beginning only, the declaration.
bool has_foreign_markup(std::string_view bytes) {
    const bool declared = bytes.starts_with("<?xml ");
    return bytes.find("<!") != std::string_view::npos ||
           bytes.find("<?", declared ? 1 : 0) != std::string_view::npos;
}

bool is_element(const xmlNode* node) {
    return node->type == XML_ELEMENT_NODE;
}

/// Visits every element in document order without recursion; false stops.
template <class Visit>
bool each_element(xmlNode* root, Visit&& visit) {
    xmlNode* node = root;
    int depth = 1;
    while (node != nullptr) {
        if (is_element(node) && !visit(node, depth)) return false;
        if (is_element(node) && node->children != nullptr) {
            node = node->children;
            ++depth;
            continue;
        }
        while (node != root && node->next == nullptr) {
            node = node->parent;
            --depth;
        }
        node = node == root ? nullptr : node->next;
    }
    return true;
}

bool is_id(const xmlAttr* attribute) {
    const std::string_view name = view(attribute->name);
    return name == "id" || name == "Id" || name == "ID";
}

void free_text(xmlChar* text) {
    xmlFree(text);
}

std::string value_of(const xmlAttr* attribute) {
    const Handle<xmlChar, free_text> value(xmlNodeListGetString(attribute->doc, attribute->children, 1));
    return std::string(view(value.get()));
}

/// What canonicalisation leaves visible: a subtree, less another one inside it.
struct Part {
    const xmlNode* apex;
    const xmlNode* without;
};

int is_visible(void* part_pointer, xmlNode* node, xmlNode* parent) {
    const auto* part = static_cast<const Part*>(part_pointer);
    // A namespace declaration is no xmlNode; it is as visible as its element.
    const xmlNode* at = node->type == XML_NAMESPACE_DECL ? parent : node;
    for (; at != nullptr; at = at->parent) {
        if (at == part->without) return 0;
        if (at == part->apex) return 1;
    }
    return 0;
}

int append(void* text, const char* bytes, int size) {
    static_cast<std::string*>(text)->append(bytes, static_cast<std::size_t>(size));
    return size;
}

}  // namespace

XmlDocument::XmlDocument(std::string_view bytes, std::size_t largest) {
    start_libxml2();
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.size() > largest)
        fault_ = "xml-too-large";
    else if (ill_formed_at(bytes) || bytes.find('\0') != std::string_view::npos)
        fault_ = "xml-encoding";
    else if (has_foreign_markup(bytes))
        fault_ = "xml-markup";
    if (!fault_.empty()) return;
    tree_.reset(
        xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8",
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOXINCNODE));
    root_ = tree_ ? xmlDocGetRootElement(tree_.get()) : nullptr;
    if (root_ == nullptr)
        fault_ = "xml-not-well-formed";
    else
        fault_ = read_ids();
}

std::string XmlDocument::read_ids() {
    std::string fault;
    each_element(root_, [&](xmlNode* element, int depth) {
        if (depth > kDeepestSignedXml) fault = "xml-too-deep";
        for (xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
            if (!is_id(attribute)) continue;
            const std::string value = value_of(attribute);
            if (!ids_.emplace(value, element).second) fault = "xml-id";
            // For libxmlsec1, which resolves "#id" by libxml2's table: there is no DTD to fill it.
            xmlAddID(nullptr, tree_.get(), reinterpret_cast<const xmlChar*>(value.c_str()), attribute);
        }
        return fault.empty();
    });
    return fault;
}

xmlNode* XmlDocument::by_id(const std::string& id) const {
    const auto found = ids_.find(id);
    return found == ids_.end() ? nullptr : found->second;
}

std::string XmlDocument::canonical(const xmlNode* apex, const xmlNode* without) const {
    std::string text;
    Part part{apex, without};
    const BufferPtr buffer(xmlOutputBufferCreateIO(append, nullptr, &text, nullptr));
    if (!buffer) return text;
    xmlC14NExecute(tree_.get(), is_visible, &part, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, buffer.get());
    xmlOutputBufferFlush(buffer.get());
    return text;
}

std::string_view name_of(const xmlNode* element) {
    return view(element->name);
}

std::string_view namespace_of(const xmlNode* element) {
    return element->ns == nullptr ? std::string_view() : view(element->ns->href);
}

std::string text_of(const xmlNode* element) {
    std::string text;
    for (const xmlNode* child = element == nullptr ? nullptr : element->children; child != nullptr;
         child = child->next) {
        if (child->type != XML_TEXT_NODE) return "";
        text += view(child->content);
    }
    const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::string attribute_of(const xmlNode* element, const char* name) {
    const xmlAttr* attribute = xmlHasProp(element, reinterpret_cast<const xmlChar*>(name));
    return attribute == nullptr || attribute->ns != nullptr ? "" : value_of(attribute);
}

std::vector<xmlNode*> elements_in(const xmlNode* parent) {
    std::vector<xmlNode*> elements;
    for (xmlNode* child = parent == nullptr ? nullptr : parent->children; child != nullptr;
         child = child->next)
        if (is_element(child)) elements.push_back(child);
    return elements;
}

xmlNode* only_child(const xmlNode* parent, std::string_view name) {
    xmlNode* found = nullptr;
    for (xmlNode* child : elements_in(parent)) {
        if (name_of(child) != name || child->ns != nullptr) continue;
        if (found != nullptr) return nullptr;
        found = child;
    }
    return found;
}

bool has_own_text(const xmlNode* parent) {
    for (const xmlNode* child = parent->children; child != nullptr; child = child->next)
        if (child->type == XML_TEXT_NODE &&
            view(child->content).find_first_not_of(" \t\r\n") != std::string_view::npos)
            return true;
    return false;
}

}  // namespace hocba::sign
