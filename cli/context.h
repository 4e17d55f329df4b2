// What every command knows: language, output form, data folder and the one clock.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/procedure.h"
#include "engine/base/instant.h"
#include "engine/base/result.h"
#include "engine/form/form.h"
#include "engine/text/font.h"

namespace hocba::cli {

struct Context {
    bool vietnamese = true;
    bool json = false;
    std::string data_option;      // --data
    std::optional<Instant> time;  // --time
    std::string program;          // argv[0], to find ../share/hocba

    const std::string& say(const Text& text) const { return vietnamese ? text.vi : text.en; }
    /// --time, or the clock: the only place where the program reads it.
    Instant now() const;
};

/// Every form, the fonts and the procedures of signing, opened once for a batch.
struct Workshop {
    std::vector<form::Form> forms;
    text::FontSet fonts;
    std::vector<Procedure> procedures;
};

/// templates/ and fonts/ from --data, $HOCBA_DATA, the folder of the build tree, or ../share/hocba beside the
/// program; Fault::io says where it looked.
Result<std::filesystem::path> data_folder(const Context& context);
Result<Workshop> open_workshop(const Context& context);

/// Vietnamese unless LANG begins with "en".
bool prefers_vietnamese();

/// 32 bytes from the operating system.
std::string random_seed();

}  // namespace hocba::cli
