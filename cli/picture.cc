#include "cli/picture.h"

#include "engine/base/file.h"
#include "engine/sign/sign.h"

namespace hocba::cli {
namespace {

constexpr std::size_t kMostBytes = 4 << 20;

Result<std::optional<pdf::Appearance>> shown(Result<pdf::Appearance> picture) {
    if (!picture) return forward(std::move(picture));
    return std::optional(*std::move(picture));
}

}  // namespace

Result<std::optional<pdf::Appearance>> picture_of(const KeyFile& key) {
    if (key.image.empty()) return std::nullopt;
    const std::string name = key.image.string();
    const auto png = read_file(key.image, kMostBytes);
    if (!png) return tl::unexpected(png.error());
    if (key.role == "school") return shown(sign::stamp(*png, Length{key.stamp_mm * 1000}, name));
    if (key.stamp_mm == 0) return shown(sign::hand_signature(*png, name));
    return fail(Fault::usage, name,
                {"stamp_mm chỉ dùng cho con dấu của nhà trường", "stamp_mm is for the school's stamp only"},
                {"Bỏ stamp_mm, hoặc đổi role thành school", "remove stamp_mm, or make the role school"});
}

}  // namespace hocba::cli
