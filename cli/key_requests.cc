// hocba keys request, register: a certificate is asked for, and made known to the Sở.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "cli/keyring.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct RequestOptions {
    std::string role, config, file, kind = "p256";
};

Result<const KeyFile*> key_of(const Config& config, const std::string& role) {
    const auto found = std::find_if(config.keys.begin(), config.keys.end(),
                                    [&](const KeyFile& key) { return key.role == role; });
    if (found != config.keys.end()) return &*found;
    return fail(Fault::usage, config.file,
                {fmt::format("Không có khóa nào cho vai trò \"{}\"", role),
                 fmt::format("there is no key for the role \"{}\"", role)});
}

Result<void> write_new(const fs::path& path, std::string_view bytes, unsigned mode) {
    std::error_code code;
    if (!fs::exists(path, code)) return write_file(path, bytes, mode);
    return fail(Fault::usage, path.string(),
                {"Tệp đã có; khóa và yêu cầu cũ không bị ghi đè", "the file exists; nothing is overwritten"},
                {"Chọn tên khác", "choose another name"});
}

/// The key file comes first: a request without its key is worth nothing.
Result<std::string> with_new_key(const Context& context, const KeyFile& key, sign::KeyKind kind,
                                 const sign::Subject& subject) {
    std::error_code code;
    if (fs::exists(key.pkcs12, code)) return tl::unexpected(write_new(key.pkcs12, "", 0600).error());
    const auto pin = pin_of(context, key);
    if (!pin) return tl::unexpected(pin.error());
    if (pin->empty())
        return fail(Fault::signing, key.pkcs12.string(), {"Mã PIN để trống", "the PIN is empty"});
    auto made = sign::request_with_new_key(kind, pin->text(), subject);
    if (!made) return forward(std::move(made));
    if (const auto written = write_new(key.pkcs12, made->pkcs12, 0600); !written)
        return tl::unexpected(written.error());
    return std::move(made->request);
}

Result<std::string> request_for(const Context& context, const Config& config, const RequestOptions& options) {
    const auto found = key_of(config, options.role);
    if (!found) return tl::unexpected(found.error());
    const KeyFile& key = **found;
    const sign::Subject subject{key.name, key.organisation};
    if (subject.name.empty()) return not_configured(config, "keys.name");
    if (!key.pkcs11.empty())
        return sign::request_from_token(
            {key.pkcs11, key.module.string()}, [&] { return pin_of(context, key); }, subject);
    if (!key.pkcs12.empty())
        return with_new_key(context, key, options.kind == "p256" ? sign::KeyKind::p256 : sign::KeyKind::rsa,
                            subject);
    return fail(Fault::usage, config.file,
                {"Khóa ký từ xa do nhà cung cấp dịch vụ tạo và xin chứng thư số",
                 "the provider of a remote signing service makes the key and asks for its certificate"},
                {"Làm theo hướng dẫn của nhà cung cấp", "follow the provider's instructions"});
}

int request(const Context& context, const RequestOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    std::error_code code;
    if (fs::exists(options.file, code)) return failed(context, write_new(options.file, "", 0644).error());
    const auto made = request_for(context, *config, options);
    if (!made) return failed(context, made.error());
    if (const auto written = write_new(options.file, *made, 0644); !written)
        return failed(context, written.error());
    say(context, {fmt::format("{}: gửi cho đơn vị cấp chứng thư số", options.file),
                  fmt::format("{}: send it to the certification authority", options.file)});
    return 0;
}

struct RegisterOptions {
    std::string certificate, kind, provider, office, file;
};

/// CV 2088/BGDĐT-GDTH, phụ lục 1, II.2.4, "Danh mục ma_kieu_chu_ky" and "nha_phat_hanh"; both lists may grow.
constexpr std::array<std::string_view, 2> kKinds{"REMOTE_SIGNING", "USB_TOKEN"};
constexpr std::array<std::string_view, 4> kProviders{"VNPT", "BKAV", "VIETTEL", "BAN_CO_YEU"};

template <class List>
bool has(const List& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// RFC 9562, 5.4.
std::string message_id() {
    std::string bytes = random_seed().substr(0, 16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    const std::string hex = to_hex(bytes);
    return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                       hex.substr(16, 4), hex.substr(20));
}

/// What the source leaves to a document that it only names, so that nobody takes the file for all of it.
std::vector<Problem> not_in_the_source(const RegisterOptions& options) {
    constexpr const char* kWhere = "CV 2088/BGDĐT-GDTH, phụ lục 1, II.2.4";
    std::vector<Problem> open{{kWhere,
                               {"thiếu function và content: công văn không in giá trị của chúng, chỉ dẫn "
                                "sang Tài liệu mô tả dịch vụ",
                                "function and content are missing: the circular does not print their values "
                                "but names another document"},
                               {"Hỏi Sở tài liệu mô tả dịch vụ kết nối rồi điền hai mục này",
                                "ask the Sở for the description of its services and fill in these two"}}};
    if (!has(kKinds, options.kind))
        open.push_back({kWhere,
                        {fmt::format("ma_kieu_chu_ky {} không có trong danh mục đã in", options.kind),
                         fmt::format("ma_kieu_chu_ky {} is not in the printed list", options.kind)}});
    if (!has(kProviders, options.provider))
        open.push_back({kWhere,
                        {fmt::format("nha_phat_hanh {} không có trong danh mục đã in", options.provider),
                         fmt::format("nha_phat_hanh {} is not in the printed list", options.provider)}});
    return open;
}

int register_certificate(const Context& context, const RegisterOptions& options) {
    const auto certificates = sign::read_certificates(options.certificate);
    if (!certificates) return failed(context, certificates.error());
    const auto facts = sign::facts_of(certificates->front(), options.certificate);
    if (!facts) return failed(context, facts.error());
    // II.2.1: transaction 3 is the registration of a certificate; II.1.3: the form of a date.
    const Json file = Json::Object{{"messageid", message_id()},
                                   {"type", "3"},
                                   {"ma_don_vi", options.office},
                                   {"serial_number", facts->serial},
                                   {"ngay_hieu_luc", to_rfc3339(facts->from)},
                                   {"ma_kieu_chu_ky", options.kind},
                                   {"nha_phat_hanh", options.provider}};
    if (const auto written = write_new(options.file, pretty(file), 0644); !written)
        return failed(context, written.error());
    tell(context, not_in_the_source(options));
    say(context, {fmt::format("{}: {} ({})", options.file, facts->subject, facts->serial),
                  fmt::format("{}: {} ({})", options.file, facts->subject, facts->serial)});
    return 0;
}

}  // namespace

void add_key_requests(Program& program, CLI::App& parent) {
    auto asked = std::make_shared<RequestOptions>();
    CLI::App* command =
        add_command(program, parent, "request", "yêu cầu cấp chứng thư số (PKCS#10) / certificate request",
                    request, asked);
    command->add_option("--as", asked->role, "vai trò / role")->required();
    command->add_option("--config", asked->config, "hocba.toml")->required();
    command->add_option("-o", asked->file, "tệp yêu cầu / request file (PEM)")->required();
    command
        ->add_option("--kind", asked->kind,
                     "khóa mới trong tệp PKCS#12 / a new key in a file: p256 | rsa-3072")
        ->check(CLI::IsMember({"p256", "rsa-3072"}))
        ->capture_default_str();
    auto known = std::make_shared<RegisterOptions>();
    command = add_command(program, parent, "register",
                          "tệp đăng ký chứng thư số với Sở / registration of a certificate (CV 2088)",
                          register_certificate, known);
    command->add_option("--certificate", known->certificate, "chứng thư số / certificate (PEM)")->required();
    command->add_option("--kind", known->kind, "ma_kieu_chu_ky: USB_TOKEN | REMOTE_SIGNING")->required();
    command->add_option("--provider", known->provider, "nha_phat_hanh: VNPT | BKAV | VIETTEL | BAN_CO_YEU")
        ->required();
    command->add_option("--office", known->office, "ma_don_vi: mã Sở / code of the Sở")->required();
    command->add_option("-o", known->file, "tệp đăng ký / registration file")->required();
}

}  // namespace hocba::cli
