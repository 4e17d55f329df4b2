#include "cli/hand_over.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "cli/keyring.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "hocba-hand-over-1";
constexpr std::uintmax_t kLargestList = 64U << 20;
constexpr std::uintmax_t kLargestSignature = 4096;

tl::unexpected<Error> no_list(const std::string& place) {
    return fail(Fault::usage, place,
                {"Tệp này không phải danh sách do hocba sign --prepare viết",
                 "this is no list of hocba sign --prepare"},
                {"Chọn lại tệp; không sửa danh sách bằng tay",
                 "choose the file again; a list is not edited by hand"});
}

tl::unexpected<Error> no_signatures(const std::string& place) {
    return fail(Fault::usage, place,
                {"Không đọc được chữ ký trong tệp này", "no signatures can be read from this file"},
                {"Cần thư mục có các tệp MÃ.sig, hoặc tệp có các dòng {\"code\",\"signature\"}",
                 "a folder of CODE.sig is needed, or a file of lines {\"code\",\"signature\"}"});
}

const char* name_of(sign::Digest digest) {
    return digest == sign::Digest::sha384 ? "SHA-384" : "SHA-256";
}

Result<std::vector<Item>> items_of(const Json& json, const std::string& path) {
    const Json* documents = json.find("documents");
    if (documents == nullptr || documents->array() == nullptr) return no_list(path);
    std::vector<Item> items;
    for (const Json& document : *documents->array()) {
        const auto hex = from_hex(document.text_or("digest_hex"));
        const auto base64 = from_base64(document.text_or("digest_base64"));
        Item item{document.text_or("code"), hex.value_or("")};
        const bool is_new = std::none_of(items.begin(), items.end(),
                                         [&](const Item& other) { return other.code == item.code; });
        if (item.code.empty() || !hex || !base64 || *hex != *base64 || !is_new) return no_list(path);
        items.push_back(std::move(item));
    }
    return items;
}

class ListSigner final : public sign::Signer {
  public:
    ListSigner(sign::Identity identity, std::map<std::string, std::string> answers)
        : identity_(std::move(identity)), answers_(std::move(answers)) {}

    const sign::Identity& identity() const override { return identity_; }

    Result<std::vector<std::string>> sign_digests(const std::vector<std::string>& digests) const override {
        std::vector<std::string> signatures;
        for (const std::string& digest : digests) {
            const auto answer = answers_.find(digest);
            if (answer == answers_.end())
                return fail(Fault::signing, identity_.name,
                            {"Chưa có chữ ký cho văn bản này", "there is no signature for this document"});
            signatures.push_back(sign::in_der(identity_.key, answer->second));
        }
        return signatures;
    }

  private:
    sign::Identity identity_;
    std::map<std::string, std::string> answers_;
};

bool is_listed(const HandOver& list, const std::string& code) {
    return std::any_of(list.items.begin(), list.items.end(),
                       [&](const Item& item) { return item.code == code; });
}

tl::unexpected<Error> unlisted(const std::string& place, const std::string& code) {
    return fail(Fault::usage, place,
                {fmt::format("Chữ ký của \"{}\" không có trong danh sách", code),
                 fmt::format("\"{}\" has a signature but is not in the list", code)},
                {"Dùng đúng danh sách đã trao cho phần mềm ký",
                 "use the list that was handed to the signing program"});
}

Result<std::map<std::string, std::string>> signatures_in_folder(const fs::path& folder,
                                                                const HandOver& list) {
    const auto files = files_in(folder, ".sig");
    if (!files) return tl::unexpected(files.error());
    std::map<std::string, std::string> found;
    for (const fs::path& file : *files) {
        auto bytes = read_file(file, kLargestSignature);
        if (!bytes) return forward(std::move(bytes));
        if (!is_listed(list, file.stem().string())) return unlisted(file.string(), file.stem().string());
        found[file.stem().string()] = *std::move(bytes);
    }
    return found;
}

}  // namespace

Json to_json(const HandOver& list) {
    Json::Array documents, chain;
    for (const std::string& certificate : list.chain) chain.emplace_back(to_base64(certificate));
    for (const Item& item : list.items)
        documents.emplace_back(
            Json::Object{{"code", item.code},
                         {"file", item.code.ends_with(".xml") ? item.code : item.code + ".pdf"},
                         {"field", list.role},
                         {"digest_hex", to_hex(item.digest)},
                         {"digest_base64", to_base64(item.digest)}});
    return Json::Object{{"format", kFormat},
                        {"role", list.role},
                        {"on_behalf_of", list.another.name},
                        {"reason", list.another.why},
                        {"claimed_time", to_rfc3339(list.claimed)},
                        {"digest_algorithm", name_of(list.digest)},
                        {"certificate", to_base64(list.certificate)},
                        {"certificate_sha256", to_hex(sha256(list.certificate))},
                        {"chain", chain},
                        {"documents", documents}};
}

Result<HandOver> read_hand_over(const std::string& path) {
    const auto bytes = read_file(path, kLargestList);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto json = parse_json(*bytes, path);
    if (!json || json->text_or("format") != kFormat) return no_list(path);
    HandOver list;
    list.role = json->text_or("role");
    list.another = {json->text_or("on_behalf_of"), json->text_or("reason")};
    list.certificate = from_base64(json->text_or("certificate")).value_or("");
    const auto claimed = parse_instant(json->text_or("claimed_time"));
    const auto digest = digest_named(json->text_or("digest_algorithm"), path);
    auto items = items_of(*json, path);
    if (!digest) return tl::unexpected(digest.error());
    if (!items) return forward(std::move(items));
    if (!claimed || to_hex(sha256(list.certificate)) != json->text_or("certificate_sha256"))
        return no_list(path);
    list.claimed = *claimed;
    list.digest = *digest;
    list.items = *std::move(items);
    if (const Json* chain = json->find("chain"); chain != nullptr && chain->array() != nullptr)
        for (const Json& one : *chain->array())
            list.chain.push_back(one.string() == nullptr ? "" : from_base64(*one.string()).value_or(""));
    return list;
}

std::string text_of(const Context& context, const HandOver& list, const std::string& json) {
    std::string out =
        context.say({fmt::format("Danh sách cần ký: {} văn bản, vai trò {}\n", list.items.size(),
                                 role_name(list.role).vi),
                     fmt::format("To sign: {} documents, as {}\n", list.items.size(), list.role)});
    out += fmt::format("{}: {}\n",
                       context.say({"Thời điểm ký ghi trong văn bản", "Signing time in the documents"}),
                       to_rfc3339(list.claimed));
    out += fmt::format("{}: {}\n", context.say({"SHA-256 của chứng thư số", "SHA-256 of the certificate"}),
                       to_hex(sha256(list.certificate)));
    out += fmt::format("{}: {}\n\n", context.say({"SHA-256 của danh sách", "SHA-256 of the list"}),
                       to_hex(sha256(json)));
    out += context.say({fmt::format("Mã văn bản    {} cần ký\n", name_of(list.digest)),
                        fmt::format("Code          {} to sign\n", name_of(list.digest))});
    for (const Item& item : list.items) out += fmt::format("{}  {}\n", item.code, to_hex(item.digest));
    return out;
}

Result<std::map<std::string, std::string>> read_signatures(const fs::path& path, const HandOver& list) {
    std::error_code code;
    if (fs::is_directory(path, code)) return signatures_in_folder(path, list);
    const auto bytes = read_file(path, kLargestList);
    if (!bytes) return tl::unexpected(bytes.error());
    std::map<std::string, std::string> found;
    std::istringstream lines(*bytes);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        const std::string place = fmt::format("{}:{}", path.string(), ++number);
        if (line.empty() || line == "\r") continue;
        const auto json = parse_json(line, place);
        const auto signature = json ? from_base64(json->text_or("signature")) : std::nullopt;
        if (!signature || signature->empty()) return no_signatures(place);
        if (!is_listed(list, json->text_or("code"))) return unlisted(place, json->text_or("code"));
        found[json->text_or("code")] = *signature;
    }
    return found;
}

Result<std::unique_ptr<sign::Signer>> signer_of(const HandOver& list, const std::string& place,
                                                std::map<std::string, std::string> answers) {
    auto identity = sign::identity_of(list.certificate, list.chain, list.digest, list.claimed, place);
    if (!identity) return forward(std::move(identity));
    return std::make_unique<ListSigner>(*std::move(identity), std::move(answers));
}

}  // namespace hocba::cli
