// OCFL 1.1 as we write it: ids, the layout, and inventories.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::archive::ocfl {

inline const std::string root_declaration = "0=ocfl_1.1";
inline const std::string object_declaration = "0=ocfl_object_1.1";
inline const std::string layout_name = "0003-hash-and-id-n-tuple-storage-layout";

/// "hocba:<origin>/documents/<school>/<school year>" or "hocba:<origin>/log".
std::string documents_id(const std::string& origin, const std::string& folder);
std::string log_id(const std::string& origin);
/// Where an object lies below the root (extension 0003: SHA-256, three tuples of three characters).
std::string object_path(std::string_view id);

/// The files of a new or an old storage root that tell what it is: path and content.
std::vector<std::pair<std::string, std::string>> root_files();

/// An inventory (OCFL 1.1, 3.5). Digests are SHA-512, lower-case hexadecimal.
struct Inventory {
    std::string id;
    std::uint64_t head = 0;
    std::map<std::string, std::set<std::string>> manifest;  // digest → content paths
    std::map<std::string, std::string> state;               // of the head: logical path → digest
    Json versions = Json::Object{};                         // those before the next one, as they stand

    /// Content path of a logical path of the head; empty if there is none.
    std::string content_of(const std::string& logical) const;
};

/// Of an object that was checked before; Fault::archive if it is none of ours.
Result<Inventory> read_inventory(const std::filesystem::path& object);
/// With `state` as a new version, `inventory.head`; `message` says why.
std::string to_text(const Inventory& inventory, const std::string& message, Instant created,
                    const std::string& user);

/// After an interruption: the inventory of the last version, whole since it was moved here, becomes the
/// root's.
Result<void> complete(const std::filesystem::path& object);

}  // namespace hocba::archive::ocfl
