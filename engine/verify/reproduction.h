// Whether the pages print the attached record: the issue rendered again and held against the PDF.
#pragma once

#include <string_view>
#include <vector>

#include "engine/sandbox/sandbox.h"
#include "engine/verify/issue_check.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

struct Printed {
    std::string_view pdf;
    std::string_view record, data_xml;  // attachments; may be empty
    const IssueFound& issue;
};

/// Nothing is said without the form, the record, or Options::reproduce.
void judge_pages(const Printed& printed, const Options& options, const sandbox::Deadline& deadline,
                 std::vector<Reason>& reasons);

}  // namespace hocba::verify
