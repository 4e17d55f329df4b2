// The rows of one pupil, from every sheet, on their way to one record.
#pragma once

#include <string>
#include <vector>

#include "engine/exchange/mapping.h"
#include "engine/exchange/sheet.h"

namespace hocba::exchange {

/// The cell that a value came from.
struct Origin {
    record::Steps steps;
    std::string place;
    std::size_t sheet = 0;
    const Row* row = nullptr;
};

struct Pupil {
    std::string key;
    Json tree = Json::Object{};
    std::vector<const Row*> rows;  // one a sheet; null where the pupil does not stand
    std::vector<Origin> origins;
    std::vector<Rejected> rejected;
};

/// What was normalised in one sheet.
struct Tidied {
    std::size_t composed = 0, trimmed = 0, capitals = 0;
};

Rejected reject(const Sheet& sheet, const Row& row, Problem problem);

/// Reads one row of sheet number `index` into the pupil; cells that cannot be read are in `pupil.rejected`.
void take_row(Pupil& pupil, const Sheet& sheet, const Row& row, std::size_t index, const Plan& plan,
              Tidied& tidied);

/// Empty cells of members that the form requires.
void find_missing(Pupil& pupil, const std::vector<Sheet>& sheets, const Plan& plan);

}  // namespace hocba::exchange
