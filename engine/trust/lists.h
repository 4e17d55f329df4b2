// The three signed lists: their payloads read strictly, one problem for each entry that is not understood.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/trust/trust.h"

namespace hocba::trust {

/// Of every list: the moment that it tells of.
Result<Instant> as_of_from(const Json& payload, const std::string& name);
Result<std::vector<SealKey>> seal_keys_from(const Json& payload, const std::string& name);
/// Empty if the list names none. Fault::document if one is no text.
Result<std::vector<std::string>> hosts_from(const Json& payload, const std::string& name);
Result<StatusList> status_from(const Json& payload, const std::string& name);
Result<std::vector<AuthorisedSigner>> signers_from(const Json& payload, const std::string& name);

}  // namespace hocba::trust
