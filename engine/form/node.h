// The form's tree between load and bind: blocks of Flow whose words still have holes.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/form/flow.h"
#include "engine/form/form.h"
#include "engine/form/seal_kinds.h"
#include "engine/form/value.h"

namespace hocba::form {

enum class Format {
    none,
    date,
    date_long,
    date_words,
    school_year,
    mark,
    whole,
    upper,
    level_subject,
    level_trait
};

/// Names from the record's root, a variable of `as`, or "issue". "last" is the last item of a list.
using Path = std::vector<std::string>;

/// What a repeat's variable has beside its item's members: `year.current`, `pupil.position`.
inline constexpr std::string_view kCurrent = "current";
inline constexpr std::string_view kPosition = "position";

/// "{path}", "{path?}", "{path|format}".
struct Hole {
    Path path;
    bool optional = false;
    Format format = Format::none;
    std::string place;
};

/// Literal text, a hole or a page number.
struct Piece {
    std::string text;
    std::optional<Hole> hole;
    bool bold = false;
    bool italic = false;
    Field field = Field::none;
};
using Words = std::vector<Piece>;

/// each/as, sort, when, unless; an empty path is none. `sort` begins at the item.
struct Binding {
    Path each, sort, when, unless;
    std::string as;
};

/// What `sealed` says of an element: the first of its numbers, how many it has (more than one in a repeat),
/// and its kind.
struct Sealing {
    int number = 0, repeats = 1;
    std::string kind;
};

enum class Part { body, head, foot };  // of a table's row

/// `prototype` holds what is known without a record; bind fills words and children into a copy.
struct Node {
    std::string place;
    Binding binding;
    std::variant<Block, Row, Cell, Section> prototype;
    Part part = Part::body;
    StyleId words_style = 0;  // of a cell's own words
    std::optional<Sealing> sealing;
    Words words;
    std::vector<Node> children;
};

/// The paths that say whom the document is about (element `holder`); of a class: its school and itself.
struct HolderPaths {
    Hole name, pupil_id, born, school_year, class_name, school, uuid;
};

struct Form::Compiled {
    std::string id, revision, circular, level, language, digest;
    int number = 0;
    bool of_class = false;    // scope="class"
    bool named_only = false;  // choice="named"
    std::vector<Applies> applies;
    record::Schema schema;
    std::filesystem::path folder;
    std::vector<Label> labels, own_labels;
    std::vector<std::string> slots;
    SealKinds seal_kinds;
    std::vector<SealedLabel> sealed_cells;
    std::vector<Style> styles;
    std::set<std::string> used_styles;  // by name; "body" is always used
    HolderPaths holder;
    Words title;
    PageMaster page;  // without blocks
    std::vector<Node> header, footer;
    std::vector<Node> sections;
};

}  // namespace hocba::form
