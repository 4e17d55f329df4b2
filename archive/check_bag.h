// The state of one judgement of a bag; lists of files lie in a temporary SQLite file, not in memory.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "archive/export.h"
#include "archive/statement.h"
#include "archive/storage.h"

namespace hocba::archive {

class BagCheck {
  public:
    explicit BagCheck(const std::filesystem::path& folder);
    /// Fault::io if the folder cannot be read; all else is in the report.
    Result<PackageReport> run();

  private:
    // check_bag.cc
    bool has(const std::string& path) const;
    Result<void> scan();
    Result<void> declaration();
    Result<void> manifests();
    Result<void> manifest(const std::string& file, bool of_tags, const std::string& algorithm);
    void list(const std::string& where, const std::string& line, bool of_tags, const std::string& algorithm);
    void unlisted(const std::string& algorithm);
    void compare(const std::string& path, const std::map<std::string, std::string>& listed);
    void digests();

    // check_bag_info.cc
    Result<void> bag_info();
    void label(const std::string& where, const std::string& name, const std::string& value);
    Result<void> fetch();

    std::filesystem::path folder_;
    std::unique_ptr<Storage> storage_;
    Connection connection_;
    PackageReport report_;
    std::map<std::string, int> labels_;
};

}  // namespace hocba::archive
