// hocba archive log prove, verify, cosign, stamp: what the log proves to somebody who has its key alone, and
// what others say of it.
#include <fmt/format.h>

#include <memory>

#include "archive/log_verify.h"
#include "cli/archive_commands.h"
#include "cli/config.h"
#include "cli/desk.h"
#include "cli/levels.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t small_file = 1 << 20, document_limit = 1ULL << 30;
constexpr std::int64_t day = 86400;

Result<archive::VerifierKey> key_in(const std::string& path, archive::KeyType type = archive::KeyType::note) {
    const auto text = read_file(path, small_file);
    if (!text) return tl::unexpected(text.error());
    return archive::verifier_key(*text, path, type);
}

struct ProveOptions {
    std::string folder, code, output;
};

int prove(const Context& context, const ProveOptions& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    archive::Query query;
    query.code = options.code;
    const auto found = (*archive)->find(query);
    if (!found) return failed(context, found.error());
    if (found->empty())
        return failed(context, fail(Fault::usage, options.code,
                                    {"Kho không có văn bản nào mang mã này",
                                     "the archive has no document with this code"})
                                   .value());
    const auto receipt = (*archive)->receipt(found->front());
    if (!receipt) return failed(context, receipt.error());
    const fs::path output =
        options.output.empty() ? found->front().description.code + ".tlog-proof" : options.output;
    if (const auto written = write_file(output, to_text(*receipt)); !written)
        return failed(context, written.error());
    say(context,
        {fmt::format(
             "{}: biên nhận của mục {}; kèm chuỗi muối của tệp PDF, ai có biên nhận và PDF thì nối được hai "
             "thứ với nhau",
             output.string(), receipt->leaf),
         fmt::format("{}: receipt of entry {}; it brings the salt of its PDF: whoever has both can tie them",
                     output.string(), receipt->leaf)});
    return 0;
}

struct VerifyOptions {
    std::string input, log_key, pdf, since;
    std::vector<std::string> witnesses;
};

int verify_receipt(const Context& context, const VerifyOptions& options, const archive::VerifierKey& key,
                   const std::string& text) {
    const auto receipt = archive::receipt_of(text, options.input);
    if (!receipt) return failed(context, receipt.error());
    std::optional<std::string> pdf;
    if (!options.pdf.empty()) {
        auto bytes = read_file(options.pdf, document_limit);
        if (!bytes) return failed(context, bytes.error());
        pdf = *std::move(bytes);
    }
    const auto proven = archive::verify(*receipt, key, pdf, options.input);
    if (!proven) return failed(context, proven.error());
    Json::Array seen;
    for (const std::string& path : options.witnesses) {
        const auto witness = key_in(path, archive::KeyType::cosignature);
        if (!witness) return failed(context, witness.error());
        const auto time = archive::cosigned_at(receipt->checkpoint, *witness, options.input);
        if (!time) return failed(context, time.error());
        seen.emplace_back(Json::Object{{"witness", witness->name}, {"time", to_rfc3339({*time, 0})}});
    }
    say_json(context, Json::Object{{"entry", proven->entry},
                                   {"leaf", static_cast<std::int64_t>(proven->leaf)},
                                   {"pdf", pdf.has_value()},
                                   {"root", to_hex(proven->head.root)},
                                   {"tree_size", static_cast<std::int64_t>(proven->head.size)},
                                   {"witnesses", std::move(seen)}});
    say(context,
        {fmt::format("Nhật ký {} có mục {} trong {} mục{}: {}", key.name, proven->leaf, proven->head.size,
                     pdf ? ", cam kết đúng tệp PDF này" : "", proven->entry),
         fmt::format("the log {} has entry {} among {}{}: {}", key.name, proven->leaf, proven->head.size,
                     pdf ? ", which commits to this very PDF" : "", proven->entry)});
    return 0;
}

int verify_folder(const Context& context, const VerifyOptions& options, const archive::VerifierKey& key) {
    std::optional<std::string> older;
    if (!options.since.empty()) {
        auto text = read_file(options.since, small_file);
        if (!text) return failed(context, text.error());
        older = *std::move(text);
    }
    const auto log = archive::verify_log(options.input, key, older);
    if (!log) return failed(context, log.error());
    Json::Object json{{"bytes", static_cast<std::int64_t>(log->bytes)},
                      {"origin", log->origin},
                      {"root", to_hex(log->head.root)},
                      {"tree_size", static_cast<std::int64_t>(log->head.size)}};
    if (log->grew_from) json.emplace("grew_from", static_cast<std::int64_t>(log->grew_from->size));
    say_json(context, std::move(json));
    const auto since = log->grew_from ? log->grew_from->size : 0;
    say(context, {fmt::format("Nhật ký {} nguyên vẹn: {} mục{}", log->origin, log->head.size,
                              log->grew_from ? fmt::format(", chỉ thêm vào sau mục {}", since) : ""),
                  fmt::format("the log {} is whole: {} entries{}", log->origin, log->head.size,
                              log->grew_from ? fmt::format(", only added to since entry {}", since) : "")});
    return 0;
}

int verify(const Context& context, const VerifyOptions& options) {
    const auto key = key_in(options.log_key);
    if (!key) return failed(context, key.error());
    std::error_code ignored;
    if (fs::is_directory(options.input, ignored)) return verify_folder(context, options, *key);
    const auto text = read_file(options.input, small_file);
    if (!text) return failed(context, text.error());
    return verify_receipt(context, options, *key, *text);
}

struct CosignOptions {
    std::string folder, note, config;
    std::vector<std::string> witnesses;
};

Result<std::unique_ptr<archive::Archive>> open_with(const Config& config, const std::string& folder) {
    if (config.log_key.empty()) return not_configured(config, "log_key");
    return archive::Archive::open_for_writing(folder, config.log_key);
}

int cosign(const Context& context, const CosignOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    const auto note = read_file(options.note, small_file);
    if (!note) return failed(context, note.error());
    std::vector<archive::VerifierKey> witnesses;
    for (const std::string& path : options.witnesses) {
        auto witness = key_in(path, archive::KeyType::cosignature);
        if (!witness) return failed(context, witness.error());
        witnesses.push_back(*std::move(witness));
    }
    const auto archive = open_with(*config, options.folder);
    if (!archive) return failed(context, archive.error());
    if (const auto kept = (*archive)->keep_witnessed(*note, witnesses); !kept)
        return failed(context, kept.error());
    say(context, {fmt::format("Đã giữ điểm kiểm tra có {} nhân chứng: log/witnessed", witnesses.size()),
                  fmt::format("kept the checkpoint of {} witnesses: log/witnessed", witnesses.size())});
    return 0;
}

struct StampOptions {
    std::string folder, config;
    std::int64_t renew_after = 1825;  // days
};

int stamp(const Context& context, const StampOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return failed(context, config.error());
    const auto trust = trust_of(*config);
    if (!trust) return failed(context, trust.error());
    const auto levels = Levels::open(*config, *trust);
    if (!levels) return failed(context, levels.error());
    const auto archive = open_with(*config, options.folder);
    if (!archive) return failed(context, archive.error());
    Instant before = context.now();
    before.unix_s -= options.renew_after * day;
    const auto ask = [&](std::string_view bytes) { return (*levels)->services().token(bytes); };
    const auto added = (*archive)->stamp(ask, context.now(), before);
    if (!added) return failed(context, added.error());
    say(context, {fmt::format("{} dấu thời gian mới trong log/stamps", *added),
                  fmt::format("{} new timestamps in log/stamps", *added)});
    say_json(context, Json::Object{{"stamped", static_cast<std::int64_t>(*added)}});
    return 0;
}

}  // namespace

void add_archive_log(Program& program, CLI::App& parent) {
    CLI::App* log = parent.add_subcommand("log", "nhật ký: chứng minh, kiểm tra / the log: prove, verify");
    log->require_subcommand(1);
    log->fallthrough();
    auto proving = std::make_shared<ProveOptions>();
    CLI::App* command = add_command(program, *log, "prove",
                                    "biên nhận của một văn bản / a document's receipt", prove, proving);
    command->add_option("ARCHIVE", proving->folder)->required();
    check_code(
        *command->add_option("--code", proving->code, "mã 12 ký tự / the code beside the QR")->required());
    command->add_option("-o,--output", proving->output, "CODE.tlog-proof");
    auto verifying = std::make_shared<VerifyOptions>();
    command = add_command(program, *log, "verify",
                          "biên nhận, hoặc cả một nhật ký / a receipt, or a whole log", verify, verifying);
    command->add_option("RECEIPT|ARCHIVE|LOG", verifying->input)->required();
    command->add_option("--log-key", verifying->log_key, "khóa công khai đã ghim / pinned vkey file")
        ->required();
    command->add_option("--pdf", verifying->pdf, "tệp PDF của biên nhận / the receipt's PDF");
    command->add_option("--witness", verifying->witnesses, "vkey của nhân chứng / a witness's vkey file");
    command->add_option("--since", verifying->since,
                        "điểm kiểm tra cũ đã giữ / an older checkpoint that was kept");
    auto cosigning = std::make_shared<CosignOptions>();
    command =
        add_command(program, *log, "cosign", "giữ điểm kiểm tra có nhân chứng / keep what witnesses cosigned",
                    cosign, cosigning);
    command->add_option("ARCHIVE", cosigning->folder)->required();
    command->add_option("CHECKPOINT", cosigning->note)->required();
    command->add_option("--witness", cosigning->witnesses, "vkey của nhân chứng / a witness's vkey file")
        ->required();
    command->add_option("--config", cosigning->config, "hocba.toml: log_key")->required();
    auto stamping = std::make_shared<StampOptions>();
    command =
        add_command(program, *log, "stamp", "dấu thời gian của hôm nay / today's timestamp", stamp, stamping);
    command->add_option("ARCHIVE", stamping->folder)->required();
    command->add_option("--config", stamping->config, "hocba.toml: timestamp, trust, log_key")->required();
    command->add_option("--renew-after", stamping->renew_after, "ngày / days until a stamp is stamped again")
        ->capture_default_str()
        ->check(CLI::Range(0, 36500));
    log->footer(
        "Ví dụ / example:\n  hocba archive log verify 0123456789AB.tlog-proof --log-key so.vkey --pdf "
        "hoc-ba.pdf");
}

}  // namespace hocba::cli
