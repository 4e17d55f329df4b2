#include "engine/form/form.h"

#include <algorithm>

#include "engine/form/node.h"

namespace hocba::form {

const std::string& Form::id() const {
    return compiled_->id;
}
const std::string& Form::revision() const {
    return compiled_->revision;
}
int Form::number() const {
    return compiled_->number;
}
const std::string& Form::circular() const {
    return compiled_->circular;
}
const std::string& Form::level() const {
    return compiled_->level;
}
std::string Form::digest() const {
    return compiled_->digest;
}
const record::Schema& Form::schema() const {
    return compiled_->schema;
}
const std::filesystem::path& Form::folder() const {
    return compiled_->folder;
}
const std::vector<Label>& Form::labels() const {
    return compiled_->labels;
}
const std::vector<Label>& Form::own_labels() const {
    return compiled_->own_labels;
}
const std::vector<SealedLabel>& Form::sealed_cells() const {
    return compiled_->sealed_cells;
}
const std::vector<std::string>& Form::slots() const {
    return compiled_->slots;
}

bool Form::has_unverified_labels() const {
    return std::any_of(labels().begin(), labels().end(), [](const Label& label) { return !label.verified; });
}

bool Form::is_of_class() const {
    return compiled_->of_class;
}

bool Form::fits(const Json& record) const {
    if (record.find("form") != nullptr) return record.text_or("form") == id();
    if (compiled_->named_only || record.text_or("level") != level()) return false;
    if (record.find("circular") != nullptr) return record.text_or("circular") == circular();
    const Json* years = record.find("years");
    if (years == nullptr || years->array() == nullptr || years->array()->empty()) return false;
    const Json& last = years->array()->back();
    const std::string name = last.text_or("name").substr(0, 4);
    const bool is_year = name.size() == 4 && name.find_first_not_of("0123456789") == std::string::npos;
    const int start = is_year ? std::stoi(name) : 0;
    const auto& applies = compiled_->applies;
    return std::any_of(applies.begin(), applies.end(), [&](const Applies& one) {
        return start != 0 && one.grade == last.integer_or("grade", 0) && one.from <= start &&
               start <= one.until;
    });
}

}  // namespace hocba::form
