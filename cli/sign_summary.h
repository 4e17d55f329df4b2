// What a person sees before the PIN: how many of which class, who is not promoted, and the digest of the
// list.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/waiting.h"

namespace hocba::cli {

struct ClassCount {
    std::size_t documents = 0, not_promoted = 0, retests = 0, remarks = 0;
};

struct Summary {
    std::map<std::string, ClassCount> classes;
    ClassCount all;
    std::vector<std::string> not_promoted, retests;  // "467H7X1MBRYQ  4A  Võ Hữu Khôi"
    std::map<std::string, std::size_t> remarks;      // of the circular's rules: sentence, how often
    std::string lines;              // "<code> <SHA-256 of the file in hex>\n" each, in the order of the bytes
    std::string digest;             // SHA-256 of `lines`, 32 bytes
    std::size_t signed_before = 0;  // that this role signed earlier: not in the list
};

Summary summarise(const Context& context, const std::vector<const Waiting*>& documents);

/// The summary as a person reads it, and as one line of JSON.
std::string text_of(const Context& context, const Desk& desk, const Act& act, const Summary& summary);
Json to_json(const Act& act, const Summary& summary);

/// Asks on a terminal. Fault::usage without one: a script says --yes.
Result<bool> agreed(const Context& context, std::size_t documents);

/// hocba.toml's work folder, else where the document lies.
std::filesystem::path work_of(const Desk& desk, const Waiting& waiting);

/// Writes the summary and the list into lists/ of the work folder, before the first signature.
Result<std::filesystem::path> keep_list(const Context& context, const Desk& desk, const Act& act,
                                        const Summary& summary, const std::vector<const Waiting*>& documents);

/// Where the list lies that was agreed to.
void say_kept(const Context& context, const std::filesystem::path& list);

/// The lists that were kept there: of each document's code and each role, SHA-256 of the newest that has it.
/// A list whose lines are not those that its name says is not counted.
using KeptLists = std::map<std::string, std::map<std::string, std::string>>;
KeptLists kept_lists(const std::filesystem::path& work);

}  // namespace hocba::cli
