// hocba archive log cosign, stamp: what others say of the log, kept beside it.
#include <fmt/format.h>

#include <memory>

#include "cli/archive_commands.h"
#include "cli/config.h"
#include "cli/desk.h"
#include "cli/levels.h"
#include "cli/report.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t small_file = 1 << 20;
constexpr std::int64_t day = 86400;

struct CosignOptions {
    std::string folder, note, config;
    std::vector<std::string> witnesses;
};

Result<std::unique_ptr<archive::Archive>> open_with(const Config& config, const std::string& folder) {
    if (config.log_key.empty()) return not_configured(config, "log_key");
    return archive::Archive::open_for_writing(folder, config.log_key);
}

Result<std::vector<archive::Cosignature>> keep(const CosignOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return tl::unexpected(config.error());
    const auto note = read_file(options.note, small_file);
    if (!note) return tl::unexpected(note.error());
    std::vector<archive::VerifierKey> witnesses;
    for (const std::string& path : options.witnesses) {
        auto witness = log_key_in(path, archive::KeyType::cosignature);
        if (!witness) return tl::unexpected(witness.error());
        witnesses.push_back(*std::move(witness));
    }
    const auto archive = open_with(*config, options.folder);
    if (!archive) return tl::unexpected(archive.error());
    return (*archive)->keep_witnessed(*note, witnesses);
}

int cosign(const Context& context, const CosignOptions& options) {
    const auto kept = keep(options);
    if (!kept) return failed(context, kept.error());
    Json::Array witnesses;
    for (const archive::Cosignature& one : *kept) {
        witnesses.emplace_back(to_json(one));
        say(context,
            {fmt::format("log/witnessed: nhân chứng {} đã ký lúc {}", one.witness, to_rfc3339(one.time)),
             fmt::format("log/witnessed: cosigned by {} at {}", one.witness, to_rfc3339(one.time))});
    }
    say_json(context, Json::Object{{"witnesses", std::move(witnesses)}});
    return 0;
}

struct StampOptions {
    std::string folder, config;
    std::int64_t within = 365;  // days
};

int stamp(const Context& context, const StampOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    if (config->timestamp_url.empty())
        return failed(context, not_configured(*config, "timestamp.url").value());
    const auto trust = trust_of(*config);
    if (!trust) return failed(context, trust.error());
    const auto levels = Levels::open(*config, *trust);
    if (!levels) return failed(context, levels.error());
    const auto archive = open_with(*config, options.folder);
    if (!archive) return failed(context, archive.error());
    Instant before = context.now();
    before.unix_s += options.within * day;
    const auto ask = [&](std::string_view bytes) { return (*levels)->services().token(bytes); };
    const auto added = (*archive)->stamp(ask, context.now(), before);
    if (!added) return failed(context, added.error());
    say(context, {fmt::format("{} dấu thời gian mới trong log/stamps", *added),
                  fmt::format("{} new timestamps in log/stamps", *added)});
    say_json(context, Json::Object{{"stamped", static_cast<std::int64_t>(*added)}});
    return 0;
}

}  // namespace

Json to_json(const archive::Cosignature& cosignature) {
    return Json::Object{{"witness", cosignature.witness}, {"time", to_rfc3339(cosignature.time)}};
}

void add_archive_log_keep(Program& program, CLI::App& log) {
    auto cosigning = std::make_shared<CosignOptions>();
    CLI::App* command =
        add_command(program, log, "cosign", "giữ điểm kiểm tra có nhân chứng / keep what witnesses cosigned",
                    cosign, cosigning);
    command->add_option("ARCHIVE", cosigning->folder)->required();
    command
        ->add_option(
            "CHECKPOINT", cosigning->note,
            "có chữ ký của nhân chứng, hoặc chỉ các dòng ấy / cosigned, or the witness's lines alone")
        ->required();
    command->add_option("--witness", cosigning->witnesses,
                        "vkey của nhân chứng mới / the vkey file of a new witness");
    command->add_option("--config", cosigning->config, "hocba.toml: log_key")->required();
    command->footer(
        "Ví dụ / example:\n  hocba archive log prove archive/ --from 17 -o request\n"
        "  curl --data-binary @request https://witness.example/add-checkpoint > lines\n"
        "  hocba archive log cosign archive/ lines --witness witness.vkey --config hocba.toml");
    auto stamping = std::make_shared<StampOptions>();
    command =
        add_command(program, log, "stamp", "dấu thời gian của hôm nay / today's timestamp", stamp, stamping);
    command->add_option("ARCHIVE", stamping->folder)->required();
    command->add_option("--config", stamping->config, "hocba.toml: timestamp, trust, log_key")->required();
    command
        ->add_option(
            "--within", stamping->within,
            "đóng thêm dấu khi chứng thư của dấu cuối sắp hết trong ngần ấy ngày / stamp again what lasts "
            "less than so many days")
        ->capture_default_str()
        ->check(CLI::Range(0, 36500));
    command->footer("Ví dụ / example:\n  hocba archive log stamp archive/ --config hocba.toml");
}

}  // namespace hocba::cli
