// The steps that signing with a key and handing over to another tool share.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/sign_batch.h"
#include "engine/base/parallel.h"

namespace hocba::cli {

struct SignOptions {
    std::vector<std::string> inputs, except, subjects;
    std::string role, config;
    ForAnother another;
    std::string prepare, certificate, chain, digest = "SHA-256";  // to hand over
    std::string complete, signatures;                             // to take back
    bool yes = false, extend = false;
    unsigned jobs = default_jobs();
};

/// Every document, examined before anybody signs: what follows signs exactly these bytes.
std::vector<Result<Waiting>> look_at_all(const Context& context, const Desk& desk, const Act& act,
                                         const std::vector<std::filesystem::path>& paths, unsigned jobs);

void tell_failed(const Context& context, const std::filesystem::path& path, const Error& error, int& code);

/// Tells what became of each document; how many have the signature.
std::size_t tell_outcomes(const Context& context, const std::vector<const Waiting*>& documents,
                          const std::vector<Outcome>& outcomes, int& code);

/// XML files without their PDF.
int sign_xml_files(const Context& context, Desk& desk, const SignOptions& options);

/// Whether the documents that wait are scans of paper (the first one says it for all).
bool are_papers(const std::vector<std::filesystem::path>& paths);
/// Scans of paper, by the procedure "digitised": the last signature confirms them in the archive.
int sign_papers(const Context& context, Desk& desk, const SignOptions& options,
                const std::vector<std::filesystem::path>& paths);

/// --prepare: writes the list of what somebody's own tool is to sign; the documents stay as they are.
int prepare_list(const Context& context, const SignOptions& options);
/// --complete: puts the signatures of that list in.
int complete_list(const Context& context, const SignOptions& options);

}  // namespace hocba::cli
