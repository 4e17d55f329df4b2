// The trust folder: five good files are believed, each bad one is a problem and nothing more.
#include "tests/trust/trust_folder.h"

using namespace hocba;
using namespace hocba::test;

namespace {

constexpr const char* kBadSignature =
    "seal-keys.jws: The list's signature is not by the root key in seal-root.jwk.";

std::vector<std::string> places(const trust::Trust& trust) {
    std::vector<std::string> all;
    for (const Problem& problem : trust.problems) all.push_back(problem.where);
    return all;
}

}  // namespace

TEST_CASE("five good files are believed and come back as they were written") {
    const TrustFolder folder;
    const trust::Trust trust = folder.load();
    CHECK(trust.problems.empty());
    CHECK(trust.pdf_roots.size() == 1);
    REQUIRE(trust.seal_keys.size() == 1);
    CHECK(trust.seal_keys[0].key_id == seal_key().key_id);
    CHECK(trust.seal_keys[0].spki == seal_key().spki);
    CHECK(trust.seal_keys[0].from == kFrom);
    CHECK(trust.seal_keys[0].state == trust::KeyState::active);
    REQUIRE(trust.status);
    CHECK(trust.status->expires == kUntil);
    REQUIRE(trust.status->entries.size() == 1);
    CHECK(trust.status->entries[0].document == "12345678");
    CHECK(trust.status->entries[0].revision == 2);
    CHECK(trust.status->entries[0].state == trust::DocumentState::superseded);
    REQUIRE(trust.signers);
    REQUIRE(trust.signers->size() == 1);
    CHECK(trust.signers->at(0).role == "principal");
    CHECK(trust.signers->at(0).certificate_sha256 == sha256("certificate"));
}

TEST_CASE("a stolen key keeps the list of the seals that it had made, and nothing shorter names one") {
    auto key = seal_key();
    key.state = trust::KeyState::stolen;
    key.issued = {"abcdefghijkl", "123456789012"};
    const TrustFolder folder;
    folder.put("seal-keys.jws", jws(keys_of({trust::to_json(key)}), trust::kSealKeysType));
    const auto trust = folder.load();
    REQUIRE(trust.seal_keys.size() == 1);
    CHECK(trust.seal_keys[0].state == trust::KeyState::stolen);
    CHECK(trust.seal_keys[0].issued == key.issued);
    key.issued = {"abcdefgh"};  // a document's id, as lists once had them
    folder.put("seal-keys.jws", jws(keys_of({trust::to_json(key)}), trust::kSealKeysType));
    CHECK(folder.load().seal_keys.empty());
}

TEST_CASE("hosts are compared in lower case, and a list whose hosts are no names is not believed at all") {
    const TrustFolder folder;
    Json keys = keys_of({trust::to_json(seal_key())});
    keys.object()->insert_or_assign("hosts", Json::Array{"HocBa.Example"});
    folder.put("seal-keys.jws", jws(keys, trust::kSealKeysType));
    CHECK(folder.load().hosts == std::vector<std::string>{"hocba.example"});
    for (const Json& hosts : {Json("hocba.example"), Json(Json::Array{""}), Json(Json::Array{7})}) {
        keys.object()->insert_or_assign("hosts", hosts);
        folder.put("seal-keys.jws", jws(keys, trust::kSealKeysType));
        const auto trust = folder.load();
        CHECK(trust.seal_keys.empty());
        CHECK(trust.hosts.empty());
        CHECK(trust.problems.size() == 1);
    }
}

TEST_CASE("a P-256 seal key made by openssl is read from its JWK") {
    const Folder folder("p256");
    REQUIRE(run("cd " + folder.path().string() +
                " && openssl ecparam -name prime256v1 -genkey -noout -out k.pem && openssl pkey -in k.pem "
                "-pubout -outform DER -out spki.der")
                .status == 0);
    auto key = seal_key();
    key.spki = *read_file(folder / "spki.der");
    key.key_id = sha256(key.spki).substr(0, 4);
    const TrustFolder trusted;
    trusted.put("seal-keys.jws", jws(keys_of({trust::to_json(key)}), trust::kSealKeysType));
    const auto trust = trusted.load();
    CHECK(trust.problems.empty());
    REQUIRE(trust.seal_keys.size() == 1);
    CHECK(trust.seal_keys[0].spki == key.spki);
}

TEST_CASE("no folder is a failure, a missing file a problem that leaves the others") {
    CHECK(trust::load("/nonexistent/trust").error().fault == Fault::io);
    const TrustFolder folder;
    std::filesystem::remove(folder / "status.jws");
    const auto trust = folder.load();
    CHECK(only_problem(trust) == "status.jws: The trust folder lacks this file.");
    folder.put("status.jws", "");
    std::filesystem::resize_file(folder / "status.jws", (64U << 20) + 1);  // sparse
    CHECK(only_problem(folder.load()) ==
          "status.jws: The file is larger than 64 MiB, the most that a list may have: it was not read.");
    CHECK_FALSE(trust.status);
    CHECK(trust.seal_keys.size() == 1);
}

TEST_CASE("each flipped bit of a signed list makes it unbelievable") {
    const TrustFolder folder;
    const std::string good = *read_file(folder / "seal-keys.jws");
    for (std::size_t i = 0; i < good.size(); i += 5) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        folder.put("seal-keys.jws", bad);
        const auto trust = folder.load();
        INFO("byte " << i);
        CHECK(trust.seal_keys.empty());
        CHECK(trust.problems.size() == 1);
    }
}

TEST_CASE("a list signed by another key, of another type, or with more in its header is not believed") {
    const TrustFolder folder;
    const auto other = trust::make_jws(canonical(keys_of({})), *read_file(demo_pki() / "seal-root.key.pem"),
                                       trust::kSealKeysType);
    REQUIRE(other);
    folder.put("seal-keys.jws", *other);
    CHECK(only_problem(folder.load()) == kBadSignature);
    folder.put("seal-keys.jws", *read_file(folder / "status.jws"));
    CHECK(only_problem(folder.load()) ==
          "seal-keys.jws: The list is of another type or uses another algorithm.");
    folder.put("seal-keys.jws", "not a list");
    CHECK(only_problem(folder.load()) == "seal-keys.jws: The file is no compact JWS.");
    // {"alg":"none"} with an empty signature (RFC 7515, A.5).
    folder.put("seal-keys.jws", "eyJhbGciOiJub25lIn0.eyJrZXlzIjpbXX0.");
    CHECK(only_problem(folder.load()) == kBadSignature);
}

TEST_CASE("a signed list with one bad entry is not believed, and the entry is named") {
    struct Case {
        const char* member;
        Json value;
    };
    const std::vector<Case> cases = {
        {"kid", "00000000"},  // not the key's digest
        {"kid", "xyz"},
        {"x", "AAAA"},
        {"school", ""},
        {"from", "2024-01-01"},
        {"until", "2023-01-01T00:00:00Z"},  // before `from`
        {"state", "trusted"},
        {"issued", Json::Array{"0011"}},
        {"d", "secret"},  // a private key in a public list
    };
    const TrustFolder folder;
    for (const auto& [member, value] : cases) {
        Json bad = trust::to_json(seal_key());
        (*bad.object())[member] = value;
        folder.put("seal-keys.jws", jws(keys_of({trust::to_json(seal_key()), bad}), trust::kSealKeysType));
        const auto trust = folder.load();
        INFO(member);
        CHECK(trust.seal_keys.empty());
        REQUIRE(trust.problems.size() == 1);
        CHECK(trust.problems[0].where.find("seal-keys.jws/keys/1/") == 0);
    }
}

TEST_CASE("a status list without its lifetime and a signer without a role are not believed") {
    const TrustFolder folder;
    Json status = status_payload();
    status.object()->erase("expires");
    folder.put("status.jws", jws(status, trust::kStatusType));
    Json signer = trust::to_json(principal());
    signer.object()->erase("role");
    folder.put("signers.jws", jws(signers_of(signer), trust::kSignersType));
    const auto trust = folder.load();
    CHECK_FALSE(trust.status);
    CHECK_FALSE(trust.signers);
    CHECK(places(trust) == std::vector<std::string>{"status.jws/expires", "signers.jws/signers/0/role"});
}

TEST_CASE("a list that does not say of when it is, is not believed") {
    const TrustFolder folder;
    for (const char* member : {"as_of", "keys_as_of", "signers_as_of"}) {
        Json status = status_payload();
        status.object()->erase(member);
        folder.put("status.jws", jws(status, trust::kStatusType));
        CHECK_FALSE(folder.load().status);
    }
    folder.put("status.jws", jws(status_payload(), trust::kStatusType));
    Json keys = keys_of({trust::to_json(seal_key())}), signers = signers_of(trust::to_json(principal()));
    keys.object()->erase("as_of");
    signers.object()->erase("as_of");
    folder.put("seal-keys.jws", jws(keys, trust::kSealKeysType));
    folder.put("signers.jws", jws(signers, trust::kSignersType));
    const auto trust = folder.load();
    CHECK(trust.seal_keys.empty());
    CHECK_FALSE(trust.signers);
    CHECK(places(trust) == std::vector<std::string>{"seal-keys.jws/as_of", "signers.jws/as_of"});
}

TEST_CASE("lists older than those that the status list names are stale, later ones are not") {
    const TrustFolder folder;
    CHECK_FALSE(folder.load().keys_are_stale());
    CHECK_FALSE(folder.load().signers_are_stale());
    trust::StatusList later = status_list();
    later.keys_as_of.unix_s += 1;
    folder.put("status.jws", *trust::make_jws(trust::canonical(later), kRootPem, trust::kStatusType));
    CHECK(folder.load().keys_are_stale());
    CHECK_FALSE(folder.load().signers_are_stale());
    later.keys_as_of.unix_s -= 2;
    later.signers_as_of.unix_s += 1;
    folder.put("status.jws", *trust::make_jws(trust::canonical(later), kRootPem, trust::kStatusType));
    CHECK_FALSE(folder.load().keys_are_stale());
    CHECK(folder.load().signers_are_stale());
}

TEST_CASE("without a good root key no list is believed") {
    const TrustFolder folder;
    Json with_secret = *trust::jwk_of(kRootPem);
    (*with_secret.object())["d"] = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    for (const std::string& text : {std::string("{}"), std::string("x"), pretty(with_secret)}) {
        folder.put("seal-root.jwk", text);
        const auto trust = folder.load();
        CHECK(only_problem(trust) == "seal-root.jwk: The file is no public root key (JWK, Ed25519).");
        CHECK(trust.seal_keys.empty());
        CHECK_FALSE(trust.status);
        CHECK_FALSE(trust.signers);
    }
}

TEST_CASE("only self-signed CA certificates are roots for PDF signatures") {
    const TrustFolder folder;
    const std::string root = *read_file(demo_pki() / "pdf-roots.pem");
    for (const std::string& text :
         {std::string(), std::string("no PEM"), *read_file(demo_pki() / "school.pem"),
          root + *read_file(demo_pki() / "issuing.pem"), root.substr(0, root.size() / 2)}) {
        folder.put("pdf-roots.pem", text);
        const auto trust = folder.load();
        CHECK(only_problem(trust) ==
              "pdf-roots.pem: The file holds something else than root certificates (PEM).");
        CHECK(trust.pdf_roots.empty());
    }
    folder.put("pdf-roots.pem", root + root);
    CHECK(folder.load().pdf_roots.size() == 2);
}

TEST_CASE("a file of roots for timestamps is optional, and if it is there it must be sound") {
    const TrustFolder folder;
    CHECK_FALSE(folder.load().timestamp_roots);
    CHECK(folder.load().roots_of_timestamps() == folder.load().pdf_roots);
    folder.put("pdf-roots-timestamp.pem", "no PEM");
    CHECK(only_problem(folder.load()) ==
          "pdf-roots-timestamp.pem: The file holds something else than root certificates (PEM).");
    CHECK(folder.load().roots_of_timestamps().empty());
    folder.put("pdf-roots-timestamp.pem", *read_file(demo_pki() / "pdf-roots.pem"));
    CHECK(folder.load().roots_of_timestamps().size() == 1);
}

TEST_CASE("a status list is canonical JSON, entry by entry, and says only what there is to say") {
    trust::StatusList list{kFrom, kUntil, {}};
    const auto is_canonical = [](const std::string& text) {
        const auto parsed = parse_json(text, "status");
        return parsed && canonical(*parsed) == text;
    };
    CHECK(is_canonical(trust::canonical(list)));
    list.entries = {{"12345678", 2, trust::DocumentState::superseded, "Chỉnh lý \"\\ 1"},
                    {"abcdefgh", 1, trust::DocumentState::pending}};
    const std::string text = trust::canonical(list);
    CHECK(is_canonical(text));
    CHECK(text.find(R"({"document":"6162636465666768","revision":1,"state":"pending"})") !=
          std::string::npos);
}
