// hocba publish: the static site where offices check paper.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/config.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/trust_folder.h"
#include "engine/base/file.h"
#include "engine/publish/publish.h"
#include "engine/trust/trust.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct PublishOptions {
    std::string config, site;
};

/// The built page, beside templates and fonts.
Result<fs::path> page_folder(const fs::path& data) {
    const fs::path page = data / "web" / "dist";
    std::error_code code;
    if (fs::is_regular_file(page / "V" / "index.html", code) && fs::is_regular_file(page / "sw.js", code))
        return page;
    return fail(
        Fault::io, page.string(), {"Trang kiểm tra chưa được dựng", "the verification page is not built"},
        {"Chạy scripts/lib/web.sh build trong thư mục mã nguồn (cần node và npm), rồi chạy lại lệnh này",
         "run scripts/lib/web.sh build in the source folder (it needs node and npm), then this command "
         "again"});
}

tl::unexpected<Error> expired(const fs::path& folder, Instant expires) {
    return fail(Fault::usage, (folder / "status.jws").string(),
                {fmt::format("Danh sách trạng thái đã hết hạn lúc {}: mọi kết luận sẽ là chưa xác định",
                             to_rfc3339(expires)),
                 fmt::format("the status list ended at {}: every verdict would be indeterminate",
                             to_rfc3339(expires))},
                {"Làm danh sách mới: hocba keys list --config … -o …",
                 "make a new one: hocba keys list --config … -o …"});
}

/// What is published must be what the page will believe. The root key's fingerprint.
Result<std::string> is_publishable(const Config& config, Instant now) {
    const auto trust = trust::load(config.trust);
    if (!trust) return tl::unexpected(trust.error());
    if (!trust->problems.empty()) return tl::unexpected(Error{Fault::usage, trust->problems});
    if (trust->status->expires < now) return expired(config.trust, trust->status->expires);
    if (trust->keys_are_stale() || trust->signers_are_stale())
        return fail(
            Fault::usage, config.trust,
            {"Các danh sách trong thư mục này không được lập cùng lúc: có danh sách cũ hơn status.jws",
             "the lists of this folder were not made together: one is older than status.jws"},
            {"Làm lại cả thư mục: hocba keys list --config … -o …",
             "make the whole folder again: hocba keys list --config … -o …"});
    const auto& hosts = trust->hosts;
    if (hosts.empty() || config.host.empty()) return trust->root_sha256;
    if (std::find(hosts.begin(), hosts.end(), config.host) != hosts.end()) return trust->root_sha256;
    return fail(Fault::usage, config.file,
                {fmt::format("Máy chủ \"{}\" không có trong danh sách khóa đã ký (hosts)", config.host),
                 fmt::format("the host \"{}\" is not in the signed key list (hosts)", config.host)},
                {"Thêm vào hosts của [custody] rồi làm lại danh sách",
                 "add it to hosts of [custody] and make the list again"});
}

/// The trust folder's five files: an office takes them from the site, the page needs three of them.
Result<void> add_trust(const fs::path& folder, std::vector<publish::File>& files) {
    for (const char* name : trust::kFolderFiles) {
        auto bytes = read_file(folder / name);
        if (!bytes) return forward(std::move(bytes));
        files.push_back({std::string("trust/") + name, *std::move(bytes)});
    }
    return {};
}

struct Published {
    std::size_t files;
    std::string root_sha256;
};

Result<Published> publish_site(const Context& context, const PublishOptions& options) {
    const auto config = read_config(options.config);
    if (!config) return tl::unexpected(config.error());
    if (config->trust.empty()) return not_configured(*config, "trust");
    const auto data = data_folder(context);
    if (!data) return tl::unexpected(data.error());
    const auto page = page_folder(*data);
    if (!page) return tl::unexpected(page.error());
    const auto root = is_publishable(*config, context.now());
    if (!root) return tl::unexpected(root.error());
    const auto forms = form::load_all(*data / "templates");
    if (!forms) return tl::unexpected(forms.error());
    const auto earlier = publish::forms_at(options.site);
    if (!earlier) return tl::unexpected(earlier.error());
    auto files = publish::files_below(*page);
    if (!files) return tl::unexpected(files.error());
    if (const auto added = add_trust(config->trust, *files); !added) return tl::unexpected(added.error());
    for (publish::File& file : publish::server_files()) files->push_back(std::move(file));
    const Json dictionary = publish::with_earlier_forms(form::seal_dictionary(*forms), *earlier);
    files->push_back({"forms.json", canonical(dictionary) + "\n"});
    const std::size_t count = files->size() + 1;
    if (const auto written = publish::write_site(*std::move(files), options.site); !written)
        return tl::unexpected(written.error());
    return Published{count, *root};
}

int run_publish(const Context& context, const PublishOptions& options) {
    const auto done = publish_site(context, options);
    if (!done) return failed(context, done.error());
    const auto& [files, root] = *done;
    say(context,
        {fmt::format("{}: {} tệp; README.txt nói máy chủ phải gửi gì kèm theo", options.site, files),
         fmt::format("{}: {} files; README.txt says what the server sends with them", options.site, files)});
    say_root(context, root);
    say_json(context,
             Json::Object{
                 {"site", options.site}, {"files", static_cast<std::int64_t>(files)}, {"root_sha256", root}});
    return 0;
}

}  // namespace

void add_publish(Program& program) {
    auto options = std::make_shared<PublishOptions>();
    CLI::App* command =
        add_command(program, program.app, "publish",
                    "trang web kiểm tra, tệp tĩnh / the static verification site", run_publish, options);
    command->add_option("--config", options->config, "hocba.toml có mục trust / with `trust`")->required();
    command->add_option("-o", options->site, "thư mục của trang / the site's folder")->required();
    command->footer("Ví dụ / example:\n  hocba publish --config hocba.toml -o site/");
}

}  // namespace hocba::cli
