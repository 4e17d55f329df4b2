// What happens to a document after it was archived: an entry of the log about an earlier entry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.h"

namespace hocba::archive {

/// `continuation`: a later year's document of the same pupil follows. `release` ends a hold.
enum class EventKind { revoke, supersede, continuation, hold, release };

/// As log and manifest write it: "revoke", "supersede", "continue", "hold", "release".
std::string_view name_of(EventKind kind);
std::optional<EventKind> event_kind_of(std::string_view name);

/// The paper that an event rests on.
struct Decision {
    std::string number;  // "12/QĐ-SGDĐT"
    std::string date;    // "2024-07-10"
    std::string file;    // a PDF; the archive stores it, and gives it back by `Archive::decision`
};

/// Documents are named by their issue ids, 32 bytes. Everything here stays in the pack; the log has
/// commitments alone.
struct Event {
    EventKind kind = EventKind::revoke;
    std::string document;
    std::string successor = {};  // of supersede and continuation
    std::string reason = {};
    std::optional<Decision> decision = {};
    bool civil_status = false;  // supersede because of a change of civil status (QĐ 1789, Điều 21.7)
    std::string role = {}, person = {};  // who answers for it
};

/// An event as the log tells it.
struct PastEvent {
    std::uint64_t leaf = 0;
    Instant at;
    Event event;
};

/// "12/QĐ-SGDĐT, 2024-07-10"; empty without a decision. It is shown to everyone who verifies.
std::string citation(const Event& event);

}  // namespace hocba::archive
