#include "archive/ocfl.h"

#include <fmt/format.h>

#include "archive/fault.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::archive::ocfl {
namespace {

constexpr std::size_t tuple_size = 3, tuples = 3, encoded_limit = 100;
constexpr std::uintmax_t inventory_limit = 1ULL << 30;

/// Extension 0003: letters, digits, '-' and '_' as they are, all else "%xx" in lower case.
std::string encoded(std::string_view id) {
    std::string out;
    for (const char c : id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_';
        out += plain ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string documents_id(const std::string& origin, const std::string& folder) {
    return fmt::format("hocba:{}/documents/{}", origin, folder);
}

std::string log_id(const std::string& origin) {
    return fmt::format("hocba:{}/log", origin);
}

std::string object_path(std::string_view id) {
    const std::string digest = to_hex(sha256(id));
    std::string path, name = encoded(id);
    for (std::size_t i = 0; i < tuples; ++i) path += digest.substr(i * tuple_size, tuple_size) + "/";
    if (name.size() > encoded_limit) name = name.substr(0, encoded_limit) + "-" + digest;
    return path + name;
}

std::vector<std::pair<std::string, std::string>> root_files() {
    const Json layout = Json::Object{
        {"description", "Three triples of the SHA-256 of the object's id, then the id, percent-encoded."},
        {"extension", layout_name}};
    const Json config = Json::Object{{"digestAlgorithm", "sha256"},
                                     {"extensionName", layout_name},
                                     {"numberOfTuples", static_cast<std::int64_t>(tuples)},
                                     {"tupleSize", static_cast<std::int64_t>(tuple_size)}};
    return {{root_declaration, root_declaration.substr(2) + "\n"},
            {"ocfl_layout.json", pretty(layout)},
            {"extensions/" + layout_name + "/config.json", pretty(config)}};
}

std::string Inventory::content_of(const std::string& logical) const {
    const auto digest = state.find(logical);
    if (digest == state.end()) return {};
    const auto paths = manifest.find(digest->second);
    return paths == manifest.end() || paths->second.empty() ? "" : *paths->second.begin();
}

Result<Inventory> read_inventory(const std::filesystem::path& object) {
    const std::string where = (object / "inventory.json").string();
    auto bytes = read_file(where, inventory_limit);
    if (!bytes) return forward(std::move(bytes));
    const auto json = parse_json(*bytes, where);
    const auto bad = [&where] {
        return damaged(where, {"inventory.json không đọc được.", "the inventory cannot be read"});
    };
    if (!json || json->find("manifest") == nullptr || json->find("versions") == nullptr) return bad();
    Inventory inventory;
    inventory.id = json->text_or("id");
    const std::string head = json->text_or("head");
    inventory.versions = *json->find("versions");
    const auto* manifest = json->find("manifest")->object();
    const Json* version = inventory.versions.find(head);
    const Json* state = version != nullptr ? version->find("state") : nullptr;
    if (manifest == nullptr || state == nullptr || state->object() == nullptr || head.size() < 2)
        return bad();
    inventory.head = inventory.versions.object()->size();
    for (const auto& [digest, paths] : *manifest)
        if (paths.array() != nullptr)
            for (const Json& path : *paths.array())
                if (path.string() != nullptr) inventory.manifest[ascii_lower(digest)].insert(*path.string());
    for (const auto& [digest, paths] : *state->object())
        if (paths.array() != nullptr)
            for (const Json& path : *paths.array())
                if (path.string() != nullptr) inventory.state[*path.string()] = ascii_lower(digest);
    return inventory;
}

std::string to_text(const Inventory& inventory, const std::string& message, Instant created,
                    const std::string& user) {
    Json::Object manifest, state;
    for (const auto& [digest, paths] : inventory.manifest)
        manifest.emplace(digest, Json::Array(paths.begin(), paths.end()));
    std::map<std::string, Json::Array> by_digest;
    for (const auto& [path, digest] : inventory.state) by_digest[digest].emplace_back(path);
    for (auto& [digest, paths] : by_digest) state.emplace(digest, std::move(paths));
    const std::string head = fmt::format("v{}", inventory.head);
    Json versions = inventory.versions;
    versions.object()->insert_or_assign(head, Json::Object{{"created", to_rfc3339(created)},
                                                           {"message", message},
                                                           {"state", std::move(state)},
                                                           {"user", Json::Object{{"name", user}}}});
    return canonical(Json::Object{{"digestAlgorithm", "sha512"},
                                  {"head", head},
                                  {"id", inventory.id},
                                  {"manifest", std::move(manifest)},
                                  {"type", "https://ocfl.io/1.1/spec/#inventory"},
                                  {"versions", std::move(versions)}}) +
           "\n";
}

}  // namespace hocba::archive::ocfl
