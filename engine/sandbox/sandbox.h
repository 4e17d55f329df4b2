// A child process for work on bytes that nobody vouches for: little memory, little time, no files, no
// network.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace hocba::sandbox {

struct Limits {
    std::chrono::milliseconds time{4000};      // wall clock and processor, so that a verdict comes within 5 s
    std::size_t memory = 256UL * 1024 * 1024;  // beyond what the process has already
    std::size_t output = 64UL * 1024 * 1024;   // bytes the child may answer
    /// A forbidden call fails in the child (EPERM) instead of ending it: for a library that asks for files
    /// and does without.
    bool fails_quietly = false;
};

/// The time for one verdict or file, which all children that it takes share.
class Deadline {
  public:
    explicit Deadline(std::chrono::milliseconds total = std::chrono::milliseconds(4500))
        : end_(std::chrono::steady_clock::now() + total) {}
    /// Those limits, with no more time than is left.
    Limits limits(Limits usual = {}) const;

  private:
    std::chrono::steady_clock::time_point end_;
};

enum class Ending { finished, out_of_time, out_of_memory, too_much_output, crashed };

struct Answer {
    Ending ending = Ending::crashed;
    std::string output;  // of a finished child
};

/// Runs `work` in a forked child and returns what it answered. Nothing that `work` does reaches the caller
/// but its answer; an exception in it is a crash.
Answer run_limited(const std::function<std::string()>& work, const Limits& limits = {});

}  // namespace hocba::sandbox
