// Hostile and damaged files by name, generated: what `hocba verify` must never call valid.
#pragma once

#include <string>
#include <vector>

namespace hocba::test {

struct Hostile {
    std::string name;
    std::string pdf;
    bool is_sound = false;  // a control: the verdict must be valid
};

/// What the bytes say: forged, appended, moved, flipped (USF, ISA, SWA, shadow, certification, V/AP).
std::vector<Hostile> hostile_bytes();
/// Who signed and when: wrong person, revoked, expired, weak; timestamps and evidence out of place.
std::vector<Hostile> hostile_signers();

}  // namespace hocba::test
