#include "cli/export_report.h"

#include "cli/report.h"

namespace hocba::cli {

void say_exported(const Context& context, const std::string& input, const std::string& file,
                  const std::vector<Problem>& warnings, const std::vector<Problem>& errors) {
    say_json(context, Json::Object{{"input", input},
                                   {"file", file.empty() ? Json() : Json(file)},
                                   {"warnings", to_json(context, warnings)},
                                   {"errors", to_json(context, errors)}});
}

}  // namespace hocba::cli
