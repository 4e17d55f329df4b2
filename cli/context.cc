#include "cli/context.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

bool holds_data(const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder / "templates", code) &&
           fs::is_regular_file(folder / "fonts" / "manifest.json", code);
}

fs::path beside_program(const std::string& program) {
    std::error_code code;
    const fs::path self = fs::read_symlink("/proc/self/exe", code);
    return (code ? fs::path(program) : self).parent_path() / ".." / "share" / "hocba";
}

}  // namespace

Instant Context::now() const {
    if (time) return *time;
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::seconds>(since).count(), 420};
}

Result<fs::path> data_folder(const Context& context) {
    const char* variable = std::getenv("HOCBA_DATA");
    // What is named must be right: no silent falling back to another folder's forms.
    for (const std::string& named : {context.data_option, std::string(variable == nullptr ? "" : variable)}) {
        if (named.empty()) continue;
        if (holds_data(named)) return fs::path(named);
        return fail(Fault::io, named,
                    {"Thư mục dữ liệu không có templates/ và fonts/manifest.json",
                     "the data folder has no templates/ and fonts/manifest.json"});
    }
    for (const fs::path& folder : {fs::path(HOCBA_BUILD_DATA), beside_program(context.program)})
        if (holds_data(folder)) return folder;
    return fail(
        Fault::io, "--data",
        {"Không tìm thấy các mẫu học bạ và danh mục phông chữ",
         "the forms and the font manifest were not found"},
        {"Chỉ ra thư mục bằng --data hoặc biến HOCBA_DATA", "name the folder with --data or HOCBA_DATA"});
}

Result<Workshop> open_workshop(const Context& context) {
    const auto folder = data_folder(context);
    if (!folder) return tl::unexpected(folder.error());
    auto forms = form::load_all(*folder / "templates");
    if (!forms) return forward(std::move(forms));
    auto fonts = text::FontSet::open(*folder / "fonts" / "manifest.json");
    if (!fonts) return forward(std::move(fonts));
    auto procedures = load_procedures(*folder / "templates" / "procedures.toml");
    if (!procedures) return forward(std::move(procedures));
    return Workshop{*std::move(forms), *std::move(fonts), *std::move(procedures)};
}

bool prefers_vietnamese() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return std::string_view(value).substr(0, 2) != "en";
    }
    return true;
}

std::string random_seed() {
    std::string seed(32, '\0');
    if (::getrandom(seed.data(), seed.size(), 0) != static_cast<ssize_t>(seed.size()))
        throw std::runtime_error("getrandom");
    return seed;
}

}  // namespace hocba::cli
