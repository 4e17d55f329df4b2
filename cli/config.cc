#include "cli/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "cli/toml.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;
using Setter = std::function<bool(const toml::node&)>;  // false: not of the type it should be
using Setters = std::map<std::string_view, Setter>;

/// Reads one table against its known names and collects what is wrong.
class Reader {
  public:
    Reader(std::string file, fs::path folder) : file_(std::move(file)), folder_(std::move(folder)) {}

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
    Setter path(fs::path& to) const {
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
    Setter list(std::vector<Item>& to, Setters (*known)(Reader&, Item&)) {
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
    fs::path folder_;
};

Setters key_names(Reader& reader, KeyFile& key) {
    return {{"role", Reader::text(key.role)},       {"pkcs12", reader.path(key.pkcs12)},
            {"pin_env", Reader::text(key.pin_env)}, {"pin_file", reader.path(key.pin_file)},
            {"image", reader.path(key.image)},      {"stamp_mm", Reader::number(key.stamp_mm)}};
}

Setters seal_key_names(Reader& reader, SealKeyFile& key) {
    return {{"certificate", reader.path(key.certificate)},
            {"school", Reader::text(key.school)},
            {"state", Reader::text(key.state)}};
}

Setters signer_names(Reader& reader, SignerFile& signer) {
    return {{"certificate", reader.path(signer.certificate)},
            {"role", Reader::text(signer.role)},
            {"school", Reader::text(signer.school)}};
}

Setters seal_names(Reader& reader, Config& config) {
    Setters names = key_names(reader, config.seal.emplace());
    for (const char* name : {"role", "image", "stamp_mm"}) names.erase(name);
    names.emplace("salt_key", reader.path(config.salt_key));
    return names;
}

Setters custody_names(Reader& reader, Config& config) {
    Custody& custody = config.custody.emplace();
    return {{"root_key", reader.path(custody.root_key)},
            {"pdf_roots", reader.path(custody.pdf_roots)},
            {"status_days", Reader::number(custody.status_days)},
            {"seal_keys", reader.list(custody.seal_keys, seal_key_names)},
            {"signers", reader.list(custody.signers, signer_names)}};
}

Setters config_names(Reader& reader, Config& config) {
    return {{"school", Reader::text(config.school)},
            {"host", Reader::text(config.host)},
            {"procedure", Reader::texts(config.procedure)},
            {"accept_unverified", Reader::flag(config.accept_unverified)},
            {"archive", reader.path(config.archive)},
            {"log_key", reader.path(config.log_key)},
            {"trust", reader.path(config.trust)},
            {"work", reader.path(config.work)},
            {"output", reader.path(config.output)},
            {"keys", reader.list(config.keys, key_names)},
            {"seal", reader.table([&] { return seal_names(reader, config); })},
            {"custody", reader.table([&] { return custody_names(reader, config); })}};
}

}  // namespace

Result<Config> read_config(const std::string& path) {
    const auto table = read_toml(path);
    if (!table) return tl::unexpected(table.error());
    Config config;
    config.file = path;
    Reader reader(path, fs::path(path).parent_path());
    reader.read(*table, config_names(reader, config));
    if (config.procedure.empty())
        reader.complain(*table, "procedure không có vai trò nào", "procedure has no role");
    if (!reader.problems.empty()) return tl::unexpected(Error{Fault::usage, std::move(reader.problems)});
    return config;
}

tl::unexpected<Error> not_configured(const Config& config, const std::string& name) {
    return fail(
        Fault::usage, config.file,
        {fmt::format("Cấu hình thiếu mục \"{}\"", name), fmt::format("\"{}\" is not configured", name)});
}

}  // namespace hocba::cli
