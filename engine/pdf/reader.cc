// Reads attachments and our XMP properties back from a document of ours, by PoDoFo.
#include <fmt/format.h>

#include <memory>

#include "engine/pdf/attachment.h"
#include "engine/pdf/dictionary.h"
#include "engine/pdf/metadata.h"
#include "engine/pdf/pdf.h"
#include "engine/pdf/podofo.h"

namespace hocba::pdf {
namespace {

using PoDoFo::PdfObject;

constexpr long kMostBytes = 1L << 30;

tl::unexpected<Error> unreadable(std::string_view reason) {
    return fail(Fault::document, "pdf",
                {"Không đọc được tệp PDF này.", fmt::format("the PDF cannot be read ({})", reason)},
                {"Hãy dùng đúng tệp đã được lập.", "use the file as it was issued"});
}

/// Runs `read` on the catalog; what PoDoFo throws becomes an error.
template <class T, class Read>
Result<T> with_catalog(std::string_view pdf, Read read) {
    try {
        PoDoFo::PdfError::EnableLogging(false);
        PoDoFo::PdfError::EnableDebug(false);
        PoDoFo::PdfMemDocument document;
        document.LoadFromBuffer(pdf.data(), static_cast<long>(pdf.size()));
        return read(*document.GetCatalog());
    } catch (const PoDoFo::PdfError& error) {
        const char* reason = PoDoFo::PdfError::ErrorName(error.GetError());
        return unreadable(reason ? reason : "PoDoFo");
    } catch (const std::exception& error) {
        return unreadable(error.what());
    }
}

/// The value of a chain of keys, references followed; null pointer if one is missing.
const PdfObject* find(const PdfObject* object, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
        if (!object || !object->IsDictionary()) return nullptr;
        object = object->GetIndirectKey(key);
    }
    return object;
}

std::string text_at(const PdfObject* object, std::initializer_list<const char*> keys) {
    const PdfObject* value = find(object, keys);
    if (value && value->IsName()) return value->GetName().GetName();
    if (!value || (!value->IsString() && !value->IsHexString())) return "";
    // Not GetStringUtf8: it gives up where UTF-8 takes more bytes than UTF-16, as Vietnamese does.
    std::string written;
    value->ToString(written);
    return parse_text_string(written).value_or("");
}

std::string stream_of(const PdfObject* object) {
    if (!object || !object->HasStream()) return "";
    char* buffer = nullptr;
    PoDoFo::pdf_long size = 0;
    object->GetStream()->GetFilteredCopy(&buffer, &size);
    const std::unique_ptr<char, void (*)(void*)> owner(buffer, PoDoFo::podofo_free);
    return size > 0 && size < kMostBytes ? std::string(buffer, static_cast<std::size_t>(size)) : "";
}

Relationship relationship_from(std::string_view text) {
    for (const auto each :
         {Relationship::source, Relationship::data, Relationship::alternative, Relationship::supplement})
        if (relationship_name(each) == text) return each;
    return Relationship::unspecified;
}

/// "D:20250531100000+07'00'" as RFC 3339, then as an instant.
Instant instant_from(const std::string& date) {
    if (date.size() < 22) return {};
    const auto part = [&date](std::size_t from, std::size_t size) {
        return std::string_view(date).substr(from, size);
    };
    const std::string text = fmt::format("{}-{}-{}T{}:{}:{}{}:{}", part(2, 4), part(6, 2), part(8, 2),
                                         part(10, 2), part(12, 2), part(14, 2), part(16, 3), part(20, 2));
    return parse_instant(text).value_or(Instant{});
}

Attachment attachment_from(const PdfObject* specification) {
    const PdfObject* file = find(specification, {"EF", "UF"});
    Attachment out;
    out.name = text_at(specification, {"UF"});
    out.description = text_at(specification, {"Desc"});
    out.relationship = relationship_from(text_at(specification, {"AFRelationship"}));
    out.mime = text_at(file, {"Subtype"});
    out.modified = instant_from(text_at(file, {"Params", "ModDate"}));
    out.bytes = stream_of(file);
    return out;
}

std::string unescape(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto is = [&text](std::string_view entity) { return text.substr(0, entity.size()) == entity; };
        const auto [character, size] = is("&amp;")  ? std::pair('&', 5)
                                       : is("&lt;") ? std::pair('<', 4)
                                       : is("&gt;") ? std::pair('>', 4)
                                                    : std::pair(text.front(), 1);
        out += character;
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return out;
}

using Properties = std::vector<std::pair<std::string, std::string>>;

/// Our own packet only: in it every "<hocba:" opens an element without attributes.
Properties properties_in(std::string_view packet) {
    Properties out;
    constexpr std::string_view open = "<hocba:";
    for (std::size_t at = packet.find(open); at != std::string_view::npos; at = packet.find(open, at)) {
        at += open.size();
        const std::size_t name_end = packet.find('>', at);
        if (name_end == std::string_view::npos) break;
        const std::string key(packet.substr(at, name_end - at));
        const std::size_t end = packet.find("</hocba:" + key + ">", name_end);
        if (end == std::string_view::npos) break;
        out.emplace_back(key, unescape(packet.substr(name_end + 1, end - name_end - 1)));
        at = end;
    }
    return out;
}

}  // namespace

Result<std::vector<Attachment>> attachments(std::string_view pdf) {
    return with_catalog<std::vector<Attachment>>(pdf, [](const PdfObject& catalog) {
        std::vector<Attachment> out;
        const PdfObject* names = find(&catalog, {"Names", "EmbeddedFiles", "Names"});
        if (!names || !names->IsArray()) return out;
        const PoDoFo::PdfArray& pairs = names->GetArray();
        for (std::size_t i = 1; i < pairs.size(); i += 2) {
            const bool reference = pairs[i].IsReference();
            const PdfObject* file =
                reference ? catalog.GetOwner()->GetObject(pairs[i].GetReference()) : &pairs[i];
            out.push_back(attachment_from(file));
        }
        return out;
    });
}

Result<Properties> properties(std::string_view pdf) {
    return with_catalog<Properties>(
        pdf, [](const PdfObject& catalog) { return properties_in(stream_of(find(&catalog, {"Metadata"}))); });
}

}  // namespace hocba::pdf
