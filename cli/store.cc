// Finished documents into the archive, and a copy to the desk's output folder.
#include "cli/desk.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

Result<void> copy_out(const Config& config, const archive::Submission& submission) {
    if (config.output.empty()) return {};
    if (const auto made = make_folder(config.output); !made) return made;
    return write_file(config.output / (submission.description.code + ".pdf"), submission.pdf);
}

}  // namespace

std::vector<Result<std::string>> store(const Context& context, const Desk& desk,
                                       const std::vector<archive::Submission>& complete) {
    std::vector<Result<std::string>> states;
    if (complete.empty()) return states;
    const auto stored = desk.archive->put(complete, context.now());
    for (std::size_t i = 0; i < stored.size(); ++i) {
        if (!stored[i]) {
            states.emplace_back(tl::unexpected(stored[i].error()));
            continue;
        }
        const auto copied = copy_out(desk.config, complete[i]);
        // Nothing waits any more; a file left behind by a crash is taken away by the next run.
        std::error_code code;
        if (copied) std::filesystem::remove(desk.config.work / (complete[i].description.code + ".pdf"), code);
        if (copied)
            states.emplace_back(stored[i]->second == archive::PutOutcome::stored ? "issued"
                                                                                 : "already-issued");
        else
            states.emplace_back(tl::unexpected(copied.error()));
    }
    return states;
}

}  // namespace hocba::cli
