// The format on disk against what others say of it: the note specification, Go's test key, GNU tar.
#include <fmt/format.h>

#include "archive/entry.h"
#include "archive/fold.h"
#include "archive/log.h"
#include "archive/note.h"
#include "archive/pack.h"
#include "engine/base/file.h"
#include "tests/archive/support.h"

using namespace hocba;
using namespace hocba::archive;
using namespace hocba::archive::testing;

namespace {

// golang.org/x/mod/sumdb/note, note_test.go: key and note.
const std::string peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string peter_private =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string peter_text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string peter_note =
    peter_text +
    "\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/// RFC 6962 §2.1 once more, straight from its recursion, over the hashes of all leaves.
std::string mth(const std::vector<std::string>& leaves) {
    if (leaves.empty()) return sha256("");
    if (leaves.size() == 1) return sha256(std::string("\0", 1) + leaves[0]);
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    return sha256("\x01" + mth({leaves.begin(), leaves.begin() + static_cast<long>(k)}) +
                  mth({leaves.begin() + static_cast<long>(k), leaves.end()}));
}

/// The line of archive/README.md that begins so.
std::string example(const std::string& beginning) {
    const std::string readme = *read_file(HOCBA_SOURCE "/archive/README.md");
    const auto at = readme.find("\n" + beginning) + 1;
    return readme.substr(at, readme.find('\n', at) - at);
}

}  // namespace

TEST_CASE("the event in README.md is byte for byte what the archive writes and proves") {
    const std::string bytes = example("{\"civil_status\""), line = example("{\"commitments\":{\"decision\"");
    const auto manifest = manifest_of(bytes, "README.md");
    REQUIRE(manifest);
    CHECK(manifest->notice->event.reason == "Nhập sai điểm");
    CHECK(to_bytes(log_entry_of(*manifest, bytes, 1, 12288)) == line);
    CHECK(proves(*log_entry_of(line, "README.md"), *manifest, bytes));
    CHECK(example("Its leaf hash").find(to_hex(leaf_hash(line))) != std::string::npos);
}

TEST_CASE("Go's sumdb note is signed to the same bytes and verified") {
    const auto key = signing_key_of(peter_private, "key");
    REQUIRE(key);
    CHECK(to_text(key->verifier) == peter);
    CHECK(to_text(*key) == peter_private);
    CHECK(sign_note(peter_text, *key) == peter_note);
    const auto verifier = verifier_key(peter, "vkey");
    REQUIRE(verifier);
    CHECK(open_note(peter_note, *verifier, "note").value_or("") == peter_text);
}

TEST_CASE("every changed byte of a note or a vkey is refused") {
    const auto verifier = verifier_key(peter, "vkey");
    REQUIRE(verifier);
    for (std::size_t i = 0; i < peter_note.size(); ++i) {
        std::string note = peter_note;
        note[i] = static_cast<char>(note[i] ^ 1);
        INFO("byte " << i);
        CHECK_FALSE(open_note(note, *verifier, "note"));
    }
    for (std::size_t i = 0; i < peter.size(); ++i) {
        std::string key = peter;
        ++key[i];
        CHECK_FALSE(verifier_key(key, "vkey"));
    }
}

TEST_CASE("tile names are those of tlog-tiles") {
    CHECK(tile_path(0, 1234067, 256) == "log/tile/0/x001/x234/067");
    CHECK(tile_path(1, 1, 17) == "log/tile/1/001.p/17");
    CHECK(tile_path(-1, 273, 112) == "log/tile/entries/273.p/112");
    // A tree of 70,000: 273 full tiles and one of 112, one full and one of 17 above, one of 1 above that.
    CHECK(width_in(70000, 0, 272) == 256);
    CHECK(width_in(70000, 0, 273) == 112);
    CHECK(width_in(70000, 1, 1) == 17);
    CHECK(width_in(70000, 2, 0) == 1);
    CHECK(width_in(70000, 3, 0) == 0);
    const auto name = parse_tile_path("log/tile/0/x001/x234/067");
    REQUIRE(name);
    CHECK(name->index == 1234067);
    for (const char* wrong :
         {"log/tile/0/67", "log/tile/00/067", "log/tile/0/067.p/256", "log/tile/0/067.p/0",
          "log/tile/0/001/067", "log/tile/0/x001/x067", "log/tile/0/067.new", "log/tile/0"})
        CHECK_FALSE(parse_tile_path(wrong));
}

TEST_CASE("600 entries give the tiles and the root that RFC 6962 gives") {
    const Folder folder("hocba-tiles");
    const auto storage = disk_storage(folder.path);
    const SigningKey key = signing_key(origin, std::string(32, 'k'));
    Checkpoint last{{0, sha256("")}, sign_checkpoint({0, sha256("")}, key)};
    REQUIRE(storage->replace(checkpoint_path, last.note));
    std::vector<std::string> entries;
    for (const std::size_t step : {1u, 2u, 252u, 1u, 1u, 300u, 43u}) {  // 600, by 255, 256 and 257
        std::vector<std::string> more;
        for (std::size_t i = 0; i < step; ++i) more.push_back(fmt::format("entry {}", entries.size() + i));
        auto extension = extend(*storage, last, more, key);
        REQUIRE(extension);
        REQUIRE(publish(*storage, last, *extension));
        last = extension->checkpoint;
        entries.insert(entries.end(), more.begin(), more.end());
        CHECK(last.head.size == entries.size());
        CHECK(to_hex(last.head.root) == to_hex(mth(entries)));
    }
    CHECK(bytes_of(folder.path / "log/tile/0/000").size() == 8192);
    CHECK(bytes_of(folder.path / "log/tile/0/002.p/88").size() == 88 * 32);  // 600 = 2 · 256 + 88
    const std::vector<std::string> second(entries.begin() + 256, entries.begin() + 512);
    CHECK(to_hex(bytes_of(folder.path / "log/tile/1/000.p/2").substr(32)) == to_hex(mth(second)));
    CHECK_FALSE(fs::exists(folder.path / "log/tile/0/000.p/255"));
    CHECK(to_hex(Tree(*storage, 600).range(0, 255).value_or("")) ==
          to_hex(mth({entries.begin(), entries.begin() + 255})));
}

TEST_CASE("a member's header is the one that is legal, and GNU tar reads it") {
    const std::string name = member_name("abc", ".json");
    CHECK(name == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.json");
    const std::string member = tar_member(name, "abc");
    CHECK(member.size() == 1024);
    const auto parsed = parse_tar_header(member.substr(0, 512), 4096);
    REQUIRE(parsed);
    CHECK(parsed->size == 3);
    CHECK(parsed->end() == 4096 + 1024);
    for (std::size_t i = 0; i < 512; ++i) {
        std::string header = member.substr(0, 512);
        header[i] = static_cast<char>(header[i] ^ 4);
        INFO("byte " << i);
        const auto other = parse_tar_header(header, 0);
        CHECK_FALSE(other);
    }
    const Folder folder("hocba-tar");
    write_bytes(folder.path / "p.tar", member + member);
    const Ran listed = run("tar -tvf " + (folder.path / "p.tar").string());
    CHECK(listed.status == 0);
    CHECK(listed.output.find("-r--r--r-- 0/0") == 0);
}

TEST_CASE("names fold to what people type") {
    CHECK(fold("Nguyễn  Thị Đào") == "NGUYEN THI DAO");
    CHECK(fold("đặng Ưng Hoàng Ỷ") == "DANG UNG HOANG Y");
    CHECK(fold("Ho\xCC\x80 Nga\xCC\x83") == "HO NGA");  // decomposed
}

TEST_CASE("the longest entry that a log can hold is far below the 1 kB of tlog-tiles") {
    LogEntry entry;
    entry.kind = "issue";
    entry.manifest = entry.record = entry.pdf = std::string(32, '\xFF');
    entry.pack = 99999999;         // eight digits name a pack
    entry.end = (1ULL << 53) - 1;  // the largest number in canonical JSON
    entry.time = {253402300799, -839};
    const std::string line = to_bytes(entry);
    CHECK(line.size() <= 400);
    CHECK(log_entry_of(line, "entry"));
}
