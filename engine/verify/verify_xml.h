// A MOET XML judged by itself, and beside or inside the PDF of the same transcript.
#pragma once

#include <string>
#include <string_view>

#include "engine/form/form.h"
#include "engine/sandbox/sandbox.h"
#include "engine/verify/facts.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Name of the data XML among a PDF's attachments.
inline constexpr const char* kDataXml = "hoc-ba.xml";

/// Adds to the report of a PDF what its XML says: the one that it carries (`embedded`, with the subject
/// teachers' signatures), and the finished one beside it (`beside`). Either may be empty. Both must tell the
/// same record as `record` (record.json under `form`; null if the form is not at hand).
struct DataXml {
    const Facts& facts;  // of the PDF: its store tells of revocation too
    std::string_view embedded, beside;
    std::string_view record;
    const form::Form* form = nullptr;
    std::string school;
    const sandbox::Deadline& deadline;
};
void judge_data_xml(const DataXml& xml, const Options& options, Report& report);

}  // namespace hocba::verify
