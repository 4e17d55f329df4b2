// One document of the benchmark: as the product makes it, and stage by stage with a clock between the stages.
#pragma once

#include <array>
#include <string>

#include "engine/engine.h"
#include "engine/sign/sign.h"

namespace hocba::bench {

/// What a batch loads once.
struct Bench {
    form::Form form;
    text::FontSet fonts;
    const seal::Sealer& sealer;
    const sign::Signer& signer;
    Instant issued_at;  // now: the throw-away certificates are only valid from now on
};

/// Seconds of CPU that this process has used (user and system, all threads).
double cpu_now();

enum class Stage { parse, check, bind, layout, seal, write, sign };

/// Seconds of CPU, summed over documents.
struct Stages {
    std::array<double, 7> seconds{};
};

/// Milliseconds a document, by stage.
Json to_json(const Stages& stages, std::size_t documents);

/// From a line of NDJSON to an unsigned PDF, through the engine's own issue().
Result<Document> unsigned_document(const Bench& bench, const std::string& line);

/// Every slot of the form, in the order of the procedure.
Result<std::string> sign_all(const Bench& bench, std::string pdf);

/// The same way, with every stage's time added to `stages`. Gives the signed bytes.
Result<std::string> staged_document(const Bench& bench, const std::string& line, Stages& stages);

}  // namespace hocba::bench
