#include "engine/form/bind_value.h"

#include <fmt/format.h>

#include "engine/form/format.h"

namespace hocba::form {
namespace {

/// As wide as a UUID, so that a draft breaks its lines where the issued document does.
constexpr const char* kBlankUuid = "________-____-____-____-____________";

const Json* present(const Json* json) {
    return json != nullptr && !json->is_null() ? json : nullptr;
}

}  // namespace

Json printable_issue(const std::optional<Issued>& issued, const std::string& record_uuid) {
    if (!issued) {
        return Json::Object{{"code", "—"},   {"date", "—"},
                            {"host", "—"},   {"revision", "—"},
                            {"school", "—"}, {"uuid", record_uuid.empty() ? kBlankUuid : record_uuid}};
    }
    const Issue& issue = issued->issue;
    return Json::Object{{"code", human_code(issued->id)},
                        {"date", to_string(local_date(issue.issued_at))},
                        {"host", issue.host},
                        {"revision", issue.revision},
                        {"school", issue.school},
                        {"uuid", issue.uuid}};
}

const Variable* Values::variable(const std::string& name) const {
    for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) {
        if (variable->name == name) return &*variable;
    }
    return nullptr;
}

Found Values::root_of(const std::string& name) const {
    if (const Variable* found = variable(name)) return found->item;
    if (name == "issue") return {&issue_, "/issue"};
    return {present(record_.json().find(name)), "/" + name};
}

Found Values::find(const Path& path) const {
    Found at = root_of(path.front());
    if (const Variable* item = path.size() == 2 ? variable(path.front()) : nullptr) {
        if (path[1] == kCurrent) return {&item->current, at.pointer};
        if (path[1] == kPosition) return {&item->position, at.pointer};
    }
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Json::Array* list = at.json == nullptr ? nullptr : at.json->array();
        if (list != nullptr && path[i] == "last") {
            const bool empty = list->empty();
            at.pointer += empty ? "/0" : fmt::format("/{}", list->size() - 1);
            at.json = empty ? nullptr : present(&list->back());
            continue;
        }
        at.pointer += "/" + path[i];
        at.json = at.json == nullptr ? nullptr : present(at.json->find(path[i]));
    }
    return at;
}

bool Values::holds(const Path& path) const {
    const Json* json = find(path).json;
    if (json == nullptr) return false;
    if (const bool* flag = json->boolean()) return *flag;
    if (const std::string* text = json->string()) return !text->empty();
    if (const Json::Array* list = json->array()) return !list->empty();
    return true;
}

std::string Values::print(const Hole& hole) {
    const Found found = find(hole.path);
    if (found.json == nullptr) {
        if (!hole.optional) missing(hole, found);
        return "";
    }
    // A draft's dash stands where a date will be.
    const bool blank =
        hole.path.front() == "issue" && found.json->string() != nullptr && *found.json->string() == "—";
    auto text = form::print(*found.json, blank ? Format::none : hole.format);
    if (text) return std::move(*text);
    problems_.add(hole.place,
                  fmt::format("Không in được giá trị {} của {}{}", canonical(*found.json).substr(0, 40),
                              record_.place(), found.pointer),
                  fmt::format("cannot print the value {} of {}{}", canonical(*found.json).substr(0, 40),
                              record_.place(), found.pointer),
                  {"Hãy sửa giá trị trong hồ sơ, hoặc định dạng trong mẫu",
                   "correct the value in the record or the format in the form"});
    return "";
}

void Values::missing(const Hole& hole, const Found& found) {
    problems_.add(hole.place, fmt::format("Thiếu {}{} mà mẫu cần in", record_.place(), found.pointer),
                  fmt::format("{}{} is missing and the form prints it", record_.place(), found.pointer),
                  {fmt::format("Hãy bổ sung vào hồ sơ; nếu có thể vắng, viết {{{}?}} trong mẫu",
                               fmt::join(hole.path, ".")),
                   fmt::format("add it to the record; if it may be absent, write {{{}?}} in the form",
                               fmt::join(hole.path, "."))});
}

std::string Values::raw(const Hole& hole) const {
    const Found found = find(hole.path);
    if (found.json == nullptr) return "";
    return found.json->string() != nullptr ? *found.json->string() : canonical(*found.json);
}

}  // namespace hocba::form
