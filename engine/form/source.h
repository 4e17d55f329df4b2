// An XML file of ours, parsed with a line and column for every node, attribute and piece of text.
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace hocba::form {

/// Owns the text and its tree. Nodes stay valid as long as the Source lives.
class Source {
  public:
    /// Fault::form if it is no well-formed UTF-8 XML, has a DOCTYPE, nests deeper than 32 or names an unknown
    /// entity.
    static Result<Source> parse(std::string text, const std::string& name);

    pugi::xml_node root() const { return document_->document_element(); }
    std::string place(pugi::xml_node node) const;
    std::string place(pugi::xml_attribute attribute) const;
    /// Of the nth (from 0) `character` of that text.
    std::string place(pugi::xml_node text, char character, std::size_t nth) const;
    const std::string& bytes() const { return text_; }

  private:
    std::string name_;
    std::vector<std::size_t> lines_;       // where each begins
    std::vector<std::size_t> characters_;  // before every 256th byte
    std::string text_;                     // as it was read
    std::unique_ptr<char[]> parsed_;       // pugixml works inside this copy, so that offsets are kept
    std::unique_ptr<pugi::xml_document> document_;

    void index();
    std::size_t characters_before(std::size_t offset) const;
    std::string place(std::size_t offset) const;
    std::size_t offset(const char* in_parsed) const;
    Result<void> check() const;
};

}  // namespace hocba::form
