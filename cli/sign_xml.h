// MOET's XML of a document: made with it, beside it while it waits, signed in the same act, kept with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/desk.h"
#include "engine/exchange/export.h"
#include "engine/sign/xml_signature.h"

namespace hocba::cli {

/// "work/X.pdf" → "work/X.xml".
std::filesystem::path xml_beside(const std::filesystem::path& pdf);
/// Not more bytes than CV 2088 allows (II.2.8).
Result<std::string> read_xml(const std::filesystem::path& file);
/// Its bytes; nothing if there is no such file.
Result<std::string> read_xml_beside(const std::filesystem::path& pdf);
Result<archive::Submission> with_xml_beside(archive::Submission submission, const std::filesystem::path& pdf);

/// Fault::signing unless the school has signed it, or there is none.
Result<void> xml_is_finished(const std::string& xml, const std::string& name);

/// The role's signature on its way into `xml`; nothing if there is no XML or the role has signed it already.
Result<std::optional<sign::UnsignedXml>> begin_xml(const std::string& xml, const std::string& place,
                                                   const std::string& role, Instant claimed,
                                                   const sign::Identity& identity);

/// Of hocba.toml's `subject_codes`; none without.
Result<exchange::SubjectCodes> subject_codes_of(const Config& config);

/// The XML that the document carries: the one it was read from at `source`, if subject teachers signed it;
/// else one made of the record if hocba.toml has the subjects' codes and the ministry an XML for the form;
/// else nothing. Fault::record if a mandatory tag would be missing, Fault::document if a teacher's signature
/// does not hold.
Result<std::string> data_xml_of(const Context& context, const Desk& desk, const Ready& ready,
                                const std::string& source, const exchange::SubjectCodes& codes);

/// The XML beside `waiting`, or the one that the PDF carries, signed by each role that has signed the PDF and
/// whose key the desk holds.
Result<std::string> sign_xml_on(const Desk& desk, const std::filesystem::path& waiting,
                                const Progressed& made, const std::vector<std::string>& order,
                                Instant claimed);

/// Whether all that is to be signed is XML without its PDF.
bool are_xml(const std::vector<std::string>& inputs);

}  // namespace hocba::cli
