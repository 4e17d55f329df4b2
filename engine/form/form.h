// A form prescribed by a circular, compiled from its folder; and the form filled with one record.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/form/flow.h"
#include "engine/form/issue.h"
#include "engine/record/record.h"

namespace hocba::form {

/// A printed label and the legal text it stands in.
struct Label {
    std::string text;
    std::string source;     // "CV 2088/BGDĐT-GDTH, Phụ lục 2"
    bool verified = false;  // stands there letter by letter
    std::string place;      // form.xml:line:column
};

/// What a clerk reads beside a sealed cell: its number in the form is its place in the list.
struct SealedLabel {
    std::string group;   // the heading above it
    std::string row;     // "Tiếng Việt"
    std::string column;  // "Mức đạt được"; may be empty
    std::string kind;    // of seal-kinds.json
};

/// Immutable and shared; copying is cheap.
class Form {
  public:
    const std::string& id() const;        // "tt27-2020-tieu-hoc"
    const std::string& revision() const;  // "2024-1"
    int number() const;                   // of registry.json, for ever
    const std::string& circular() const;  // "27/2020/TT-BGDĐT"
    const std::string& level() const;     // "tieu-hoc"
    std::string digest() const;  // 32 bytes: SHA-256 of the SHA-256s of form.xml, schema and styles.xml
    const record::Schema& schema() const;
    const std::filesystem::path& folder() const;
    /// Labels that a legal text prescribes.
    const std::vector<Label>& labels() const;
    /// Labels that hocba adds (source "own"); they need no source and do not make a form unverified.
    const std::vector<Label>& own_labels() const;
    bool has_unverified_labels() const;
    /// Its record is one class: it has no UUID and no seal, and is not issued.
    bool is_of_class() const;
    /// Signature slots in the order of the procedure: names of fields are names of roles.
    const std::vector<std::string>& slots() const;
    const std::vector<SealedLabel>& sealed_cells() const;
    /// By the record's `form`; or by its level and its circular, without one by the last year's grade and
    /// school year. A form with choice="named" fits only by name.
    bool fits(const Json& record) const;

    struct Compiled;
    const Compiled& compiled() const { return *compiled_; }
    explicit Form(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  private:
    std::shared_ptr<const Compiled> compiled_;
};

/// Reads folder/form.xml, folder/record.schema.json, ../styles.xml and ../registry.json. Fault::form with
/// every problem at form.xml:line:column and a hint (the nearest known name).
Result<Form> load(const std::filesystem::path& folder);
/// Every form under templates/, by id.
Result<std::vector<Form>> load_all(const std::filesystem::path& templates);
/// The form of that id; Fault::usage at `place` with the nearest one, or all, as hint.
Result<Form> named_form(const std::vector<Form>& forms, std::string_view id, const std::string& place);
/// The form that fits the record, or the one named; Fault::record if there is none or more than one, at the
/// value that is wrong.
Result<Form> choose(const std::vector<Form>& forms, const Json& record, std::string_view named,
                    const std::string& place);

/// forms.json: the kinds and cells of those forms, for whoever reads seals (docs/seal-format.md).
Json seal_dictionary(const std::vector<Form>& forms);
/// The value of a code of that cell as the paper shows it; nothing if the form does not know it.
std::optional<std::string> seal_value(const Form& form, std::size_t cell, int code);

/// What the seal says of the holder, by the paths that the form names.
Result<Holder> holder_of(const Form& form, const record::Record& record);
/// "001214000017-2023-2024": pupil and school year; of a class form school, class and school year.
Result<std::string> file_stem_of(const Form& form, const record::Record& record);

/// What binding needs to know of the issue; absent for a draft.
struct Issued {
    Issue issue;
    std::string id;  // 32 bytes
};

/// Fault::form with form.xml:line:column and the place in the record for a missing required path.
Result<Flow> bind(const Form& form, const record::Record& record, const std::optional<Issued>& issued);

}  // namespace hocba::form
