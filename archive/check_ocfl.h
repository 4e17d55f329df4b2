// One OCFL object while it is judged; codes are those of OCFL 1.1, "Validation Codes".
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/export.h"
#include "engine/base/json.h"

namespace hocba::archive::ocfl {

/// What an inventory says, as far as it is sound.
struct Claims {
    std::string id, algorithm, content = "content";
    std::vector<std::string> versions;                                 // "v1", "v2", …
    std::map<std::string, std::string> paths;                          // content path → digest
    std::map<std::string, std::map<std::string, std::string>> states;  // version → logical path → digest
    std::map<std::string, std::map<std::string, std::string>> fixity;  // content path → algorithm → digest
};

/// OCFL's names of algorithms as digests_of() knows them: "blake2b-512" → "blake2b512".
std::string digest_name(std::string name);

/// The inventory by itself (3.5): keys, values, versions, paths. `spec` is "1.0" or "1.1".
Claims read_claims(PackageReport& report, const std::string& where, const Json& inventory,
                   const std::string& spec);

/// Everything about the object in that folder; `where` is its path in messages. Gives the id, if there is
/// one, and the specification it declares.
struct Judged {
    std::string id, spec;
};
Judged check_object(PackageReport& report, const std::filesystem::path& folder, const std::string& where);

/// Names in a folder, in byte order; links and the like are E090 and left out.
struct Listing {
    std::vector<std::string> files, folders;
};
Listing list(PackageReport& report, const std::filesystem::path& folder, const std::string& where);

}  // namespace hocba::archive::ocfl
