// The table of elements. templates/form.rng says the same for editors; a test holds them together.
#include <algorithm>
#include <map>

#include "engine/form/grammar.h"

namespace hocba::form {
namespace {

using K = ValueKind;
using Attributes = std::vector<AttributeRule>;

/// each/as/sort, when, unless.
Attributes bound(Attributes attributes) {
    for (const AttributeRule rule :
         {AttributeRule{"each", K::path}, AttributeRule{"as", K::variable}, AttributeRule{"sort", K::path},
          AttributeRule{"when", K::path}, AttributeRule{"unless", K::path}}) {
        attributes.push_back(rule);
    }
    return attributes;
}

/// Where the labels inside stand.
Attributes labelled(Attributes attributes) {
    attributes.push_back({"source", K::text});
    attributes.push_back({"verified", K::yes_no});
    return attributes;
}

Attributes holder() {
    return {
        {"name", K::hole},        {"pupil-id", K::hole}, {"born", K::hole}, {"school-year", K::hole, true},
        {"class", K::hole, true}, {"school", K::hole},   {"uuid", K::hole}};
}

std::vector<ElementRule> page_rules() {
    const Attributes form = {{"id", K::name, true},         {"revision", K::name, true},
                             {"circular", K::text, true},   {"level", K::name, true},
                             {"lang", K::name, true},       {"source", K::text, true},
                             {"verified", K::yes_no, true}, {"scope", K::form_scope},
                             {"choice", K::choice},         {"applies", K::applies}};
    return {
        {"form",
         form,
         Content::sequence,
         {{"title", 1, 1}, {"holder", 1, 1}, {"page", 1, 1}, {"section", 1, 0}}},
        {"title", {}, Content::words},
        {"holder", holder()},
        {"page",
         {{"size", K::page_size, true}, {"margin", K::margins, true}},
         Content::sequence,
         {{"header", 0, 1}, {"footer", 0, 1}}},
        {"header", labelled({{"height", K::length, true}}), Content::blocks},
        {"footer", labelled({{"height", K::length, true}}), Content::blocks},
        {"section", labelled(bound({{"new-page", K::yes_no}})), Content::blocks},
    };
}

std::vector<ElementRule> block_rules() {
    const AttributeRule style{"style", K::name}, sealed{"sealed", K::name};
    return {
        {"h", labelled(bound({{"level", K::level, true}, style, sealed})), Content::words},
        {"p", labelled(bound({style, sealed})), Content::words},
        {"stack", labelled(bound({})), Content::blocks, {}, true},
        {"keep", labelled(bound({})), Content::blocks},
        {"box",
         labelled(bound({style,
                         {"name", K::text},
                         {"min-height", K::length},
                         {"height", K::length},
                         {"overflow", K::overflow}})),
         Content::blocks},
        {"columns", bound({{"widths", K::tracks, true}, {"gap", K::length}, {"align", K::vertical}}),
         Content::blocks},
        {"fields", labelled(bound({style})), Content::sequence, {{"field", 1, 0}}},
        {"field",
         bound({{"label", K::words, true}, {"value", K::words, true}, {"strong", K::yes_no}, sealed})},
        {"page-break", bound({})},
        {"seal", {{"size", K::length, true}, {"alt", K::text, true}}},
        {"signature", bound({{"slot", K::name, true},
                             {"tooltip", K::text, true},
                             {"height", K::length, true},
                             {"width", K::length},
                             {"turn", K::count},
                             {"overlaps", K::name},
                             {"lock", K::yes_no}})},
    };
}

std::vector<ElementRule> table_rules() {
    const AttributeRule style{"style", K::name};
    return {
        {"table",
         labelled(bound({{"cols", K::tracks, true}, style, {"summary", K::text}})),
         Content::sequence,
         {{"head", 0, 1}, {"row", 1, 0}, {"foot", 0, 1}}},
        {"head", {}, Content::sequence, {{"row", 1, 0}}},
        {"foot", {}, Content::sequence, {{"row", 1, 0}}},
        {"row", bound({{"keep", K::keep}, {"min-height", K::length}}), Content::sequence, {{"cell", 1, 0}}},
        {"cell",
         {style, {"rows", K::count}, {"cols", K::count}, {"scope", K::scope}, {"sealed", K::name}},
         Content::either},
        {"b", {}, Content::words},
        {"i", {}, Content::words},
        {"br", {}},
        {"page-number", {}},
        {"page-count", {}},
    };
}

std::map<std::string_view, ElementRule> all_rules() {
    std::map<std::string_view, ElementRule> rules;
    for (const auto& part : {page_rules(), block_rules(), table_rules()}) {
        for (const ElementRule& rule : part) rules.emplace(rule.name, rule);
    }
    return rules;
}

template <std::size_t n>
bool one_of(std::string_view name, const std::string_view (&names)[n]) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

const ElementRule* element_rule(std::string_view name) {
    static const std::map<std::string_view, ElementRule> rules = all_rules();
    const auto found = rules.find(name);
    return found == rules.end() ? nullptr : &found->second;
}

bool is_block(std::string_view name) {
    constexpr std::string_view blocks[] = {"h",      "p",     "stack", "keep",      "box",       "columns",
                                           "fields", "table", "seal",  "signature", "page-break"};
    return one_of(name, blocks);
}

bool is_inline(std::string_view name) {
    constexpr std::string_view inlines[] = {"b", "i", "br", "page-number", "page-count"};
    return one_of(name, inlines);
}

}  // namespace hocba::form
