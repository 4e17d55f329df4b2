#include "cli/export_sign.h"

#include "cli/desk.h"
#include "engine/sign/xml_signature.h"

namespace hocba::cli {
namespace {

Result<exchange::Transaction> signed_one(const Context& context, const sign::Signer& signer,
                                         const std::string& content, const std::string& place) {
    return exchange::signed_transaction(content, place, [&](const std::string& list) {
        return sign::sign_xml(list, place, {"school", context.now()}, signer);
    });
}

/// The desk's, opened for this alone.
Result<Desk> desk_of_school(const Context& context, const std::string& config) {
    auto desk = open_desk(context, config);
    if (!desk) return desk;
    if (const auto opened = open_signers(context, *desk, "school"); !opened)
        return tl::unexpected(opened.error());
    return desk;
}

}  // namespace

Result<void> sign_transactions(const Context& context, const std::string& config,
                               std::vector<exchange::Package>& packages) {
    if (config.empty()) return {};
    const auto desk = desk_of_school(context, config);
    if (!desk) return tl::unexpected(desk.error());
    for (exchange::Package& package : packages) {
        auto made = signed_one(context, *desk->signers.at("school"), package.content, package.name);
        if (!made) return tl::unexpected(made.error());
        package.content = std::move(made->content);
    }
    return {};
}

Result<void> sign_transaction(const Context& context, const std::string& config, exchange::RecallList& list) {
    if (config.empty()) return {};
    const auto desk = desk_of_school(context, config);
    if (!desk) return tl::unexpected(desk.error());
    auto made = signed_one(context, *desk->signers.at("school"), list.content, "DANH_SACH_HOC_BA");
    if (!made) return tl::unexpected(made.error());
    list.xml = std::move(made->xml);
    list.content = std::move(made->content);
    return {};
}

}  // namespace hocba::cli
