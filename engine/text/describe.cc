#include "engine/text/describe.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#include "engine/base/handle.h"

namespace hocba::text {
namespace {

using Library = Handle<FT_LibraryRec_, FT_Done_FreeType>;
using Face = Handle<FT_FaceRec_, FT_Done_Face>;

Metrics metrics_of(FT_Face face) {
    Metrics out;
    out.units_per_em = face->units_per_EM;
    out.ascent = face->ascender;
    out.descent = face->descender;
    out.bbox[0] = static_cast<int>(face->bbox.xMin);
    out.bbox[1] = static_cast<int>(face->bbox.yMin);
    out.bbox[2] = static_cast<int>(face->bbox.xMax);
    out.bbox[3] = static_cast<int>(face->bbox.yMax);
    if (const auto* post = static_cast<TT_Postscript*>(FT_Get_Sfnt_Table(face, FT_SFNT_POST)))
        out.italic_angle = static_cast<int>(post->italicAngle >> 16);  // 16.16
    if (const auto* os2 = static_cast<TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2))) {
        out.cap_height = os2->sCapHeight;
        // PANOSE: family kind 2 is Latin text, serif styles 11…15 are sans.
        const FT_Byte kind = os2->panose[0], style = os2->panose[1];
        if (kind == 2) out.serif = !(style >= 11 && style <= 15);
    }
    return out;
}

bool may_be_embedded(FT_Face face) {
    constexpr FT_UShort kForbidden =
        FT_FSTYPE_RESTRICTED_LICENSE_EMBEDDING | FT_FSTYPE_NO_SUBSETTING | FT_FSTYPE_BITMAP_EMBEDDING_ONLY;
    return (FT_Get_FSType_Flags(face) & kForbidden) == 0;
}

}  // namespace

Result<Description> describe(std::string_view bytes, const std::string& where) {
    FT_Library opened_library = nullptr;
    FT_Face opened_face = nullptr;
    if (FT_Init_FreeType(&opened_library) != 0)
        return fail(Fault::font, where, {"FreeType không khởi động được", "FreeType does not start"});
    const Library library(opened_library);
    if (FT_New_Memory_Face(library.get(), reinterpret_cast<const FT_Byte*>(bytes.data()),
                           static_cast<FT_Long>(bytes.size()), 0, &opened_face) != 0)
        return fail(Fault::font, where,
                    {"tệp không phải là phông chữ OpenType", "the file is no OpenType font"});
    const Face face(opened_face);
    if (!FT_IS_SCALABLE(face.get()) || FT_Get_Postscript_Name(face.get()) == nullptr)
        return fail(
            Fault::font, where,
            {"phông chữ không co giãn được hoặc không có tên", "the font is not scalable or has no name"});
    if (!may_be_embedded(face.get()))
        return fail(Fault::font, where,
                    {"giấy phép của phông chữ không cho nhúng vào văn bản",
                     "the font's licence does not allow embedding it in a document"},
                    {"dùng phông chữ ghi trong fonts/manifest.json", "use a font of fonts/manifest.json"});
    return Description{FT_Get_Postscript_Name(face.get()), metrics_of(face.get())};
}

}  // namespace hocba::text
