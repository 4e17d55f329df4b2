#include "cli/custody.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t kLargestPem = 1 << 20, kLargestSet = 1 << 30;

Result<trust::KeyState> state_named(const std::string& name) {
    if (const auto state = trust::key_state_named(name)) return *state;
    return fail(
        Fault::usage, "custody.seal_keys.state",
        {fmt::format("Không có trạng thái khóa \"{}\"", name), fmt::format("\"{}\" is no key state", name)},
        {"Chọn active, retired, revoked hoặc stolen", "choose active, retired, revoked or stolen"});
}

/// A seal's digest a line (trust::seal_digest_size), as `hocba keys revoke --stolen` writes them.
Result<std::vector<std::string>> issued_set(const std::filesystem::path& file) {
    std::vector<std::string> seals;
    if (file.empty()) return seals;
    const auto text = read_file(file, kLargestSet);
    if (!text) return tl::unexpected(text.error());
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto seal = from_hex(rest.substr(0, end));
        if (!seal || seal->size() != trust::seal_digest_size)
            return fail(Fault::usage, fmt::format("{}:{}", file.string(), seals.size() + 1),
                        {"Dòng này không phải mã băm tem QR 24 chữ số hex",
                         "this line is no seal's digest of 24 hex digits"},
                        {"Bỏ mục issued của khóa, rồi tạo lại tệp bằng: hocba keys revoke --stolen",
                         "take issued from the key and make the file again: hocba keys revoke --stolen"});
        seals.push_back(*std::move(seal));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return seals;
}

Result<trust::SealKey> seal_key_of(const SealKeyFile& file) {
    const auto pem = read_file(file.certificate, kLargestPem);
    if (!pem) return tl::unexpected(pem.error());
    const auto state = state_named(file.state);
    if (!state) return tl::unexpected(state.error());
    auto key = trust::seal_key_of(*pem, file.school, *state);
    if (!key) return key;
    auto issued = issued_set(file.issued);
    if (!issued) return forward(std::move(issued));
    key->issued = *std::move(issued);
    return key;
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

/// Makes one file after the other; the first failure is kept and ends it.
class Folder {
  public:
    explicit Folder(std::string root_key) : root_key_(std::move(root_key)) {}

    void add(std::string name, Result<std::string> bytes) {
        if (error_) return;
        if (bytes)
            files_.push_back({std::move(name), *std::move(bytes)});
        else
            error_ = std::move(bytes).error();
    }
    void add_list(std::string name, const Result<std::string>& payload, const char* type) {
        add(std::move(name), payload.and_then([&](const std::string& text) {
            return trust::make_jws(text, root_key_, type).map([](auto jws) {
                return std::move(jws += "\n");
            });
        }));
    }
    Result<std::vector<TrustFile>> files() && {
        if (error_) return tl::unexpected(*std::move(error_));
        return std::move(files_);
    }

  private:
    std::string root_key_;
    std::vector<TrustFile> files_;
    std::optional<Error> error_;
};

}  // namespace

Result<Json> seal_keys_of(const Custody& custody, Instant as_of) {
    Json::Array keys, hosts;
    for (const SealKeyFile& file : custody.seal_keys) {
        const auto key = seal_key_of(file);
        if (!key) return tl::unexpected(key.error());
        keys.push_back(trust::to_json(*key));
    }
    for (const std::string& host : custody.hosts) hosts.emplace_back(host);
    Json::Object list{{"as_of", to_rfc3339(as_of)}, {"keys", std::move(keys)}};
    if (!hosts.empty()) list["hosts"] = std::move(hosts);
    return Json(std::move(list));
}

Result<Json> signers_of(const Custody& custody, Instant as_of) {
    Json::Array signers;
    for (const SignerFile& file : custody.signers) {
        const auto pem = read_file(file.certificate, kLargestPem);
        if (!pem) return tl::unexpected(pem.error());
        const auto signer = trust::signer_of(*pem, file.role, file.school);
        if (!signer) return tl::unexpected(signer.error());
        const auto authorised = authorised_signer(file, *signer);
        if (!authorised) return tl::unexpected(authorised.error());
        signers.push_back(trust::to_json(*authorised));
    }
    return Json(Json::Object{{"as_of", to_rfc3339(as_of)}, {"signers", signers}});
}

Result<std::vector<TrustFile>> trust_files_of(const Config& config, Instant as_of) {
    if (!config.custody) return not_configured(config, "custody");
    const Custody& custody = *config.custody;
    auto root = read_file(custody.root_key, kLargestPem);
    if (!root) return forward(std::move(root));
    Folder folder(*root);
    folder.add("pdf-roots.pem", read_file(custody.pdf_roots, kLargestPem));
    folder.add("seal-root.jwk",
               trust::jwk_of(*root).map([](const Json& jwk) { return canonical(jwk) + "\n"; }));
    const auto text = [](const Json& json) { return canonical(json); };
    folder.add_list("seal-keys.jws", seal_keys_of(custody, as_of).map(text), trust::kSealKeysType);
    folder.add_list("status.jws", status_list_of(config, as_of).map([](const trust::StatusList& list) {
        return trust::canonical(list);
    }),
                    trust::kStatusType);
    folder.add_list("signers.jws", signers_of(custody, as_of).map(text), trust::kSignersType);
    return std::move(folder).files();
}

}  // namespace hocba::cli
