// What the tests of the form room share: the first form, its sample, and scratch folders of forms.
#pragma once

#include <filesystem>
#include <string>

#include "engine/form/form.h"
#include "engine/record/record.h"

namespace hocba::form {

/// Every form under templates/.
const std::vector<Form>& all_forms();
/// templates/tt27-2020-tieu-hoc-so.
const Form& primary();
Json sample_json();
/// A record of the primary form; fails the test if the schema refuses it.
record::Record record_of(const Json& json);
record::Record sample();
Issued issued();

std::string read(const std::filesystem::path& path);
std::filesystem::path source_folder();

/// A templates folder with a small schema, styles and registry of its own; removed at the end.
class Scratch {
  public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    /// Loads `xml` as the folder's only form.
    Result<Form> load(const std::string& xml) const;
    const std::filesystem::path& folder() const { return folder_; }
    void write(const std::string& file, const std::string& bytes) const;

  private:
    std::filesystem::path folder_;
};

/// A whole form of the scratch folder around these blocks; line 5 is the first of `blocks`.
std::string form_with(const std::string& blocks);
/// A record of the scratch folder's schema.
record::Record small_record(const Form& form, const std::string& json);

/// "form.xml:5:4 what it says (hint)" of every problem, one a line.
std::string problems(const Error& error);
template <class T>
std::string problems(const Result<T>& result) {
    return result ? "none" : problems(result.error());
}

/// A Flow as readable text.
std::string dump(const Flow& flow);

}  // namespace hocba::form
