// Thousands of random records of every form, drawn from its schema, against the rules of the page.
//
// HOCBA_RECORDS sets how many records of each form are drawn; HOCBA_SEED from which seed on.
// That the rules see what they should is shown twice: mutation_test.cc breaks good pages one way after
// another; and each rule of layout was loosened by hand and found out here (the list stands in README.md).
#include <fmt/format.h>

#include <atomic>
#include <iostream>
#include <mutex>
#include <thread>

#include "tests/forms/forms.h"
#include "tests/forms/record_maker.h"
#include "tests/forms/rules.h"

using namespace hocba;
using namespace hocba::forms;

namespace {

// Of all forms together, so that a new form does not make the test longer: about half a minute on two cores.
constexpr int default_records = 8000;

int setting(const char* name, int otherwise) {
    const char* given = std::getenv(name);
    return given ? std::atoi(given) : otherwise;
}

struct Tally {
    std::size_t records = 0, pages = 0, texts = 0, refused = 0;
    Findings findings;

    void add(const Tally& other) {
        records += other.records;
        pages += other.pages;
        texts += other.texts;
        refused += other.refused;
        findings.insert(findings.end(), other.findings.begin(), other.findings.end());
    }
};

/// A box that shrinks or is fixed may refuse a text, if it says whose, which box, and how much is missing.
bool is_fair_refusal(const Error& error, const form::Flow& flow) {
    const std::string& what = error.problems[0].what.en;
    return error.fault == Fault::form && what.find("is taller than the box") != std::string::npos &&
           what.find(" of " + flow.subject) != std::string::npos &&
           what.find("mm are missing") != std::string::npos;
}

void examine(const form::Form& form, unsigned seed, InkMeter& meter, Tally& tally) {
    RecordMaker maker(form.schema().json(), seed);
    const auto found = [&](const std::string& what) {
        tally.findings.push_back(
            fmt::format("{}, seed {} (mood {}): {}", form.id(), seed, static_cast<int>(maker.mood()), what));
    };
    ++tally.records;
    const auto record = record::from_json(maker.make(), form.schema(), "record.json");
    if (!record) return found("the maker's record is refused: " + message(record.error()));
    auto flow = form::bind(form, *record, std::nullopt);
    if (!flow) return found(message(flow.error()));
    if (seed % 2 == 0) flow->draft = {};  // as issued
    const auto pages = layout::lay_out(*flow, fonts());
    if (!pages && is_fair_refusal(pages.error(), *flow)) {
        ++tally.refused;
        return;
    }
    if (!pages) return found(message(pages.error()));
    tally.pages += pages->pages.size();
    tally.texts += texts_of(*flow).size();
    for (const std::string& finding : check(*flow, *pages, meter)) found(finding);
}

/// On every processor; seeds do not depend on how many there are.
Tally examine_all(const form::Form& form, int records) {
    const int first = setting("HOCBA_SEED", 1);
    std::atomic<int> next = 0;
    std::mutex mutex;
    Tally sum;
    const auto work = [&] {
        InkMeter meter(fonts());
        Tally tally;
        for (int i = next++; i < records; i = next++)
            examine(form, static_cast<unsigned>(first + i), meter, tally);
        const std::lock_guard guard(mutex);
        sum.add(tally);
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    std::sort(sum.findings.begin(), sum.findings.end());
    return sum;
}

}  // namespace

TEST_CASE("random records of every form break no rule of the page") {
    REQUIRE_FALSE(all_forms().empty());
    const int records = setting("HOCBA_RECORDS", default_records / static_cast<int>(all_forms().size()));
    REQUIRE(fonts().size() > 0);
    for (const form::Form& form : all_forms()) {
        const Tally tally = examine_all(form, records);
        std::cout << fmt::format("{}: {} records, {} pages, {} texts, {} refused by a box, {} violations\n",
                                 form.id(), tally.records, tally.pages, tally.texts, tally.refused,
                                 tally.findings.size());
        for (std::size_t i = 0; i < std::min<std::size_t>(tally.findings.size(), 20); ++i)
            std::cout << "  " << tally.findings[i] << "\n";
        CHECK(tally.findings.empty());
        CHECK(tally.pages > tally.records / 2);
    }
}
