// Finished documents into the archive, and copies of what it holds to the desk's output folder.
#include "cli/desk.h"
#include "cli/in_force.h"
#include "cli/sign_xml.h"
#include "engine/base/file.h"
#include "engine/base/parallel.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

Result<void> copy_out(const Desk& desk, const archive::Entry& entry) {
    const Config& config = desk.config;
    const std::string name = entry.description.code + ".pdf", xml_name = entry.description.code + ".xml";
    if (!config.output.empty()) {
        // The archive's bytes, never the submitted ones: a copy is what the archive can answer for.
        const auto kept = desk.archive->get(entry);
        if (!kept) return tl::unexpected(kept.error());
        if (const auto made = make_folder(config.output); !made) return made;
        if (!kept->xml.empty())
            if (const auto written = write_file(config.output / xml_name, kept->xml); !written)
                return written;
        if (const auto written = write_file(config.output / name, kept->pdf); !written) return written;
    }
    std::error_code code;
    if (config.work.empty()) return {};
    for (const std::string& file : {name, xml_name})
        fs::remove(config.work / file, code);  // nothing waits any more
    return {};
}

/// The document at the desk's level; or, after a crash, what the archive already holds of it.
Result<std::string> lifted(const Context& context, const Desk& desk, const archive::Submission& one) {
    const auto entry = desk.archive->find_unit(one.description.uuid, one.description.revision);
    if (entry && *entry && (*entry)->state == "issued") {
        auto held = desk.archive->pdf(**entry);
        if (held && held->starts_with(one.pdf)) return held;
    }
    return desk.levels->lift(one.pdf, context.now());
}

}  // namespace

std::vector<Result<std::string>> store(const Context& context, const Desk& desk,
                                       const std::vector<archive::Submission>& submissions) {
    std::vector<archive::Submission> complete = submissions;
    std::vector<Result<std::string>> states(complete.size(), "");
    in_parallel(
        complete.size(), default_jobs(),
        [&](std::size_t i) {
            archive::Submission& one = complete[i];
            auto pdf = lifted(context, desk, one);
            if (!pdf) {
                states[i] = tl::unexpected(pdf.error());
                return;
            }
            one.pdf = *std::move(pdf);
            const auto checked = sound(context, desk, one.pdf, one.description.code, one.xml).and_then([&] {
                return xml_is_finished(one.xml, one.description.code);
            });
            if (!checked) states[i] = tl::unexpected(checked.error());
        },
        [](std::size_t) {});
    std::vector<archive::Submission> fit;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < complete.size(); ++i) {
        if (!states[i]) continue;
        places.push_back(i);
        fit.push_back(complete[i]);
    }
    if (fit.empty()) return states;
    const auto stored = desk.archive->put(fit, context.now());
    for (std::size_t i = 0; i < stored.size(); ++i) {
        Result<std::string>& state = states[places[i]];
        if (!stored[i]) {
            state = tl::unexpected(stored[i].error());
            continue;
        }
        const auto copied = tell_of_older(context, *desk.archive, stored[i]->first.description).and_then([&] {
            return copy_out(desk, stored[i]->first);
        });
        if (copied)
            state = stored[i]->second == archive::PutOutcome::stored ? "issued" : "already-issued";
        else
            state = tl::unexpected(copied.error());
    }
    return states;
}

Result<void> restore_copy(const Desk& desk, const archive::Entry& entry) {
    std::error_code code;
    const std::string name = entry.description.code + ".pdf";
    const bool copied = desk.config.output.empty() || fs::exists(desk.config.output / name, code);
    return copied && !fs::exists(desk.config.work / name, code) ? Result<void>() : copy_out(desk, entry);
}

}  // namespace hocba::cli
