// The form filled with one record.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "engine/base/collation.h"
#include "engine/form/bind_value.h"
#include "engine/form/form.h"
#include "engine/form/format.h"
#include "engine/form/node.h"

namespace hocba::form {
namespace {

constexpr const char* kDraftSeal = "BẢN NHÁP";
constexpr const char* kDraftPage = "BẢN DỰ THẢO – KHÔNG CÓ GIÁ TRỊ";

bool same_look(const Inline& a, const Inline& b) {
    return a.bold == b.bold && a.italic == b.italic && a.field == Field::none && b.field == Field::none;
}

/// The items as they stand, or by the names at `sort`, as a class list has them.
std::vector<std::size_t> order_of(const Json::Array& items, const Path& sort) {
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (sort.empty()) return order;
    std::vector<std::string> keys;
    for (const Json& item : items) {
        const Json* value = &item;
        for (const std::string& step : sort) value = value == nullptr ? nullptr : value->find(step);
        keys.push_back(
            given_name_key(value != nullptr && value->string() != nullptr ? *value->string() : ""));
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
}

class Binder {
  public:
    Binder(const Form::Compiled& form, Values& values, Problems& problems)
        : values_(values), problems_(problems), kinds_(form.seal_kinds), holder_(form.holder) {
        years_.push_back({values.raw(holder_.school_year), values.raw(holder_.class_name)});
    }

    std::vector<SealedYear> take_years() { return std::move(years_); }

    /// The words as runs of one look; a space beside an absent value goes with it.
    std::vector<Inline> inlines(const Words& words) {
        std::vector<Inline> out;
        for (const Piece& piece : words) {
            Inline next{piece.hole ? values_.print(*piece.hole) : piece.text, piece.bold, piece.italic,
                        piece.field};
            const bool doubled = next.text.substr(0, 1) == " " && after_space(out) && !piece.hole;
            if (doubled) next.text.erase(0, 1);
            if (next.text.empty() && next.field == Field::none) continue;
            if (!out.empty() && same_look(out.back(), next)) {
                out.back().text += next.text;
            } else {
                out.push_back(std::move(next));
            }
        }
        while (!out.empty() && !out.back().text.empty() && out.back().text.back() == ' ') {
            out.back().text.pop_back();
            if (out.back().text.empty()) out.pop_back();
        }
        return out;
    }

    Blocks blocks(const std::vector<Node>& nodes) {
        Blocks out;
        for (const Node& node : nodes) {
            each(node, [&] { block(node, out); });
        }
        return out;
    }

    void section(const Node& node, std::vector<Section>& out) {
        each(node, [&] {
            enter_year(node.binding);
            position_ = 1;
            Section section = std::get<Section>(node.prototype);
            section.blocks = blocks(node.children);
            section.year = year_;
            out.push_back(std::move(section));
        });
    }

  private:
    Values& values_;
    Problems& problems_;
    const SealKinds& kinds_;
    const HolderPaths& holder_;
    std::set<std::string> slots_;
    std::vector<SealedYear> years_;
    std::uint32_t year_ = 0;     // of what is bound now
    std::int64_t position_ = 1;  // in the repeat inside the section

    /// `last` of the holder's list is the item at hand where a section repeats over that list.
    std::string of_item(const Hole& hole, const Binding& binding) const {
        const Path& path = hole.path;
        const std::size_t list = binding.each.size();
        if (path.size() <= list + 1 || !std::equal(binding.each.begin(), binding.each.end(), path.begin()) ||
            path[list] != "last")
            return "";
        Hole inside = hole;
        inside.path = {binding.as};
        inside.path.insert(inside.path.end(), path.begin() + static_cast<std::ptrdiff_t>(list) + 1,
                           path.end());
        return values_.raw(inside);
    }

    void enter_year(const Binding& binding) {
        year_ = 0;
        if (binding.each.empty()) return;
        SealedYear year{of_item(holder_.school_year, binding), of_item(holder_.class_name, binding)};
        if (year.name.empty() || year == years_.front()) return;
        years_.push_back(std::move(year));
        year_ = static_cast<std::uint32_t>(years_.size() - 1);
    }

    std::optional<SealedCell> sealed(const Node& node) {
        if (!node.sealing) return std::nullopt;
        const auto hole = std::find_if(node.words.begin(), node.words.end(),
                                       [](const Piece& piece) { return piece.hole.has_value(); });
        const Found found = values_.find(hole->hole->path);
        const std::string printed =
            found.json == nullptr ? "" : print(*found.json, hole->hole->format).value_or("");
        const int number = node.sealing->number + static_cast<int>(position_) - 1;
        return SealedCell{number, seal_code(kinds_.at(node.sealing->kind), found.json, printed), year_};
    }

    static bool after_space(const std::vector<Inline>& inlines) {
        if (inlines.empty()) return true;
        const std::string& text = inlines.back().text;
        return !text.empty() && (text.back() == ' ' || text.back() == '\n');
    }

    bool holds(const Binding& binding) const {
        if (!binding.when.empty() && !values_.holds(binding.when)) return false;
        return binding.unless.empty() || !values_.holds(binding.unless);
    }

    template <class Body>
    void each(const Node& node, const Body& body) {
        if (node.binding.each.empty()) {
            if (holds(node.binding)) body();
            return;
        }
        const Found list = values_.find(node.binding.each);
        const Json::Array* items = list.json == nullptr ? nullptr : list.json->array();
        if (items == nullptr) return;
        const std::int64_t outer = position_;
        std::int64_t position = 0;
        for (const std::size_t i : order_of(*items, node.binding.sort)) {
            position_ = ++position;
            values_.push({node.binding.as,
                          {&(*items)[i], fmt::format("{}/{}", list.pointer, i)},
                          position,
                          position == static_cast<std::int64_t>(items->size())});
            if (holds(node.binding)) body();
            values_.pop();
        }
        position_ = outer;
    }

    void block(const Node& node, Blocks& out) {
        Block filled = std::get<Block>(node.prototype);
        const bool empty = std::visit([&](auto& value) { return !fill(node, value); }, filled.value);
        if (!empty) out.push_back(std::move(filled));
    }

    // Each says whether anything is left to draw: a paragraph without text is left out.
    bool fill(const Node& node, Paragraph& paragraph) {
        paragraph.inlines = inlines(node.words);
        paragraph.sealed = sealed(node);
        return !paragraph.inlines.empty();
    }
    bool fill(const Node& node, Stack& stack) {
        stack.blocks = blocks(node.children);
        return true;
    }
    bool fill(const Node& node, Keep& keep) {
        keep.blocks = blocks(node.children);
        return true;
    }
    bool fill(const Node& node, Box& box) {
        box.blocks = blocks(node.children);
        return true;
    }
    bool fill(const Node& node, Columns& columns) {
        for (const Node& child : node.children) {
            Blocks one;
            each(child, [&] { block(child, one); });
            if (one.empty()) one.push_back({Stack{}, child.place});  // keeps its track
            columns.blocks.push_back(std::move(one.front()));
        }
        return true;
    }
    bool fill(const Node& node, Table& table) {
        for (const Node& child : node.children) {
            std::vector<Row>& rows = child.part == Part::head   ? table.head
                                     : child.part == Part::foot ? table.foot
                                                                : table.body;
            each(child, [&] { rows.push_back(row(child)); });
        }
        return !table.head.empty() || !table.body.empty() || !table.foot.empty();
    }
    bool fill(const Node& node, Signature& signature) {
        if (slots_.insert(signature.name).second) return true;
        problems_.add(node.place, fmt::format("Ô ký \"{}\" xuất hiện hai lần", signature.name),
                      fmt::format("the slot \"{}\" occurs twice", signature.name),
                      {"Hãy giới hạn bằng when", "limit it by when"});
        return false;
    }
    bool fill(const Node&, SealSquare&) { return true; }
    bool fill(const Node&, Picture&) { return true; }
    bool fill(const Node&, PageBreak&) { return true; }

    Row row(const Node& node) {
        Row row = std::get<Row>(node.prototype);
        for (const Node& child : node.children) row.cells.push_back(cell(child));
        return row;
    }

    Cell cell(const Node& node) {
        Cell cell = std::get<Cell>(node.prototype);
        cell.blocks = blocks(node.children);
        if (std::vector<Inline> words = inlines(node.words); !words.empty()) {
            cell.blocks.push_back({Paragraph{node.words_style, 0, std::move(words)}, node.place});
        }
        cell.sealed = sealed(node);
        return cell;
    }
};

std::string joined(const std::vector<Inline>& inlines) {
    std::string text;
    for (const Inline& piece : inlines) text += piece.text;
    return text;
}

/// Whose pages they are: the class, or the pupil with his number if he has one.
std::string subject_of(const Form& form, const Values& values) {
    const HolderPaths& holder = form.compiled().holder;
    if (form.is_of_class()) return values.raw(holder.school) + " " + values.raw(holder.class_name);
    const std::string number = values.raw(holder.pupil_id);
    return (number.empty() ? "" : number + " ") + values.raw(holder.name);
}

}  // namespace

Result<Flow> bind(const Form& form, const record::Record& record, const std::optional<Issued>& issued) {
    const Form::Compiled& compiled = form.compiled();
    Problems problems;
    const Json nothing = Json::Object{};
    Values lookup(record, nothing, problems);
    const std::string uuid = compiled.holder.uuid.path.empty() ? "" : lookup.raw(compiled.holder.uuid);
    if (issued && !uuid.empty() && uuid != issued->issue.uuid) {
        return fail(Fault::record, record.place(),
                    {fmt::format("Hồ sơ có mã tra cứu {}, lần phát hành có {}", uuid, issued->issue.uuid),
                     fmt::format("the record's uuid is {}, the issue's is {}", uuid, issued->issue.uuid)});
    }
    const Json issue = printable_issue(issued, uuid);
    Values values(record, issue, problems);
    Binder binder(compiled, values, problems);
    Flow flow;
    flow.title = joined(binder.inlines(compiled.title));
    flow.language = compiled.language;
    flow.styles = compiled.styles;
    flow.page = compiled.page;
    flow.page.header = binder.blocks(compiled.header);
    flow.page.footer = binder.blocks(compiled.footer);
    for (const Node& section : compiled.sections) binder.section(section, flow.sections);
    flow.years = binder.take_years();
    // A list of a class has no issued form that it could be mistaken for: people sign it in ink.
    if (!issued && !form.is_of_class()) flow.draft = {kDraftSeal, kDraftPage};
    flow.subject = subject_of(form, values);
    if (flow.sections.empty()) {
        problems.add("form.xml:1:1", fmt::format("{} không có gì để in theo mẫu này", record.place()),
                     fmt::format("nothing of {} is printed by this form", record.place()));
    }
    if (!problems.none()) return tl::unexpected(Error{Fault::form, std::move(problems.found)});
    return flow;
}

Result<Holder> holder_of(const Form& form, const record::Record& record) {
    const HolderPaths& paths = form.compiled().holder;
    Problems problems;
    const Json nothing = Json::Object{};
    Values values(record, nothing, problems);
    Holder holder{values.print(paths.name), values.print(paths.pupil_id), values.print(paths.born),
                  values.print(paths.school_year), values.print(paths.class_name)};
    if (!problems.none()) return tl::unexpected(Error{Fault::form, std::move(problems.found)});
    return holder;
}

namespace {

/// A pupil of an old book may have no number: then it is the transcript's, or the name.
std::string number_of(const HolderPaths& paths, Values& values) {
    std::string number = values.print(paths.pupil_id);
    if (!number.empty()) return number;
    return values.print(paths.uuid.path.empty() ? paths.name : paths.uuid);
}

}  // namespace

Result<std::string> file_stem_of(const Form& form, const record::Record& record) {
    const HolderPaths& paths = form.compiled().holder;
    Problems problems;
    const Json nothing = Json::Object{};
    Values values(record, nothing, problems);
    const std::string year = values.raw(paths.school_year);
    std::string stem = form.is_of_class() ? fmt::format("{}-{}-{}", values.print(paths.school),
                                                        values.print(paths.class_name), year)
                                          : fmt::format("{}-{}", number_of(paths, values), year);
    if (!problems.none()) return tl::unexpected(Error{Fault::form, std::move(problems.found)});
    std::replace(stem.begin(), stem.end(), '/', '-');  // class "4/2"
    return stem;
}

}  // namespace hocba::form
