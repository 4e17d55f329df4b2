#include "engine/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace hocba {

void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work,
                 const std::function<void(std::size_t)>& progress) {
    std::atomic<std::size_t> next{0};
    std::size_t finished = 0;
    std::mutex mutex;
    const auto loop = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            work(i);
            const std::lock_guard lock(mutex);
            progress(++finished);
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::min<std::size_t>(jobs, count); ++i) threads.emplace_back(loop);
    loop();
    for (std::thread& thread : threads) thread.join();
}

unsigned default_jobs() {
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace hocba
