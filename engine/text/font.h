// A font file as shaping, layout and PDF need it: metrics, glyphs, and a subset with the same glyph ids.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

struct hb_face_t;
struct hb_font_t;

namespace hocba::text {

using GlyphId = std::uint16_t;
/// Index into a FontSet.
using FontId = std::uint32_t;

/// In font units; `units_per_em` of them make the type size.
struct Metrics {
    int units_per_em = 0;
    int ascent = 0, descent = 0;  // descent is negative
    int cap_height = 0;
    int italic_angle = 0;        // degrees, ISO 32000-1 table 122
    int bbox[4] = {0, 0, 0, 0};  // llx lly urx ury
    bool serif = true;
};

/// Immutable after opening; shared between threads.
class Font {
  public:
    /// Fault::font if the file cannot be read or its SHA-256 is none of `accepted` (lower-case hexadecimal).
    static Result<std::shared_ptr<const Font>> open(const std::filesystem::path& file, std::string family,
                                                    bool bold, bool italic,
                                                    const std::vector<std::string>& accepted);
    ~Font();
    Font(const Font&) = delete;
    Font& operator=(const Font&) = delete;

    const std::string& family() const { return family_; }
    bool bold() const { return bold_; }
    bool italic() const { return italic_; }
    const std::string& postscript_name() const { return postscript_name_; }
    const std::string& sha256() const { return sha256_; }  // hexadecimal
    const Metrics& metrics() const { return metrics_; }
    int advance(GlyphId glyph) const;  // font units
    bool has(char32_t code_point) const;
    hb_font_t* harfbuzz() const { return font_; }  // for shaping only; not changed after opening

    /// A TrueType program with only these glyphs, under their own ids (hb-subset, retained glyph ids).
    Result<std::string> subset(const std::vector<GlyphId>& glyphs) const;

  private:
    Font() = default;
    std::string family_, postscript_name_, sha256_;
    bool bold_ = false, italic_ = false;
    Metrics metrics_;
    hb_face_t* face_ = nullptr;
    hb_face_t* prepared_ = nullptr;  // hb_subset_preprocess
    hb_font_t* font_ = nullptr;
};

/// The fonts of a form, in the order of the manifest.
class FontSet {
  public:
    /// `manifest` is fonts/manifest.json: [{"family","style","file","sha256":[…],"licence","package"}];
    /// Fault::font.
    static Result<FontSet> open(const std::filesystem::path& manifest);

    std::size_t size() const { return fonts_.size(); }
    const Font& operator[](FontId id) const { return *fonts_[id]; }
    /// The family's font of that weight and slope; Fault::font if there is none.
    Result<FontId> find(std::string_view family, bool bold, bool italic) const;
    /// 32 bytes: SHA-256 over the SHA-256 of every font file, in the manifest's order.
    std::string digest() const;

  private:
    std::vector<std::shared_ptr<const Font>> fonts_;
};

}  // namespace hocba::text
