// What others have seen of the log, checked: that it began so, that cosignatures and tokens are right.
#include <fmt/format.h>

#include <set>

#include "archive/check.h"
#include "archive/kept.h"
#include "engine/sign/addresses.h"
#include "engine/sign/services.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::archive {
namespace {

const Text strange = {"Tệp hoặc thư mục lạ trong kho lưu trữ.", "the archive's format knows no such file"};

/// log/witnessed bears the log's signature and those of known witnesses, nobody else's.
void check_witnessed(Inspection& inspection, const Kept& kept, const VerifierKey& key) {
    const auto witnesses = known_witnesses(inspection.storage);
    if (!witnesses) return inspection.add(witnesses_path, witnesses.error().problems.front().what);
    auto found = cosignatures(kept.note, *witnesses, kept.path);
    if (!found) return inspection.add(kept.path, found.error().problems.front().what);
    std::vector<VerifierKey> keys{key};
    keys.insert(keys.end(), witnesses->begin(), witnesses->end());
    if (found->empty() || only_lines_of(kept.note, keys) != kept.note)
        inspection.add(kept.path,
                       {"Có dòng chữ ký không phải của nhật ký hay của nhân chứng trong log/witnesses.",
                        "it is not signed by the log and by witnesses of log/witnesses alone"});
    if (const auto checkpoint = open_checkpoint(kept.note, key))
        inspection.report.witnessed = checkpoint->head.size;
    inspection.report.witnesses = *std::move(found);
}

/// The first end among the certificates from the authority to one of the roots; nothing if it leads to none.
std::optional<Instant> believed_until(const sign::TokenFacts& token, const sign::Services& services) {
    const auto path =
        services.whole_path(token.signer_certificate, token.certificates, sign::Purpose::timestamp);
    if (!path) return {};
    std::optional<Instant> until;
    for (const std::string& certificate : *path) {
        const Instant end = sign::end_of(certificate).value_or(Instant{});
        if (!until || end < *until) until = end;
    }
    return until;
}

/// Tokens follow one another in time, each before the certificates behind the last one ended (RFC 4998, 5.2).
void check_tokens(Inspection& inspection, const Stamp& stamp, const sign::Services* services,
                  StampFacts& facts) {
    std::optional<Instant> last_time, last_until;
    for (std::size_t n = 0; n < stamp.tokens.size(); ++n) {
        const std::string where = stamp.token_path(n);
        const sign::TokenFacts token = sign::inspect_token(stamp.tokens[n]);
        if (!stamp.is_sound(n)) {
            inspection.add(where, {"Dấu thời gian hỏng, hoặc không phải của điểm kiểm tra này.",
                                   "this timestamp is damaged, or of something else"});
            continue;
        }
        const auto until =
            services != nullptr ? believed_until(token, *services) : sign::end_of(token.signer_certificate);
        if (!until || *until < token.time)
            inspection.add(where, {"Không có gốc tin cậy nào đứng sau dấu thời gian này vào lúc ấy.",
                                   "no root that is trusted stood behind this timestamp at its time"});
        if (last_time && token.time < *last_time)
            inspection.add(where, {"Dấu thời gian này sớm hơn dấu mà nó gia hạn.",
                                   "this timestamp is earlier than the one that it renews"});
        if (last_until && *last_until < token.time)
            inspection.add(where,
                           {"Dấu trước đã hết hạn chứng thư khi dấu này được đóng.",
                            "the certificates of the timestamp before had ended when this one was made"});
        if (n == 0) facts.first = token.time;
        facts.until = until.value_or(Instant{});
        last_time = token.time;
        last_until = until;
    }
}

void check_stamps(Inspection& inspection, const VerifierKey* key) {
    const auto stamps = stamps_in(inspection.storage);
    const auto names = inspection.storage.list(stamps_folder);
    if (!stamps || !names)
        return inspection.add(stamps_folder, {"Không đọc được các điểm kiểm tra đã giữ.",
                                              "the kept checkpoints cannot be read"});
    std::optional<sign::Services> services;
    if (const auto* roots = inspection.timestamp_roots; roots != nullptr && *roots) {
        sign::ServiceOptions options;
        options.roots = **roots;
        services.emplace(std::move(options));
    }
    std::set<std::string> known;
    for (const Stamp& stamp : *stamps) {
        known.insert(stamp.checkpoint_path());
        for (std::size_t n = 0; n < stamp.tokens.size(); ++n) known.insert(stamp.token_path(n));
        StampFacts facts{stamp.day, 0, stamp.tokens.size(), {}, {}};
        const auto checkpoint =
            key != nullptr ? open_checkpoint(stamp.checkpoint, *key) : Result<Checkpoint>(Checkpoint{});
        if (checkpoint) facts.size = checkpoint->head.size;
        check_tokens(inspection, stamp, services ? &*services : nullptr, facts);
        inspection.report.stamps.push_back(std::move(facts));
    }
    for (const std::string& name : *names)
        if (known.count(stamps_folder + "/" + name) == 0) inspection.add(stamps_folder + "/" + name, strange);
}

}  // namespace

void check_kept(Inspection& inspection, const std::optional<VerifierKey>& key) {
    check_stamps(inspection, key ? &*key : nullptr);
    const auto kept = kept_checkpoints(inspection.storage);
    if (!kept)
        return inspection.add(
            "log", {"Không đọc được các điểm kiểm tra đã giữ.", "the kept checkpoints cannot be read"});
    if (!key) return;
    for (const Kept& one : *kept) {
        const auto same = begins_with(inspection.storage, *inspection.head, *key, one);
        if (!same) inspection.add(one.path, same.error().problems.front().what);
        if (one.path == witnessed_path) check_witnessed(inspection, one, *key);
    }
}

}  // namespace hocba::archive
