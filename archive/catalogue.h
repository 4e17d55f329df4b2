// The catalogue: what is where, in SQLite; derived, so it may be lost.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "archive/checkpoint.h"
#include "archive/entry.h"
#include "archive/pack.h"
#include "engine/base/result.h"

struct sqlite3;

namespace hocba::archive {

/// Where a member lies.
struct Location {
    std::int64_t pack = 0;
    std::uint64_t at = 0;    // of the header
    std::uint64_t size = 0;  // of the bytes
};

/// One leaf with the members that came with it.
struct Indexed {
    std::uint64_t leaf = 0;
    Manifest manifest;
    std::string manifest_member;
    std::vector<std::pair<std::string, Location>> members;
};

/// The damage of an entry that uses the UUID and revision of an earlier one.
Problem second_entry(const Indexed& leaf);

/// SQLite with WAL and synchronous=NORMAL: after a power cut it may be behind the log, never ahead, and
/// catches up. Several threads may ask at once. Failures are Fault::io, a file that is no catalogue
/// Fault::archive.
class Catalogue {
  public:
    /// `scratch` is an unnamed file, gone at the end; `read_any` reads the head of any version.
    enum class Mode { create, write, read, scratch, read_any };
    static Result<std::unique_ptr<Catalogue>> open(const std::filesystem::path& path, Mode mode);
    ~Catalogue();
    Catalogue(const Catalogue&) = delete;
    Catalogue& operator=(const Catalogue&) = delete;

    /// The tree that it knows of: never newer than the log.
    Result<TreeHead> head() const;
    /// Leaves and the head they end at, in one transaction. An issue takes the place of its pending seal,
    /// a renewal that of what it renews.
    /// An entry whose unit another document has already goes to `second` and gets no row; without `second`
    /// it is Fault::archive.
    Result<void> apply(const std::vector<Indexed>& leaves, const TreeHead& head,
                       std::vector<const Indexed*>* second = nullptr);
    /// Fault::archive if rows were lost or added since the last `apply`; counts only, `check` compares.
    Result<void> is_whole() const;

    /// Another catalogue beside this one, read-only, as `found`: for `check`.
    Result<void> attach(const std::filesystem::path& path);
    void detach();
    sqlite3* connection() const;

    Result<std::vector<Entry>> find(const Query& query) const;
    Result<std::vector<Entry>> documents(std::string_view id_prefix) const;
    Result<std::optional<Entry>> unit(const std::string& uuid, std::int64_t revision) const;
    /// One row after the other; what `visit` fails with ends it.
    Result<void> each(const Query& query, const std::function<Result<void>(const Entry&)>& visit) const;
    /// Scans of paper were never issued: they are no exception either, until they are revoked.
    enum class Which { issues, exceptions };
    Result<void> each(Which which, const std::function<Result<void>(const Entry&)>& visit) const;
    Result<std::optional<Location>> member(const std::string& name) const;
    /// The leaves of the events about a document, or with it as successor, in the order of the log.
    Result<std::vector<std::uint64_t>> events(std::string_view document) const;
    /// The member that holds the manifest of a leaf.
    Result<std::optional<std::string>> manifest(std::uint64_t leaf) const;
    Result<std::uint64_t> count() const;  // documents
    Result<std::uint64_t> leaves() const;

    struct State;

  private:
    explicit Catalogue(std::unique_ptr<State> state);
    Result<bool> is_taken(const Manifest& manifest) const;
    struct Added {
        std::int64_t documents = 0, events = 0;
    };
    Result<void> apply_leaf(const Indexed& leaf, Added& added, std::vector<const Indexed*>* second);
    Result<void> apply_event(const Indexed& leaf);

    std::unique_ptr<State> state_;
};

}  // namespace hocba::archive
