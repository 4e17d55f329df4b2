#include "engine/pdf/font_program.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/digest.h"
#include "engine/base/utf8.h"
#include "engine/pdf/items.h"

namespace hocba::pdf {
namespace {

/// Among several meanings the one with the lowest code points: U+0020 before U+00A0.
void learn(GlyphTexts& texts, text::GlyphId glyph, std::string_view meaning) {
    const auto [entry, fresh] = texts.try_emplace(glyph, meaning);
    if (!fresh && meaning < entry->second) entry->second = meaning;
}

/// Clusters that leave no doubt: one glyph, or as many glyphs as characters.
void learn_plain(GlyphTexts& texts, const page::GlyphRun& run) {
    for (const Cluster& cluster : clusters(run)) {
        if (cluster.count == 1) {
            learn(texts, run.glyphs[cluster.first].id, cluster.text);
            continue;
        }
        const std::u32string characters = code_points(cluster.text);
        if (characters.size() != cluster.count) continue;
        for (std::size_t i = 0; i < cluster.count; ++i)
            learn(texts, run.glyphs[cluster.first + i].id, to_utf8(characters[i]));
    }
}

/// The rest gets its cluster's text; ISO 19005-3, 6.2.11.7.2 wants a meaning for every glyph.
void learn_rest(GlyphTexts& texts, const page::GlyphRun& run) {
    for (const Cluster& cluster : clusters(run))
        for (std::size_t i = 0; i < cluster.count; ++i)
            texts.try_emplace(run.glyphs[cluster.first + i].id, cluster.text);
}

/// ISO 32000-1, 9.6.4: six capitals; from the glyphs, so that the same subset has the same name.
std::string tagged_name(const text::Font& font, const std::vector<text::GlyphId>& glyphs) {
    std::string seed = font.sha256();
    for (const text::GlyphId glyph : glyphs) seed += fmt::format(" {}", glyph);
    const std::string digest = sha256(seed);
    std::string tag;
    for (std::size_t i = 0; i < 6; ++i)
        tag += static_cast<char>('A' + static_cast<unsigned char>(digest[i]) % 26);
    return name(tag + '+' + font.postscript_name());
}

/// /W: runs of consecutive glyphs, "first [w w w]".
std::string widths(const text::Font& font, const std::vector<text::GlyphId>& glyphs) {
    std::string out = "[";
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const bool follows = i > 0 && glyphs[i] == glyphs[i - 1] + 1;
        if (!follows) out += fmt::format("{}{}[", i > 0 ? "]" : "", glyphs[i]);
        out += (follows ? " " : "") + thousandths(width_in_millionths(font, glyphs[i]));
    }
    return out + "]]";
}

std::string descriptor(const text::Font& font, const std::string& base_font, Reference program) {
    const text::Metrics& m = font.metrics();
    const auto em = [&m](int units) { return divide(units * 1000LL, m.units_per_em); };
    // ISO 32000-1, table 123: Symbolic, as no standard encoding is used; Serif; Italic.
    const int flags = 4 | (m.serif ? 2 : 0) | (font.italic() ? 64 : 0);
    // Stem widths are not in the file; these are Times's.
    const int stem = font.bold() ? 139 : 84;
    return fmt::format(
        "<</Type/FontDescriptor/FontName{}/Flags {}/FontBBox[{} {} {} {}]/ItalicAngle {}/Ascent {}/Descent {}"
        "/CapHeight {}/StemV {}/FontFile2 {}>>",
        base_font, flags, em(m.bbox[0]), em(m.bbox[1]), em(m.bbox[2]), em(m.bbox[3]), m.italic_angle,
        em(m.ascent), em(m.descent), em(m.cap_height), stem, to_string(program));
}

constexpr std::string_view kCmapHead =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
    "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
constexpr std::string_view kCmapTail = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";

std::string to_unicode(const std::vector<text::GlyphId>& ids, const GlyphTexts& texts) {
    constexpr std::size_t block = 100;  // ISO 32000-1, 9.10.3 by way of Adobe note 5014: at most 100 lines
    std::string out(kCmapHead);
    for (std::size_t done = 0; done < ids.size(); done += block) {
        const std::size_t count = std::min(block, ids.size() - done);
        out += fmt::format("{} beginbfchar\n", count);
        for (std::size_t i = done; i < done + count; ++i)
            out += fmt::format("<{:04X}><{}>\n", ids[i], utf16_hex(texts.at(ids[i])));
        out += "endbfchar\n";
    }
    return out.append(kCmapTail);
}

}  // namespace

std::vector<Cluster> clusters(const page::GlyphRun& run) {
    std::vector<Cluster> out;
    const auto& glyphs = run.glyphs;
    out.reserve(glyphs.size());
    for (std::size_t first = 0; first < glyphs.size();) {
        std::size_t end = first;
        while (end < glyphs.size() && glyphs[end].cluster == glyphs[first].cluster) ++end;
        const std::size_t from = glyphs[first].cluster;
        const std::size_t to = end < glyphs.size() ? glyphs[end].cluster : run.text.size();
        out.push_back({first, end - first, std::string_view(run.text).substr(from, to - from)});
        first = end;
    }
    return out;
}

UsedFonts used_fonts(const page::Pages& pages) {
    UsedFonts used;
    using Run = page::GlyphRun;
    for_each<Run>(pages, [&used](const Run& run, auto&&...) { learn_plain(used[run.font], run); });
    for_each<Run>(pages, [&used](const Run& run, auto&&...) { learn_rest(used[run.font], run); });
    return used;
}

std::int64_t width_in_millionths(const text::Font& font, text::GlyphId glyph) {
    return divide(font.advance(glyph) * 1000000LL, font.metrics().units_per_em);
}

Result<Reference> write_font(Writer& writer, const text::Font& font, const GlyphTexts& glyphs) {
    std::vector<text::GlyphId> ids;
    for (const auto& [glyph, meaning] : glyphs) ids.push_back(glyph);
    std::sort(ids.begin(), ids.end());
    auto program = font.subset(ids);
    if (!program) return forward(std::move(program));
    const std::string base_font = tagged_name(font, ids);
    const Reference file = writer.add_stream(fmt::format("/Length1 {}", program->size()), *program);
    const Reference about = writer.add(descriptor(font, base_font, file));
    // Retained glyph ids: the subset's glyph n is CID n.
    const Reference cid_font = writer.add(
        fmt::format("<</Type/Font/Subtype/CIDFontType2/BaseFont{}/CIDSystemInfo<</Registry(Adobe)"
                    "/Ordering(Identity)/Supplement 0>>/FontDescriptor {}/CIDToGIDMap/Identity/W{}>>",
                    base_font, to_string(about), widths(font, ids)));
    const Reference meanings = writer.add_stream("", to_unicode(ids, glyphs));
    return writer.add(fmt::format(
        "<</Type/Font/Subtype/Type0/BaseFont{}/Encoding/Identity-H/DescendantFonts[{}]/ToUnicode {}>>",
        base_font, to_string(cid_font), to_string(meanings)));
}

}  // namespace hocba::pdf
