// An E-ARK CSIP 2.1 package as we write it: METS, EAD3 and PREMIS 3 over a list of files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/package.h"

namespace hocba::archive::csip {

/// Where things lie below a package's folder "uuid-…".
inline const std::string data_folder = "representations/rep1/data/";
inline const std::string proof_folder = "metadata/other/";

/// A file of a package; `path` is relative to the package. Digests are hexadecimal; sha512 may be empty.
struct File {
    std::string path;
    std::uint64_t size = 0;
    std::string sha256, sha512;
};

/// What one transcript or event says of itself.
struct Item {
    std::uint64_t leaf = 0;
    std::string kind, code, pupil, class_name, stored_at;
};

/// One package: the documents of one school's one year, or the log.
struct Contents {
    std::string id;      // "uuid-…": OBJID, folder and file name
    std::string folder;  // "<school>/<school year>"; empty: the log's package
    std::string school, school_year;
    std::vector<File> files;
    std::vector<Item> items;
};

/// "uuid-" and a UUID (RFC 9562, 5.8: version 8) made of the export's identifier and the folder: the same
/// export has the same names.
std::string package_id(const PackageInfo& info, const std::string& folder);

std::string ead(const Contents& contents, const PackageInfo& info);
std::string premis(const Contents& contents, const PackageInfo& info);
/// Of representations/rep1: the data files.
std::string representation_mets(const Contents& contents, const PackageInfo& info);
/// Of the package: all files but the data.
std::string root_mets(const Contents& contents, const PackageInfo& info);

}  // namespace hocba::archive::csip
