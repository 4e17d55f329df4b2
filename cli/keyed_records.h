// Marks that a clerk keyed from paper: records of the forms, each held against the paper it is of.
#pragma once

#include <string>
#include <vector>

#include "cli/batch.h"
#include "engine/form/paper.h"

namespace hocba::cli {

/// A record that its form's schema accepts.
struct Keyed {
    std::string where, form, bytes;  // canonical JSON, as it was keyed
    std::string pupil_id, name, born;
    std::vector<std::string> years;
    std::vector<Problem> doubts;  // of the circular's rules: old paper may differ, so nobody is refused
    bool used = false;
};

class KeyedRecords {
  public:
    /// RECORD inputs as of `hocba check`. What the schema refuses is in `refused`.
    static KeyedRecords open(const Workshop& workshop, const std::vector<std::string>& inputs);

    /// The one of that pupil and those years; null if there is none. Fault::record if there are two, or name
    /// or date of birth differ.
    Result<const Keyed*> of(const form::Paper& paper);
    /// Those that belong to no paper of the list.
    std::vector<Problem> unused() const;

    std::vector<Problem> refused;

  private:
    std::vector<Keyed> all_;
};

}  // namespace hocba::cli
