#include "cli/sign_batch.h"

#include <algorithm>
#include <atomic>
#include <span>

#include "cli/report.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTogether = 16;  // digests that go to the key at once
constexpr std::size_t kBlock = 256;    // documents that go to the archive in one commit

using Documents = std::span<const Waiting* const>;

/// One sitting. Threads share it; only `stopped` changes.
struct Sitting {
    const Context& context;
    const Desk& desk;
    const Act& act;
    const sign::Signer* signer;  // null if nothing is to be signed
    Instant claimed;
    std::atomic<bool> stopped{false};  // the key failed
};

Result<sign::Unsigned> begin_one(const Sitting& sitting, const Waiting& waiting) {
    if (const auto agrees = record_agrees(sitting.act, waiting.record, waiting.path.string()); !agrees)
        return tl::unexpected(agrees.error());
    const auto pdf = read_again(waiting);
    if (!pdf) return tl::unexpected(pdf.error());
    sign::Request request = request_of(sitting.desk, sitting.act, waiting.order, sitting.claimed);
    request.token_room = sitting.desk.levels->token_room();
    return sign::begin_signature(*pdf, request, sitting.signer->identity());
}

/// Written before anything else is done with it: a crash costs no signature.
Outcome finish_one(const Sitting& sitting, const Waiting& waiting, sign::Unsigned begun,
                   const std::string& signature) {
    const auto pdf = sitting.desk.levels->finish(std::move(begun), signature);
    if (!pdf) return tl::unexpected(pdf.error());
    if (const auto written = write_file(waiting.path, *pdf); !written) return tl::unexpected(written.error());
    const auto own = std::find(waiting.order.begin(), waiting.order.end(), waiting.next);
    const bool is_last = own + 1 == waiting.order.end();
    return Signed{"signed", is_last ? "" : *(own + 1)};
}

/// Begins them all, asks the key once, finishes them all.
void sign_few(Sitting& sitting, Documents few, Outcome* outcomes) {
    std::vector<Result<sign::Unsigned>> begun;
    std::vector<std::string> digests;
    for (const Waiting* waiting : few) {
        begun.push_back(begin_one(sitting, *waiting));
        if (begun.back()) digests.push_back(begun.back()->digest);
    }
    const auto signatures =
        digests.empty() ? Result<std::vector<std::string>>() : sitting.signer->sign_digests(digests);
    if (!signatures) sitting.stopped = true;
    std::size_t next = 0;
    for (std::size_t i = 0; i < few.size(); ++i) {
        if (!begun[i])
            outcomes[i] = tl::unexpected(begun[i].error());
        else if (signatures)
            outcomes[i] = finish_one(sitting, *few[i], *std::move(begun[i]), (*signatures)[next++]);
        else
            outcomes[i] =
                next++ == 0 ? Outcome(tl::unexpected(signatures.error())) : Signed{"left", sitting.act.role};
    }
}

/// Signs the documents of a block that wait for this act; threads take a few at a time.
void sign_block(Sitting& sitting, Documents block, Outcome* outcomes, unsigned jobs) {
    std::vector<const Waiting*> to_sign;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < block.size(); ++i) {
        outcomes[i] = Signed{"already-signed", block[i]->next};
        if (!is_to_sign(*block[i], sitting.act)) continue;
        outcomes[i] = Signed{"left", sitting.act.role};
        to_sign.push_back(block[i]);
        places.push_back(i);
    }
    std::vector<Outcome> made(to_sign.size(), Signed{"left", sitting.act.role});
    const std::size_t few = std::clamp<std::size_t>(to_sign.size() / jobs, 1, kTogether);
    in_parallel((to_sign.size() + few - 1) / few, jobs,
                [&](std::size_t part) {
                    const std::size_t from = part * few, size = std::min(few, to_sign.size() - from);
                    if (!sitting.stopped)
                        sign_few(sitting, Documents(to_sign).subspan(from, size), made.data() + from);
                },
                [](std::size_t) {});
    for (std::size_t i = 0; i < made.size(); ++i) outcomes[places[i]] = std::move(made[i]);
}

bool is_complete(const Outcome& outcome) {
    return outcome && outcome->waiting_for.empty();
}

/// What all have signed goes to the archive in one commit; its file is then taken out of the folder.
void archive_block(const Sitting& sitting, Documents block, Outcome* outcomes, unsigned jobs) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < block.size(); ++i)
        if (is_complete(outcomes[i])) places.push_back(i);
    std::vector<Result<archive::Submission>> read(places.size(), archive::Submission{});
    in_parallel(
        places.size(), jobs,
        [&](std::size_t i) {
            const fs::path& path = block[places[i]]->path;
            read[i] = read_file(path).and_then([&](std::string pdf) {
                return submission_of(sitting.desk.workshop, std::move(pdf), path.string());
            });
        },
        [](std::size_t) {});
    std::vector<archive::Submission> complete;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string name = block[places[i]]->path.string();
        const auto known = read[i] ? known_to_archive(sitting.desk, read[i]->description, name)
                                   : Result<void>(tl::unexpected(read[i].error()));
        if (!known) {
            outcomes[places[i]] = tl::unexpected(known.error());
            continue;
        }
        complete.push_back(*std::move(read[i]));
        kept.push_back(places[i]);
    }
    const auto stored = store(sitting.context, sitting.desk, complete);
    for (std::size_t i = 0; i < stored.size(); ++i) {
        Outcome& outcome = outcomes[kept[i]];
        outcome = stored[i] ? Outcome(Signed{*stored[i], ""}) : tl::unexpected(stored[i].error());
        std::error_code code;
        if (outcome) fs::remove(block[kept[i]]->path, code);  // stored and copied out; a leftover is harmless
    }
}

}  // namespace

std::vector<Outcome> sign_batch(const Context& context, const Desk& desk, const Act& act,
                                const std::vector<const Waiting*>& documents, unsigned jobs,
                                const std::function<void(std::size_t)>& progress) {
    const auto signer = desk.signers.find(act.signer_role);
    Sitting sitting{context, desk, act, signer == desk.signers.end() ? nullptr : signer->second.get(),
                    context.now()};
    std::vector<Outcome> outcomes(documents.size(), Signed{});
    for (std::size_t from = 0; from < documents.size(); from += kBlock) {
        const std::size_t size = std::min(kBlock, documents.size() - from);
        const Documents block = Documents(documents).subspan(from, size);
        sign_block(sitting, block, outcomes.data() + from, jobs);
        if (desk.archive != nullptr) archive_block(sitting, block, outcomes.data() + from, jobs);
        progress(from + size);
    }
    return outcomes;
}

}  // namespace hocba::cli
