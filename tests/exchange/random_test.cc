// Sheets with random damage: always an answer, never a crash, and no pupil without a word.
#include <random>

#include "engine/base/utf8.h"
#include "engine/exchange/sheet.h"
#include "tests/exchange/encodings.h"
#include "tests/exchange/import_support.h"
#include "tests/support/process.h"

using namespace hocba;
using namespace hocba::exchange;

namespace {

/// Bytes changed, removed, repeated or replaced by what readers stumble over.
std::string damaged(std::string bytes, std::mt19937& random) {
    static const std::string kTraps[] = {"\"",        "\"\"",
                                         ",",         ";",
                                         "\t",        "\n",
                                         "\r",        std::string(1, '\0'),
                                         "\xFF\xFE",  "\xEF\xBB\xBF",
                                         "\xC3",      "\xED\xA0\x80",
                                         "=1+1",      "\u200B",
                                         "Ð",         "1e999",
                                         "31/2/2017", std::string(70'000, 'x')};
    for (std::size_t i = 0, count = 1 + random() % 6; i < count && !bytes.empty(); ++i) {
        const std::size_t at = random() % bytes.size(), length = random() % 40;
        switch (random() % 4) {
            case 0:
                bytes[at] = static_cast<char>(random());
                break;
            case 1:
                bytes.erase(at, length);
                break;
            case 2:
                bytes.insert(at, bytes.substr(random() % bytes.size(), length));
                break;
            default:
                bytes.insert(at, kTraps[random() % std::size(kTraps)]);
        }
    }
    return bytes;
}

void check(const Result<Import>& import) {
    if (!import) {
        CHECK_FALSE(import.error().problems.empty());
        return;
    }
    CHECK(import->records.size() <= import->pupils);
    CHECK((import->records.size() == import->pupils || !import->rejected.empty()));
    for (const std::string& record : import->records) CHECK(record::parse(record, primary(), "r"));
    for (const Rejected& row : import->rejected) {
        CHECK_FALSE(row.problem.where.empty());
        CHECK_FALSE(ill_formed_at(row.problem.what.vi));
    }
    CHECK_FALSE(ill_formed_at(rejected_csv(import->rejected, true)));
}

}  // namespace

TEST_CASE("500 sheets with random damage are each answered") {
    std::mt19937 random(20'250'530);
    const test::Folder folder("random");
    const std::vector<std::string> sheets = sheets_of_2a();
    const char* encodings[] = {"utf-8", "utf-16le", "tcvn3", "vni", "viscii", "windows-1258"};
    for (int round = 0; round < 500; ++round) {
        const std::string encoding = encodings[random() % std::size(encodings)];
        const std::string victim = sheets[random() % sheets.size()];
        for (const std::string& sheet : sheets) {
            const std::string bytes = encoded(source("samples/csv/" + sheet), encoding);
            put(folder.path() / sheet, sheet == victim ? damaged(bytes, random) : bytes);
        }
        INFO("round " << round << ", " << victim << " in " << encoding);
        const bool stated = random() % 4 != 0 && !encoding.starts_with("utf");
        check(import_sheets(class_2a(folder.path(), stated ? encoding : "", random() % 2 == 0), primary(),
                            uuid_of));
    }
}

TEST_CASE("pure noise is answered as well") {
    std::mt19937 random(27);
    const SheetMapping mapping = class_2a(".").sheets[0];
    for (int round = 0; round < 200; ++round) {
        std::string bytes(random() % 2000, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random());
        for (const std::string& encoding : encoding_names()) {
            SheetMapping named = mapping;
            named.encoding = encoding;
            CHECK_FALSE(read_sheet(bytes, named, "noise.csv"));
        }
        CHECK_FALSE(read_sheet(bytes, mapping, "noise.csv"));
    }
}
