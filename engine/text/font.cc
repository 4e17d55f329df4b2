#include "engine/text/font.h"

#include <fmt/format.h>
#include <hb-subset.h>
#include <hb.h>

#include <algorithm>
#include <cmath>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/handle.h"
#include "engine/text/describe.h"

namespace hocba::text {
namespace {

using Blob = Handle<hb_blob_t, hb_blob_destroy>;
using Face = Handle<hb_face_t, hb_face_destroy>;
using SubsetInput = Handle<hb_subset_input_t, hb_subset_input_destroy>;

// A TrueType program for PDF (ISO 32000-1, 9.9, table 126) needs glyf, head, hhea, hmtx, loca, maxp and the
// hinting tables. GSUB is dropped first of all: hb-subset 6 would otherwise close the glyph set over it.
constexpr hb_tag_t dropped[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
    HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
    HB_TAG('k', 'e', 'r', 'n'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('F', 'F', 'T', 'M'),
    HB_TAG('g', 'a', 's', 'p'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('h', 'd', 'm', 'x'),
    HB_TAG('V', 'D', 'M', 'X'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('P', 'C', 'L', 'T'),
    HB_TAG('B', 'A', 'S', 'E'), HB_TAG('J', 'S', 'T', 'F'), HB_TAG('M', 'A', 'T', 'H'),
    HB_TAG('S', 'T', 'A', 'T'), HB_TAG('m', 'e', 't', 'a')};

constexpr std::uintmax_t font_limit = 64ULL << 20;

std::string bytes_of(hb_blob_t* blob) {
    unsigned size = 0;
    const char* data = hb_blob_get_data(blob, &size);
    return size ? std::string(data, size) : std::string();
}

Result<std::string> accepted_bytes(const FontEntry& entry) {
    const Text hint{fmt::format("cài gói phông chữ “{}” (fonts/manifest.json)", entry.package),
                    fmt::format("install the package “{}” (fonts/manifest.json)", entry.package)};
    auto bytes = read_file(entry.file, font_limit);
    if (!bytes) {
        bytes.error().fault = Fault::font;
        for (Problem& problem : bytes.error().problems) problem.hint = hint;
        return bytes;
    }
    const std::string digest = to_hex(hocba::sha256(*bytes));
    if (std::find(entry.accepted.begin(), entry.accepted.end(), digest) != entry.accepted.end()) return bytes;
    return fail(Fault::font, entry.file.string(),
                {fmt::format("tệp phông chữ có SHA-256 {}, không nằm trong danh mục phông", digest),
                 fmt::format("the font file has SHA-256 {}, which the manifest does not accept", digest)},
                hint);
}

Metrics in_units(Metrics metrics, int units) {
    if (units == 0 || units == metrics.units_per_em) return metrics;
    for (int* measure : {&metrics.ascent, &metrics.descent, &metrics.cap_height, &metrics.bbox[0],
                         &metrics.bbox[1], &metrics.bbox[2], &metrics.bbox[3]})
        *measure =
            static_cast<int>(std::lround(static_cast<double>(*measure) * units / metrics.units_per_em));
    metrics.units_per_em = units;
    return metrics;
}

}  // namespace

Result<std::shared_ptr<const Font>> Font::open(const FontEntry& entry, int units) {
    auto bytes = accepted_bytes(entry);
    if (!bytes) return forward(std::move(bytes));
    auto description = describe(*bytes, entry.file.string());
    if (!description) return forward(std::move(description));
    std::shared_ptr<Font> font(new Font());
    font->family_ = entry.family;
    font->bold_ = entry.bold;
    font->italic_ = entry.italic;
    font->sha256_ = to_hex(hocba::sha256(*bytes));
    const Blob blob(hb_blob_create(bytes->data(), static_cast<unsigned>(bytes->size()),
                                   HB_MEMORY_MODE_DUPLICATE, nullptr, nullptr));
    font->face_ = hb_face_create(blob.get(), 0);
    font->font_ = hb_font_create(font->face_);
    font->metrics_ = in_units(description->metrics, units);
    hb_font_set_scale(font->font_, font->metrics_.units_per_em, font->metrics_.units_per_em);
    font->postscript_name_ = std::move(description->postscript_name);
    font->prepared_ = hb_subset_preprocess(font->face_);
    hb_face_make_immutable(font->face_);
    hb_font_make_immutable(font->font_);
    return std::shared_ptr<const Font>(std::move(font));
}

Font::~Font() {
    hb_font_destroy(font_);
    hb_face_destroy(prepared_);
    hb_face_destroy(face_);
}

int Font::advance(GlyphId glyph) const {
    return hb_font_get_glyph_h_advance(font_, glyph);
}

bool Font::has(char32_t code_point) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font_, code_point, &glyph) != 0;
}

Result<std::string> Font::subset(const std::vector<GlyphId>& glyphs) const {
    const auto failed = [&] {
        return fail(Fault::font, postscript_name_,
                    {"không rút gọn được phông chữ", "the font cannot be subset"});
    };
    const SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) return failed();
    hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
    for (const GlyphId glyph : glyphs) hb_set_add(wanted, glyph);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t* drop = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const hb_tag_t tag : dropped) hb_set_add(drop, tag);
    const Face face(hb_subset_or_fail(prepared_, input.get()));
    if (!face) return failed();
    return bytes_of(Blob(hb_face_reference_blob(face.get())).get());
}

}  // namespace hocba::text
