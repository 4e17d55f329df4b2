// Work of many like parts, on all cores.
#pragma once

#include <cstddef>
#include <functional>

namespace hocba {

/// Calls work(0) … work(count - 1) from `jobs` threads, and `progress` after each, one at a time with how many are
/// done; neither may throw.
void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work,
                 const std::function<void(std::size_t)>& progress = [](std::size_t) {});

/// As many as the machine has cores.
unsigned default_jobs();

}  // namespace hocba
