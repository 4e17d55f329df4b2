#include "engine/sandbox/sandbox.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

using namespace hocba::sandbox;

TEST_CASE("a child answers with bytes") {
    const std::string bytes("a\0b", 3);
    const Answer answer = run_limited([&] { return bytes; });
    CHECK(answer.ending == Ending::finished);
    CHECK(answer.output == bytes);
}

TEST_CASE("a child answers a megabyte through the pipe") {
    const Answer answer = run_limited([] { return std::string(1 << 20, 'x'); });
    CHECK(answer.ending == Ending::finished);
    CHECK(answer.output.size() == 1 << 20);
}

TEST_CASE("a child that never ends is stopped for time") {
    // At whole seconds the processor's limit and the clock's come at the same moment.
    for (const int milliseconds : {200, 1000, 1000, 2000}) {
        Limits limits;
        limits.time = std::chrono::milliseconds(milliseconds);
        const Answer busy = run_limited(
            []() -> std::string {
                std::string digits;
                while (digits.size() < 1000) digits = std::to_string(digits.size() % 7);
                return digits;
            },
            limits);
        CHECK(busy.ending == Ending::out_of_time);
        CHECK(busy.output.empty());
    }
}

TEST_CASE("a child that wants too much memory is told apart") {
    Limits limits;
    limits.memory = 64UL << 20;
    const Answer answer = run_limited(
        [] {
            std::vector<std::string> all;
            for (int i = 0; i < 1000; ++i) all.emplace_back(1 << 20, 'x');
            return all.back();
        },
        limits);
#if defined(__SANITIZE_ADDRESS__)
    CHECK(answer.ending == Ending::finished);  // the sanitiser's own memory forbids a limit
#else
    CHECK(answer.ending == Ending::out_of_memory);
#endif
}

TEST_CASE("a child that says too much is stopped") {
    Limits limits;
    limits.output = 1000;
    CHECK(run_limited([] { return std::string(1 << 20, 'x'); }, limits).ending == Ending::too_much_output);
}

TEST_CASE("a crash or an exception in the child is an answer, not a crash") {
    CHECK(run_limited([]() -> std::string { throw std::runtime_error("x"); }).ending == Ending::crashed);
    CHECK(run_limited([]() -> std::string {
              std::raise(SIGSEGV);
              return "";
          }).ending == Ending::crashed);
}

TEST_CASE("a child opens no file, no connection and no program") {
    const auto attempt = [](int (*act)()) {
        const Answer answer = run_limited([act] { return std::string(act() >= 0 ? "done" : "refused"); });
        return answer.output;
    };
    CHECK(attempt([] { return open("/etc/passwd", O_RDONLY); }) != "done");
    CHECK(attempt([] { return socket(AF_INET, SOCK_STREAM, 0); }) != "done");
    CHECK(attempt([] { return static_cast<int>(fork()); }) != "done");
    CHECK(attempt([] { return execl("/bin/true", "true", nullptr); }) != "done");
    CHECK(attempt([] { return kill(getppid(), 0); }) != "done");
}

TEST_CASE("where a forbidden call is to fail quietly, the child goes on without it") {
    Limits limits;
    limits.fails_quietly = true;
    const auto attempt = [&](int (*act)()) {
        const Answer answer =
            run_limited([act] { return std::string(act() >= 0 ? "done" : "refused"); }, limits);
        return answer.output;
    };
    CHECK(attempt([] { return open("/etc/passwd", O_RDONLY); }) == "refused");
    CHECK(attempt([] { return socket(AF_INET, SOCK_STREAM, 0); }) == "refused");
    CHECK(attempt([] { return static_cast<int>(fork()); }) == "refused");
    CHECK(attempt([] { return kill(getppid(), 0); }) == "refused");
}
