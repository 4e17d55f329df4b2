// Checkpoints with what others say of them, beside the log.
#include <fmt/format.h>

#include <algorithm>

#include "archive/fault.h"
#include "archive/kept.h"
#include "archive/stored_archive.h"
#include "engine/sign/addresses.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::archive {
namespace {

tl::unexpected<Error> reads_only() {
    return fail(Fault::usage, "lock",
                {"Kho lưu trữ đang mở chỉ để đọc.", "the archive is open for reading only"});
}

tl::unexpected<Error> no_witness() {
    return fail(
        Fault::usage, witnessed_path,
        {"Không có chữ ký của nhân chứng nào mà kho biết.", "no witness that the archive knows has cosigned"},
        {"Đưa khóa công khai của nhân chứng bằng --witness.", "Give the witness's public key by --witness."});
}

/// The key of a cosignature is not the name's alone (tlog-cosignature, Ed25519 signed message): one key under
/// two names would be one witness counted twice.
Result<void> are_different(const std::vector<VerifierKey>& keys) {
    for (std::size_t i = 0; i < keys.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (keys[i].public_key == keys[j].public_key)
                return fail(Fault::usage, keys[i].name,
                            {fmt::format("Nhân chứng này có cùng khóa với \"{}\".", keys[j].name),
                             fmt::format("this witness has the same key as \"{}\"", keys[j].name)},
                            {"Mỗi nhân chứng phải có khóa riêng, khác khóa của nhật ký.",
                             "Every witness needs a key of its own, which is not the log's."});
    return {};
}

/// What lies in log/witnessed; empty if nothing does.
Result<std::string> witnessed_note(const Storage& storage) {
    auto size = storage.size(witnessed_path);
    if (!size) return forward(std::move(size));
    return *size ? read_all(storage, witnessed_path) : std::string();
}

/// With the cosignatures that were kept of the same checkpoint; Fault::usage if a newer one was kept.
Result<std::string> joined_note(const std::string& kept, const std::string& fresh, const VerifierKey& key) {
    const auto then = open_checkpoint(kept, key), now = open_checkpoint(fresh, key);
    if (!then || !now || then->head.size < now->head.size) return fresh;
    if (then->head.size == now->head.size) return kept + fresh.substr(fresh.rfind("\n\n") + 2);
    return fail(Fault::usage, witnessed_path,
                {"Kho đã giữ một điểm kiểm tra mới hơn có nhân chứng.",
                 "the archive keeps a newer checkpoint of a witness"},
                {"Xin nhân chứng ký điểm kiểm tra mới nhất (log/checkpoint).",
                 "Ask the witness to cosign the newest one (log/checkpoint)."});
}

tl::unexpected<Error> stamps_nothing(const Stamp& stamp, Text what, Text hint) {
    return fail(Fault::signing, stamp.token_path(stamp.tokens.size()), std::move(what), std::move(hint));
}

Instant lasts_until(const std::string& token) {
    return sign::end_of(sign::inspect_token(token).signer_certificate).value_or(Instant{});
}

/// One more token over the stamp; nothing if it would last no longer than the one before.
Result<bool> add_token(Storage& storage, Stamp& stamp, const Archive::AskToken& ask) {
    const std::size_t n = stamp.tokens.size();
    const std::string bytes = stamp.stamped(n);
    auto token = ask(bytes);
    if (!token) return forward(std::move(token));
    const sign::TokenFacts facts = sign::inspect_token(*token);
    if (!facts.faults.empty() || !sign::is_over(facts, bytes))
        return stamps_nothing(
            stamp,
            {"Dấu thời gian nhận được không dùng được.", "the timestamp that was received is not sound"},
            {"Kiểm tra địa chỉ TSA trong hocba.toml.", "Check the authority's address in hocba.toml."});
    if (n > 0 && lasts_until(*token) <= lasts_until(stamp.tokens.back())) return false;
    if (auto written = storage.replace(stamp.token_path(n), *token); !written)
        return forward(std::move(written));
    stamp.tokens.push_back(std::move(*token));
    return true;
}

bool is_due(const Stamp& stamp, Instant renew_before) {
    return stamp.tokens.empty() || lasts_until(stamp.tokens.back()) < renew_before;
}

/// Today's, made if there is none.
Result<void> stamp_of_today(Storage& storage, const std::string& day, const std::string& note,
                            std::vector<Stamp>& stamps) {
    if (!stamps.empty() && stamps.back().day > day)
        return fail(
            Fault::usage, stamps.back().checkpoint_path(),
            {fmt::format("Đã có dấu của ngày {}, sau hôm nay ({}).", stamps.back().day, day),
             fmt::format("there is a stamp of {}, which is after today ({})", stamps.back().day, day)},
            {"Kiểm tra đồng hồ của máy, hoặc --time.", "Check the machine's clock, or --time."});
    if (!stamps.empty() && stamps.back().day == day) return {};
    Stamp fresh{day, note, {}};
    if (auto written = storage.replace(fresh.checkpoint_path(), fresh.checkpoint); !written) return written;
    stamps.push_back(std::move(fresh));
    return {};
}

}  // namespace

Result<std::vector<Cosignature>> StoredArchive::keep_witnessed(const std::string& cosigned,
                                                               const std::vector<VerifierKey>& witnesses) {
    if (!signer_) return reads_only();
    Storage& storage = *place_.storage;
    auto known = known_witnesses(storage);
    if (!known) return forward(std::move(known));
    const std::vector<VerifierKey> all = joined(*known, witnesses);
    std::vector<VerifierKey> keys{verifier_};
    keys.insert(keys.end(), all.begin(), all.end());
    if (auto different = are_different(keys); !different) return forward(std::move(different));
    const std::string note = cosigned.starts_with("— ") ? last_.note + cosigned : cosigned;
    for (const VerifierKey& witness : witnesses)
        if (auto time = cosigned_at(note, witness, witnessed_path); !time) return forward(std::move(time));
    auto found = cosignatures(note, all, witnessed_path);
    if (!found) return found;
    if (found->empty()) return no_witness();
    if (auto same = begins_with(storage, last_.head, verifier_, {witnessed_path, note}); !same)
        return forward(std::move(same));
    auto kept = witnessed_note(storage);
    if (!kept) return forward(std::move(kept));
    auto fresh = joined_note(*kept, note, verifier_);
    if (!fresh) return forward(std::move(fresh));
    *fresh = only_lines_of(*fresh, keys);
    if (all.size() > known->size())
        if (auto written = storage.replace(witnesses_path, text_of(all)); !written)
            return forward(std::move(written));
    if (auto written = storage.replace(witnessed_path, *fresh); !written) return forward(std::move(written));
    return cosignatures(*fresh, all, witnessed_path);
}

Result<std::uint64_t> StoredArchive::stamp(const AskToken& token, Instant now, Instant renew_before) {
    if (!signer_) return reads_only();
    Storage& storage = *place_.storage;
    auto stamps = stamps_in(storage);
    if (!stamps) return forward(std::move(stamps));
    const std::string day = to_rfc3339(now).substr(0, 10);
    if (auto made = stamp_of_today(storage, day, last_.note, *stamps); !made) return forward(std::move(made));
    std::uint64_t added = 0;
    for (auto stamp = stamps->rbegin(); stamp != stamps->rend(); ++stamp) {
        if (!is_due(*stamp, renew_before)) continue;
        auto longer = add_token(storage, *stamp, token);
        if (!longer) return forward(std::move(longer));
        added += *longer ? 1 : 0;
    }
    return added;
}

}  // namespace hocba::archive
