// As what one person signs: the role, the office, and for whom; held against the procedure and the record.
#pragma once

#include <string>
#include <vector>

#include "cli/desk.h"
#include "engine/sign/reason.h"

namespace hocba::cli {

struct Act {
    std::string role;         // the slot
    std::string signer_role;  // whose key: the same, or the leader's for a teacher who left
    sign::Reason reason;
    /// The titles that whoever signs may hold, by signers.jws ("" is the head); empty: it was not asked.
    std::vector<std::string> offices = {};
};

/// Who left, and why somebody else signs.
struct ForAnother {
    std::string name, why;
};

/// Fault::usage if the role is not of the procedure, Fault::signing if nobody may sign on its behalf; each
/// names the article. `another` is empty when a person signs for themselves.
Result<Act> act_of(const Desk& desk, const std::string& role, const ForAnother& another = {});

/// Fault::signing, each with its own message: not in signers.jws, of another role or school, too early, too
/// late. Asked before anything is signed: the next desk would refuse the signature, and nobody could take it
/// back.
Result<void> authorised(const Context& context, const Desk& desk, const KeyFile& key,
                        const sign::Signer& signer);

/// The act with the titles of all whom signers.jws lets sign it now: known before any key is opened.
Act foreseen(const Context& context, const Desk& desk, Act act);

/// Adds the signer's title of signers.jws. Fault::signing if no deputy may take the role.
Result<Act> in_office(const Context& context, const Desk& desk, Act act);

/// What the act signs next in a document whose roles are `order`; the picture stays the desk's, and is of
/// whoever signs.
sign::Request request_of(const Desk& desk, const Act& act, const std::vector<std::string>& order,
                         Instant claimed);

/// Fault::signing at a place in the record that prints another office, or another teacher, than who signs.
/// The hint says who signs such a page, and how one is issued that prints this signer.
Result<void> record_agrees(const Act& act, const Json& record, const std::string& name);

/// The same of MOET's XML by itself, which has the leader's own office and no place for whom it is held
/// (CV 2088, CHUC_VU_GIAM_HIEU_KY_HOC_BA).
Result<void> xml_agrees(const Act& act, const Json& record, const std::string& name);

}  // namespace hocba::cli
