// hocba keys show: what a trust folder says, and whose it is.
#include "cli/trust_folder.h"

#include <fmt/format.h>

#include <memory>

#include "cli/program.h"
#include "cli/report.h"

namespace hocba::cli {
namespace {

struct ShowOptions {
    std::string folder;
};

Json optional_instant(const std::optional<Instant>& instant) {
    return instant ? Json(to_rfc3339(*instant)) : Json(nullptr);
}

void show_status(const Context& context, const trust::StatusList& status) {
    say(context, {fmt::format("status.jws: {} ngoại lệ, lập lúc {}, dùng đến {}", status.entries.size(),
                              to_rfc3339(status.as_of), to_rfc3339(status.expires)),
                  fmt::format("status.jws: {} exceptions, as of {}, until {}", status.entries.size(),
                              to_rfc3339(status.as_of), to_rfc3339(status.expires))});
}

void show_list(const Context& context, const char* name, std::size_t size,
               const std::optional<Instant>& as_of, bool is_stale) {
    if (!as_of) return;
    const std::string when = to_rfc3339(*as_of);
    say(context, {fmt::format("{}: {}, lập lúc {}{}", name, size, when,
                              is_stale ? " – CŨ HƠN danh sách mà status.jws nêu" : ""),
                  fmt::format("{}: {}, as of {}{}", name, size, when,
                              is_stale ? " – OLDER than the one that status.jws names" : "")});
}

int show(const Context& context, const ShowOptions& options) {
    const auto trust = trust::load(options.folder);
    if (!trust) return failed(context, trust.error());
    say_root(context, trust->root_sha256);
    const auto& status = trust->status;
    const std::size_t signers = trust->signers ? trust->signers->size() : 0;
    show_list(context, "seal-keys.jws", trust->seal_keys.size(), trust->seal_keys_as_of,
              trust->keys_are_stale());
    show_list(context, "signers.jws", signers, trust->signers_as_of, trust->signers_are_stale());
    if (status) show_status(context, *status);
    say_json(context,
             Json::Object{{"root_sha256", trust->root_sha256},
                          {"keys_as_of", optional_instant(trust->seal_keys_as_of)},
                          {"keys_stale", trust->keys_are_stale()},
                          {"signers_as_of", optional_instant(trust->signers_as_of)},
                          {"signers_stale", trust->signers_are_stale()},
                          {"status_as_of", status ? Json(to_rfc3339(status->as_of)) : Json(nullptr)},
                          {"status_expires", status ? Json(to_rfc3339(status->expires)) : Json(nullptr)}});
    if (trust->problems.empty()) return 0;
    return failed(context, Error{Fault::document, trust->problems});
}

}  // namespace

void say_root(const Context& context, const std::string& sha256) {
    if (sha256.empty()) return;
    std::string grouped;
    for (std::size_t at = 0; at < sha256.size(); at += 8)
        grouped += (at == 0 ? "" : " ") + sha256.substr(at, 8);
    say(context, {"Khóa gốc (SHA-256): " + grouped, "root key (SHA-256): " + grouped});
}

void add_trust_folder(Program& program, CLI::App& parent) {
    auto options = std::make_shared<ShowOptions>();
    CLI::App* command = add_command(
        program, parent, "show", "thư mục tin cậy nói gì, của ai / what a trust folder says, and whose it is",
        show, options);
    command->add_option("FOLDER", options->folder, "thư mục tin cậy / trust folder")->required();
}

}  // namespace hocba::cli
