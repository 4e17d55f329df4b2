// The list of scans as work to do: whose paper, which files of the folder in which order.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/form/paper.h"

namespace hocba::cli {

/// What holds where a row says nothing.
struct PaperDefaults {
    std::string school, scanned_by;
    Instant scanned_at;
    std::string pattern;        // of file names: {pupil} and {year} are the row's, * is anything
    std::optional<Size> paper;  // of a page
};

/// One pupil's paper. What stands against it is in `problems`; then nothing is done with it.
struct PaperJob {
    std::string where;                         // "pupils.csv:12"
    form::Paper about;                         // without files, sheets and keyed record
    std::vector<std::filesystem::path> files;  // within the folder, in the order of the pages
    std::optional<Size> paper;
    std::vector<Problem> problems;
};

struct PaperJobs {
    std::vector<PaperJob> jobs;
    std::vector<Problem> remarks;  // columns that say nothing, scans that no row names
};

/// Rows with a page are put together; a second row of the same pupil and year, and a file that two rows name,
/// are problems of the second. Fault::record if the list cannot be read, Fault::io if it or the folder cannot
/// be opened.
Result<PaperJobs> paper_jobs(const std::string& list, const std::filesystem::path& folder,
                             const PaperDefaults& defaults);

}  // namespace hocba::cli
