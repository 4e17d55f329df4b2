#include "cli/export_report.h"

#include <fmt/format.h>

#include <map>

#include "cli/report.h"

namespace hocba::cli {

void tell_once(const Context& context, const std::vector<Problem>& problems) {
    std::map<std::string, std::size_t> count;
    for (const Problem& problem : problems) ++count[problem.what.en];
    std::vector<Problem> told;
    for (const Problem& problem : problems) {
        const auto found = count.find(problem.what.en);
        if (found == count.end()) continue;  // told at its first place
        const std::size_t more = found->second - 1;
        count.erase(found);
        told.push_back(problem);
        if (more > 0)
            told.back().where +=
                context.say({fmt::format(" (và {} chỗ khác)", more), fmt::format(" (and {} more)", more)});
    }
    tell(context, told);
}

void say_exported(const Context& context, const std::string& input, const std::string& file,
                  const std::vector<Problem>& warnings, const std::vector<Problem>& errors) {
    say_json(context, Json::Object{{"input", input},
                                   {"file", file.empty() ? Json() : Json(file)},
                                   {"warnings", to_json(context, warnings)},
                                   {"errors", to_json(context, errors)}});
}

}  // namespace hocba::cli
