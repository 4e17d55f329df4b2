// What a person or a machine is told: problems on standard error, results on standard output.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "cli/names.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::cli {

/// "where: what\n    → hint" on standard error.
void tell(const Context& context, const std::vector<Problem>& problems);
void tell(const Context& context, const Error& error);
/// A class lacks the same data 35 times: each different sentence is told once, with its first place and how
/// many more there are.
void tell_once(const Context& context, const std::vector<Problem>& problems);

/// One line on standard output; nothing when --json is set.
void say(const Context& context, const Text& line);
/// A line with text out of a file that nobody vouches for: no control reaches the terminal.
void print_line(const std::string& line);
/// One JSON object a line on standard output; nothing without --json.
void say_json(const Context& context, const Json& json);

Json to_json(const Context& context, const std::vector<Problem>& problems);

/// The worst of a batch: 7 > 8 > 6 > 5 > 3 > 4 > 2 > 1 > 0.
int worse(int a, int b);
inline int exit_code(const Error& error) {
    return static_cast<int>(error.fault);
}
/// Tells the error and gives its exit code.
int failed(const Context& context, const Error& error);

/// How long a stage takes: by the clock, and of all cores together.
class Stopwatch {
  public:
    Stopwatch();
    double wall_s() const;
    double cpu_s() const;

  private:
    double wall_, cpu_;
};

/// A bar with items/s and the time that remains on a terminal; silent elsewhere.
class Progress {
  public:
    Progress(const Context& context, std::string_view what, std::size_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void done(std::size_t count);  // so many so far; from one thread at a time

  private:
    std::string what_;
    std::size_t total_;
    bool shown_;
    double started_;
    double last_ = 0;
};

}  // namespace hocba::cli
