// Revocation lists and OCSP answers about one certificate: believed only if their signature holds.
#include <cstdlib>
#include <string>

#include "engine/base/file.h"
#include "engine/sign/revocation_answer.h"
#include "tests/fuzz/target.h"

using namespace hocba;

namespace {

std::string file(const char* name) {
    const auto bytes = read_file(std::string(HOCBA_SOURCE "/tests/fuzz/") + name);
    if (!bytes) std::abort();
    return *bytes;
}

}  // namespace

void fuzz_one(std::string_view bytes) {
    static const std::string certificate = file("certificate.der"), issuer = file("issuer.der");
    const Instant moment{1'795'000'000}, end{2'000'000'000};
    for (const auto& answer :
         {sign::read_crl(bytes, certificate, issuer), sign::read_ocsp(bytes, certificate, issuer)})
        if (answer) static_cast<void>(sign::state_at(*answer, moment, end));
}
