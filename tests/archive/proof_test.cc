// Trees and proofs against the recursive definitions of RFC 6962 §2.1, and against the vectors of Certificate
// Transparency's reference implementation (google/certificate-transparency, merkletree tests).
#include "archive/proof.h"

#include "archive/stored_archive.h"
#include "archive/tile.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

using Hashes = std::vector<std::string>;

/// The largest power of two smaller than n.
std::size_t split(std::size_t n) {
    std::size_t k = 1;
    while (k * 2 < n) k *= 2;
    return k;
}

// RFC 6962 §2.1, §2.1.1, §2.1.2, word by word, over d[from, to).
std::string mth(const Hashes& d, std::size_t from, std::size_t to) {
    if (to == from) return sha256("");
    if (to - from == 1) return sha256('\0' + d[from]);
    const std::size_t k = split(to - from);
    return sha256('\1' + mth(d, from, from + k) + mth(d, from + k, to));
}
Hashes path(std::size_t m, const Hashes& d, std::size_t from, std::size_t to) {
    if (to - from == 1) return {};
    const std::size_t k = split(to - from);
    Hashes out = m < k ? path(m, d, from, from + k) : path(m - k, d, from + k, to);
    out.push_back(m < k ? mth(d, from + k, to) : mth(d, from, from + k));
    return out;
}
Hashes subproof(std::size_t m, const Hashes& d, std::size_t from, std::size_t to, bool whole) {
    if (m == to - from) return whole ? Hashes{} : Hashes{mth(d, from, to)};
    const std::size_t k = split(to - from);
    Hashes out = m <= k ? subproof(m, d, from, from + k, whole) : subproof(m - k, d, from + k, to, false);
    out.push_back(m <= k ? mth(d, from + k, to) : mth(d, from, from + k));
    return out;
}

/// A log of those entries as its files, and Tree over them.
struct Log {
    Folder folder{"hocba-proof"};
    std::unique_ptr<Storage> storage = disk_storage(folder.path);
    SigningKey key = signing_key(origin, std::string(32, 'k'));
    Files files;  // all of them, in memory too
    Checkpoint last{{0, sha256("")}, sign_checkpoint({0, sha256("")}, key)};

    explicit Log(const Hashes& entries) {
        REQUIRE(storage->replace("log/checkpoint", last.note));
        grow(entries);
    }
    void grow(const Hashes& entries) {
        auto extension = extend(*storage, last, entries, key);
        REQUIRE(extension);
        REQUIRE(publish(*storage, last, *extension));
        last = extension->checkpoint;
        files.merge(extension->files);
    }
};

Hashes numbered(std::size_t count) {
    Hashes entries;
    for (std::size_t n = 0; n < count; ++n) entries.push_back("entry " + std::to_string(n));
    return entries;
}

Hashes changed(Hashes path, std::size_t at) {
    path[at][0] ^= 1;
    return path;
}

}  // namespace

TEST_CASE("the vectors of Certificate Transparency's reference tree") {
    const Hashes inputs = {"",
                           std::string("\x00", 1),
                           "\x10",
                           "\x20\x21",
                           "\x30\x31",
                           "\x40\x41\x42\x43",
                           "\x50\x51\x52\x53\x54\x55\x56\x57",
                           "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    const Hashes roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Log log({});
    for (std::size_t n = 0; n < inputs.size(); ++n) {
        log.grow({inputs[n]});
        CHECK(to_hex(log.last.head.root) == roots[n]);
    }
    const Tree tree(*log.storage, 8);
    CHECK(to_hex(tree.inclusion(0)->at(0)) ==
          "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    CHECK(to_hex(tree.consistency(1)->at(2)) ==
          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
}

TEST_CASE("every root, place and growth of trees up to 70 leaves, and some across tiles, by the definition") {
    const Hashes entries = numbered(600);
    std::vector<std::size_t> sizes;
    for (std::size_t n = 1; n <= 70; ++n) sizes.push_back(n);
    for (const std::size_t n : {255, 256, 257, 511, 512, 513, 600}) sizes.push_back(n);
    std::size_t proofs = 0;
    for (const std::size_t size : sizes) {
        const Log log(Hashes(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(size)));
        const Tree tree(*log.storage, size);
        const TreeHead head{size, mth(entries, 0, size)};
        CHECK(tree.root().value_or("") == head.root);
        for (std::size_t m = 0; m<size; m += size> 70 ? 37 : 1) {
            const Hashes place = *tree.inclusion(m), growth = *tree.consistency(m + 1);
            CHECK(place == path(m, entries, 0, size));
            CHECK(growth == subproof(m + 1, entries, 0, size, true));
            const TreeHead older{m + 1, mth(entries, 0, m + 1)};
            CHECK(root_over(leaf_hash(entries[m]), m, size, place) == head.root);
            CHECK(grew_from(older, head, growth));
            proofs += 2;
            // One bit, one hash more or less, one leaf beside: nothing is proven.
            for (std::size_t at = 0; at < place.size(); ++at)
                CHECK(root_over(leaf_hash(entries[m]), m, size, changed(place, at)) != head.root);
            for (std::size_t at = 0; at < growth.size(); ++at)
                CHECK_FALSE(grew_from(older, head, changed(growth, at)));
            Hashes longer = place, wider = growth;
            longer.push_back(head.root);
            wider.push_back(head.root);
            CHECK(root_over(leaf_hash(entries[m]), m, size, longer) != head.root);
            CHECK_FALSE(grew_from(older, head, wider));
            CHECK(root_over(leaf_hash(entries[m]), m + 1, size, place) != head.root);
            CHECK_FALSE(grew_from({m + 1, sha256("forked")}, head, growth));
            if (m + 1 < size) CHECK_FALSE(grew_from(head, older, growth));
        }
    }
    CHECK(proofs > 5000);
}

TEST_CASE("all places and growths of all trees up to 300 leaves as Go's sumdb/tlog has them") {
    std::ifstream vectors(std::string(HOCBA_SOURCE) + "/tests/archive/tlog_vectors.txt");
    Log log({});
    Hashes roots{sha256("")};
    std::size_t size = 0;
    for (std::string root, places, growths; vectors >> size >> root >> places >> growths;) {
        log.grow({"entry " + std::to_string(size - 1)});
        REQUIRE(size == roots.size());
        REQUIRE(to_hex(log.last.head.root) == root);
        roots.push_back(log.last.head.root);
        const Tree tree(*log.storage, size, &log.files);
        std::string all_places, all_growths;
        bool proven = true;
        for (std::size_t m = 0; m < size; ++m) {
            const Hashes place = *tree.inclusion(m), growth = *tree.consistency(m + 1);
            const std::string leaf = leaf_hash("entry " + std::to_string(m));
            proven = proven && root_over(leaf, m, size, place) == log.last.head.root &&
                     grew_from({m + 1, roots[m + 1]}, log.last.head, growth);
            for (const std::string& hash : place) all_places += hash;
            for (const std::string& hash : growth) all_growths += hash;
        }
        REQUIRE(proven);
        REQUIRE(to_hex(sha256(all_places).substr(0, 8)) == places);
        REQUIRE(to_hex(sha256(all_growths).substr(0, 8)) == growths);
    }
    CHECK(size == 300);
}

TEST_CASE("a receipt proves an entry and its PDF with the log's key alone") {
    const Home home("hocba-receipt");
    const auto entries = stored(*home.writer(), submissions(0, 300));
    const auto reader = home.reader();
    const auto receipt = reader->receipt(entries[123].leaf, PdfSalt::included);
    REQUIRE(receipt);
    const std::string text = to_text(*receipt);
    const VerifierKey key = signing_key(origin, std::string(32, 'k')).verifier;
    const auto judged = [&](const std::string& bytes, const std::string& pdf) {
        const auto read = receipt_of(bytes, "receipt");
        if (!read) return read.error().problems[0].what.en;
        const auto proven = verify(*read, key, pdf, "receipt");
        return proven ? "entry " + std::to_string(proven->leaf) : proven.error().problems[0].what.en;
    };
    CHECK(judged(text, submission(123).pdf) == "entry 123");
    CHECK(judged(text, submission(124).pdf) == "this PDF is not the one that the entry commits to");
    int refused = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string bad = text;
        bad[at] ^= 1;
        INFO("byte " << at);
        const std::string verdict = judged(bad, submission(123).pdf);
        refused += verdict != "entry 123" ? 1 : 0;
    }
    CHECK(refused == static_cast<int>(text.size()));
    CHECK(judged("", "") == "this is no receipt of a log (tlog-proof)");
    CHECK(judged(text.substr(0, text.find("index")), "") == "this is no receipt of a log (tlog-proof)");
}

TEST_CASE("a witness's cosignature is believed, another's is not") {
    const std::string note = sign_checkpoint({3, sha256("root")}, signing_key(origin, std::string(32, 'k')));
    const SigningKey raw = signing_key("witness.example/w1", std::string(32, 'w'));
    const std::string public_key = raw.verifier.public_key;
    const std::string id = sha256("witness.example/w1\n\x04" + public_key).substr(0, 4);
    const auto witness =
        verifier_key("witness.example/w1+" + to_hex(id) + "+" + to_base64('\x04' + public_key), "vkey",
                     KeyType::cosignature);
    REQUIRE(witness);
    CHECK_FALSE(verifier_key(to_text(*witness), "vkey"));  // no key of a log
    CHECK_FALSE(cosigned_at(note, *witness, "note"));
    // The signature line is that of a note over the witness's own text, with the time put before it.
    const std::string body = note.substr(0, note.find("\n\n") + 1);
    const std::string signed_note = sign_note("cosignature/v1\ntime 1748660400\n" + body, raw);
    const std::string line = signed_note.substr(signed_note.rfind(' ') + 1);
    const std::string signature = from_base64(line.substr(0, line.size() - 1))->substr(4);
    const auto cosigned = [&](std::uint64_t time) {
        return note + "— witness.example/w1 " + to_base64(id + be64(time) + signature) + "\n";
    };
    CHECK(cosigned_at(cosigned(1748660400), *witness, "note").value_or(0) == 1748660400);
    CHECK_FALSE(cosigned_at(cosigned(1748660401), *witness, "note"));
    CHECK(open_checkpoint(cosigned(1748660400), signing_key(origin, std::string(32, 'k')).verifier));
}

TEST_CASE("README shows a receipt, a proof of growth and a cosignature as they are") {
    Log log(numbered(3));
    const std::string before = log.last.note;
    log.grow({"entry 3", "entry 4"});
    const Tree tree(*log.storage, 5);
    const std::string extra = R"({"entry":"entry 2"})";
    const std::string receipt = to_text(Receipt{extra, 2, *tree.inclusion(2), log.last.note});
    const std::string growth = to_text(Growth{3, *tree.consistency(3), log.last.note});
    const SigningKey witness = signing_key("witness.example/w1", std::string(32, 'w'));
    const std::string id = sha256("witness.example/w1\n\x04" + witness.verifier.public_key).substr(0, 4);
    const std::string body = log.last.note.substr(0, log.last.note.find("\n\n") + 1);
    const std::string note = sign_note("cosignature/v1\ntime 1748660400\n" + body, witness);
    const std::string blob =
        *from_base64(note.substr(note.rfind(' ') + 1, note.size() - note.rfind(' ') - 2));
    const std::string line =
        "— witness.example/w1 " + to_base64(id + be64(1748660400) + blob.substr(4)) + "\n";
    const std::string vkey =
        "witness.example/w1+" + to_hex(id) + "+" + to_base64('\x04' + witness.verifier.public_key);
    const std::string readme = bytes_of(std::string(HOCBA_SOURCE) + "/archive/README.md");
    for (const std::string& shown : {receipt, growth, line, vkey + "\n", to_text(log.key.verifier) + "\n"}) {
        INFO(shown);
        CHECK(readme.find("\n" + shown) != std::string::npos);
    }
    const auto key = log.key.verifier;
    CHECK(verify(*receipt_of(receipt, "r"), key, std::nullopt, "r")->entry == "entry 2");
    CHECK(verify(*growth_of(growth, "g"), key, before, "g")->size == 5);
    CHECK(cosigned_at(log.last.note + line, *verifier_key(vkey, "v", KeyType::cosignature), "n") ==
          1748660400);
}
