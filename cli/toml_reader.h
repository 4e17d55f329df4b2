// Tables of TOML read against their known names; everything that is wrong is collected, each with its line.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cli/toml.h"

namespace hocba::cli {

using Setter = std::function<bool(const toml::node&)>;  // false: not of the type it should be
using Setters = std::map<std::string_view, Setter>;

/// Reads one table against its known names and collects what is wrong.
class TableReader {
  public:
    TableReader(std::string file, std::filesystem::path folder)
        : file_(std::move(file)), folder_(std::move(folder)) {}

    void read(const toml::table& table, const Setters& known) {
        for (const auto& [name, node] : table) {
            const auto found = known.find(name.str());
            if (found == known.end())
                complain(node, fmt::format("không biết mục \"{}\"", name.str()),
                         fmt::format("unknown name \"{}\"", name.str()));
            else if (!found->second(node))
                complain(node, fmt::format("giá trị của \"{}\" không đúng kiểu", name.str()),
                         fmt::format("\"{}\" has a value of the wrong kind", name.str()));
        }
    }
    void complain(const toml::node& node, std::string vi, std::string en) {
        problems.push_back({place_of(file_, node), {std::move(vi), std::move(en)}});
    }

    static Setter text(std::string& to) {
        return [&to](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            if (value) to = *value;
            return value.has_value();
        };
    }
    Setter path(std::filesystem::path& to) const {
        return [&to, this](const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            if (value) to = (folder_ / *value).lexically_normal();
            return value.has_value();
        };
    }
    static Setter number(std::int64_t& to) {
        return [&to](const toml::node& node) {
            const auto value = node.value_exact<std::int64_t>();
            if (value) to = *value;
            return value.has_value();
        };
    }
    static Setter flag(bool& to) {
        return [&to](const toml::node& node) {
            const auto value = node.value_exact<bool>();
            if (value) to = *value;
            return value.has_value();
        };
    }
    static Setter texts(std::vector<std::string>& to) {
        return [&to](const toml::node& node) {
            const toml::array* array = node.as_array();
            if (array == nullptr) return false;
            to.clear();
            for (const toml::node& item : *array)
                if (const auto value = item.value_exact<std::string>()) to.push_back(*value);
            return to.size() == array->size();
        };
    }
    Setter table(std::function<Setters()> known) {
        return [this, known = std::move(known)](const toml::node& node) {
            if (node.as_table() == nullptr) return false;
            read(*node.as_table(), known());
            return true;
        };
    }
    template <class Item>
    Setter list(std::vector<Item>& to, Setters (*known)(TableReader&, Item&)) {
        return [this, &to, known](const toml::node& node) {
            const toml::array* array = node.as_array();
            if (array == nullptr) return false;
            for (const toml::node& item : *array) {
                if (item.as_table() == nullptr) return false;
                read(*item.as_table(), known(*this, to.emplace_back()));
            }
            return true;
        };
    }

    std::vector<Problem> problems;

  private:
    std::string file_;
    std::filesystem::path folder_;
};

}  // namespace hocba::cli
