// hocba keys create, list: a desk's first keys, and the trust folder that the custodian publishes.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/config.h"
#include "cli/custody.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/sign/keys.h"
#include "engine/trust/trust.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct CreateOptions {
    std::string kind = "seal", file, name, from, until, pin_env, pin_file;
    std::string token, module;  // RFC 7512: the seal key is made there, and its certificate is the file
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

struct Validity {
    Instant from, until;
};

Result<Validity> validity_of(const CreateOptions& options) {
    const auto from = moment(options.from, "--from"), until = moment(options.until, "--until");
    if (!from) return tl::unexpected(from.error());
    if (!until) return tl::unexpected(until.error());
    if (*from < *until) return Validity{*from, *until};
    return fail(Fault::usage, "--until",
                {"Ngày hết hạn phải sau ngày bắt đầu", "--until must come after --from"});
}

/// The private half is made on the token and stays there.
Result<void> create_on_token(const Context& context, const CreateOptions& options) {
    if (options.kind != "seal")
        return fail(
            Fault::usage, "--token",
            {"Token chỉ giữ khóa gắn mã (--kind seal)", "a token holds seal keys alone (--kind seal)"});
    const auto validity = validity_of(options);
    if (!validity) return tl::unexpected(validity.error());
    std::error_code code;
    if (fs::exists(options.file, code)) return write_new(options.file, "", 0644);
    const auto key = sign::make_ed25519({options.token, options.module},
                                        [&] { return pin_of(context, key_file(options)); });
    if (!key) return tl::unexpected(key.error());
    const auto certificate =
        trust::self_signed((*key)->public_key(), options.name, validity->from, validity->until,
                           [&](std::string_view message) { return (*key)->sign(message); });
    if (!certificate) return tl::unexpected(certificate.error());
    return write_new(options.file, *certificate, 0644);
}

Result<void> create_pair(const Context& context, const CreateOptions& options) {
    const auto validity = validity_of(options);
    if (!validity) return tl::unexpected(validity.error());
    const bool root = options.kind == "root";
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
    const auto key = trust::create_key(options.name, validity->from, validity->until, pin.text());
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
    const auto made = !options.token.empty()   ? create_on_token(context, options)
                      : options.kind == "salt" ? write_new(options.file, to_hex(random_seed()) + "\n", 0600)
                                               : create_pair(context, options);
    if (!made) return failed(context, made.error());
    say(context, {options.file, options.file});
    return 0;
}

struct ListOptions {
    std::string config, folder;
};

/// The trust folder's five files.
Result<void> write_folder(const Context& context, const Config& config, const fs::path& folder) {
    const auto files = trust_files_of(config, context.now());
    if (!files) return tl::unexpected(files.error());
    auto written = make_folder(folder);
    for (const TrustFile& file : *files)
        if (written) written = write_file(folder / file.name, file.bytes);
    return written;
}

int list(const Context& context, const ListOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    if (!config->custody) return failed(context, not_configured(*config, "custody").value());
    const Instant now = context.now();
    const auto keys = seal_keys_of(*config->custody, now), signers = signers_of(*config->custody, now);
    if (!keys) return failed(context, keys.error());
    if (!signers) return failed(context, signers.error());
    for (const Json& key : *keys->find("keys")->array()) {
        const auto until = parse_instant(key.text_or("until"));
        const bool expired = until && *until < now;
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
    command->add_option(
        "--token", options->token,
        "tạo khóa gắn mã trên token; -o là chứng thư / make the seal key there (pkcs11:token=…;object=…)");
    command->add_option("--module", options->module, "thư viện PKCS#11 của token / its library");
    command->add_option("--pin-env", options->pin_env, "biến môi trường chứa mã PIN / PIN variable");
    command->add_option("--pin-file", options->pin_file, "tệp mã PIN, quyền 0600 / PIN file");
    auto list_options = std::make_shared<ListOptions>();
    command =
        add_command(program, *parent, "list",
                    "liệt kê; -o ghi thư mục tin cậy / list, write the trust folder", list, list_options);
    command->add_option("--config", list_options->config, "hocba.toml")->required();
    command->add_option("-o", list_options->folder, "thư mục tin cậy / trust folder");
    add_trust_folder(program, *parent);
    add_key_states(program, *parent);
    add_key_requests(program, *parent);
    parent->footer("Ví dụ / example:\n  hocba keys list --config hocba.toml -o trust/");
}

}  // namespace hocba::cli
