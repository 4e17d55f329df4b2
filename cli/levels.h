// The level of hocba.toml (ETSI EN 319 142-1) and the services that give it. What they fail to give stops
// nobody: it is told once, at the end, and a later run makes up for it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config.h"
#include "engine/sign/levels.h"
#include "engine/trust/trust.h"

namespace hocba::cli {

/// Safe to use from several threads.
class Levels {
  public:
    /// Fault::usage if the level is none, or needs a timestamp authority that is not configured.
    static Result<std::unique_ptr<Levels>> open(const Config& config,
                                                const std::optional<trust::Trust>& trust);

    sign::Level wanted() const { return wanted_; }
    const sign::Services& services() const { return services_; }

    /// For sign::Request: 0 below B-T, or if the authority does not answer.
    std::size_t token_room();
    /// finish_signature() with a token if the request had room for one.
    Result<std::string> finish(sign::Unsigned begun, std::string_view signature);
    /// Both, with the signer in between.
    Result<std::string> sign(std::string_view pdf, const sign::Request& request, const sign::Signer& signer);

    /// A document with all signatures at the wanted level, or as near as the services bring it.
    Result<std::string> lift(std::string pdf, Instant now);

    /// Why documents are below the level, and how many; nothing if none is.
    void tell(const Context& context) const;

  private:
    Levels(sign::Level wanted, sign::ServiceOptions options)
        : wanted_(wanted), services_(std::move(options)) {}
    void note(const std::vector<Problem>& problems);
    Result<std::string> stamped(Result<sign::Stamped> made);

    sign::Level wanted_;
    sign::Services services_;
    mutable std::mutex noting_;
    std::vector<Problem> problems_;
    std::map<sign::Level, std::size_t> below_;  // documents
};

}  // namespace hocba::cli
