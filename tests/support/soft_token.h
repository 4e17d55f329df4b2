// A SoftHSM of a test's own: tokens with the keys of tests/support/pki.sh.
#pragma once

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/support/pki.h"

namespace hocba::test {

inline constexpr const char* kSoftHsm = "/usr/lib/softhsm/libsofthsm2.so";

/// PKCS#11 modules of this process see these tokens as long as it lives; the PIN of each is "1234".
class SoftTokens {
  public:
    SoftTokens() {
        std::filesystem::create_directories(folder_ / "tokens");
        std::ofstream(folder_ / "softhsm2.conf") << "directories.tokendir = " << (folder_ / "tokens")
                                                 << "\nobjectstore.backend = file\nlog.level = ERROR\n";
        ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    }
    ~SoftTokens() {
        for (const char* name : {"SOFTHSM2_CONF", "HOCBA_TOKEN_FAULTS", "HOCBA_TOKEN_LOG"}) ::unsetenv(name);
    }

    void token(const std::string& label) const {
        must("softhsm2-util --init-token --free --so-pin 5678 --pin 1234 --label " + label);
    }
    void key(const std::string& token, const std::string& name, const std::string& id) const {
        must("openssl pkcs8 -topk8 -nocrypt -in " + pki().path(name + ".key.pem") + " -out " +
             (folder_ / "key"));
        must("softhsm2-util --import " + (folder_ / "key") + " --pin 1234 --token " + token + " --label " +
             name + " --id " + id);
    }
    void certificate(const std::string& token, const std::string& name, const std::string& id) const {
        must("openssl x509 -outform DER -in " + pki().path(name + ".pem") + " -out " + (folder_ / "der"));
        must("pkcs11-tool --login --pin 1234 --module " + std::string(kSoftHsm) + " --token-label " + token +
             " --write-object " + (folder_ / "der") + " --type cert --label " + name + " --id " + id);
    }
    /// Words and log of faulty_token.cc.
    void faults(const std::string& words) const {
        ::setenv("HOCBA_TOKEN_FAULTS", words.c_str(), 1);
        ::setenv("HOCBA_TOKEN_LOG", (folder_ / "log").c_str(), 1);
        std::ofstream(folder_ / "log", std::ios::trunc);
    }
    std::string log() const {
        std::ifstream file(folder_ / "log");
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    static void must(const std::string& command) {
        if (const Outcome done = run(command); done.status != 0)
            throw std::runtime_error(command + done.output);
    }
    Folder folder_{"tokens"};
};

}  // namespace hocba::test
