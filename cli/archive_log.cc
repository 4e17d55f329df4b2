// hocba archive log prove, verify: what the log proves to somebody who has its key alone.
#include <fmt/format.h>

#include <memory>

#include "archive/log_verify.h"
#include "cli/archive_commands.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t small_file = 1 << 20, document_limit = 1ULL << 30;

struct ProveOptions {
    std::string folder, code, output;
    std::optional<std::uint64_t> leaf, from;
    bool with_salt = false;
};

/// That of --leaf, or of the newest entry of --code.
Result<std::uint64_t> leaf_of(const archive::Archive& archive, const ProveOptions& options) {
    if (options.leaf) return *options.leaf;
    archive::Query query;
    query.code = options.code;
    const auto found = archive.find(query);
    if (!found) return tl::unexpected(found.error());
    if (found->empty())
        return fail(Fault::usage, options.code,
                    {"Kho không có văn bản nào mang mã này", "the archive has no document with this code"});
    return found->front().leaf;
}

int written(const Context& context, const fs::path& output, const std::string& text, const Text& what) {
    if (const auto done = write_file(output, text); !done) return failed(context, done.error());
    say(context,
        {fmt::format("{}: {}", output.string(), what.vi), fmt::format("{}: {}", output.string(), what.en)});
    return 0;
}

int prove_growth(const Context& context, const archive::Archive& archive, const ProveOptions& options) {
    const auto growth = archive.growth(*options.from);
    if (!growth) return failed(context, growth.error());
    const fs::path output =
        options.output.empty() ? fmt::format("from-{}.add-checkpoint", growth->older) : options.output;
    return written(context, output, to_text(*growth),
                   {fmt::format("chứng minh nhật ký chỉ được thêm vào sau {} mục", growth->older),
                    fmt::format("that the log only grew since it had {} entries", growth->older)});
}

int prove_place(const Context& context, const archive::Archive& archive, const ProveOptions& options) {
    const auto leaf = leaf_of(archive, options);
    if (!leaf) return failed(context, leaf.error());
    const auto receipt =
        archive.receipt(*leaf, options.with_salt ? archive::PdfSalt::included : archive::PdfSalt::left_out);
    if (!receipt) return failed(context, receipt.error());
    const std::string name = options.leaf ? fmt::format("leaf-{}", *leaf) : options.code;
    const fs::path output = options.output.empty() ? name + ".tlog-proof" : options.output;
    const Text salt =
        options.with_salt
            ? Text{"; kèm chuỗi muối của tệp PDF: ai có biên nhận và PDF thì nối được hai thứ với nhau",
                   "; it brings the salt of its PDF: whoever has both can tie them"}
            : Text{};
    return written(context, output, to_text(*receipt),
                   {fmt::format("biên nhận của mục {}{}", *leaf, salt.vi),
                    fmt::format("receipt of entry {}{}", *leaf, salt.en)});
}

int prove(const Context& context, const ProveOptions& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    return options.from ? prove_growth(context, **archive, options)
                        : prove_place(context, **archive, options);
}

struct VerifyOptions {
    std::string input, log_key, pdf, since;
    std::vector<std::string> witnesses;
};

/// The cosignature of each --witness under the note.
Result<Json::Array> cosigned(const VerifyOptions& options, const std::string& note,
                             const std::string& where) {
    Json::Array seen;
    for (const std::string& path : options.witnesses) {
        const auto witness = log_key_in(path, archive::KeyType::cosignature);
        if (!witness) return tl::unexpected(witness.error());
        const auto time = archive::cosigned_at(note, *witness, where);
        if (!time) return tl::unexpected(time.error());
        seen.emplace_back(to_json(archive::Cosignature{witness->name, {*time, 0}}));
    }
    return seen;
}

int misplaced(const Context& context, const VerifyOptions& options, const std::string& option) {
    return failed(
        context,
        fail(Fault::usage, options.input,
             {fmt::format("{} không dùng được với tệp hoặc thư mục này.", option),
              fmt::format("{} says nothing about this input", option)},
             {"--pdf đi với biên nhận; --since đi với nhật ký hoặc chứng minh của `log prove --from`.",
              "--pdf goes with a receipt; --since with a log, or a proof of `log prove --from`."})
            .value());
}

int verify_receipt(const Context& context, const VerifyOptions& options, const archive::VerifierKey& key,
                   const std::string& text) {
    if (!options.since.empty()) return misplaced(context, options, "--since");
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
    auto seen = cosigned(options, receipt->checkpoint, options.input);
    if (!seen) return failed(context, seen.error());
    say_json(context, Json::Object{{"entry", proven->entry},
                                   {"leaf", static_cast<std::int64_t>(proven->leaf)},
                                   {"pdf", pdf.has_value()},
                                   {"root", to_hex(proven->head.root)},
                                   {"tree_size", static_cast<std::int64_t>(proven->head.size)},
                                   {"witnesses", *std::move(seen)}});
    say(context,
        {fmt::format("Nhật ký {} có mục {} trong {} mục{}: {}", key.name, proven->leaf, proven->head.size,
                     pdf ? ", cam kết đúng tệp PDF này" : "", proven->entry),
         fmt::format("the log {} has entry {} among {}{}: {}", key.name, proven->leaf, proven->head.size,
                     pdf ? ", which commits to this very PDF" : "", proven->entry)});
    return 0;
}

int verify_growth(const Context& context, const VerifyOptions& options, const archive::VerifierKey& key,
                  const std::string& text) {
    if (options.since.empty())
        return failed(context, fail(Fault::usage, options.input,
                                    {"Chứng minh này cần điểm kiểm tra cũ mà bạn đã giữ.",
                                     "this proof needs the older checkpoint that you kept"},
                                    {"Đưa nó bằng --since.", "Give it by --since."})
                                   .value());
    const auto growth = archive::growth_of(text, options.input);
    if (!growth) return failed(context, growth.error());
    const auto kept = read_file(options.since, small_file);
    if (!kept) return failed(context, kept.error());
    const auto head = verify(*growth, key, *kept, options.input);
    if (!head) return failed(context, head.error());
    auto seen = cosigned(options, *kept, options.since);
    if (!seen) return failed(context, seen.error());
    say_json(context, Json::Object{{"grew_from", static_cast<std::int64_t>(growth->older)},
                                   {"root", to_hex(head->root)},
                                   {"tree_size", static_cast<std::int64_t>(head->size)},
                                   {"witnesses", *std::move(seen)}});
    say(context,
        {fmt::format("Nhật ký {} có {} mục, chỉ thêm vào sau mục {}", key.name, head->size, growth->older),
         fmt::format("the log {} has {} entries, only added to since entry {}", key.name, head->size,
                     growth->older)});
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
    auto seen = cosigned(options, older.value_or(log->checkpoint), older ? options.since : options.input);
    if (!seen) return failed(context, seen.error());
    Json::Object json{{"bytes", static_cast<std::int64_t>(log->bytes)},
                      {"origin", log->origin},
                      {"root", to_hex(log->head.root)},
                      {"tree_size", static_cast<std::int64_t>(log->head.size)},
                      {"witnesses", *std::move(seen)}};
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
    const auto key = log_key_in(options.log_key);
    if (!key) return failed(context, key.error());
    std::error_code ignored;
    const bool folder = fs::is_directory(options.input, ignored);
    if (folder && !options.pdf.empty()) return misplaced(context, options, "--pdf");
    if (folder) return verify_folder(context, options, *key);
    const auto text = read_file(options.input, small_file);
    if (!text) return failed(context, text.error());
    const bool growth = archive::looks_like_growth(*text);
    if (growth && !options.pdf.empty()) return misplaced(context, options, "--pdf");
    if (growth) return verify_growth(context, options, *key, *text);
    return verify_receipt(context, options, *key, *text);
}

}  // namespace

Result<archive::VerifierKey> log_key_in(const std::string& path, archive::KeyType type) {
    const auto text = read_file(path, small_file);
    if (!text) return tl::unexpected(text.error());
    return archive::verifier_key(*text, path, type);
}

void add_archive_log(Program& program, CLI::App& parent) {
    CLI::App* log = parent.add_subcommand("log", "nhật ký: chứng minh, kiểm tra / the log: prove, verify");
    log->require_subcommand(1);
    log->fallthrough();
    auto proving = std::make_shared<ProveOptions>();
    CLI::App* command =
        add_command(program, *log, "prove", "biên nhận của một mục / a receipt of an entry", prove, proving);
    command->add_option("ARCHIVE", proving->folder)->required();
    CLI::Option_group& what = *command->add_option_group("what");
    check_code(*what.add_option("--code", proving->code, "mã 12 ký tự / the code beside the QR"));
    what.add_option("--leaf", proving->leaf, "số thứ tự trong nhật ký, từ 0 / number in the log, from 0");
    what.add_option(
        "--from", proving->from,
        "nhật ký chỉ được thêm vào sau ngần ấy mục / that it only grew since it had so many entries");
    what.require_option(1);
    command->add_flag("--with-salt", proving->with_salt,
                      "để nối được biên nhận với tệp PDF / so that the receipt can be tied to its PDF");
    command->add_option("-o,--output", proving->output, "*.tlog-proof, *.add-checkpoint");
    auto verifying = std::make_shared<VerifyOptions>();
    command = add_command(program, *log, "verify",
                          "biên nhận, hoặc cả một nhật ký / a receipt, or a whole log", verify, verifying);
    command->add_option("RECEIPT|PROOF|ARCHIVE|LOG", verifying->input)->required();
    command->add_option("--log-key", verifying->log_key, "khóa công khai đã ghim / pinned vkey file")
        ->required();
    command->add_option("--pdf", verifying->pdf, "tệp PDF của biên nhận / the receipt's PDF");
    command->add_option(
        "--witness", verifying->witnesses,
        "vkey của nhân chứng phải có chữ ký / the vkey file of a witness that must have cosigned");
    command->add_option("--since", verifying->since,
                        "điểm kiểm tra cũ đã giữ / an older checkpoint that was kept");
    add_archive_log_keep(program, *log);
    log->footer(
        "Ví dụ / example:\n  hocba archive log verify 0123456789AB.tlog-proof --log-key so.vkey --pdf "
        "hoc-ba.pdf");
}

}  // namespace hocba::cli
