// hocba's side of the benchmark: one thread, everything loaded once, CPU time of the process.
//
//   hocba_bench FORM-FOLDER FONT-MANIFEST RECORDS.ndjson SEAL.p12 SIGNER.p12 WARM-UP COUNT FIRST.pdf
//
// The last WARM-UP records warm up; the first COUNT are measured, from the beginning again when there are
// fewer. Prints one JSON object; the PIN of both keys is in HOCBA_BENCH_PIN.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sstream>
#include <string>
#include <vector>

#include "engine/base/file.h"
#include "engine/engine.h"
#include "engine/sign/sign.h"
#include "tests/bench/stages.h"

namespace hocba::bench {
namespace {

struct Arguments {
    std::string form, fonts, records, seal_key, signer_key;
    std::size_t warm_up = 0, count = 0;
    std::string first_pdf, pin;
};

[[noreturn]] void stop(const Error& error) {
    for (const Problem& problem : error.problems)
        std::fprintf(stderr, "%s: %s\n", problem.where.c_str(), problem.what.en.c_str());
    std::exit(static_cast<int>(error.fault));
}

template <class T>
T need(Result<T> result) {
    if (!result) stop(result.error());
    return *std::move(result);
}

Arguments arguments(int count, char** words) {
    const char* pin = std::getenv("HOCBA_BENCH_PIN");
    if (count != 9 || pin == nullptr) {
        std::fprintf(stderr, "see the head of tests/bench/bench.cc, or run scripts/bench\n");
        std::exit(static_cast<int>(Fault::usage));
    }
    return {words[1], words[2], words[3], words[4], words[5], std::stoul(words[6]), std::stoul(words[7]),
            words[8], pin};
}

std::vector<std::string> lines_of(const std::string& path) {
    std::istringstream bytes(need(read_file(path)));
    std::vector<std::string> lines;
    for (std::string line; std::getline(bytes, line);) lines.push_back(line);
    if (lines.empty()) stop({Fault::record, {{path, {"Tệp không có hồ sơ", "there are no records"}}}});
    return lines;
}

struct Inputs {
    std::vector<std::string> lines;
    std::size_t warm_up, count;

    const std::string& measured(std::size_t i) const { return lines[i % lines.size()]; }
    const std::string& warming(std::size_t i) const { return lines[lines.size() - 1 - i % lines.size()]; }
};

double peak_rss_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;  // kibibytes on Linux
}

/// Measures `work(i)` for every document; seconds of CPU.
template <class Work>
double cpu_seconds(std::size_t count, Work&& work) {
    const double before = cpu_now();
    for (std::size_t i = 0; i < count; ++i) work(i);
    return cpu_now() - before;
}

Json::Object measure(const Inputs& inputs, const Bench& bench, const std::string& first_pdf) {
    for (std::size_t i = 0; i < inputs.warm_up; ++i) {
        const Document document = need(unsigned_document(bench, inputs.warming(i)));
        need(sign_all(bench, document.pdf.bytes));
    }
    const auto count = static_cast<double>(inputs.count);
    std::size_t bytes = 0;
    const double unsigned_s = cpu_seconds(inputs.count, [&](std::size_t i) {
        bytes += need(unsigned_document(bench, inputs.measured(i))).pdf.bytes.size();
    });
    const double signed_s = cpu_seconds(inputs.count, [&](std::size_t i) {
        need(sign_all(bench, need(unsigned_document(bench, inputs.measured(i))).pdf.bytes));
    });
    Stages stages;
    for (std::size_t i = 0; i < inputs.count; ++i) need(staged_document(bench, inputs.measured(i), stages));
    if (const auto written = write_file(
            first_pdf, need(sign_all(bench, need(unsigned_document(bench, inputs.measured(0))).pdf.bytes)));
        !written)
        stop(written.error());
    return {{"documents", static_cast<std::int64_t>(inputs.count)},
            {"docs_per_cpu_s", count / unsigned_s},
            {"signed_docs_per_s", count / signed_s},
            {"signatures_per_doc", static_cast<std::int64_t>(bench.form.slots().size())},
            {"bytes_per_doc", static_cast<double>(bytes) / count},
            {"peak_rss_mb", peak_rss_mb()},
            {"stage_ms", to_json(stages, inputs.count)}};
}

int run(int count, char** words) {
    const Arguments given = arguments(count, words);
    const Instant now{std::time(nullptr)};
    const auto sealer = need(seal::open_pkcs12(given.seal_key, given.pin));
    const auto signer = need(sign::open_pkcs12(given.signer_key, given.pin, now));
    const Bench bench{need(form::load(given.form)), need(text::FontSet::open(given.fonts)), *sealer, *signer,
                      now};
    const Inputs inputs{lines_of(given.records), given.warm_up, given.count};
    std::fputs(pretty(measure(inputs, bench, given.first_pdf)).c_str(), stdout);
    return 0;
}

}  // namespace
}  // namespace hocba::bench

int main(int count, char** words) {
    return hocba::bench::run(count, words);
}
