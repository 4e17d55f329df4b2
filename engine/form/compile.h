// form.xml to the form's tree: every style, path, slot and span resolves, or is named.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/form/node.h"
#include "engine/form/problems.h"
#include "engine/form/schema_path.h"
#include "engine/form/source.h"
#include "engine/form/style.h"

namespace hocba::form {

/// What surrounds an element: variables of `as`, the labels' origin, where it stands.
struct Context {
    std::vector<std::pair<std::string, Schemas>> variables;
    std::string source;
    bool verified = false;
    bool furniture = false;  // in the header or footer
    Part part = Part::body;
    StyleId cell_style = 0;  // of the table
    int repeats = 1;         // at most, by the schemas of the lists around it inside the section
    bool in_repeat = false;
};

/// A slot as it stands; `turn` is its place in the procedure.
struct SlotTurn {
    int turn = 0;
    std::string name, place;
    bool lock = false;
};

class Compiler {
  public:
    Compiler(const Source& source, const Styles& styles, const Json& schema, Form::Compiled& form,
             Problems& problems)
        : source_(source), styles_(styles), schema_(schema), form_(form), problems_(problems) {}

    /// `source` has passed check_grammar, or its problems are listed; what they concern is left out here.
    void compile();

  private:
    const Source& source_;
    const Styles& styles_;
    SchemaPaths schema_;
    Form::Compiled& form_;
    Problems& problems_;
    int sealed_ = 0;   // numbers given
    int heading_ = 0;  // level of the last one
    std::vector<SlotTurn> slots_;
    bool has_seal_ = false;

    // compile.cc
    void head(pugi::xml_node form, Context& context);
    void holder(pugi::xml_node node, const Context& context);
    void page(pugi::xml_node node, const Context& context);
    void section(pugi::xml_node node, const Context& context);
    /// The element's own place, binding and origin.
    Context enter(pugi::xml_node node, const Context& outer, Node& out);
    StyleId style(pugi::xml_node node, StyleId otherwise);

    // compile_sealed.cc
    void sealed(pugi::xml_node node, const Context& context, Node& out);
    void count_repeats(const Schemas& list, Context& inside);

    // compile_block.cc
    std::vector<Node> blocks(pugi::xml_node parent, const Context& context);
    Node block(pugi::xml_node node, const Context& context);
    void paragraph(pugi::xml_node node, const Context& context, Node& out);
    void page_break(pugi::xml_node node, Node& out);
    void columns(pugi::xml_node node, const Context& context, Node& out);
    void box(pugi::xml_node node, const Context& context, Node& out);
    void fields(pugi::xml_node node, const Context& context, Node& out);
    void field(pugi::xml_node node, const Context& context, StyleId style, Node& out);
    void only_for_pupils(pugi::xml_node node, const Node& out);
    void seal(pugi::xml_node node, const Context& context, Node& out);
    void signature(pugi::xml_node node, const Context& context, Node& out);
    void procedure();
    void issuable(const SlotTurn& last);

    // compile_table.cc
    void table(pugi::xml_node node, const Context& context, Node& out);
    Node row(pugi::xml_node node, const Context& context);
    Node cell(pugi::xml_node node, const Context& context);
    void grid(const std::vector<Node>& rows, Part part, std::size_t columns);

    // compile_words.cc
    Words words(pugi::xml_node node, const Context& context);
    void collect(pugi::xml_node node, const Context& context, Piece look, Words& out);
    void text(pugi::xml_node node, const Context& context, const Piece& look, Words& out);
    Words attribute_words(pugi::xml_attribute attribute, const Context& context);
    void label(const Words& words, const Context& context, const std::string& place);
    void check(const Hole& hole, const Context& context);
    /// The schemas at a path; nothing if it is of the issue, or wrong and reported.
    Schemas resolve(const Path& path, const Context& context, const std::string& place);
};

}  // namespace hocba::form
