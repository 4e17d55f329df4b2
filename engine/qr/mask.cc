#include "engine/qr/mask.h"

#include <array>
#include <bit>
#include <climits>
#include <cstdlib>

namespace hocba::qr {
namespace {

constexpr int kLargest = 177;
using Line = std::array<std::uint64_t, 3>;  // module n is bit n % 64 of word n / 64
using Grid = std::array<Line, kLargest>;

void flip(Grid& grid, int row, int column) {
    grid[static_cast<std::size_t>(row)][static_cast<std::size_t>(column) / 64] ^= 1ULL << (column % 64);
}

/// The bits of a word that belong to the first `side` modules.
std::uint64_t inside(int side, std::size_t word) {
    const int left = side - static_cast<int>(word) * 64;
    return left >= 64 ? ~0ULL : left <= 0 ? 0 : (1ULL << left) - 1;
}

/// ISO/IEC 18004, table 10.
bool masks(int mask, int i, int j) {
    switch (mask) {
        case 0:
            return (i + j) % 2 == 0;
        case 1:
            return i % 2 == 0;
        case 2:
            return j % 3 == 0;
        case 3:
            return (i + j) % 3 == 0;
        case 4:
            return (i / 2 + j / 3) % 2 == 0;
        case 5:
            return i * j % 2 + i * j % 3 == 0;
        case 6:
            return (i * j % 2 + i * j % 3) % 2 == 0;
        default:
            return ((i + j) % 2 + i * j % 3) % 2 == 0;
    }
}

/// Annex C: the fifteen bits of level M (00) and the mask.
int format_of(int mask) {
    int rest = mask << 10;
    for (int bit = 14; bit >= 10; --bit)
        if ((rest >> bit & 1) != 0) rest ^= 0x537 << (bit - 10);
    return (mask << 10 | rest) ^ 0x5412;
}

/// Both copies of the format, figure 25; flips what differs between the formats of mask 0 and of `mask`.
void reformat(Grid& rows, Grid& columns, int side, int mask) {
    const int changed = format_of(0) ^ format_of(mask);
    const auto both = [&](int row, int column) {
        flip(rows, row, column);
        flip(columns, column, row);
    };
    for (int bit = 0; bit < 15; ++bit) {
        if ((changed >> bit & 1) == 0) continue;
        both(bit < 6 ? bit : bit < 8 ? bit + 1 : 8, bit < 8 ? 8 : bit == 8 ? 7 : 14 - bit);
        both(bit < 8 ? 8 : side - 15 + bit, bit < 8 ? side - 1 - bit : 8);
    }
}

/// Lengths of the runs of one line. As in libqrencode, a dark first run stands at index 1 behind a -1.
int runs_of(const Line& line, int side, std::array<int, kLargest + 1>& runs) {
    std::size_t count = 0;
    if ((line[0] & 1) != 0) runs[count++] = -1;
    int start = 0;
    for (std::size_t word = 0; word < line.size(); ++word) {
        const std::uint64_t before = word == 0 ? line[0] & 1 : line[word - 1] >> 63;
        const int base = static_cast<int>(word) * 64;
        std::uint64_t changes = line[word] ^ (line[word] << 1 | before);
        for (; changes != 0; changes &= changes - 1) {
            const int at = base + std::countr_zero(changes);
            if (at >= side) break;
            runs[count++] = at - start;
            start = at;
        }
    }
    runs[count++] = side - start;
    return static_cast<int>(count);
}

/// Table 11: runs of five and more, and 1:1:3:1:1 with four light modules beside it.
int line_penalty(const Line& line, int side) {
    std::array<int, kLargest + 1> runs;  // NOLINT: runs_of fills what is read
    const int count = runs_of(line, side, runs);
    const auto run = [&runs](int i) { return runs[static_cast<std::size_t>(i)]; };
    int penalty = 0;
    for (int i = 0; i < count; ++i) {
        if (run(i) >= 5) penalty += run(i) - 2;
        if (i % 2 == 0 || i < 3 || i >= count - 2 || run(i) % 3 != 0) continue;
        const int unit = run(i) / 3;
        const bool finder =
            run(i - 2) == unit && run(i - 1) == unit && run(i + 1) == unit && run(i + 2) == unit;
        const bool apart = i == 3 || run(i - 3) >= 4 * unit || i + 4 >= count || run(i + 3) >= 4 * unit;
        if (finder && apart) penalty += 40;
    }
    return penalty;
}

/// Squares of 2 × 2 of one colour.
int squares(const Line& above, const Line& line, int side) {
    int count = 0;
    for (std::size_t word = 0; word < line.size(); ++word) {
        const auto next = [word](const Line& l) {
            return l[word] >> 1 | (word + 1 < l.size() ? l[word + 1] << 63 : 0);
        };
        const std::uint64_t dark = above[word] & line[word] & next(above) & next(line);
        const std::uint64_t any = above[word] | line[word] | next(above) | next(line);
        count += std::popcount((dark | ~any) & inside(side - 1, word));
    }
    return count;
}

int penalty_of(const Grid& rows, const Grid& columns, int side) {
    int penalty = 0, dark = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(side); ++i) {
        penalty += line_penalty(rows[i], side) + line_penalty(columns[i], side);
        if (i > 0) penalty += 3 * squares(rows[i - 1], rows[i], side);
        for (const std::uint64_t word : rows[i]) dark += std::popcount(word);
    }
    const int area = side * side;
    return penalty + std::abs((200 * dark + area) / area / 2 - 50) / 5 * 10;
}

constexpr int kPeriod = 12;  // of every mask, along rows and along columns
using Patterns = std::array<std::array<Line, kPeriod>, 8>;

/// What turns mask 0 into `mask` in one row or column.
Line pattern(int mask, int line, bool by_columns) {
    Line out{};
    for (int n = 0; n < kLargest; ++n) {
        const int i = by_columns ? n : line, j = by_columns ? line : n;
        if (masks(0, i, j) != masks(mask, i, j)) out[static_cast<std::size_t>(n) / 64] |= 1ULL << (n % 64);
    }
    return out;
}

Patterns patterns(bool by_columns) {
    Patterns out{};
    for (std::size_t mask = 0; mask < out.size(); ++mask)
        for (std::size_t line = 0; line < kPeriod; ++line)
            out[mask][line] = pattern(static_cast<int>(mask), static_cast<int>(line), by_columns);
    return out;
}

/// The lines of the modules, or of the columns, that are set.
Grid grid_of(const Modules& modules, bool by_columns) {
    Grid out{};
    for (int i = 0; i < modules.side; ++i)
        for (int j = 0; j < modules.side; ++j)
            if (modules.at(i, j)) flip(out, by_columns ? j : i, by_columns ? i : j);
    return out;
}

/// A symbol under mask 0, with all that changes under another; by rows or by columns.
struct Lines {
    Grid dark, fixed;
    const Patterns& patterns;

    Grid under(int mask, int side) const {
        Grid out = dark;
        for (std::size_t i = 0; i < static_cast<std::size_t>(side); ++i)
            for (std::size_t word = 0; word < 3; ++word)
                out[i][word] ^= patterns[static_cast<std::size_t>(mask)][i % kPeriod][word] &
                                ~fixed[i][word] & inside(side, word);
        return out;
    }
};

Modules modules_of(const Grid& rows, int side) {
    Modules out{side, {}};
    for (std::size_t i = 0; i < static_cast<std::size_t>(side); ++i)
        for (std::size_t j = 0; j < static_cast<std::size_t>(side); ++j)
            out.dark.push_back(rows[i][j / 64] >> (j % 64) & 1);
    return out;
}

}  // namespace

Modules with_best_mask(const Modules& masked, const Modules& fixed) {
    const int side = masked.side;
    static const Patterns row_patterns = patterns(false), column_patterns = patterns(true);
    const Lines by_rows{grid_of(masked, false), grid_of(fixed, false), row_patterns};
    const Lines by_columns{grid_of(masked, true), grid_of(fixed, true), column_patterns};
    Grid best{};
    int least = INT_MAX;
    for (int mask = 0; mask < 8; ++mask) {
        Grid rows = by_rows.under(mask, side), columns = by_columns.under(mask, side);
        reformat(rows, columns, side, mask);
        const int penalty = penalty_of(rows, columns, side);
        if (penalty >= least) continue;
        least = penalty;
        best = rows;
    }
    return modules_of(best, side);
}

}  // namespace hocba::qr
