// PINs: from the environment, a file that only its owner may read, or a prompt; never from the command line.
#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "cli/keyring.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

constexpr std::size_t kLongest = 4096;

Result<Secret> from_file(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
        return fail(Fault::signing, path.string(),
                    {"Người khác đọc được tệp mã PIN", "others can read the PIN file"},
                    {fmt::format("Gõ: chmod 600 {}", path.string()),
                     fmt::format("type: chmod 600 {}", path.string())});
    auto bytes = read_file(path, kLongest);
    if (!bytes)
        return fail(
            Fault::signing, path.string(), {"Không đọc được tệp mã PIN", "the PIN file cannot be read"},
            {"Ghi mã PIN vào tệp này với quyền 0600, hoặc sửa pin_file trong hocba.toml; bỏ pin_file thì "
             "hocba hỏi mã PIN",
             "put the PIN into this file, mode 0600, or correct pin_file in hocba.toml; without "
             "pin_file hocba asks for the PIN"});
    while (bytes->ends_with('\n') || bytes->ends_with('\r')) bytes->pop_back();
    return Secret::taken(*bytes);
}

/// What stands before the end of the line; nothing at the end of the input. Read without a buffer of the
/// library's, which would keep the PIN.
std::optional<Secret> typed_line() {
    std::string line;
    line.reserve(kLongest);  // growing would leave copies behind
    for (char byte = 0; line.size() < kLongest;) {
        if (::read(STDIN_FILENO, &byte, 1) != 1) {
            wipe(line);
            return std::nullopt;
        }
        if (byte == '\n') break;
        line += byte;
    }
    return Secret::taken(line);
}

Result<Secret> from_prompt(const Context& context, const KeyFile& key) {
    const std::string name = name_of(key);
    if (::isatty(STDIN_FILENO) == 0)
        return fail(Fault::signing, name, {"Không có mã PIN cho khóa này", "there is no PIN for this key"},
                    {"Đặt pin_env hoặc pin_file trong hocba.toml, hoặc chạy trong cửa sổ dòng lệnh",
                     "set pin_env or pin_file in hocba.toml, or run on a terminal"});
    termios before{};
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);  // ^C must not leave the terminal silent
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    fmt::print(stderr, "{} {}: ", context.say({"Mã PIN của", "PIN of"}), name);
    auto pin = typed_line();
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
    fmt::print(stderr, "\n");
    if (!pin)
        return fail(Fault::signing, name, {"Chưa nhập mã PIN", "no PIN was typed"},
                    {"Chạy lại lệnh và gõ mã PIN", "run the command again and type the PIN"});
    return *std::move(pin);
}

}  // namespace

Result<Secret> pin_of(const Context& context, const KeyFile& key) {
    if (!key.pin_env.empty()) {
        if (const char* value = std::getenv(key.pin_env.c_str())) return Secret(value);
        if (key.pin_file.empty())
            return fail(
                Fault::signing, key.pin_env,
                {"Biến môi trường chứa mã PIN chưa được đặt", "the PIN's environment variable is not set"},
                {fmt::format(
                     "Gõ: read -rs {0} && export {0} (rồi gõ mã PIN), và chạy lại lệnh; bỏ pin_env trong "
                     "hocba.toml thì hocba hỏi mã PIN",
                     key.pin_env),
                 fmt::format("type: read -rs {0} && export {0} (then the PIN), and run the command again; "
                             "without pin_env in hocba.toml hocba asks for the PIN",
                             key.pin_env)});
    }
    if (!key.pin_file.empty()) return from_file(key.pin_file);
    return from_prompt(context, key);
}

}  // namespace hocba::cli
