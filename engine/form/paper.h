// An old transcript on paper as its scan tells of it: whose, which years, who scanned, which pictures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/geometry.h"
#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::form {

/// Names of what a scanned transcript carries.
inline constexpr const char* kPaperJson = "paper.json";
inline constexpr const char* kKeyedJson = "keyed.json";

/// A file as it was handed in.
struct PaperFile {
    std::string name;
    std::string sha256;  // 32 bytes
};

/// One page of it, measured.
struct PaperSheet {
    std::string file;
    std::int64_t page = 1;               // of that file
    std::string sha256;                  // 32 bytes: of the picture's bytes as the document embeds them
    std::int64_t width = 0, height = 0;  // pixels
    std::int64_t dpi = 0;                // the lower of both directions, rounded
    Size size;                           // of the paper
    bool colour = true;                  // else grey
};

struct Paper {
    std::string pupil_id;  // empty where an old book has none
    std::string pupil_name;
    std::string born;  // ISO date; may be empty
    std::string school, class_name;
    std::vector<std::string> years;  // "2012-2013", in order
    std::string scanned_by;
    Instant scanned_at;
    std::vector<PaperFile> files;
    std::vector<PaperSheet> sheets;
    bool measured = false;  // the paper's size is what somebody measured; else what the files say
    std::string keyed_form, keyed_sha256;  // of keyed.json: the form's id, 32 bytes; empty if there is none
};

/// paper.json.
Json to_json(const Paper& paper);
/// Fault::document unless to_json() gives these very bytes.
Result<Paper> paper_from(std::string_view bytes, const std::string& where);

/// 32 bytes: SHA-256 of the canonical JSON of whose paper it is, its files and the keyed record. When and by
/// whom it was scanned does not matter: the same files are the same document.
std::string paper_id(const Paper& paper);

/// Of pupil, school and years, in the shape of a UUID version 4: what a second scan of the same paper shares
/// with the first. It is no look-up UUID of a transcript.
std::string paper_uuid(const Paper& paper);

/// "2012-2013", "2012-2013, 2013-2014".
std::string years_of(const Paper& paper);

}  // namespace hocba::form
