#include "archive/random.h"

#include <sys/random.h>

#include <cerrno>

#include "archive/durable_file.h"

namespace hocba::archive {

Result<std::string> system_random(std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t n = ::getrandom(bytes.data() + done, size - done, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return cannot_read("getrandom", errno);
        done += static_cast<std::size_t>(n);
    }
    return bytes;
}

}  // namespace hocba::archive
