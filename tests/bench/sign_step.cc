// The key's part of signing, in memory and on one core: begin, RSA or ECDSA, finish; documents per second of
// CPU. Usage: hocba_sign_step KEY.p12 PIN TIME ROLE PDF...     Each PDF is signed 20 times.
#include <fmt/core.h>

#include <ctime>
#include <string>
#include <vector>

#include "engine/base/file.h"
#include "engine/sign/sign.h"

namespace {

using namespace hocba;

constexpr int kTimes = 20;

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::vector<std::string> roles_of(const std::string& pdf) {
    std::vector<std::string> roles;
    if (const auto fields = pdf::signature_fields(pdf))
        for (const pdf::SignatureField& field : *fields) roles.push_back(field.name);
    return roles;
}

int measure(const sign::Signer& signer, const sign::Request& request, const std::vector<std::string>& pdfs) {
    const double started = cpu_s();
    for (int i = 0; i < kTimes; ++i)
        for (const std::string& pdf : pdfs)
            if (!sign::sign_pdf(pdf, request, signer)) return 6;
    const double documents = static_cast<double>(pdfs.size()) * kTimes;
    fmt::print("{:.1f}\n", documents / (cpu_s() - started));
    return 0;
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const auto time = arguments.size() > 4 ? parse_instant(arguments[2]) : std::nullopt;
    if (!time) return 64;
    const auto signer = sign::open_pkcs12(arguments[0], arguments[1], *time);
    if (!signer) return 6;
    std::vector<std::string> pdfs;
    for (std::size_t i = 4; i < arguments.size(); ++i)
        if (auto pdf = read_file(arguments[i])) pdfs.push_back(*std::move(pdf));
    if (pdfs.empty()) return 8;
    return measure(**signer, {arguments[3], roles_of(pdfs.front()), *time, "Quy trình: annual"}, pdfs);
}
