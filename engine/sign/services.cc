#include "engine/sign/services.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>

#include "engine/base/digest.h"
#include "engine/sign/addresses.h"
#include "engine/sign/certificate.h"
#include "engine/sign/revocation.h"
#include "engine/sign/timestamp.h"
#include "engine/sign/timestamp_token.h"

namespace hocba::sign {
namespace {

constexpr std::size_t kLongestPath = 8;
constexpr std::size_t kNonceSize = 8;
// A serial number, accuracy or ECDSA value of another length.
constexpr std::size_t kSpare = 256;
/// An authority that failed so often in a row is not asked again in this batch.
constexpr int kMostFailures = 3;

bool is_root(const std::string& certificate) {
    return is_issued_by(certificate, certificate);
}

const std::string* issuer_among(const std::string& certificate, const std::vector<std::string>& others) {
    const auto found = std::find_if(others.begin(), others.end(), [&](const std::string& other) {
        return is_issued_by(certificate, other) && may_issue(other);
    });
    return found == others.end() ? nullptr : &*found;
}

/// What a certificate names is an input like any other: nobody is asked in whom no root is behind.
tl::unexpected<Error> no_root(const std::string& certificate) {
    const std::string name = holder_of(certificate);
    return fail(
        Fault::signing, name,
        {fmt::format(
             "Chứng thư số “{}” không dẫn đến gốc tin cậy nào; chưa kết nối tới địa chỉ nào ghi trong đó.",
             name),
         fmt::format("the certificate “{}” leads to no trusted root; no address in it was contacted", name)},
        {"Kiểm tra bằng hocba verify. Nếu là chứng thư thật: thêm chứng thư gốc vào pdf-roots.pem (trust "
         "trong hocba.toml); nếu khi ký thiếu chứng thư của đơn vị cấp: ghi nó ở chain trước khi ký.",
         "Check it with hocba verify. If it is genuine, add its root to pdf-roots.pem (trust in "
         "hocba.toml); if it was signed without the issuer's certificate, name that in chain before "
         "signing."});
}

tl::unexpected<Error> not_trusted(const std::string& url, const std::string& authority) {
    return fail(Fault::signing, url,
                {fmt::format("Dịch vụ dấu thời gian “{}” không dẫn đến gốc tin cậy nào.", authority),
                 fmt::format("the timestamp authority “{}” leads to no trusted root", authority)},
                {"Thêm chứng thư số gốc của dịch vụ vào pdf-roots.pem (hoặc pdf-roots-timestamp.pem nếu có), "
                 "hoặc đặt dịch vụ khác ở [timestamp] url.",
                 "Add its root to pdf-roots.pem (to pdf-roots-timestamp.pem if there is one), or name "
                 "another authority in [timestamp] url."});
}

}  // namespace

struct Services::State {
    explicit State(ServiceOptions given)
        : options(std::move(given)),
          limits{options.seconds, 1 << 20, options.proxy},
          source(limits, options.crls),
          all_roots(options.roots) {
        if (options.timestamp_roots)
            all_roots.insert(all_roots.end(), options.timestamp_roots->begin(),
                             options.timestamp_roots->end());
    }

    /// Who may found a certificate of that purpose.
    const std::vector<std::string>& roots_of(Purpose purpose) const {
        const bool own = purpose == Purpose::timestamp && options.timestamp_roots;
        return own ? *options.timestamp_roots : options.roots;
    }

    ServiceOptions options;
    HttpLimits limits;
    std::mutex fetching;  // of what follows: one fetches, the others find it
    RevocationSource source;
    std::vector<std::string> all_roots;
    std::map<std::string, Result<Revocation>> revocations;  // by certificate
    std::optional<Result<std::size_t>> room;
    std::mutex counting;
    int failures = 0;  // of the timestamp authority, in a row
    std::optional<Error> failure;
};

Services::Services(ServiceOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Services::~Services() = default;

bool Services::has_timestamps() const {
    return !state_->options.timestamp_url.empty();
}

const std::vector<std::string>& Services::roots() const {
    return state_->all_roots;
}

Result<std::string> Services::token(std::string_view bytes) const {
    const std::string& url = state_->options.timestamp_url;
    if (url.empty())
        return fail(Fault::usage, "[timestamp] url",
                    {"Chưa cấu hình dịch vụ dấu thời gian.", "no timestamp authority is configured"},
                    {"Thêm [timestamp] url = \"http://…\" vào hocba.toml.",
                     "Add [timestamp] url = \"http://…\" to hocba.toml."});
    {
        const std::lock_guard lock(state_->counting);
        if (state_->failures >= kMostFailures) return tl::unexpected(*state_->failure);
    }
    const std::string nonce = sha256(state_->options.seed + sha256(bytes)).substr(0, kNonceSize);
    auto token = fetch_token(url, bytes, nonce, state_->limits);
    const std::lock_guard lock(state_->counting);
    state_->failures = token ? 0 : state_->failures + 1;
    if (!token) {
        state_->failure = token.error();
        return token;
    }
    const TokenFacts facts = inspect_token(*token);
    const auto path = path_of(facts.signer_certificate, facts.certificates);
    const auto& believed = state_->roots_of(Purpose::timestamp);
    const bool any = !state_->options.timestamp_roots && believed.empty();
    if (!any && !issuer_among(path.back(), believed))
        return not_trusted(url, holder_of(facts.signer_certificate));
    return token;
}

Result<std::size_t> Services::token_room() const {
    const std::lock_guard lock(state_->fetching);
    if (state_->room) return *state_->room;
    const auto trial = token("hocba");
    state_->room = trial ? Result<std::size_t>(trial->size() + kSpare) : tl::unexpected(trial.error());
    return *state_->room;
}

Result<std::vector<std::string>> Services::whole_path(const std::string& certificate,
                                                      const std::vector<std::string>& others,
                                                      Purpose purpose) const {
    const auto& believed = state_->roots_of(purpose);
    std::vector<std::string> path{certificate};
    while (!is_root(path.back())) {
        const std::string* issuer = issuer_among(path.back(), believed);
        if (!issuer) issuer = issuer_among(path.back(), others);
        if (!issuer || path.size() == kLongestPath) return no_root(certificate);
        path.push_back(*issuer);
    }
    if (std::find(believed.begin(), believed.end(), path.back()) == believed.end())
        return no_root(certificate);
    return path;
}

Result<Revocation> Services::revocation(const std::string& certificate, const std::string& issuer,
                                        Instant now) const {
    const std::lock_guard lock(state_->fetching);
    const auto known = state_->revocations.find(certificate);
    if (known != state_->revocations.end()) return known->second;
    return state_->revocations.emplace(certificate, state_->source.find(certificate, issuer, now))
        .first->second;
}

}  // namespace hocba::sign
