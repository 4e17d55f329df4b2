// SHA-2 and HMAC by OpenSSL (FIPS 180-4, RFC 2104). Digests are byte strings of 32, 48 or 64 bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace hocba {

std::string sha256(std::string_view bytes);
std::string sha384(std::string_view bytes);
std::string sha512(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// A UUID of the name, as text in lower case: the first 16 bytes of its SHA-256 with that version (RFC 9562).
/// Version 8 is the right one (5.8); MOET's XML takes version 4 alone.
std::string uuid_of(std::string_view name, int version = 8);

/// SHA-256 of what comes in pieces.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256& update(std::string_view bytes);
    std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hocba
