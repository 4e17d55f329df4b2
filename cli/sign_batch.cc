#include "cli/sign_batch.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <span>

#include "cli/report.h"
#include "cli/sign_summary.h"
#include "cli/sign_xml.h"
#include "engine/base/file.h"
#include "engine/base/parallel.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTogether = 32;  // digests that go to the key, and files to the disk, at once
constexpr std::size_t kBlock = 256;    // documents that go to the archive in one commit

using Documents = std::span<const Waiting* const>;

/// One sitting. Threads share it; only `stopped` changes.
struct Sitting {
    const Context& context;
    const Desk& desk;
    const Act& act;
    const sign::Signer* signer;        // null if nothing is to be signed
    std::atomic<bool> stopped{false};  // the key failed
};

/// The signed bytes of one document; empty where there is nothing to write.
struct SignedFiles {
    std::string pdf, xml;
};

Result<SignedFiles> finish_one(const Desk& desk, Begun begun, const std::string* signatures) {
    auto pdf = desk.levels->finish(std::move(begun.pdf), signatures[0]);
    if (!pdf) return forward(std::move(pdf));
    if (!begun.xml) return SignedFiles{*std::move(pdf), ""};
    auto xml = sign::finish_xml_signature(*std::move(begun.xml), signatures[1]);
    if (!xml) return forward(std::move(xml));
    return SignedFiles{*std::move(pdf), *std::move(xml)};
}

/// Who signs after this act.
std::string after(const Waiting& waiting) {
    const auto own = std::find(waiting.order.begin(), waiting.order.end(), waiting.next);
    return own + 1 == waiting.order.end() ? "" : *(own + 1);
}

/// One file of each document; those whose file could not be written get an error and keep nothing more.
void write_some(Documents few, std::vector<SignedFiles>& made, std::string SignedFiles::*which,
                fs::path (*path_of)(const fs::path&), Outcome* outcomes) {
    std::vector<FileToWrite> files;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < few.size(); ++i) {
        if ((made[i].*which).empty()) continue;
        files.push_back({path_of(few[i]->path), made[i].*which});
        places.push_back(i);
    }
    const auto written = write_files(files);
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i]) continue;
        outcomes[places[i]] = tl::unexpected(written[i].error());
        made[places[i]] = {};
    }
}

/// Written before anything else is done with it: a crash costs no signature.
/// First the XML: a run after a crash finds it signed and signs the PDF.
void write_signed(Documents few, std::vector<SignedFiles> made, Outcome* outcomes) {
    write_some(few, made, &SignedFiles::xml, xml_beside, outcomes);
    write_some(
        few, made, &SignedFiles::pdf, [](const fs::path& path) { return path; }, outcomes);
    for (std::size_t i = 0; i < few.size(); ++i)
        if (!made[i].pdf.empty()) outcomes[i] = Signed{"signed", after(*few[i])};
}

/// Begins them all, asks the key once, finishes and writes them all.
void sign_few(Sitting& sitting, Documents few, Outcome* outcomes) {
    std::vector<Result<Begun>> begun;
    std::vector<std::string> digests;
    for (const Waiting* waiting : few) {
        begun.push_back(begin(sitting.context, sitting.desk, sitting.act, *waiting));
        if (!begun.back()) continue;
        digests.push_back(begun.back()->pdf.digest);
        if (begun.back()->xml) digests.push_back(begun.back()->xml->digest);
    }
    const auto signatures =
        digests.empty() ? Result<std::vector<std::string>>() : sitting.signer->sign_digests(digests);
    if (!signatures) sitting.stopped = true;
    std::vector<SignedFiles> made(few.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < few.size(); ++i) {
        if (!begun[i]) {
            outcomes[i] = tl::unexpected(begun[i].error());
        } else if (!signatures) {
            if (next++ == 0) outcomes[i] = tl::unexpected(signatures.error());  // said once, not 32 times
        } else {
            const std::size_t own = next;
            next += begun[i]->xml ? 2 : 1;
            auto both = finish_one(sitting.desk, *std::move(begun[i]), &(*signatures)[own]);
            if (both)
                made[i] = *std::move(both);
            else
                outcomes[i] = tl::unexpected(both.error());
        }
    }
    write_signed(few, std::move(made), outcomes);
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
    const std::size_t wanted = sitting.signer == nullptr ? 0 : sitting.signer->at_once();
    const std::size_t few =
        wanted > 0 ? wanted : std::clamp<std::size_t>(to_sign.size() / jobs, 1, kTogether);
    in_parallel((to_sign.size() + few - 1) / few, jobs,
                [&](std::size_t part) {
                    const std::size_t from = part * few, size = std::min(few, to_sign.size() - from);
                    if (!sitting.stopped)
                        sign_few(sitting, Documents(to_sign).subspan(from, size), made.data() + from);
                },
                [](std::size_t) {});
    for (std::size_t i = 0; i < made.size(); ++i) outcomes[places[i]] = std::move(made[i]);
}

/// Whole authorisations of a remote service fit into a block.
std::size_t size_of_block(const Sitting& sitting) {
    const std::size_t wanted = sitting.signer == nullptr ? 0 : sitting.signer->at_once();
    return wanted == 0 ? kBlock : std::max<std::size_t>(1, kBlock / wanted) * wanted;
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
            read[i] = read_file(path)
                          .and_then([&](std::string pdf) {
                              return submission_of(sitting.desk.workshop, std::move(pdf), path.string());
                          })
                          .and_then([&](archive::Submission submission) {
                              return with_xml_beside(std::move(submission), path);
                          });
        },
        [](std::size_t) {});
    std::vector<archive::Submission> complete;
    std::vector<std::size_t> taken;
    const KeptLists kept = places.empty() ? KeptLists{} : kept_lists(work_of(sitting.desk, *block.front()));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string name = block[places[i]]->path.string();
        const auto known = read[i] ? known_to_archive(sitting.desk, read[i]->description, name)
                                   : Result<void>(tl::unexpected(read[i].error()));
        if (!known) {
            outcomes[places[i]] = tl::unexpected(known.error());
            continue;
        }
        const auto lists = kept.find(read[i]->description.code);
        if (lists != kept.end()) read[i]->approved_lists = lists->second;
        complete.push_back(*std::move(read[i]));
        taken.push_back(places[i]);
    }
    const auto stored = store(sitting.context, sitting.desk, complete);
    for (std::size_t i = 0; i < stored.size(); ++i) {
        Outcome& outcome = outcomes[taken[i]];
        outcome = stored[i] ? Outcome(Signed{*stored[i], ""}) : tl::unexpected(stored[i].error());
        std::error_code code;
        if (!outcome) continue;
        // Stored and copied out; a leftover is harmless.
        fs::remove(block[taken[i]]->path, code);
        fs::remove(xml_beside(block[taken[i]]->path), code);
    }
}

}  // namespace

Result<Begun> begin(const Context& context, const Desk& desk, const Act& act, const Waiting& waiting) {
    if (const auto agrees = record_agrees(act, waiting.record, waiting.path.string()); !agrees)
        return tl::unexpected(agrees.error());
    const auto pdf = read_again(waiting);
    if (!pdf) return tl::unexpected(pdf.error());
    const sign::Identity& identity = desk.signers.at(act.signer_role)->identity();
    sign::Request request = request_of(desk, act, waiting.order, context.now());
    request.token_room = desk.hands_over ? 0 : desk.levels->token_room();
    auto begun = sign::begin_signature(*pdf, request, identity);
    if (!begun) return forward(std::move(begun));
    const auto xml = read_xml_again(waiting);
    if (!xml) return tl::unexpected(xml.error());
    // CV 2088 makes GVCN optional: for a teacher who left the leader signs as leader alone.
    if (act.signer_role != act.role) return Begun{*std::move(begun), std::nullopt};
    auto both = begin_xml(*xml, xml_beside(waiting.path).string(), act.role, context.now(), identity);
    if (!both) return forward(std::move(both));
    return Begun{*std::move(begun), *std::move(both)};
}

std::vector<Outcome> sign_batch(const Context& context, const Desk& desk, const Act& act,
                                const std::vector<const Waiting*>& documents, unsigned jobs,
                                const std::function<void(std::size_t)>& progress) {
    const auto signer = desk.signers.find(act.signer_role);
    Context at_one_time = context;
    at_one_time.time = context.now();
    Sitting sitting{at_one_time, desk, act, signer == desk.signers.end() ? nullptr : signer->second.get()};
    std::vector<Outcome> outcomes(documents.size(), Signed{});
    const std::size_t block_size = size_of_block(sitting);
    for (std::size_t from = 0; from < documents.size(); from += block_size) {
        const std::size_t size = std::min(block_size, documents.size() - from);
        const Documents block = Documents(documents).subspan(from, size);
        sign_block(sitting, block, outcomes.data() + from, jobs);
        if (desk.archive != nullptr) archive_block(sitting, block, outcomes.data() + from, jobs);
        progress(from + size);
    }
    return outcomes;
}

}  // namespace hocba::cli
