#include "engine/verify/copy_check.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/verify/reason.h"

namespace hocba::verify {
namespace {

/// The one signature of an electronic copy: the certifying office's.
constexpr std::string_view kCopyField = "copy";

/// The attachment whose digest the copy names.
const std::string* original_in(const Facts& facts, const std::string& digest) {
    const auto found = std::find_if(facts.attachments.begin(), facts.attachments.end(),
                                    [&](const auto& one) { return to_hex(sha256(one.second)) == digest; });
    return found == facts.attachments.end() ? nullptr : &found->second;
}

}  // namespace

bool is_copy(const Facts& facts) {
    const bool is_signed_as_original =
        std::any_of(facts.fields.begin(), facts.fields.end(), [](const FieldFact& field) {
            return field.is_signed && !field.is_timestamp && field.name != kCopyField;
        });
    return !is_signed_as_original && !property(facts, "copyOf").empty();
}

void judge_copy(const Facts& facts, const Options& options, const sandbox::Deadline& deadline,
                Report& report) {
    Copy copy{property(facts, "copyKind"),   property(facts, "copyNumber"),
              property(facts, "copyOffice"), property(facts, "copyAt"),
              property(facts, "copyOf"),     property(facts, "copyFrom") == "paper"};
    report.reasons.push_back(reason(copy.of_paper ? "copy-of-paper" : "copy", copy.of));
    report.reasons.push_back(reason("copy-not-examined", copy.office));
    if (const std::string* original = original_in(facts, copy.of)) {
        if (!options.inside_copy) copy.original = verdict_on_original(*original, options, deadline);
        copy.attached = true;
    } else if (!facts.attachments.empty()) {
        report.reasons.push_back(reason("copy-other-original", copy.of));
    }
    if (copy.original && *copy.original != Verdict::valid)
        report.reasons.push_back(reason("copy-original-not-valid", copy.of, *copy.original));
    report.copy = std::move(copy);
}

}  // namespace hocba::verify
