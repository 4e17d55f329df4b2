#include "cli/report.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <map>

#include "engine/base/utf8.h"

namespace hocba::cli {
namespace {

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace

void tell(const Context& context, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
        fmt::print(stderr, "{}: {}\n", on_one_line(context.say(place_name(problem.where))),
                   on_one_line(context.say(problem.what)));
        if (!problem.hint.vi.empty())
            fmt::print(stderr, "    → {}\n", on_one_line(context.say(problem.hint)));
    }
}

void tell(const Context& context, const Error& error) {
    tell(context, error.problems);
}

void tell_once(const Context& context, const std::vector<Problem>& problems) {
    std::map<std::string, std::size_t> count;
    for (const Problem& problem : problems) ++count[problem.what.en];
    std::vector<Problem> told;
    for (const Problem& problem : problems) {
        const auto found = count.find(problem.what.en);
        if (found == count.end()) continue;  // told at its first place
        const std::size_t more = found->second - 1;
        count.erase(found);
        told.push_back(problem);
        if (more > 0)
            told.back().where +=
                context.say({fmt::format(" (và {} chỗ khác)", more), fmt::format(" (and {} more)", more)});
    }
    tell(context, told);
}

void say(const Context& context, const Text& line) {
    if (!context.json) fmt::print("{}\n", context.say(line));
}

void print_line(const std::string& line) {
    fmt::print("{}\n", on_one_line(line));
}

void say_json(const Context& context, const Json& json) {
    if (context.json) fmt::print("{}\n", canonical(json));
}

Json to_json(const Context& context, const std::vector<Problem>& problems) {
    Json::Array list;
    for (const Problem& problem : problems)
        list.emplace_back(Json::Object{{"where", problem.where},
                                       {"what", context.say(problem.what)},
                                       {"hint", context.say(problem.hint)}});
    return list;
}

int worse(int a, int b) {
    static constexpr std::array<int, 10> kOrder{0, 1, 2, 4, 3, 5, 6, 8, 7, 64};
    const auto rank = [](int code) { return std::find(kOrder.begin(), kOrder.end(), code) - kOrder.begin(); };
    return rank(a) >= rank(b) ? a : b;
}

int failed(const Context& context, const Error& error) {
    tell(context, error);
    return exit_code(error);
}

Stopwatch::Stopwatch() : wall_(seconds()), cpu_(cpu_seconds()) {}

double Stopwatch::wall_s() const {
    return seconds() - wall_;
}

double Stopwatch::cpu_s() const {
    return cpu_seconds() - cpu_;
}

Progress::Progress(const Context& context, std::string_view what, std::size_t total)
    : what_(what),
      total_(total),
      shown_(!context.json && total > 1 && ::isatty(STDERR_FILENO) != 0),
      started_(seconds()) {}

Progress::~Progress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::done(std::size_t count) {
    const double now = seconds();
    if (!shown_ || (count < total_ && now - last_ < 0.1)) return;
    last_ = now;
    const double rate = static_cast<double>(count) / std::max(now - started_, 1e-3);
    const double left = static_cast<double>(total_ - count) / std::max(rate, 1e-3);
    const auto filled = count * 30 / total_;
    fmt::print(stderr, "\r\x1b[K{} [{:#<{}}{: <{}}] {}/{}  {:.0f}/s  {:.0f} s", what_, "", filled, "",
               30 - filled, count, total_, rate, left);
    std::fflush(stderr);
}

}  // namespace hocba::cli
