// The calls of CSC API v2 (Cloud Signature Consortium, 11) that signing hashes needs.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/secret.h"
#include "engine/sign/keys.h"

namespace hocba::sign {

/// credentials/info, as far as it matters here.
struct Credential {
    std::vector<std::string> certificates;  // DER, the signer's first
    std::vector<std::string> algorithms;    // OIDs
    std::size_t multisign = 1;              // signatures under one authorisation
};

class CscService {
  public:
    CscService(Service service, Secret access_token);
    CscService(const CscService&) = delete;
    CscService& operator=(const CscService&) = delete;

    /// Fault::signing if it is disabled, or wants more than the access token for an authorisation.
    Result<Credential> info() const;
    /// Signature activation data for exactly these hashes (each in base64).
    Result<Secret> authorize(const Json::Array& hashes, Digest digest) const;
    /// The bytes of each signature, as the service gives them.
    Result<std::vector<std::string>> sign_hash(const Json::Array& hashes, Digest digest,
                                               const std::string& algorithm, const Secret& activation) const;

    /// Where it is, for messages.
    const std::string& place() const { return service_.url; }

  private:
    Result<Json> call(const std::string& method, Json::Object question) const;

    Service service_;
    Secret access_token_;
};

}  // namespace hocba::sign
