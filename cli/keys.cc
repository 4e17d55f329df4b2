// hocba keys create, list: a desk's first keys, and the trust folder that the custodian publishes.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "archive/archive.h"
#include "cli/config.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/trust/trust.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct CreateOptions {
    std::string kind = "seal", file, name, from, until, pin_env, pin_file;
};

Result<void> write_new(const fs::path& path, std::string_view bytes, unsigned mode) {
    std::error_code code;
    if (fs::exists(path, code))
        return fail(
            Fault::usage, path.string(),
            {"Tệp đã có; khóa cũ không bao giờ bị ghi đè", "the file exists; a key is never overwritten"},
            {"Chọn tên khác", "choose another name"});
    return write_file(path, bytes, mode);
}

/// Midnight in Vietnam of an ISO date, or a whole RFC 3339 instant.
Result<Instant> moment(const std::string& text, const std::string& option) {
    if (const auto instant = parse_instant(text)) return *instant;
    if (const auto date = parse_date(text)) return start_of(*date);
    return fail(Fault::usage, option,
                {fmt::format("\"{}\" không phải ngày dạng 2025-05-31", text),
                 fmt::format("\"{}\" is no date such as 2025-05-31", text)});
}

KeyFile key_file(const CreateOptions& options) {
    KeyFile key;
    key.pkcs12 = options.file;
    key.pin_env = options.pin_env;
    key.pin_file = options.pin_file;
    return key;
}

Result<void> create_pair(const Context& context, const CreateOptions& options) {
    const auto from = moment(options.from, "--from"), until = moment(options.until, "--until");
    if (!from) return tl::unexpected(from.error());
    if (!until) return tl::unexpected(until.error());
    const bool root = options.kind == "root";
    if (*until <= *from)
        return fail(Fault::usage, "--until",
                    {"Ngày hết hạn phải sau ngày bắt đầu", "--until must come after --from"});
    const fs::path other = fs::path(options.file).replace_extension(root ? ".jwk" : ".pem");
    std::error_code code;
    if (other == options.file || fs::exists(other, code))
        return fail(Fault::usage, other.string(),
                    {"Tệp đi kèm trùng tên hoặc đã có", "the file beside it has the same name or exists"},
                    {"Chọn tên khác, đuôi .p12 hoặc .key", "choose another name that ends in .p12 or .key"});
    Secret pin;
    if (!root) {
        auto read = pin_of(context, key_file(options));
        if (!read) return forward(std::move(read));
        pin = *std::move(read);
        if (pin.empty()) return fail(Fault::signing, options.file, {"Mã PIN để trống", "the PIN is empty"});
    }
    const auto key = trust::create_key(options.name, *from, *until, pin.text());
    if (!key) return tl::unexpected(key.error());
    if (!root) {
        const auto written = write_new(options.file, key->pkcs12, 0600);
        return written ? write_new(other, key->certificate_pem, 0644) : written;
    }
    const auto jwk = trust::jwk_of(key->private_pem);
    if (!jwk) return tl::unexpected(jwk.error());
    const auto written = write_new(options.file, key->private_pem, 0600);
    return written ? write_new(other, canonical(*jwk) + "\n", 0644) : written;
}

int create(const Context& context, const CreateOptions& options) {
    const auto made = options.kind == "salt" ? write_new(options.file, to_hex(random_seed()) + "\n", 0600)
                                             : create_pair(context, options);
    if (!made) return failed(context, made.error());
    say(context, {options.file, options.file});
    return 0;
}

struct ListOptions {
    std::string config, folder;
};

Result<trust::KeyState> state_named(const std::string& name) {
    if (name == "active") return trust::KeyState::active;
    if (name == "retired") return trust::KeyState::retired;
    if (name == "revoked") return trust::KeyState::revoked;
    if (name == "stolen") return trust::KeyState::stolen;
    return fail(
        Fault::usage, "custody.seal_keys.state",
        {fmt::format("Không có trạng thái khóa \"{}\"", name), fmt::format("\"{}\" is no key state", name)},
        {"Chọn active, retired, revoked hoặc stolen", "choose active, retired, revoked or stolen"});
}

Result<Json> seal_keys_of(const Custody& custody) {
    Json::Array keys;
    for (const SealKeyFile& file : custody.seal_keys) {
        const auto pem = read_file(file.certificate, 1 << 20);
        if (!pem) return tl::unexpected(pem.error());
        const auto state = state_named(file.state);
        if (!state) return tl::unexpected(state.error());
        const auto key = trust::seal_key_of(*pem, file.school, *state);
        if (!key) return tl::unexpected(key.error());
        keys.push_back(trust::to_json(*key));
    }
    return Json(Json::Object{{"keys", keys}});
}

tl::unexpected<Error> wrong_day(const SignerFile& file, const std::string& text) {
    return fail(Fault::usage, file.certificate.string(),
                {fmt::format("\"{}\" không phải một ngày dạng năm-tháng-ngày", text),
                 fmt::format("\"{}\" is no day in the form year-month-day", text)},
                {"Ví dụ: 2026-09-01", "for instance 2026-09-01"});
}

/// Within the certificate's own validity, by the Sở's decision (QĐ 1789/QĐ-SGDĐT, Điều 20.3).
Result<trust::AuthorisedSigner> authorised_signer(const SignerFile& file, trust::AuthorisedSigner signer) {
    signer.title = file.title;
    for (const auto& [text, is_end] : {std::pair{file.from, false}, {file.until, true}}) {
        if (text.empty()) continue;
        const auto day = parse_date(text);
        if (!day) return wrong_day(file, text);
        const Instant start = start_of(*day);
        if (is_end)
            signer.until = std::min(signer.until, Instant{start.unix_s + 86399, start.offset_min});
        else
            signer.from = std::max(signer.from, start);
    }
    if (signer.until < signer.from)
        return fail(Fault::usage, file.certificate.string(),
                    {"Thời hạn được ký nằm ngoài hiệu lực của chứng thư",
                     "the days on which it may sign lie outside the certificate's validity"});
    if (file.approval_number.empty() && file.approval_on.empty()) return signer;
    const auto on = parse_date(file.approval_on);
    if (!on) return wrong_day(file, file.approval_on);
    signer.approved_by = trust::Approval{file.approval_number, *on};
    return signer;
}

Result<Json> signers_of(const Custody& custody) {
    Json::Array signers;
    for (const SignerFile& file : custody.signers) {
        const auto pem = read_file(file.certificate, 1 << 20);
        if (!pem) return tl::unexpected(pem.error());
        const auto signer = trust::signer_of(*pem, file.role, file.school);
        if (!signer) return tl::unexpected(signer.error());
        const auto authorised = authorised_signer(file, *signer);
        if (!authorised) return tl::unexpected(authorised.error());
        signers.push_back(trust::to_json(*authorised));
    }
    return Json(Json::Object{{"signers", signers}});
}

trust::DocumentState document_state(const std::string& state) {
    if (state == "superseded") return trust::DocumentState::superseded;
    return state == "revoked" ? trust::DocumentState::revoked : trust::DocumentState::pending;
}

/// Exceptions only: what the archive knows as sealed and not finished, revoked or superseded.
Result<Json> status_of(const Context& context, const Config& config) {
    constexpr std::int64_t kLongest = 36500;  // a hundred years
    if (config.custody->status_days < 1 || config.custody->status_days > kLongest)
        return fail(Fault::usage, config.file,
                    {"status_days phải từ 1 đến 36500", "status_days is 1 to 36500"});
    trust::StatusList list;
    list.as_of = context.now();
    list.expires = {list.as_of.unix_s + config.custody->status_days * 86400, list.as_of.offset_min};
    if (config.archive.empty()) return trust::to_json(list);
    const auto archive = archive::Archive::open_for_reading(config.archive);
    if (!archive) return tl::unexpected(archive.error());
    const auto entries = (*archive)->find({});
    if (!entries) return tl::unexpected(entries.error());
    for (const archive::Entry& entry : *entries)
        if (entry.state != "issued")
            list.entries.push_back({entry.description.document.substr(0, 8), entry.description.revision,
                                    document_state(entry.state), entry.state});
    return trust::to_json(list);
}

Result<void> write_jws(const fs::path& path, const Result<Json>& payload, const std::string& root,
                       const std::string& type) {
    if (!payload) return tl::unexpected(payload.error());
    const auto jws = trust::make_jws(*payload, root, type);
    if (!jws) return tl::unexpected(jws.error());
    return write_file(path, *jws + "\n");
}

/// The trust folder's five files.
Result<void> write_folder(const Context& context, const Config& config, const fs::path& folder) {
    const Custody& custody = *config.custody;
    const auto root = read_file(custody.root_key, 1 << 16);
    if (!root) return tl::unexpected(root.error());
    const auto roots = read_file(custody.pdf_roots, 1 << 20);
    if (!roots) return tl::unexpected(roots.error());
    const auto jwk = trust::jwk_of(*root);
    if (!jwk) return tl::unexpected(jwk.error());
    return make_folder(folder)
        .and_then([&] { return write_file(folder / "pdf-roots.pem", *roots); })
        .and_then([&] { return write_file(folder / "seal-root.jwk", canonical(*jwk) + "\n"); })
        .and_then([&] {
            return write_jws(folder / "seal-keys.jws", seal_keys_of(custody), *root, trust::kSealKeysType);
        })
        .and_then([&] {
            return write_jws(folder / "status.jws", status_of(context, config), *root, trust::kStatusType);
        })
        .and_then([&] {
            return write_jws(folder / "signers.jws", signers_of(custody), *root, trust::kSignersType);
        });
}

int list(const Context& context, const ListOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    if (!config->custody) return failed(context, not_configured(*config, "custody").value());
    const auto keys = seal_keys_of(*config->custody), signers = signers_of(*config->custody);
    if (!keys) return failed(context, keys.error());
    if (!signers) return failed(context, signers.error());
    for (const Json& key : *keys->find("keys")->array()) {
        const auto until = parse_instant(key.text_or("until"));
        const bool expired = until && *until < context.now();
        const std::string line =
            fmt::format("{}  {}  {} – {}  {}{}", key.text_or("kid"), key.text_or("school"),
                        key.text_or("from"), key.text_or("until"), key.text_or("state"),
                        expired ? context.say({", đã hết hạn", ", expired"}) : "");
        say(context, {line, line});
        say_json(context, key);
    }
    for (const Json& signer : *signers->find("signers")->array()) say_json(context, signer);
    if (options.folder.empty()) return 0;
    const auto written = write_folder(context, *config, options.folder);
    if (!written) return failed(context, written.error());
    say(context, {fmt::format("{}: pdf-roots.pem, seal-root.jwk, seal-keys.jws, status.jws, signers.jws",
                              options.folder),
                  fmt::format("{}: pdf-roots.pem, seal-root.jwk, seal-keys.jws, status.jws, signers.jws",
                              options.folder)});
    return 0;
}

}  // namespace

void add_keys(Program& program) {
    CLI::App* parent =
        program.app.add_subcommand("keys", "khóa đóng mã và thư mục tin cậy / seal keys, trust folder");
    parent->require_subcommand(1);
    parent->fallthrough();
    auto options = std::make_shared<CreateOptions>();
    CLI::App* command = add_command(program, *parent, "create", "tạo khóa / make a key", create, options);
    command->add_option("--kind", options->kind, "seal: .p12 và .pem | root: .pem và .jwk | salt")
        ->check(CLI::IsMember({"seal", "root", "salt"}))
        ->capture_default_str();
    command->add_option("-o", options->file, "tệp khóa / key file")->required();
    command->add_option("--name", options->name, "tên trong chứng thư / common name");
    command->add_option("--from", options->from, "hiệu lực từ / valid from (2025-05-31)");
    command->add_option("--until", options->until, "đến / until");
    command->add_option("--pin-env", options->pin_env, "biến môi trường chứa mã PIN / PIN variable");
    command->add_option("--pin-file", options->pin_file, "tệp mã PIN, quyền 0600 / PIN file");
    auto list_options = std::make_shared<ListOptions>();
    command =
        add_command(program, *parent, "list",
                    "liệt kê; -o ghi thư mục tin cậy / list, write the trust folder", list, list_options);
    command->add_option("--config", list_options->config, "hocba.toml")->required();
    command->add_option("-o", list_options->folder, "thư mục tin cậy / trust folder");
    add_key_requests(program, *parent);
    parent->footer("Ví dụ / example:\n  hocba keys list --config hocba.toml -o trust/");
}

}  // namespace hocba::cli
