// hocba init: the first day of a school: its desk that seals, and whom to ask for what next.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "archive/archive.h"
#include "cli/config.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/trust/trust.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSealDays = 366;  // a school year

struct InitOptions {
    std::string folder, school, name, host;
};

constexpr const char* kConfig =
    R"(# {name}: bàn phát hành (gắn mã QR xác thực). Do "hocba init" viết; sửa được.
# Mỗi người ký có tệp hocba.toml riêng, chỉ ghi khóa của mình: docs/nha-truong.md, mục 1.

school = "{school}"            # mã trường, phải trùng với hồ sơ
host = "{host}"   # máy chủ in trong mã QR: https://{host}/V
archive = "archive"            # kho lưu trữ
log_key = "keys/log.key"       # khóa nhật ký của kho; giữ bản sao ở nơi khác
work = "work"                  # văn bản chờ ký
output = "pdf"                 # bản sao các văn bản đã xong
trust = "trust"                # thư mục tin cậy: chép năm tệp do Sở gửi vào đây
accept_unverified = false      # true: phát hành cả mẫu còn nhãn chưa đối chiếu (hocba form list)

# level = "B-LTA"              # chữ ký đứng vững lâu dài: cần dịch vụ dấu thời gian, mục [timestamp] ở dưới

[seal]                         # khóa gắn mã: không phải chữ ký của ai, chỉ nói "mã này do trường phát hành"
pkcs12 = "keys/seal.p12"
pin_file = "keys/seal.pin"
salt_key = "keys/salt.key"     # mất khóa này thì không phát hành lại được đúng mã cũ

# Khi đã có chứng thư số, bỏ dấu # ở khóa mà bàn này giữ. Khóa nằm trong tệp (pkcs12), trong USB token
# (pkcs11 = "pkcs11:token=…;object=…", module = "…"), hay ở dịch vụ ký từ xa (csc, credential).
# Xin chứng thư cho một khóa mới: hocba keys request --as principal --config hocba.toml -o hieu-truong.csr
#
# [[keys]]
# role = "principal"                       # hiệu trưởng
# pkcs12 = "keys/principal.p12"
# pin_env = "HOCBA_PIN"
# name = "Họ và tên hiệu trưởng"           # cho yêu cầu cấp chứng thư
# organisation = {organisation}
#
# [[keys]]
# role = "school"                          # con dấu của trường, văn thư giữ
# pkcs12 = "keys/school.p12"
# pin_env = "HOCBA_PIN"
# name = {organisation}
# organisation = {organisation}
#
# [timestamp]
# url = "http://dich-vu-dau-thoi-gian.example/tsa"
)";

const Text kNext = {R"(
Việc tiếp theo, và ai làm:
 1. Sở (người giữ thư mục tin cậy): gửi {keys}/seal.pem để ghi vào danh sách khóa. Không bao giờ gửi seal.p12.
 2. Nhà cung cấp chứng thực chữ ký số: xin chứng thư cho hiệu trưởng và cho con dấu của trường. Bỏ dấu # của [[keys]]
    trong {config}, rồi: hocba keys request --as principal --config {config} -o hieu-truong.csr
 3. Sở: đăng ký chứng thư (hocba keys register) và xin quyết định ai được ký (QĐ 1789/QĐ-SGDĐT, Điều 20.3).
 4. Sở gửi lại thư mục tin cậy: chép năm tệp vào {trust}/. Chưa có chúng thì chưa ký được.
 5. Cất bản sao {keys}/ và {archive}/log/key.vkey ở nơi khác.
Thử ngay, không cần khóa hay chứng thư nào (bản nháp, không vào kho):
    hocba render HỒ-SƠ -o xem-truoc
Tập phát hành ở một thư mục khác do hocba init tạo riêng để thử: học bạ đã phát hành nằm mãi trong kho của thư mục này.)",
                    R"(
What comes next, and from whom:
 1. The Sở (custodian of the trust folder): send {keys}/seal.pem for its list of keys. Never send seal.p12.
 2. A certification authority: ask for certificates of the head and of the school's stamp. Remove the # of [[keys]] in
    {config}, then: hocba keys request --as principal --config {config} -o head.csr
 3. The Sở: register the certificates (hocba keys register) and ask for its decision on who may sign
    (QĐ 1789/QĐ-SGDĐT, Điều 20.3).
 4. The Sở sends its trust folder: put the five files into {trust}/. Nobody can sign without them.
 5. Keep copies of {keys}/ and of {archive}/log/key.vkey elsewhere.
Try at once, without keys or certificates (drafts, nothing is archived):
    hocba render RECORDS -o drafts
Practise issuing in another folder that hocba init makes for it: what is issued here stays in this archive for ever.)"};

/// A missing answer is asked for on a terminal.
std::string answer(const Context& context, const std::string& given, const Text& question) {
    if (!given.empty() || ::isatty(STDIN_FILENO) == 0) return given;
    std::string typed;
    fmt::print(stderr, "{}: ", context.say(question));
    std::getline(std::cin, typed);
    return typed;
}

tl::unexpected<Error> wrong(const char* option, const char* vi, const char* en) {
    return fail(Fault::usage, option, {vi, en});
}

/// RFC 952 and 1123 in lower case; a seal's address has no port.
bool is_host(const std::string& host) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    return host.find('.') != std::string::npos && std::all_of(host.begin(), host.end(), fits) &&
           host.find("..") == std::string::npos && host.front() != '.' && host.back() != '.';
}

bool is_code(const std::string& code) {
    return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '_';
    });
}

Result<void> check_answers(const InitOptions& options) {
    if (!is_code(options.school))
        return wrong("--school", "Cần mã trường, chỉ gồm chữ và số, ví dụ 01000417",
                     "the school code is needed, letters and digits, such as 01000417");
    if (options.name.empty() || options.name.find_first_of("\"\\\n\r") != std::string::npos)
        return wrong("--name", "Cần tên trường, trên một dòng, không có dấu nháy kép",
                     "the school's name is needed, on one line, without quotation marks");
    if (!is_host(options.host))
        return wrong("--host", "Cần tên máy chủ của trang kiểm tra, chữ thường, ví dụ hocba.truong.edu.vn",
                     "the verification site's host is needed, in lower case, such as hocba.school.edu.vn");
    std::error_code code;
    if (fs::exists(options.folder, code) &&
        !(fs::is_directory(options.folder, code) && fs::is_empty(options.folder, code)))
        return fail(Fault::usage, options.folder,
                    {"Ở đây đã có nội dung; không có gì bị ghi đè",
                     "something is here already; nothing is overwritten"},
                    {"Chọn thư mục mới hoặc trống", "choose a new or empty folder"});
    return {};
}

Result<void> make_keys(const Context& context, const InitOptions& options, const fs::path& keys) {
    const std::string pin = to_hex(random_seed().substr(0, 16));
    const Instant now = context.now(), until{now.unix_s + kSealDays * 86400, now.offset_min};
    const auto seal = trust::create_key("Mã xác thực " + options.school, now, until, pin);
    if (!seal) return tl::unexpected(seal.error());
    return make_folder(keys, 0700)
        .and_then([&] { return write_file(keys / "seal.p12", seal->pkcs12, 0600); })
        .and_then([&] { return write_file(keys / "seal.pin", pin + "\n", 0600); })
        .and_then([&] { return write_file(keys / "seal.pem", seal->certificate_pem); })
        .and_then([&] { return write_file(keys / "salt.key", to_hex(random_seed()) + "\n", 0600); });
}

Result<void> set_up(const Context& context, const InitOptions& options, const fs::path& folder) {
    const std::string config =
        fmt::format(fmt::runtime(kConfig), fmt::arg("name", options.name), fmt::arg("school", options.school),
                    fmt::arg("host", options.host), fmt::arg("organisation", "\"" + options.name + "\""));
    return make_folder(folder)
        .and_then([&] { return make_keys(context, options, folder / "keys"); })
        .and_then([&] {
            return archive::Archive::init(folder / "archive", options.host + "/" + options.school,
                                          folder / "keys" / "log.key", random_seed());
        })
        .and_then([&] { return make_folder(folder / "trust"); })
        .and_then([&] { return write_file(folder / "hocba.toml", config); });
}

int run_init(const Context& context, const InitOptions& given) {
    InitOptions options = given;
    options.school = answer(context, given.school, {"Mã trường (8 ký tự)", "School code"});
    options.name = answer(context, given.name, {"Tên trường", "Name of the school"});
    options.host =
        answer(context, given.host, {"Máy chủ của trang kiểm tra", "Host of the verification site"});
    if (const auto good = check_answers(options); !good) return failed(context, good.error());
    const fs::path folder = options.folder;
    if (const auto made = set_up(context, options, folder); !made) return failed(context, made.error());
    const auto filled = [&](const std::string& text) {
        return fmt::format(fmt::runtime(text), fmt::arg("keys", (folder / "keys").string()),
                           fmt::arg("config", (folder / "hocba.toml").string()),
                           fmt::arg("trust", (folder / "trust").string()),
                           fmt::arg("archive", (folder / "archive").string()));
    };
    say(context, {fmt::format("{}: hocba.toml, archive/, keys/, trust/", options.folder),
                  fmt::format("{}: hocba.toml, archive/, keys/, trust/", options.folder)});
    say(context, {filled(kNext.vi), filled(kNext.en)});
    say_json(context, Json::Object{{"folder", options.folder},
                                   {"config", (folder / "hocba.toml").string()},
                                   {"seal_certificate", (folder / "keys" / "seal.pem").string()}});
    return 0;
}

}  // namespace

void add_init(Program& program) {
    auto options = std::make_shared<InitOptions>();
    CLI::App* command = add_command(program, program.app, "init",
                                    "ngày đầu của một trường / first set-up of a school", run_init, options);
    command->add_option("DIR", options->folder, "thư mục mới / a new folder")->required();
    command->add_option("--school", options->school, "mã trường / school code");
    command->add_option("--name", options->name, "tên trường / name of the school");
    command->add_option("--host", options->host, "máy chủ của trang kiểm tra / verification host");
    command->footer(
        "Ví dụ / example:\n  hocba init truong --school 01000417 --name \"Trường Tiểu học Quang Trung\" "
        "--host hocba.example");
}

}  // namespace hocba::cli
