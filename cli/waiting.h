// A document that waits for a signature, as it is examined before anybody signs it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli/act.h"

namespace hocba::cli {

/// Its bytes stay in the file; `digest` says which bytes were examined.
struct Waiting {
    std::filesystem::path path;
    std::string digest;      // SHA-256, 32 bytes
    std::string xml_digest;  // of the XML beside it; empty if there is none
    archive::Description description;
    std::vector<std::string> order;  // the roles that sign it
    std::string next;                // that signs next; empty when all have signed
    bool signed_before = false;      // the role of this sitting has signed
    Json record;
    std::vector<Problem> remarks;  // what the circular leaves to people
};

/// Whether this sitting signs it.
inline bool is_to_sign(const Waiting& waiting, const Act& act) {
    return !waiting.signed_before && waiting.next == act.role;
}

/// The PDF files among the inputs and in their folders, in order, without those that `except` names by code
/// or by file. Fault::usage if one of `except` is not there.
Result<std::vector<std::filesystem::path>> documents_of(const std::vector<std::string>& inputs,
                                                        const std::vector<std::string>& except);

/// School, procedure, turn, what the page prints of its signer, and the gate (gate.h), each refused with its
/// own reason. What the role has signed already is not examined again.
Result<Waiting> look_at(const Context& context, const Desk& desk, const Act& act,
                        const std::filesystem::path& path);

/// Fault::signing unless the desk is of that school.
Result<void> of_this_school(const Desk& desk, const std::string& school, const std::string& name);
/// Fault::signing unless it is this role's turn, or was.
Result<void> in_turn(const Desk& desk, const Act& act, const Waiting& waiting);
/// Which of the roles of `waiting.order` have signed. Reads a document of ours.
Result<void> read_slots(const Act& act, std::string_view pdf, Waiting& waiting);

/// The last signature only goes on what the sealing desk logged: same document, same record.
Result<void> known_to_archive(const Desk& desk, const archive::Description& description,
                              const std::string& name);

/// The bytes, if they are the examined ones. Fault::document if the file has changed since.
Result<std::string> unchanged(Result<std::string> bytes, const std::string& digest,
                              const std::filesystem::path& path);

/// The examined XML again, or nothing.
Result<std::string> read_xml_again(const Waiting& waiting);

/// The examined bytes again. Fault::document if the file has changed since.
Result<std::string> read_again(const Waiting& waiting);

}  // namespace hocba::cli
