// libxmlsec1 at work on one signature, with a key that we chose and nothing of its own choosing.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

namespace hocba::sign {

/// "" if every digest and the value match; "xml-changed" (a digest), "xml-signature-value", or
/// "xml-signature-form" if libxmlsec1 cannot process it. `certificate`: DER, the signer's.
std::string check_xml_signature(xmlNode* signature, std::string_view certificate);

/// Loads what libxmlsec1 needs, once a process; a limited child can no longer do it.
void start_xmlsec();

}  // namespace hocba::sign
