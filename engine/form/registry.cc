#include "engine/form/registry.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/file.h"
#include "engine/base/json.h"

namespace hocba::form {
namespace {

using Numbers = std::map<std::pair<std::string, std::string>, std::int64_t>;

std::optional<Numbers> read(const Json& json) {
    const Json* forms = json.find("forms");
    if (forms == nullptr || forms->array() == nullptr) return std::nullopt;
    Numbers numbers;
    std::set<std::int64_t> seen;
    for (const Json& entry : *forms->array()) {
        const std::int64_t number = entry.integer_or("number", 0);
        const auto key = std::pair(entry.text_or("id"), entry.text_or("revision"));
        const bool sound = number >= 1 && number <= 0xFFFF && !key.first.empty() && !key.second.empty();
        if (!sound || !seen.insert(number).second || !numbers.emplace(key, number).second)
            return std::nullopt;
    }
    return numbers;
}

}  // namespace

Result<int> registered_number(const std::filesystem::path& registry, const std::string& id,
                              const std::string& revision, const std::string& place) {
    const auto bytes = read_file(registry, 1U << 20);
    if (!bytes) return forward(Result<std::string>(bytes));
    auto json = parse_json(*bytes, "registry.json");
    if (!json) return tl::unexpected(Error{Fault::form, json.error().problems});
    const auto numbers = read(*json);
    if (!numbers) {
        return fail(Fault::form, "registry.json",
                    {"Mỗi mục cần number (1…65535), id, revision, và không mục nào trùng",
                     "every entry needs number (1…65535), id, revision, and none may occur twice"});
    }
    const auto found = numbers->find({id, revision});
    if (found == numbers->end()) {
        return fail(
            Fault::form, place,
            {fmt::format("registry.json chưa có số cho mẫu \"{}\", lần ban hành \"{}\"", id, revision),
             fmt::format("registry.json has no number for form \"{}\", revision \"{}\"", id, revision)},
            {"Hãy thêm một mục ở cuối, không sửa mục cũ", "append an entry; never change an old one"});
    }
    return static_cast<int>(found->second);
}

}  // namespace hocba::form
