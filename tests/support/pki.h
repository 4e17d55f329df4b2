// The PKI of pki.sh and its services (services.py), made once a process and stopped at its end.
#pragma once

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/support/process.h"

namespace hocba::test {

/// Key files have the PIN "1234"; names of files are in pki.sh.
class Pki {
  public:
    Pki() {
        start_services();
        const auto made =
            run("bash " HOCBA_SOURCE "/tests/support/pki.sh '" + folder_.path().string() + "' " + port_);
        if (made.status != 0) throw std::runtime_error(made.output);
        set_clock("2026-06-01T03:00:00Z");
    }
    ~Pki() {
        if (services_ <= 0) return;
        ::kill(services_, SIGTERM);
        ::waitpid(services_, nullptr, 0);
    }
    Pki(const Pki&) = delete;
    Pki& operator=(const Pki&) = delete;

    std::string path(const std::string& name) const { return folder_ / name; }
    std::string read(const std::string& name) const {
        std::ifstream file(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// "tsa-long", "ocsp/public", "public-issuing.crl"
    std::string url(const std::string& service) const { return "http://127.0.0.1:" + port_ + "/" + service; }

    /// The services' clock, RFC 3339 in UTC; at first 2026-06-01T03:00:00Z.
    void set_clock(const std::string& utc) const { write("now", utc); }
    /// The services that do not answer: "tsa-short tsa-long ocsp crl cer"; none if empty.
    void set_down(const std::string& names) const { write("down", names); }

    /// Answers without the HTTP client under test. A TimeStampToken (DER) of "tsa-short" or "tsa-long" over
    /// `bytes`:
    std::string token(const std::string& tsa, const std::string& bytes, const std::string& utc,
                      const std::string& digest = "sha256") const {
        write("stamped", bytes);
        return made("openssl ts -query -data stamped -cert -" + digest +
                    " -out query && TZ=UTC faketime -f '@" + spaced(utc) +
                    "' openssl ts -reply -config pki.cnf -section " + tsa +
                    " -queryfile query -token_out -out made");
    }
    /// The list (DER) of "public-issuing", … as of then.
    std::string crl(const std::string& authority, const std::string& utc) const {
        set_clock(utc);
        return made("python3 -c \"import urllib.request as r; open('made', 'wb').write(r.urlopen('" +
                    url(authority + ".crl") + "').read())\"");
    }
    /// The answer (DER) of the responder of "public" … about a signer or TSA, as of then.
    std::string ocsp(const std::string& chain, const std::string& name, const std::string& utc) const {
        set_clock(utc);
        return made("openssl ocsp -noverify -no_nonce -issuer " + chain + "-issuing.pem -cert " + name +
                    ".pem -url " + url("ocsp/" + chain) + " -respout made");
    }
    /// A certificate as DER.
    std::string der(const std::string& name) const {
        return made("openssl x509 -in " + name + ".pem -outform DER -out made");
    }

  private:
    static std::string spaced(std::string utc) {
        utc.replace(utc.find('T'), 1, " ");
        return utc.substr(0, utc.find('Z'));
    }
    std::string made(const std::string& command) const {
        const auto outcome = run("cd '" + folder_.path().string() + "' && rm -f made && " + command);
        if (outcome.status != 0) throw std::runtime_error(outcome.output);
        return read("made");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::trunc) << text;
    }
    void start_services() {
        std::string program = "python3", script = HOCBA_SOURCE "/tests/support/services.py",
                    folder = folder_.path().string();
        char* arguments[] = {program.data(), script.data(), folder.data(), nullptr};
        if (::posix_spawnp(&services_, "python3", nullptr, nullptr, arguments, environ) != 0)
            throw std::runtime_error("python3 tests/support/services.py does not start");
        for (int i = 0; i < 3000 && port_.empty(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            port_ = read("port");
        }
        if (port_.empty()) throw std::runtime_error("services.py did not tell its port");
    }

    Folder folder_{"pki-services"};
    std::string port_;
    pid_t services_ = -1;
};

inline const Pki& pki() {
    static const Pki made;
    return made;
}

}  // namespace hocba::test
