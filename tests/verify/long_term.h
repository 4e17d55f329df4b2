// Documents as the years go by: signed by anybody's key, stamped, with evidence, renewed. Made with the
// product's writer and the authorities of tests/support/pki.sh.
#pragma once

#include <string>
#include <vector>

namespace hocba::test {

/// How one field is signed: a key of pki.sh, when by the signer's clock, and perhaps a timestamp of when.
struct Signature {
    std::string field = "", key = "";
    std::string claimed = "2026-06-15T03:00:00Z";
    std::string tsa = "";      // "tsa-short" | "tsa-long"; none if empty
    std::string stamped = "";  // if empty, as claimed
    bool sha384 = false;
    std::string reason = "";
    std::vector<std::string> order = {"principal", "school"};  // that the signer keeps to
};

/// Signs whatever the key and its certificate are worth; the product itself would refuse many of them.
std::string sign_anyhow(const std::string& pdf, const Signature& signature);
/// The issued document with both signatures, with timestamps of `tsa` if it is not empty.
std::string signed_by_all(const std::string& principal, const std::string& school, const std::string& tsa,
                          const std::string& when = "2026-06-15T03:00:00Z");

/// The store with OCSP answers for those leaves ("public/principal") and the lists of all authorities, as of
/// then.
std::string with_evidence(const std::string& pdf, const std::vector<std::string>& leaves,
                          const std::string& when);
/// A document timestamp.
std::string with_stamp(const std::string& pdf, const std::string& tsa, const std::string& when);

/// The level named, of principal and school, made in June 2026: "B-B", "B-T", "B-LT", "B-LTA".
const std::string& document_at(const std::string& level, const std::string& tsa);

}  // namespace hocba::test
