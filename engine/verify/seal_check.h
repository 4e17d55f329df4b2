// Seals against the trust list, and a document's id against the status list and the archive.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/seal/seal.h"
#include "engine/verify/verify.h"

namespace hocba::verify {

/// Signature, key and the key's state at the issue time (paper-seal: a stolen key can back-date).
void judge_token(const seal::Token& token, const std::string& where, const Options& options,
                 std::vector<Reason>& reasons);

/// What is asked of the lists about one document.
struct Asked {
    std::string document;  // first 8 bytes of the issue id
    Instant issued_at;
    std::optional<Instant> finished;  // last claimed signature of a document that lacks none
    std::string_view pdf;             // empty for a seal
};

/// The status list; the answer goes into report.status.
void judge_status(const Asked& asked, const Options& options, Report& report);
/// The archive, if there is one; the answer goes into report.log.
void judge_archive(const Asked& asked, const Options& options, Report& report);

/// An XML by itself: the archive finds its issue by the UUID, the status list then the issue. What cannot be
/// asked is a remark.
void judge_recall(std::string_view xml, const Options& options, Report& report);

/// Whether two pages say the same of their whole. School year and class may differ from page to page, in a
/// book.
bool same_document(const seal::Claims& a, const seal::Claims& b);

/// The holder as the seal names it.
void fill_about(const seal::Claims& claims, About& about);

}  // namespace hocba::verify
