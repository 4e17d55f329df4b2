// Checkpoints with what others say of them, beside the log.
#include "archive/fault.h"
#include "archive/kept.h"
#include "archive/stored_archive.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::archive {
namespace {

tl::unexpected<Error> reads_only() {
    return fail(Fault::usage, "lock",
                {"Kho lưu trữ đang mở chỉ để đọc.", "the archive is open for reading only"});
}

/// One more token over the stamp.
Result<void> add_token(Storage& storage, Stamp& stamp, const Archive::AskToken& ask) {
    const std::size_t n = stamp.tokens.size();
    const std::string bytes = stamp.stamped(n);
    auto token = ask(bytes);
    if (!token) return forward(std::move(token));
    const sign::TokenFacts facts = sign::inspect_token(*token);
    if (!facts.faults.empty() || !sign::is_over(facts, bytes))
        return fail(
            Fault::signing, stamp.token_path(n),
            {"Dấu thời gian nhận được không dùng được.", "the timestamp that was received is not sound"},
            {"Kiểm tra địa chỉ TSA trong hocba.toml.", "Check the authority's address in hocba.toml."});
    if (auto written = storage.replace(stamp.token_path(n), *token); !written) return written;
    stamp.tokens.push_back(std::move(*token));
    return {};
}

bool is_due(const Stamp& stamp, Instant renew_before) {
    return stamp.tokens.empty() || sign::inspect_token(stamp.tokens.back()).time.unix_s < renew_before.unix_s;
}

}  // namespace

Result<void> StoredArchive::keep_witnessed(const std::string& note,
                                           const std::vector<VerifierKey>& witnesses) {
    if (!signer_) return reads_only();
    for (const VerifierKey& witness : witnesses)
        if (auto time = cosigned_at(note, witness, witnessed_path); !time) return forward(std::move(time));
    const Kept fresh{witnessed_path, note};
    if (auto same = begins_with(*place_.storage, last_.head, verifier_, fresh); !same) return same;
    auto kept = place_.storage->size(witnessed_path);
    if (!kept) return forward(std::move(kept));
    if (*kept) {
        auto older = read_all(*place_.storage, witnessed_path);
        if (!older) return forward(std::move(older));
        const auto then = open_checkpoint(*older, verifier_), now = open_checkpoint(note, verifier_);
        if (then && now->head.size < then->head.size)
            return fail(Fault::usage, witnessed_path,
                        {"Kho đã giữ một điểm kiểm tra mới hơn có nhân chứng.",
                         "the archive keeps a newer checkpoint of a witness"},
                        {"Xin nhân chứng ký điểm kiểm tra mới nhất (log/checkpoint).",
                         "Ask the witness to cosign the newest one (log/checkpoint)."});
    }
    return place_.storage->replace(witnessed_path, note);
}

Result<std::uint64_t> StoredArchive::stamp(const AskToken& token, Instant now, Instant renew_before) {
    if (!signer_) return reads_only();
    Storage& storage = *place_.storage;
    auto stamps = stamps_in(storage);
    if (!stamps) return forward(std::move(stamps));
    const std::string day = to_rfc3339(now).substr(0, 10);
    if (stamps->empty() || stamps->back().day < day) {
        Stamp fresh{day, last_.note, {}};
        if (auto written = storage.replace(fresh.checkpoint_path(), fresh.checkpoint); !written)
            return forward(std::move(written));
        stamps->push_back(std::move(fresh));
    }
    std::uint64_t added = 0;
    for (Stamp& stamp : *stamps) {
        if (!is_due(stamp, renew_before)) continue;
        if (auto done = add_token(storage, stamp, token); !done) return forward(std::move(done));
        ++added;
    }
    return added;
}

}  // namespace hocba::archive
