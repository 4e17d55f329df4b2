// What an archive tells verify: of a document by its issue id, and of an XML by its lookup UUID.
#pragma once

#include "archive/archive.h"
#include "engine/verify/verify.h"

namespace hocba::cli {

/// Both keep the archive by reference.
verify::ArchiveLookup look_up_in(const archive::Archive& archive);
verify::UnitLookup look_up_unit_in(const archive::Archive& archive);

}  // namespace hocba::cli
