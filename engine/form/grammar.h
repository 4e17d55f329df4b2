// The elements and attributes of the form language: what form.xml may say at all.
#pragma once

#include <string_view>
#include <vector>

#include "engine/form/problems.h"
#include "engine/form/source.h"

namespace hocba::form {

/// What an attribute's value looks like. `words` may have placeholders.
enum class ValueKind {
    text,
    words,
    name,
    variable,
    path,
    hole,
    length,
    margins,
    tracks,
    count,
    level,
    yes_no,
    page_size,
    form_scope,
    choice,
    applies,
    align,
    vertical,
    overflow,
    keep,
    scope,
    colour
};

struct AttributeRule {
    std::string_view name;
    ValueKind kind;
    bool required = false;
};

/// A child and how often it may occur; `most` 0 is any number.
struct ChildRule {
    std::string_view name;
    int least = 0, most = 0;
};

enum class Content {
    empty,
    sequence,  // the children, in this order
    blocks,    // any blocks; at least one unless `children` is empty
    words,     // text, b, i, br, page-number, page-count
    either     // of a cell: blocks or words
};

struct ElementRule {
    std::string_view name;
    std::vector<AttributeRule> attributes;
    Content content = Content::empty;
    std::vector<ChildRule> children = {};
    bool may_be_empty = false;
};

/// Every element by name; null if there is none.
const ElementRule* element_rule(std::string_view name);
bool is_block(std::string_view name);
bool is_inline(std::string_view name);

/// Does the value have the form its kind asks for?
bool is_value(ValueKind kind, std::string_view text);
std::string_view describe(ValueKind kind);

/// Attributes of one node against their rules: unknown, missing, twice, malformed.
void check_attributes(const Source& source, pugi::xml_node node, const std::vector<AttributeRule>& rules,
                      Problems& problems);

/// The whole tree against the rules; every problem with its place.
void check_grammar(const Source& source, Problems& problems);

}  // namespace hocba::form
