// What must be true of a document before somebody signs it or the archive keeps it for ever.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "engine/trust/trust.h"
#include "engine/verify/verify.h"

namespace hocba::cli {

/// How this program verifies: with every form and procedure, and by rendering the issue again.
verify::Options verify_options(const Context& context, const Workshop& workshop, const trust::Trust* trust);

/// The same for files that anybody may have sent: they are rendered again in a limited child. It may open no
/// file, so all fonts are opened here; and only a program of one thread may start it (verify::Options), so
/// that a batch of waiting documents (`sign`, `status`) is rendered in the program itself.
verify::Options limited_options(const Context& context, const Workshop& workshop, const trust::Trust* trust);

/// Fault::document unless the PDF is, byte for byte, what its record, form and seals give, with nothing
/// behind it but sound signatures. Slots may still be empty. The XML beside it, if
/// there is one, must be sound as well and tell the same record. With `trust`, signers must be authorised.
/// `procedure`: the name that earlier signatures must give, if they give one; empty asks nothing.
Result<void> sound(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                   const std::string& pdf, const std::string& name, std::string_view xml = {},
                   const std::string& procedure = "");

/// What verify says of a PDF, and of the XML of the same transcript if there is one, that others sent or
/// kept. Fault::document with every reason unless it is valid.
Result<verify::Report> valid(const verify::Options& options, std::string_view pdf, std::string_view xml,
                             const std::string& name);

/// The same of a scan of paper: nothing but what hocba made of it, and sound signatures.
Result<void> sound_paper(const Context& context, const Workshop& workshop, const trust::Trust* trust,
                         std::string_view pdf, const std::string& name);

/// The roles that have signed an XML of that school by itself. Fault::document if any of its signatures, or
/// its data, is not sound, or if it is of another school.
Result<std::vector<std::string>> sound_xml(const Context& context, const trust::Trust* trust,
                                           const std::string& school, const std::string& xml,
                                           const std::string& name);

}  // namespace hocba::cli
