#include "archive/digests.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>
#include <vector>

#include "archive/durable_file.h"
#include "engine/base/bytes.h"
#include "engine/base/handle.h"

namespace hocba::archive {
namespace {

constexpr std::size_t piece = 1 << 18;

using MdContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

/// RFC 8493, 2.4 (md5, sha1, sha256, sha512, and others of the family) and OCFL 1.1, 3.1.
const EVP_MD* algorithm(std::string_view name) {
    const std::pair<std::string_view, const EVP_MD*> known[] = {
        {"md5", EVP_md5()},          {"sha1", EVP_sha1()},        {"sha224", EVP_sha224()},
        {"sha256", EVP_sha256()},    {"sha384", EVP_sha384()},    {"sha512", EVP_sha512()},
        {"sha3256", EVP_sha3_256()}, {"sha3512", EVP_sha3_512()}, {"blake2b512", EVP_blake2b512()}};
    for (const auto& [one, method] : known)
        if (one == name) return method;
    return nullptr;
}

}  // namespace

bool is_digest_name(std::string_view name) {
    return algorithm(name) != nullptr;
}

std::size_t digest_digits(std::string_view name) {
    return 2 * static_cast<std::size_t>(EVP_MD_get_size(algorithm(name)));
}

struct Digests::State {
    std::vector<std::pair<std::string, MdContext>> running;
};

Digests::Digests(const std::set<std::string>& names) : state_(std::make_unique<State>()) {
    for (const std::string& name : names) {
        MdContext context(EVP_MD_CTX_new());
        EVP_DigestInit_ex(context.get(), algorithm(name), nullptr);
        state_->running.emplace_back(name, std::move(context));
    }
}

Digests::~Digests() = default;
Digests::Digests(Digests&&) noexcept = default;
Digests& Digests::operator=(Digests&&) noexcept = default;

void Digests::update(std::string_view bytes) {
    for (auto& [name, context] : state_->running) EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
}

std::map<std::string, std::string> Digests::finish() {
    std::map<std::string, std::string> hex;
    for (auto& [name, context] : state_->running) {
        std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
        unsigned size = 0;
        EVP_DigestFinal_ex(context.get(), out.data(), &size);
        hex[name] = to_hex(std::string_view(reinterpret_cast<const char*>(out.data()), size));
    }
    return hex;
}

Result<FileDigests> digests_of(const std::filesystem::path& path, const std::set<std::string>& names) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (fd.get() < 0) return cannot_read(path, errno);
    Digests digests(names);
    FileDigests found;
    std::string buffer(piece, '\0');
    while (true) {
        const ssize_t n = ::read(fd.get(), buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return cannot_read(path, errno);
        if (n == 0) break;
        found.size += static_cast<std::uint64_t>(n);
        digests.update(std::string_view(buffer).substr(0, static_cast<std::size_t>(n)));
    }
    found.hex = digests.finish();
    return found;
}

}  // namespace hocba::archive
