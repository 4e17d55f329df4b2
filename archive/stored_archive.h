// The one Archive: packs and log in a Storage, a catalogue beside them, and for a writer lock, key and salts.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/archive.h"
#include "archive/catalogue.h"
#include "archive/durable_file.h"
#include "archive/leaves.h"
#include "archive/log.h"
#include "archive/prepare.h"
#include "archive/random.h"
#include "archive/storage.h"

namespace hocba::archive {

/// Where an archive lies. Packs are followed by a new one once they are `pack_limit` long.
struct Place {
    std::unique_ptr<Storage> storage;
    std::filesystem::path catalogue;
    Random random = system_random;
    std::uint64_t pack_limit = 1ULL << 30;
};

struct OpenPackage;

tl::unexpected<Error> no_such_leaf(std::uint64_t leaf);

class StoredArchive final : public Archive {
  public:
    static Result<std::unique_ptr<Archive>> reader(Place place);
    /// Recovers before it returns. The lock is held by the caller's descriptor; memory needs none.
    static Result<std::unique_ptr<Archive>> writer(Place place, SigningKey key,
                                                   std::optional<Descriptor> lock);

    /// A writer that signs nothing: it takes in what the log's key has signed elsewhere.
    static Result<std::unique_ptr<StoredArchive>> follower(Place place, VerifierKey key, bool is_new,
                                                           std::optional<Descriptor> lock);
    /// The leaves from this archive's last one to the checkpoint, which must be longer; gives how many are
    /// documents. Usable again after a failure only through a new follower.
    Result<std::uint64_t> take_in(const OpenPackage& package, const Checkpoint& checkpoint);
    const TreeHead& head() const { return last_.head; }

    std::vector<Result<std::pair<Entry, PutOutcome>>> put(const std::vector<Submission>& submissions,
                                                          Instant now) override;
    std::vector<Result<std::pair<Entry, PutOutcome>>> renew(const std::vector<Submission>& renewed,
                                                            Instant now) override;
    std::vector<Result<bool>> enact(const std::vector<Event>& events, const Freeze& freeze,
                                    Instant now) override;
    Result<void> may_end(const Event& event, const Freeze& freeze, Instant now) const override;
    std::vector<Result<std::pair<Entry, PutOutcome>>> put_paper(const std::vector<Submission>& scans,
                                                                Instant now) override;
    std::vector<Result<std::pair<Entry, PutOutcome>>> confirm(const std::vector<Submission>& scans,
                                                              Instant now) override;
    Result<void> log_seal(const Submission& sealed, Instant now) override;
    Result<std::vector<Entry>> find(const Query& query) const override;
    Result<void> each(const Query& query, const Visit& visit) const override;
    Result<std::optional<Entry>> find_document(std::string_view issue_id_prefix) const override;
    Result<std::optional<Entry>> find_unit(const std::string& uuid, std::int64_t revision) const override;
    Result<void> each_exception(const std::function<void(const Entry&)>& visit) const override;
    Result<void> each_issue(const VisitIssue& visit) const override;
    bool has_version(const Entry& entry, std::string_view pdf_sha256) const override;
    Result<std::string> pdf(const Entry& entry) const override;
    Result<Submission> get(const Entry& entry) const override;
    Result<std::string> record(const Entry& entry) const override;
    Result<std::vector<PastEvent>> history(const Entry& entry) const override;
    Result<std::string> decision(const PastEvent& event) const override;
    Result<Receipt> receipt(std::uint64_t leaf, PdfSalt salt) const override;
    Result<Growth> growth(std::uint64_t older) const override;
    Result<Json> proof(const Entry& entry) const override;
    const std::string& checkpoint() const override { return last_.note; }
    Result<std::vector<Cosignature>> keep_witnessed(const std::string& cosigned,
                                                    const std::vector<VerifierKey>& witnesses) override;
    Result<std::uint64_t> stamp(const AskToken& token, Instant now, Instant renew_before) override;

  private:
    using Answer = Result<std::pair<Entry, PutOutcome>>;
    using Unit = std::pair<std::string, std::int64_t>;

    /// What one commit will write.
    struct Batch {
        Parts pack;                              // what is not yet in the pack
        std::uint64_t pack_size = 0, ahead = 0;  // of all; of that what is in the pack
        std::deque<std::string> owned;           // what parts of the pack point at, beside the submissions
        std::vector<std::string> entries;
        std::vector<Indexed> leaves;
        std::set<std::string> members;
        std::map<Unit, std::size_t> units;  // → leaves
    };
    /// One document on its way into a batch: all of it or nothing.
    struct Addition {
        Parts pack;
        std::uint64_t pack_size = 0;
        Indexed leaf;
    };
    using Contents = std::vector<std::pair<Stored, std::string_view>>;
    /// An old entry, or the place of a new one in the batch.
    struct Plan {
        std::optional<Entry> old;
        std::size_t fresh = 0;
        PutOutcome outcome = PutOutcome::stored;
    };

    using Planner = std::function<Result<Plan>(std::size_t, Batch&)>;
    /// The documents of an event as the archive has them.
    struct Parties {
        Entry about;
        std::optional<Entry> successor;
    };

    StoredArchive(Place place, std::unique_ptr<Catalogue> catalogue, VerifierKey key)
        : place_(std::move(place)), catalogue_(std::move(catalogue)), verifier_(std::move(key)) {}

    // recover.cc
    Result<void> recover();
    Result<void> compare_with_log(const TreeHead& known, const TreeHead& log) const;
    Result<void> move_tails(const Position& position, const TreeHead& head);
    Result<void> catch_up(const TreeHead& head);

    // commit.cc
    std::vector<Answer> commit(std::size_t count, const Planner& plan_one);
    std::vector<Answer> commit_all(const std::vector<Submission>& submissions, const char* kind, Instant now);
    Result<Plan> plan_renewal(const Submission& submission, Prepared prepared, Batch& batch) const;
    Result<Plan> plan(const Submission& submission, Prepared prepared, Batch& batch) const;
    Result<void> add(const Submission& submission, Prepared prepared, Batch& batch) const;
    Result<void> append(Prepared prepared, const Contents& contents, Batch& batch) const;
    Result<void> add_member(const Stored& stored, std::string_view bytes, Batch& batch,
                            Addition& addition) const;
    Result<void> write_ahead(Batch& batch);
    Result<void> write(Batch& batch);

    // life.cc
    Result<Parties> parties_of(const Event& event) const;
    Result<Plan> plan_event(const Event& event, const Freeze& freeze, Instant now, Batch& batch);
    Result<bool> is_known(const Event& event, const Parties& parties) const;
    Result<void> is_allowed(const Event& event, const Parties& parties, const Freeze& freeze,
                            Instant now) const;
    Result<void> may_change(const Event& event, const Parties& parties, const Freeze& freeze,
                            Instant now) const;
    Result<Json> record_of(const Entry& entry) const;
    Result<Reference> reference_to(const Entry& entry) const;

    // take_in.cc
    Result<std::uint64_t> append_leaves(const OpenPackage& package, const TreeHead& head);
    Result<Files> continuation(const OpenPackage& package, const TreeHead& head) const;
    Result<void> follow_log(const OpenPackage& package, const Checkpoint& checkpoint, const Files& tiles);

    // stored_archive.cc
    Result<std::string> member(const std::string& name) const;
    Result<Manifest> manifest_at(std::uint64_t leaf) const;

    Place place_;
    std::unique_ptr<Catalogue> catalogue_;
    VerifierKey verifier_;
    std::optional<SigningKey> signer_;
    std::optional<Descriptor> lock_;  // to the end of this object
    Checkpoint last_;
    Position position_;
    bool recovered_ = false;
};

/// The key in log/key.vkey.
Result<VerifierKey> stored_verifier_key(const Storage& storage);

/// The bytes of a member; Fault::archive if they no longer match their name.
Result<std::string> stored_member(const Storage& storage, const Catalogue& catalogue,
                                  const std::string& name);

/// An entry as the catalogue tells it.
Entry entry_of(const Indexed& leaf);

}  // namespace hocba::archive
