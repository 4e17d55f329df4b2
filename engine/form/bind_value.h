// Values of one record by the form's paths.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/form/node.h"
#include "engine/form/problems.h"

namespace hocba::form {

/// A value and its JSON pointer in the record (RFC 6901); `json` is null if it is absent.
struct Found {
    const Json* json = nullptr;
    std::string pointer;
};

/// An item of a repeat: `year.current` is true for the list's last, `year.position` counts from 1.
struct Variable {
    std::string name;
    Found item;
    Json position, current;
};

class Values {
  public:
    Values(const record::Record& record, const Json& issue, Problems& problems)
        : record_(record), issue_(issue), problems_(problems) {}

    Found find(const Path& path) const;
    /// Present, and neither null, false, "" nor an empty list.
    bool holds(const Path& path) const;
    /// The text as printed; "" if it is absent. A missing required value is a problem.
    std::string print(const Hole& hole);
    /// As it stands in the record, for the seal.
    std::string raw(const Hole& hole) const;

    void push(Variable variable) { variables_.push_back(std::move(variable)); }
    void pop() { variables_.pop_back(); }

  private:
    const record::Record& record_;
    const Json& issue_;  // what a form may print of the issue
    Problems& problems_;
    std::vector<Variable> variables_;

    const Variable* variable(const std::string& name) const;
    Found root_of(const std::string& name) const;
    void missing(const Hole& hole, const Found& found);
};

/// Members code, date, host, revision, school, uuid; blanks of the same width for a draft.
Json printable_issue(const std::optional<Issued>& issued, const std::string& record_uuid);

}  // namespace hocba::form
