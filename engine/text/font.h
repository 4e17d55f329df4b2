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

/// In font units; `units_per_em` of them make the type size. All fonts of a set count in the same units.
struct Metrics {
    int units_per_em = 0;
    int ascent = 0, descent = 0;  // descent is negative
    int cap_height = 0;
    int italic_angle = 0;        // degrees, ISO 32000-1 table 122
    int bbox[4] = {0, 0, 0, 0};  // llx lly urx ury
    bool serif = true;
};

/// What the manifest says of one font.
struct FontEntry {
    std::filesystem::path file;
    std::string family;
    bool bold = false, italic = false;
    std::vector<std::string> accepted;  // SHA-256, lower-case hexadecimal
    std::string package;                // to install, for a complaint
};

/// Immutable after opening; shared between threads.
class Font {
  public:
    /// Measures are given in `units` an em, or in the file's own if that is 0. Fault::font if the file cannot
    /// be read or its SHA-256 is none of the accepted ones.
    static Result<std::shared_ptr<const Font>> open(const FontEntry& entry, int units = 0);
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

/// The fonts of a form, in the order of the manifest. Shared between threads. A font that only stands in for
/// others is opened when it is first needed.
class FontSet {
  public:
    /// `manifest` is fonts/manifest.json: {"fallback": [family…], "fonts": [{"family", "style", "file",
    /// "sha256": […], "licence", "package"}]}; Fault::font.
    static Result<FontSet> open(const std::filesystem::path& manifest);

    std::size_t size() const { return fonts_.size(); }
    /// Whether there is such a font, and it could be opened.
    bool has(FontId id) const;
    /// `id` must be one that `has` or that `find` gave.
    const Font& operator[](FontId id) const;
    /// The family's font of that weight and slope; Fault::font if there is none.
    Result<FontId> find(std::string_view family, bool bold, bool italic) const;
    /// The families that draw what a form's family cannot, in order.
    const std::vector<std::string>& fallback() const { return fallback_; }
    /// 32 bytes: SHA-256 over what decides the glyphs, as canonical JSON: the chain of families, and of every
    /// font its family, its style and the files that are accepted for it. Says nothing of paths and packages.
    std::string digest() const { return digest_; }

  private:
    struct Slot;
    std::vector<std::shared_ptr<Slot>> fonts_;
    std::vector<std::string> fallback_;
    std::string digest_;
};

}  // namespace hocba::text
