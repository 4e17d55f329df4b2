#include "engine/sandbox/sandbox.h"

#include <poll.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <initializer_list>
#include <new>
#include <string_view>

#include "engine/base/digest.h"

namespace hocba::sandbox {
namespace {

// Ends of the child that are not signals.
constexpr int exit_out_of_memory = 40;
constexpr int exit_refused = 41;
constexpr int answer_descriptor = 0;

#if defined(__SANITIZE_ADDRESS__)
// Its shadow memory alone is terabytes; it asks whether an address can be read by writing it to a pipe, and
// for the signal stack before a function that does not return.
constexpr bool sanitised = true;
#else
constexpr bool sanitised = false;
#endif

rlim_t address_space() {
    std::ifstream statm("/proc/self/statm");
    rlim_t pages = 0;
    statm >> pages;
    return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

bool limit(int resource, rlim_t soft, rlim_t hard) {
    const rlimit both{soft, hard};
    return setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

bool limit(int resource, rlim_t value) {
    return limit(resource, value, value);
}

bool set_limits(const Limits& limits) {
    const auto seconds = static_cast<rlim_t>((limits.time.count() + 999) / 1000);
    // Below the hard limit a child ends by SIGXCPU, at it by a SIGKILL that says nothing of time.
    bool set = limit(RLIMIT_CPU, seconds, seconds + 1) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
               limit(RLIMIT_NOFILE, sanitised ? 3 : 1);
    if (!sanitised) set = set && limit(RLIMIT_AS, address_space() + limits.memory);
    return set;
}

/// Memory, the clock, the one pipe and the end: all that parsing needs.
bool close_the_system(bool quietly) {
    scmp_filter_ctx filter =
        seccomp_init(sanitised || quietly ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr) return false;
    bool added = true;
    for (const int call : {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
                           SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(rt_sigprocmask), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
                           SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield)})
        added = added && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    // Write to the answer alone. A sanitised child writes to the sanitiser's pipe too, and an abort of its
    // own is not refused, so that it is seen.
    added = added && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                      SCMP_A0(sanitised ? SCMP_CMP_GE : SCMP_CMP_EQ, answer_descriptor)) == 0;
    if (sanitised)
        for (const int call : {SCMP_SYS(pipe2), SCMP_SYS(close), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill)})
            added = added && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    constexpr scmp_datum_t executable = 4;  // PROT_EXEC
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        added = added && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                          SCMP_A2(SCMP_CMP_MASKED_EQ, executable, 0)) == 0;
    const bool loaded = added && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded;
}

/// SIGTERM of the caller's handlers, test frameworks and the like must not run in the child.
void forget_handlers() {
    for (const int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTERM, SIGINT, SIGHUP, SIGXCPU})
        std::signal(number, SIG_DFL);
}

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(answer_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

[[noreturn]] void child(const std::function<std::string()>& work, const Limits& limits, int answer) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    forget_handlers();
    if (dup2(answer, answer_descriptor) < 0 || close_range(answer_descriptor + 1, ~0U, 0) != 0)
        _exit(exit_refused);
    if (!set_limits(limits) || !close_the_system(limits.fails_quietly)) _exit(exit_refused);
    try {
        _exit(write_all(work()) ? 0 : exit_refused);
    } catch (const std::bad_alloc&) {
        _exit(exit_out_of_memory);
    } catch (...) {
        _exit(exit_refused);
    }
}

/// Reads until the child closes its end, the deadline passes, or it says too much.
Ending collect(int from, const Limits& limits, std::string& output) {
    const auto deadline = std::chrono::steady_clock::now() + limits.time;
    std::array<char, 65536> piece{};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return Ending::out_of_time;
        pollfd waiting{from, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready <= 0) continue;
        const ssize_t got = read(from, piece.data(), piece.size());
        if (got == 0) return Ending::finished;
        if (got < 0 && errno != EINTR) return Ending::crashed;
        if (got > 0) output.append(piece.data(), static_cast<std::size_t>(got));
        if (output.size() > limits.output) return Ending::too_much_output;
    }
}

/// The end of a child that was not stopped for time or output.
Ending ending_of(int status) {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return Ending::finished;
    if (WIFEXITED(status) && WEXITSTATUS(status) == exit_out_of_memory) return Ending::out_of_memory;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return Ending::out_of_time;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return Ending::out_of_memory;  // by the kernel
    return Ending::crashed;
}

}  // namespace

Limits Deadline::limits(Limits usual) const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
    usual.time = std::clamp(left, std::chrono::milliseconds(0), usual.time);
    return usual;
}

Answer run_limited(const std::function<std::string()>& work, const Limits& limits) {
    // OpenSSL reads its configuration at first use, which the child may not do.
    (void)sha256("");
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return {};
    const pid_t pid = fork();
    if (pid == 0) child(work, limits, ends[1]);
    close(ends[1]);
    Answer answer;
    if (pid > 0) answer.ending = collect(ends[0], limits, answer.output);
    close(ends[0]);
    if (pid <= 0) return {};
    if (answer.ending != Ending::finished) kill(pid, SIGKILL);
    int status = 0;
    pid_t waited = 0;
    do waited = waitpid(pid, &status, 0);
    while (waited < 0 && errno == EINTR);
    if (answer.ending == Ending::finished)
        answer.ending = waited == pid ? ending_of(status) : Ending::crashed;
    if (answer.ending != Ending::finished) answer.output.clear();
    return answer;
}

}  // namespace hocba::sandbox
