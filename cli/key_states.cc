// hocba keys retire, revoke: a seal key leaves service; of a stolen one the seals that it really made.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "archive/archive.h"
#include "cli/config.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/toml_edit.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/seal/seal.h"
#include "engine/trust/trust.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct StateOptions {
    std::string key, config;
    bool stolen = false;
};

/// A key becomes what comes later (trust::KeyState), never earlier; what is no state stays as it is.
bool may_become(const std::string& from, const std::string& to) {
    const auto before = trust::key_state_named(from), after = trust::key_state_named(to);
    return before && after && *after >= *before;
}

Result<std::string> key_id_of(const SealKeyFile& file) {
    const auto pem = read_file(file.certificate, 1 << 20);
    if (!pem) return tl::unexpected(pem.error());
    return trust::seal_key_of(*pem, file.school, trust::KeyState::active).map([](const trust::SealKey& key) {
        return to_hex(key.key_id);
    });
}

/// By its certificate's file or by its id as `keys list` shows it.
Result<std::size_t> find_key(const Config& config, const std::string& named) {
    std::vector<std::size_t> found;
    const auto& keys = config.custody->seal_keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        std::error_code code;
        const auto id = key_id_of(keys[i]);
        if (fs::equivalent(keys[i].certificate, named, code) || (id && *id == named)) found.push_back(i);
    }
    if (found.size() == 1) return found.front();
    return fail(Fault::usage, named,
                found.empty()
                    ? Text{"[custody] không có khóa gắn mã này", "[custody] has no such seal key"}
                    : Text{"[custody] ghi khóa này nhiều lần", "[custody] names this key several times"},
                {"Ghi tệp chứng thư (.pem), hoặc mã khóa 8 chữ số hex mà hocba keys list in ra",
                 "name its certificate file (.pem), or the 8 hex digits that hocba keys list shows"});
}

tl::unexpected<Error> not_changed(const Config& config, const std::string& name, const std::string& value) {
    return fail(Fault::usage, config.file,
                {fmt::format("Không sửa được mục {} của khóa trong tệp này", name),
                 fmt::format("{} of the key cannot be changed in this file", name)},
                {fmt::format("Tự ghi {} = \"{}\" cạnh certificate của khóa", name, value),
                 fmt::format("write {} = \"{}\" beside the key's certificate", name, value)});
}

/// The text with `name` of that key changed. Fault::usage unless it then says just that.
Result<std::string> changed(const Config& config, const std::string& text, std::size_t index,
                            const std::string& name, const std::string& value) {
    const auto before = parse_toml(text, config.file);
    if (!before) return tl::unexpected(before.error());
    const toml::table* table = (*before)["custody"]["seal_keys"][index].as_table();
    if (table == nullptr) return not_changed(config, name, value);
    std::string out = with_text(text, *table, name, "certificate", value);
    const auto after = parse_toml(out, config.file);
    if (!after || (*after)["custody"]["seal_keys"][index][name].value<std::string>() != value)
        return not_changed(config, name, value);
    return out;
}

using Changes = std::vector<std::pair<std::string, std::string>>;

Result<void> change_config(const Config& config, std::size_t index, const Changes& changes) {
    auto text = read_file(config.file, 1 << 20);
    for (const auto& [name, value] : changes)
        if (text) text = changed(config, *text, index, name, value);
    if (!text) return forward(std::move(text));
    return write_file(config.file, *text);
}

/// The seals that the archive knows of the key, as trust::SealKey::issued has them, in an order that tells
/// nothing. They are held in memory, 32 bytes each.
Result<std::vector<std::string>> seals_of(const archive::Archive& archive, const std::string& key_id) {
    std::vector<std::string> made;
    const auto seen = archive.each_issue([&](const archive::Entry& entry, const form::Issue& issue,
                                             const std::vector<std::string>& tokens) -> Result<void> {
        if (issue.seal_key_id != key_id) return {};
        for (const std::string& text : tokens) {
            const auto token = seal::parse(text);
            if (!token)
                return fail(Fault::archive, to_hex(entry.description.document),
                            {"Kho giữ một tem QR hỏng", "the archive holds a damaged seal"},
                            {"Chạy hocba archive check", "run hocba archive check"});
            made.push_back(token->digest.substr(0, trust::seal_digest_size));
        }
        return {};
    });
    if (!seen) return tl::unexpected(seen.error());
    std::sort(made.begin(), made.end());
    return made;
}

/// In a file beside the key's certificate: it is never overwritten, because what is sealed after the theft
/// must not enter it.
Result<fs::path> write_issued(const Config& config, const SealKeyFile& key) {
    if (config.archive.empty()) return not_configured(config, "archive");
    const fs::path file = fs::path(key.certificate).replace_extension(".issued");
    std::error_code code;
    if (fs::exists(file, code))
        return fail(Fault::usage, file.string(),
                    {"Tệp đã có; không bị ghi đè", "the file exists; it is not overwritten"},
                    {"Chuyển nó đi nơi khác nếu nó không phải của lần này",
                     "move it away if it is not of this theft"});
    const auto id = key_id_of(key);
    if (!id) return tl::unexpected(id.error());
    const auto archive = archive::Archive::open_for_reading(config.archive);
    if (!archive) return tl::unexpected(archive.error());
    const auto seals = seals_of(**archive, *id);
    if (!seals) return tl::unexpected(seals.error());
    std::string text;
    for (const std::string& seal : *seals) text += to_hex(seal) + "\n";
    if (const auto written = write_file(file, text); !written) return tl::unexpected(written.error());
    return file;
}

Result<std::string> change_state(const StateOptions& options, const char* state) {
    const auto config = read_config(options.config);
    if (!config) return tl::unexpected(config.error());
    if (!config->custody) return not_configured(*config, "custody");
    const auto index = find_key(*config, options.key);
    if (!index) return tl::unexpected(index.error());
    const SealKeyFile& key = config->custody->seal_keys[*index];
    const std::string name = key.certificate.filename().string();
    if (!may_become(key.state, state))
        return fail(Fault::usage, options.key,
                    {fmt::format("Khóa đã ở trạng thái {}, không trở lại {}", key.state, state),
                     fmt::format("the key is {} already and does not become {} again", key.state, state)});
    if (key.state == state && (!options.stolen || !key.issued.empty())) return name;
    Changes changes{{"state", state}};
    if (options.stolen) {
        const auto issued = write_issued(*config, key);
        if (!issued) return tl::unexpected(issued.error());
        const fs::path folder = fs::path(config->file).parent_path();
        changes.emplace_back("issued",
                             issued->lexically_proximate(folder.empty() ? "." : folder).generic_string());
    }
    const auto changed = change_config(*config, *index, changes);
    if (!changed) return tl::unexpected(changed.error());
    return name;
}

int run_change(const Context& context, const StateOptions& options, const char* state) {
    const auto name = change_state(options, state);
    if (!name) return failed(context, name.error());
    say(context,
        {fmt::format("{}: {} trong {}; bây giờ làm lại thư mục tin cậy (hocba keys list -o) và công bố",
                     *name, state, options.config),
         fmt::format("{}: {} in {}; now make the trust folder again (hocba keys list -o) and publish it",
                     *name, state, options.config)});
    say_json(context, Json::Object{{"key", *name}, {"state", state}});
    return 0;
}

int retire(const Context& context, const StateOptions& options) {
    return run_change(context, options, "retired");
}

int revoke(const Context& context, const StateOptions& options) {
    return run_change(context, options, options.stolen ? "stolen" : "revoked");
}

}  // namespace

void add_key_states(Program& program, CLI::App& parent) {
    auto retired = std::make_shared<StateOptions>(), revoked = std::make_shared<StateOptions>();
    CLI::App* first = add_command(program, parent, "retire",
                                  "thôi dùng một khóa gắn mã, không bị lộ / out of service", retire, retired);
    CLI::App* second =
        add_command(program, parent, "revoke", "thu hồi một khóa gắn mã / revoke", revoke, revoked);
    second->add_flag(
        "--stolen", revoked->stolen,
        "khóa bị lộ: ghi các tem mà kho biết nó đã tạo / stolen: write the seals it really made");
    for (auto& [command, options] : {std::pair{first, retired}, {second, revoked}}) {
        command->add_option("KEY", options->key, "chứng thư .pem hoặc mã khóa / certificate or key id")
            ->required();
        command->add_option("--config", options->config, "hocba.toml của người giữ / the custodian's")
            ->required();
    }
}

}  // namespace hocba::cli
