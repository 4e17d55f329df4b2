#include "engine/verify/reproduction.h"

#include <string>

#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

const char* code_of(const Printed& printed, const Options& options) {
    const auto again =
        options.reproduce(std::string(printed.record), *printed.issue.form, printed.issue.issue,
                          printed.issue.seals, std::string(printed.data_xml));
    return again && printed.pdf.starts_with(*again) ? "reproduced" : "not-reproduced";
}

std::string code_in_child(const Printed& printed, const Options& options, const sandbox::Deadline& deadline) {
    const auto work = [&] { return std::string(code_of(printed, options)); };
    const sandbox::Answer answer = sandbox::run_limited(work, deadline.limits());
    if (answer.ending == sandbox::Ending::finished) return answer.output;
    return answer.ending == sandbox::Ending::crashed ? "reproduction-crashed" : "reproduction-limits";
}

}  // namespace

void judge_pages(const Printed& printed, const Options& options, const sandbox::Deadline& deadline,
                 std::vector<Reason>& reasons) {
    if (printed.issue.form == nullptr || !options.reproduce || printed.record.empty()) return;
    reasons.push_back(reason(
        options.reproduce_in_child ? code_in_child(printed, options, deadline) : code_of(printed, options),
        "document"));
}

}  // namespace hocba::verify
