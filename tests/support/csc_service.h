// csc_service.py with a key of tests/support/pki.sh, stopped at the end.
#pragma once

#include "tests/support/pki.h"

namespace hocba::test {

class CscService {
  public:
    /// `name` of pki.sh: "principal" (RSA-2048), "homeroom" (P-256).
    explicit CscService(const std::string& name) {
        std::string words[] = {"python3",
                               HOCBA_SOURCE "/tests/support/csc_service.py",
                               folder_.path().string(),
                               pki().path(name + ".key.pem"),
                               pki().path(name + ".pem"),
                               pki().path("public-issuing.pem")};
        char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                             words[4].data(), words[5].data(), nullptr};
        if (::posix_spawnp(&process_, "python3", nullptr, nullptr, arguments, environ) != 0)
            throw std::runtime_error("python3 tests/support/csc_service.py does not start");
        for (int i = 0; i < 3000 && read("port").empty(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        if (read("port").empty()) throw std::runtime_error("csc_service.py did not tell its port");
    }
    ~CscService() {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
    CscService(const CscService&) = delete;
    CscService& operator=(const CscService&) = delete;

    std::string url() const { return "http://127.0.0.1:" + read("port") + "/csc/v2"; }
    /// "mode", "multisign" or "log" (csc_service.py says what they mean).
    void put(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::trunc) << text;
    }
    std::string log() const { return read("log"); }

  private:
    std::string read(const std::string& name) const {
        std::ifstream file(folder_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    Folder folder_{"csc"};
    pid_t process_ = -1;
};

}  // namespace hocba::test
