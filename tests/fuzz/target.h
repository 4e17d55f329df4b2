// One fuzz target: linked with libFuzzer by the preset "fuzz", and with replay.cc in the ordinary tests.
#pragma once

#include <string_view>

/// Aborts if a promise of the reader under test does not hold.
void fuzz_one(std::string_view bytes);
