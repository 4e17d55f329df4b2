// An XML file from outside: bounded, UTF-8, without DOCTYPE or entities of its own; every node has a place.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace hocba::record {

/// CV 2088/BGDĐT-GDTH: a package has at most 10 MB.
inline constexpr std::size_t kLargestXml = std::size_t{10} << 20;
inline constexpr int kDeepestXml = 32;

class XmlSource {
  public:
    static Result<XmlSource> load(std::string_view bytes, const std::string& name);

    pugi::xml_node root() const;
    /// "name:line:column" of the node's tag.
    std::string place(pugi::xml_node node) const;

  private:
    std::string name_;
    std::vector<std::size_t> lines_;  // the offset at which each line starts
    std::shared_ptr<pugi::xml_document> document_;

    std::string place_at(std::size_t offset) const;
};

}  // namespace hocba::record
