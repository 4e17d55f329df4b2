// Records on their way: opened, given their form, validated, and worked on by several threads.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/record/record.h"

namespace hocba::cli {

/// A record that its form's schema and its circular's rules accept.
struct Ready {
    form::Form form;
    record::Record record;
    std::vector<Problem> warnings;
};

/// A record that its form's schema accepts, and everything that its circular's rules say of it.
struct Examined {
    form::Form form;
    record::Record record;
    record::Findings findings;
};

/// All records of all inputs, in order; an input that cannot be opened is an item with its error.
std::vector<record::Source> open_all(const std::vector<std::string>& inputs);

/// Chooses the form (`named` may be empty), validates, applies the rules. `as` is "unit" for the last school
/// year alone, else every year that the record has.
Result<Examined> examine(const Workshop& workshop, const record::Source& source, const std::string& named,
                         const std::string& as = "");

/// The same for what is to be printed: contradictions are Fault::record.
Result<Ready> make_ready(const Workshop& workshop, const record::Source& source, const std::string& named,
                         const std::string& as = "");

/// Fault::usage unless `named` (of --form) is empty or a form's id: said once, not for each record.
Result<void> form_exists(const Workshop& workshop, const std::string& named);

/// The error with the record's place before each place in a form, so that a batch says whose it is.
Error of_record(const std::string& place, Error error);

}  // namespace hocba::cli
