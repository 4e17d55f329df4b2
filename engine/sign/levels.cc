#include "engine/sign/levels.h"

#include <array>

#include "engine/pdf/pdf.h"
#include "engine/sign/addresses.h"
#include "engine/sign/evidence.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::sign {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"B-B", "B-T", "B-LT", "B-LTA"};

using Roots = std::vector<std::string>;

bool all_covered(const std::vector<Signatory>& signatories, const pdf::Evidence& evidence,
                 const Roots& roots) {
    for (const Signatory& signatory : signatories)
        if (!is_covered(signatory, evidence, roots)) return false;
    return true;
}

std::size_t end_of_range(const pdf::SignatureValue& value) {
    return value.range[2] + value.range[3];
}

/// Whether what stood before the last timestamp (its own revision taken away) is complete.
Result<bool> is_sealed_by_timestamp(std::string_view pdf, const Signatures& all, const Roots& roots) {
    if (all.timestamps.empty()) return false;
    const auto evidence = pdf::evidence(pdf.substr(0, end_of_range(all.timestamps.back())));
    if (!evidence) return tl::unexpected(evidence.error());
    std::vector<Signatory> before = all.signatories;
    before.pop_back();  // in order: the last timestamp's own authority
    return all_covered(before, *evidence, roots);
}

Result<std::string> with_timestamp(std::string_view pdf, const Services& services) {
    const auto room = services.token_room();
    if (!room) return tl::unexpected(room.error());
    auto prepared = pdf::prepare_timestamp(pdf, *room);
    if (!prepared) return tl::unexpected(prepared.error());
    const std::string_view bytes = prepared->bytes;
    std::string covered(bytes.substr(prepared->range[0], prepared->range[1]));
    covered += bytes.substr(prepared->range[2], prepared->range[3]);
    const auto token = services.token(covered);
    if (!token) return token;
    return pdf::fill(*std::move(prepared), *token);
}

/// Every certificate vouched for, or nothing: half of the evidence is no level.
Result<std::string> with_evidence(std::string_view pdf, const std::vector<Signatory>& signatories,
                                  const Services& services, Instant now) {
    const Collected collected = collect(signatories, services, now);
    if (!collected.problems.empty()) return tl::unexpected(Error{Fault::signing, collected.problems});
    return pdf::add_evidence(pdf, collected.evidence);
}

/// From one level to the next.
Result<std::string> lifted(std::string_view pdf, Level level, const Services& services, Instant now) {
    if (level != Level::t) return with_timestamp(pdf, services);
    const auto all = signatures_in(pdf);
    if (!all) return tl::unexpected(all.error());
    return with_evidence(pdf, all->signatories, services, now);
}

Problem no_further(Level level) {
    return {std::string(name_of(level)),
            {"Mức chữ ký không nâng lên được dù dịch vụ đã trả lời.",
             "the level does not rise although the services answered"},
            {"Kiểm tra thời gian của máy và của các dịch vụ.", "Check the clocks of computer and services."}};
}

}  // namespace

std::string_view name_of(Level level) {
    return kNames[static_cast<std::size_t>(level)];
}

std::optional<Level> level_named(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == name) return static_cast<Level>(i);
    return std::nullopt;
}

Result<Level> level_of(std::string_view pdf, const Roots& roots) {
    const auto all = signatures_in(pdf);
    if (!all) return tl::unexpected(all.error());
    if (!all->all_stamped) return Level::b;
    const auto sealed = is_sealed_by_timestamp(pdf, *all, roots);
    if (!sealed) return tl::unexpected(sealed.error());
    if (*sealed) return Level::lta;
    const auto evidence = pdf::evidence(pdf);
    if (!evidence) return tl::unexpected(evidence.error());
    return all_covered(all->signatories, *evidence, roots) ? Level::lt : Level::t;
}

Result<Extended> extend(std::string_view pdf, Level target, const Services& services, Instant now) {
    Extended out{std::string(pdf), Level::b, {}};
    auto level = level_of(pdf, services.roots());
    if (!level) return forward(std::move(level));
    for (out.level = *level; out.level < target; out.level = *level) {
        auto next = lifted(out.pdf, out.level, services, now);
        // A file that is no complete document of ours concerns the caller; a silent service is a reason.
        if (!next && next.error().fault == Fault::document) return forward(std::move(next));
        if (!next) {
            out.problems = std::move(next.error().problems);
            return out;
        }
        level = level_of(*next, services.roots());
        if (!level) return forward(std::move(level));
        if (*level <= out.level) {
            out.problems.push_back(no_further(out.level));
            return out;
        }
        out.pdf = *std::move(next);
    }
    return out;
}

Result<std::optional<Instant>> protected_until(std::string_view pdf) {
    const auto all = signatures_in(pdf);
    if (!all) return tl::unexpected(all.error());
    if (all->timestamps.empty()) return std::optional<Instant>();
    return end_of(all->signatories.back().certificate);
}

Result<Extended> renew(std::string_view pdf, const Services& services, Instant now) {
    const auto all = signatures_in(pdf);
    if (!all) return tl::unexpected(all.error());
    auto level = level_of(pdf, services.roots());
    if (!level) return forward(std::move(level));
    if (*level != Level::lta) return extend(pdf, Level::lta, services, now);
    auto next = with_evidence(pdf, {all->signatories.back()}, services, now);
    if (next) next = with_timestamp(*next, services);
    if (!next && next.error().fault == Fault::document) return forward(std::move(next));
    if (!next) return Extended{std::string(pdf), *level, std::move(next.error().problems)};
    return Extended{*std::move(next), *level, {}};
}

Result<Stamped> finish_stamped(Unsigned waiting, std::string_view signature, const Services& services) {
    const auto token = services.token(signature);
    auto pdf = finish_signature(std::move(waiting), signature, token ? *token : "");
    if (!pdf) return forward(std::move(pdf));
    Stamped out{*std::move(pdf), std::nullopt};
    if (!token) out.problem = token.error().problems.front();
    return out;
}

Result<Stamped> sign_stamped(std::string_view pdf, Request request, const Signer& signer,
                             const Services& services) {
    const auto room = services.token_room();
    request.token_room = room ? *room : 0;
    auto waiting = begin_signature(pdf, request, signer.identity());
    if (!waiting) return forward(std::move(waiting));
    const auto signatures = signer.sign_digests({waiting->digest});
    if (!signatures) return tl::unexpected(signatures.error());
    if (room) return finish_stamped(*std::move(waiting), signatures->front(), services);
    auto plain = finish_signature(*std::move(waiting), signatures->front());
    if (!plain) return forward(std::move(plain));
    return Stamped{*std::move(plain), room.error().problems.front()};
}

}  // namespace hocba::sign
