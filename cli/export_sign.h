// The organisation's signature on a transaction (CV 2088, II.2.2, II.2.6), if the desk has the school's key.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/exchange/export.h"

namespace hocba::cli {

/// Signs each list with the key of the role "school" in hocba.toml, in place. Nothing is done without
/// `config`.
Result<void> sign_transactions(const Context& context, const std::string& config,
                               std::vector<exchange::Package>& packages);
Result<void> sign_transaction(const Context& context, const std::string& config, exchange::RecallList& list);

}  // namespace hocba::cli
