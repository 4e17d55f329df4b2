// hocba sign --prepare and --complete: the digests go to another tool, its signatures come back.
#include <fmt/format.h>

#include <algorithm>

#include "cli/hand_over.h"
#include "cli/keyring.h"
#include "cli/picture.h"
#include "cli/report.h"
#include "cli/sign.h"
#include "cli/sign_summary.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

const Item* item_of(const HandOver& list, const std::string& code) {
    const auto found = std::find_if(list.items.begin(), list.items.end(),
                                    [&](const Item& item) { return item.code == code; });
    return found == list.items.end() ? nullptr : &*found;
}

Result<HandOver> list_for(const Context& context, const SignOptions& options) {
    HandOver list;
    list.role = options.role;
    list.another = options.another;
    list.claimed = context.now();
    const auto digest = digest_named(options.digest, "--digest");
    if (!digest) return tl::unexpected(digest.error());
    list.digest = *digest;
    auto certificates = sign::read_certificates(options.certificate);
    if (!certificates) return forward(std::move(certificates));
    list.certificate = certificates->front();
    list.chain.assign(certificates->begin() + 1, certificates->end());
    if (options.chain.empty()) return list;
    const auto chain = sign::read_certificates(options.chain);
    if (!chain) return tl::unexpected(chain.error());
    list.chain.insert(list.chain.end(), chain->begin(), chain->end());
    return list;
}

/// hocba.toml may name a picture for a role whose key it does not hold.
Result<void> open_picture(Desk& desk, const std::string& role) {
    for (const KeyFile& one : desk.config.keys) {
        if (one.role != role) continue;
        auto picture = picture_of(one);
        if (!picture) return tl::unexpected(picture.error());
        if (*picture) desk.pictures.insert_or_assign(role, **std::move(picture));
    }
    return {};
}

/// The desk whose signer for the act is the list's certificate; refused as a key of hocba.toml would be.
Result<Act> open_for(const Context& context, Desk& desk, const HandOver& list, const std::string& place,
                     std::map<std::string, std::string> answers) {
    const auto act = act_of(desk, list.role, list.another);
    if (!act) return act;
    auto signer = signer_of(list, place, std::move(answers));
    if (!signer) return forward(std::move(signer));
    KeyFile key;
    key.role = act->signer_role;
    key.pkcs12 = place;
    if (const auto may = authorised(context, desk, key, **signer); !may) return tl::unexpected(may.error());
    desk.hands_over = true;
    desk.signers.insert_or_assign(act->signer_role, *std::move(signer));
    if (const auto shown = open_picture(desk, act->signer_role); !shown) return tl::unexpected(shown.error());
    return in_office(context, desk, *act);
}

Result<void> write_lists(const Context& context, const HandOver& list, const std::string& path) {
    const std::string json = pretty(to_json(list));
    if (const auto written = write_file(path, json); !written) return written;
    return write_file(path + ".txt", text_of(context, list, json));
}

tl::unexpected<Error> other_document(const Waiting& waiting) {
    return fail(Fault::document, waiting.path.string(),
                {"Văn bản không còn như khi lập danh sách, hoặc danh sách đã bị sửa",
                 "the document is not as it was when the list was made, or the list was changed"},
                {"Không ghép chữ ký; lập danh sách mới bằng --prepare",
                 "no signature was put in; make a new list with --prepare"});
}

tl::unexpected<Error> unsigned_yet(const Waiting& waiting) {
    return fail(Fault::signing, waiting.path.string(),
                {"Phần mềm ký không trả về chữ ký cho văn bản này",
                 "the signing program gave no signature for this document"},
                {"Ký nốt rồi chạy lại --complete", "sign it too, then run --complete again"});
}

/// What the key signs of one document: the PDF under its code, the XML beside it under "CODE.xml".
std::vector<Item> items_of(const Waiting& waiting, const Begun& begun) {
    const std::string& code = waiting.description.code;
    std::vector<Item> items = {{code, begun.pdf.digest}};
    if (begun.xml) items.push_back({code + ".xml", begun.xml->digest});
    return items;
}

/// Whether this signature may go into this document: it is the very one of the list.
Result<void> fits_list(const Context& context, const Desk& desk, const Act& act, const Waiting& waiting,
                       const HandOver& list, const std::map<std::string, std::string>& signatures) {
    if (!is_to_sign(waiting, act)) return {};
    const auto begun = begin(context, desk, act, waiting);
    if (!begun) return tl::unexpected(begun.error());
    for (const Item& item : items_of(waiting, *begun)) {
        const Item* listed = item_of(list, item.code);
        if (listed == nullptr || listed->digest != item.digest) return other_document(waiting);
        if (!signatures.contains(item.code)) return unsigned_yet(waiting);
    }
    return {};
}

/// The documents of the list among the inputs, or in the desk's work folder.
Result<std::vector<fs::path>> listed_documents(const Desk& desk, const SignOptions& options,
                                               const HandOver& list) {
    std::vector<std::string> inputs = options.inputs;
    if (inputs.empty()) inputs.push_back(desk.config.work.string());
    auto paths = documents_of(inputs, options.except);
    if (!paths) return paths;
    std::erase_if(*paths,
                  [&](const fs::path& path) { return item_of(list, path.stem().string()) == nullptr; });
    return paths;
}

std::map<std::string, std::string> by_digest(const HandOver& list,
                                             const std::map<std::string, std::string>& signatures) {
    std::map<std::string, std::string> answers;
    for (const auto& [code, signature] : signatures) answers[item_of(list, code)->digest] = signature;
    return answers;
}

int complete_documents(const Context& context, const SignOptions& options, const Desk& desk, const Act& act,
                       const HandOver& list, const std::map<std::string, std::string>& signatures) {
    const auto paths = listed_documents(desk, options, list);
    if (!paths) return failed(context, paths.error());
    const auto looked = look_at_all(context, desk, act, *paths, options.jobs);
    int code = 0;
    std::vector<const Waiting*> documents;
    for (std::size_t i = 0; i < looked.size(); ++i) {
        const auto fine = looked[i] ? fits_list(context, desk, act, *looked[i], list, signatures)
                                    : Result<void>(tl::unexpected(looked[i].error()));
        if (fine)
            documents.push_back(&*looked[i]);
        else
            tell_failed(context, (*paths)[i], fine.error(), code);
    }
    const auto outcomes = sign_batch(context, desk, act, documents, options.jobs, [](std::size_t) {});
    const std::size_t good = tell_outcomes(context, documents, outcomes, code);
    desk.levels->tell(context);
    say(context, {fmt::format("{} học bạ xong phần ký của {}, {} lỗi, danh sách có {}", good,
                              role_name(list.role).vi, paths->size() - good, list.items.size()),
                  fmt::format("{} documents have the signature of the {}, {} failed, the list has {}", good,
                              list.role, paths->size() - good, list.items.size())});
    return code;
}

/// Begins what waits for the act; the exit code so far.
int collect(const Context& context, const Desk& desk, const Act& act,
            const std::vector<Result<Waiting>>& looked, const std::vector<fs::path>& paths, HandOver& list,
            std::vector<const Waiting*>& to_sign) {
    int code = 0;
    for (std::size_t i = 0; i < looked.size(); ++i) {
        if (looked[i] && !is_to_sign(*looked[i], act)) continue;
        const auto begun = looked[i] ? begin(context, desk, act, *looked[i])
                                     : Result<Begun>(tl::unexpected(looked[i].error()));
        if (!begun) {
            tell_failed(context, paths[i], begun.error(), code);
            continue;
        }
        for (Item& item : items_of(*looked[i], *begun)) list.items.push_back(std::move(item));
        to_sign.push_back(&*looked[i]);
    }
    return code;
}

Result<Desk> open_desk_for(const Context& context, const std::string& config, const std::string& role) {
    auto desk = open_desk(context, config);
    if (!desk || role != desk->procedure.steps.back().role) return desk;
    if (desk->config.archive.empty()) return not_configured(desk->config, "archive");
    if (const auto opened = open_archive(*desk); !opened) return tl::unexpected(opened.error());
    return desk;
}

/// What a person sees before they sign, kept as it is before a signature of one's own.
Result<void> tell_summary(const Context& context, const Desk& desk, const Act& act,
                          const std::vector<const Waiting*>& to_sign) {
    if (to_sign.empty()) return {};
    const Summary summary = summarise(context, to_sign);
    fmt::print(stderr, "{}", text_of(context, desk, act, summary));
    say_json(context, to_json(act, summary));
    const auto kept = keep_list(context, desk, act, summary, to_sign);
    if (!kept) return tl::unexpected(kept.error());
    return {};
}

}  // namespace

int prepare_list(const Context& context, const SignOptions& options) {
    Context now = context;  // one time for all documents
    now.time = context.now();
    auto desk = open_desk_for(now, options.config, options.role);
    if (!desk) return failed(context, desk.error());
    auto list = list_for(now, options);
    if (!list) return failed(context, list.error());
    const auto act = open_for(now, *desk, *list, options.certificate, {});
    if (!act) return failed(context, act.error());
    const auto paths = documents_of(options.inputs, options.except);
    if (!paths) return failed(context, paths.error());
    const auto looked = look_at_all(now, *desk, *act, *paths, options.jobs);
    std::vector<const Waiting*> to_sign;
    const int code = collect(now, *desk, *act, looked, *paths, *list, to_sign);
    const auto written = tell_summary(now, *desk, *act, to_sign).and_then([&] {
        return write_lists(context, *list, options.prepare);
    });
    if (!written) return failed(context, written.error());
    say(context, {fmt::format("{}: {} văn bản cần ký", options.prepare, list->items.size()),
                  fmt::format("{}: {} documents to sign", options.prepare, list->items.size())});
    return code;
}

int complete_list(const Context& context, const SignOptions& options) {
    const auto list = read_hand_over(options.complete);
    if (!list) return failed(context, list.error());
    const auto signatures = read_signatures(options.signatures, *list);
    if (!signatures) return failed(context, signatures.error());
    auto desk = open_desk_for(context, options.config, list->role);
    if (!desk) return failed(context, desk.error());
    Context then = context;  // the same time gives the same digests
    then.time = list->claimed;
    const auto act = open_for(then, *desk, *list, options.complete, by_digest(*list, *signatures));
    if (!act) return failed(context, act.error());
    return complete_documents(then, options, *desk, *act, *list, *signatures);
}

}  // namespace hocba::cli
