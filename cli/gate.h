// What must be true of a document before somebody signs it or the archive keeps it for ever.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "engine/trust/trust.h"
#include "engine/verify/verify.h"

namespace hocba::cli {

/// How this program verifies: with every form, and by rendering the issue again.
verify::Options verify_options(const Context& context, const Workshop& workshop, const trust::Trust* trust);

/// The procedures of the data folder.
Result<std::vector<verify::ProcedureRule>> procedure_rules(const Context& context);

/// Fault::document unless the PDF is, byte for byte, what its record, form and seals give, with nothing
/// behind it but sound signatures. Slots may still be empty. The XML beside it, if
/// there is one, must be sound as well and tell the same record. With `trust`, signers must be authorised.
/// `procedure`: the name that earlier signatures must give, if they give one; empty asks nothing.
Result<void> sound(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                   const std::string& pdf, const std::string& name, std::string_view xml = {},
                   const std::string& procedure = "");

}  // namespace hocba::cli
