// A key of hocba.toml, wherever it lies: a file, a token, or a remote signing service.
#pragma once

#include <memory>
#include <string>

#include "cli/config.h"
#include "engine/sign/keys.h"
#include "engine/sign/sign.h"

namespace hocba::cli {

/// Opens it; its PIN or access token is asked for by pin_of(), once. Fault::usage unless the key has exactly
/// one of pkcs12, pkcs11 and csc; Fault::signing as sign::open_… say.
Result<std::unique_ptr<sign::Signer>> open_key(const Context& context, const Config& config,
                                               const KeyFile& key);

/// Fault::usage if `name` is no digest that we sign with.
Result<sign::Digest> digest_named(const std::string& name, const std::string& place);

/// What a person calls it: the file, the token's address, the service's credential.
std::string name_of(const KeyFile& key);

}  // namespace hocba::cli
