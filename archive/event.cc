#include "archive/event.h"

#include <array>
#include <utility>

namespace hocba::archive {
namespace {

constexpr std::array<std::pair<EventKind, std::string_view>, 5> names = {
    {{EventKind::revoke, "revoke"},
     {EventKind::supersede, "supersede"},
     {EventKind::continuation, "continue"},
     {EventKind::hold, "hold"},
     {EventKind::release, "release"}}};

}  // namespace

std::string_view name_of(EventKind kind) {
    for (const auto& [one, name] : names)
        if (one == kind) return name;
    return {};
}

std::optional<EventKind> event_kind_of(std::string_view name) {
    for (const auto& [kind, known] : names)
        if (known == name) return kind;
    return {};
}

std::string citation(const Event& event) {
    return event.decision ? event.decision->number + ", " + event.decision->date : "";
}

}  // namespace hocba::archive
