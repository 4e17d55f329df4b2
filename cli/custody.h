// What the custodian of the trust folder signs: its lists, made from hocba.toml, certificates and the
// archive.
#pragma once

#include <string>
#include <vector>

#include "cli/config.h"
#include "engine/trust/trust.h"

namespace hocba::cli {

/// {"as_of", "keys": […], "hosts": […]}, the payload of seal-keys.jws.
Result<Json> seal_keys_of(const Custody& custody, Instant as_of);

/// {"as_of", "signers": […]}, the payload of signers.jws.
Result<Json> signers_of(const Custody& custody, Instant as_of);

/// Exceptions only, in the order of their documents: what the archive knows as revoked, superseded, or
/// sealed and not fully signed, and what the custodian's own file of exceptions names. The file is believed
/// against the archive: it is a person's later word. Fault::usage if it names a code that the archive does
/// not have, because a mistyped one would leave the right document valid.
Result<trust::StatusList> status_list_of(const Config& config, Instant as_of);

struct TrustFile {
    std::string name, bytes;
};
/// The trust folder's five files. Fault::usage says what hocba.toml lacks.
Result<std::vector<TrustFile>> trust_files_of(const Config& config, Instant as_of);

}  // namespace hocba::cli
