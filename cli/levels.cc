#include "cli/levels.h"

#include <fmt/format.h>

#include "cli/report.h"

namespace hocba::cli {

Result<std::unique_ptr<Levels>> Levels::open(const Config& config, const std::optional<trust::Trust>& trust) {
    const auto wanted = sign::level_named(config.level);
    if (!wanted)
        return fail(Fault::usage, config.file,
                    {fmt::format("Không có mức chữ ký \"{}\"", config.level),
                     fmt::format("there is no level \"{}\"", config.level)},
                    {"level là B-B, B-T, B-LT hoặc B-LTA", "level is B-B, B-T, B-LT or B-LTA"});
    if (*wanted != sign::Level::b && config.timestamp_url.empty())
        return not_configured(config, "timestamp.url");
    sign::ServiceOptions options;
    options.timestamp_url = config.timestamp_url;
    options.proxy = config.timestamp_proxy;
    options.seed = random_seed();
    if (trust) {
        options.roots = trust->pdf_roots;
        options.timestamp_roots = trust->timestamp_roots;
        options.crls = trust->crls;
    }
    return std::unique_ptr<Levels>(new Levels(*wanted, std::move(options)));
}

void Levels::note(const std::vector<Problem>& problems) {
    const std::lock_guard lock(noting_);
    problems_.insert(problems_.end(), problems.begin(), problems.end());
}

Result<std::string> Levels::stamped(Result<sign::Stamped> made) {
    if (!made) return forward(std::move(made));
    if (made->problem) note({*made->problem});
    return std::move(made->pdf);
}

std::size_t Levels::token_room() {
    if (wanted_ == sign::Level::b) return 0;
    const auto room = services_.token_room();
    if (!room) note(room.error().problems);
    return room.value_or(0);
}

Result<std::string> Levels::finish(sign::Unsigned begun, std::string_view signature) {
    if (!begun.has_token_room) return sign::finish_signature(std::move(begun), signature);
    return stamped(sign::finish_stamped(std::move(begun), signature, services_));
}

Result<std::string> Levels::sign(std::string_view pdf, const sign::Request& request,
                                 const sign::Signer& signer) {
    if (wanted_ == sign::Level::b) return sign::sign_pdf(pdf, request, signer);
    return stamped(sign::sign_stamped(pdf, request, signer, services_));
}

Result<std::string> Levels::lift(std::string pdf, Instant now) {
    if (wanted_ == sign::Level::b) return pdf;
    auto lifted = sign::extend(pdf, wanted_, services_, now);
    if (!lifted) return forward(std::move(lifted));
    if (lifted->level < wanted_) {
        note(lifted->problems);
        const std::lock_guard lock(noting_);
        ++below_[lifted->level];
    }
    return std::move(lifted->pdf);
}

void Levels::tell(const Context& context) const {
    const std::lock_guard lock(noting_);
    tell_once(context, problems_);
    for (const auto& [level, count] : below_)
        say(context,
            {fmt::format(
                 "{} học bạ mới đạt mức {}, chưa đến {}; chạy hocba archive renew khi dịch vụ trở lại", count,
                 sign::name_of(level), sign::name_of(wanted_)),
             fmt::format("{} documents reached {} and not yet {}; run hocba archive renew when the services "
                         "are back",
                         count, sign::name_of(level), sign::name_of(wanted_))});
}

}  // namespace hocba::cli
