#include "cli/config.h"

#include <fmt/format.h>

#include "cli/toml_reader.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

/// At the end of a school year: what nearly every document is issued for.
constexpr const char* kUsualProcedure = "annual";

Setters key_names(TableReader& reader, KeyFile& key) {
    return {
        {"role", TableReader::text(key.role)},       {"pkcs12", reader.path(key.pkcs12)},
        {"pkcs11", TableReader::text(key.pkcs11)},   {"module", reader.path(key.module)},
        {"csc", TableReader::text(key.csc)},         {"credential", TableReader::text(key.credential)},
        {"chain", reader.path(key.chain)},           {"digest", TableReader::text(key.digest)},
        {"pin_env", TableReader::text(key.pin_env)}, {"pin_file", reader.path(key.pin_file)},
        {"image", reader.path(key.image)},           {"stamp_mm", TableReader::number(key.stamp_mm)},
        {"name", TableReader::text(key.name)},       {"organisation", TableReader::text(key.organisation)}};
}

Setters seal_key_names(TableReader& reader, SealKeyFile& key) {
    return {{"certificate", reader.path(key.certificate)},
            {"school", TableReader::text(key.school)},
            {"state", TableReader::text(key.state)},
            {"issued", reader.path(key.issued)}};
}

Setters signer_names(TableReader& reader, SignerFile& signer) {
    return {{"certificate", reader.path(signer.certificate)},
            {"role", TableReader::text(signer.role)},
            {"school", TableReader::text(signer.school)},
            {"title", TableReader::text(signer.title)},
            {"from", TableReader::text(signer.from)},
            {"until", TableReader::text(signer.until)},
            {"approved_by", reader.table([&signer]() -> Setters {
                 return {{"number", TableReader::text(signer.approval_number)},
                         {"on", TableReader::text(signer.approval_on)}};
             })}};
}

/// A name of templates/procedures.toml, or the roles themselves.
Setter procedure_setter(Config& config) {
    return [&config](const toml::node& node) {
        config.procedure.clear();
        return node.is_string() ? TableReader::text(config.procedure)(node)
                                : TableReader::texts(config.roles)(node);
    };
}

Setters seal_names(TableReader& reader, Config& config) {
    Setters names = key_names(reader, config.seal.emplace());
    for (const char* name :
         {"role", "csc", "credential", "chain", "digest", "name", "organisation", "image", "stamp_mm"})
        names.erase(name);
    names.emplace("certificate", reader.path(config.seal_certificate));
    names.emplace("salt_key", reader.path(config.salt_key));
    return names;
}

Setters custody_names(TableReader& reader, Config& config) {
    Custody& custody = config.custody.emplace();
    return {{"root_key", reader.path(custody.root_key)},
            {"pdf_roots", reader.path(custody.pdf_roots)},
            {"status_days", TableReader::number(custody.status_days)},
            {"exceptions", reader.path(custody.exceptions)},
            {"hosts", TableReader::texts(custody.hosts)},
            {"seal_keys", reader.list(custody.seal_keys, seal_key_names)},
            {"signers", reader.list(custody.signers, signer_names)}};
}

Setters copy_names(Config& config) {
    CopyOffice& office = config.copy.emplace();
    return {{"superior", TableReader::text(office.superior)},
            {"office", TableReader::text(office.name)},
            {"place", TableReader::text(office.place)},
            {"authority", TableReader::text(office.authority)},
            {"title", TableReader::text(office.title)},
            {"name", TableReader::text(office.person)},
            {"recipients", TableReader::texts(office.recipients)}};
}

Setters config_names(TableReader& reader, Config& config) {
    return {{"school", TableReader::text(config.school)},
            {"host", TableReader::text(config.host)},
            {"procedure", procedure_setter(config)},
            {"accept_unverified", TableReader::flag(config.accept_unverified)},
            {"archive", reader.path(config.archive)},
            {"log_key", reader.path(config.log_key)},
            {"trust", reader.path(config.trust)},
            {"work", reader.path(config.work)},
            {"output", reader.path(config.output)},
            {"subject_codes", reader.path(config.subject_codes)},
            {"level", TableReader::text(config.level)},
            {"timestamp", reader.table([&]() -> Setters {
                 return {{"url", TableReader::text(config.timestamp_url)},
                         {"proxy", TableReader::text(config.timestamp_proxy)}};
             })},
            {"freeze", reader.table([&]() -> Setters {
                 return {{"on", TableReader::text(config.freeze.usual)},
                         {"reassessed", TableReader::text(config.freeze.reassessed)}};
             })},
            {"keys", reader.list(config.keys, key_names)},
            {"seal", reader.table([&] { return seal_names(reader, config); })},
            {"custody", reader.table([&] { return custody_names(reader, config); })},
            {"copy", reader.table([&] { return copy_names(config); })}};
}

}  // namespace

Result<Config> read_config(const std::string& path) {
    const auto table = read_toml(path);
    if (!table) return tl::unexpected(table.error());
    Config config;
    config.file = path;
    config.procedure = kUsualProcedure;
    TableReader reader(path, fs::path(path).parent_path());
    reader.read(*table, config_names(reader, config));
    if (config.procedure.empty() && config.roles.empty())
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
