// What verify does with MOET's XML: pairs of files, and the items of QĐ 1789, điều 12.2a.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/context.h"
#include "engine/base/instant.h"
#include "engine/verify/verify.h"

namespace hocba::cli {

/// A file, and the XML that belongs to a PDF: one verdict for both.
struct VerifyInput {
    std::string file, xml;
};
/// In order; "a.pdf" and "a.xml" of one folder are one input, and so is one PDF with one XML of any name.
std::vector<VerifyInput> pair_up(const std::vector<std::string>& inputs);

bool is_xml(std::string_view bytes);

/// What an official must be shown of one signature (QĐ 1789, điều 12.2).
void print_items(const Context& context, const verify::Report& report,
                 const verify::SignatureReport& signature, Instant at);

/// Name, time, state, integrity, certificate of each signature in an XML, and the XML's structure.
void print_xml_items(const Context& context, const verify::Report& report, Instant at);

}  // namespace hocba::cli
