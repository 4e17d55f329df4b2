#include "engine/layout/table_tracks.h"

#include "engine/layout/complaint.h"

namespace hocba::layout {

Result<std::vector<Track>> tracks_of(const std::vector<form::Track>& tracks, Length gap, Length width,
                                     const std::string& where) {
    Length fixed;
    std::int64_t shares = 0;
    for (const form::Track& track : tracks) {
        fixed += track.share > 0 ? Length{} : track.fixed;
        shares += track.share;
    }
    const auto gaps = tracks.empty() ? 0 : static_cast<std::int64_t>(tracks.size()) - 1;
    const Length left = width - fixed - gap * gaps;
    if (left.um < 0 || (shares > 0 && left.um < shares)) {
        return does_not_fit(where, {"các cột rộng hơn chỗ có", "the columns are wider than the room"}, -left);
    }
    std::vector<Track> out;
    Length x;
    std::int64_t before = 0;
    for (const form::Track& track : tracks) {
        // Differences of rounded sums, so that no micrometre is lost.
        const Length wide =
            track.share > 0 ? left * (before + track.share) / shares - left * before / shares : track.fixed;
        before += track.share;
        out.push_back({x, x + wide});
        x += wide + gap;
    }
    return out;
}

}  // namespace hocba::layout
