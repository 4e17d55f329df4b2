// An old transcript on paper made a document: its scans as they are, what they are, and who answers for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/form/paper.h"

namespace hocba {

/// What is handed in of one pupil's paper.
struct PaperInput {
    form::Paper about;          // without files and sheets
    std::vector<Scan> files;    // in the order of the pages
    std::string keyed;          // bytes of a record that was keyed from it; may be empty
    std::optional<Size> paper;  // size of a page, if somebody measured it
    bool grey = false;          // grey scans will do
};

/// `about` with the files and the keyed record: all that paper_id() needs, before a picture is decoded.
form::Paper named(const PaperInput& input);

/// Largest document that `verify` reads.
inline constexpr std::size_t kLargestPaper = 60UL * 1024 * 1024;

struct Digitised {
    pdf::Draft pdf;
    form::Paper paper;
};
/// PDF/A-3b: a first page that says what it is, with slots "principal" and "school"; then one page a sheet,
/// its picture's bytes as they came. Attached are paper.json and, if there is one, keyed.json. The same input
/// gives the same bytes. Fault::document names every page that is not as it must be; none may be missing, and
/// all together are at most 60 MB.
Result<Digitised> digitise(const PaperInput& input, const text::FontSet& fonts);

/// A scanned document's own words about itself. Reads a document of ours (never an untrusted file).
/// Fault::document if it is none.
Result<form::Paper> paper_of(std::string_view pdf, const std::string& name);

/// Whether a file of ours says that it is a scan of paper, at a glance: whoever acts on it looks closer.
bool says_digitised(std::string_view pdf);

}  // namespace hocba
