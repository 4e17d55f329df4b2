#include "engine/pdf/metadata.h"

#include <fmt/format.h>

#include "engine/base/xml_text.h"

namespace hocba::pdf {
namespace {

constexpr std::string_view kDescription = R"(<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 {7}xmlns:hocba="{0}">
<pdfaid:part>3</pdfaid:part>{6}
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{1}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{2}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{3}</xmp:CreateDate><xmp:ModifyDate>{3}</xmp:ModifyDate><xmp:MetadataDate>{3}</xmp:MetadataDate>
<pdf:Producer>{4}</pdf:Producer>
{5}</rdf:Description>
)";

constexpr std::string_view kSchema = R"(<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{}</pdfaSchema:schema><pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
{}</rdf:Seq></pdfaSchema:property></rdf:li>
)";

constexpr std::string_view kProperty =
    R"(<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{0}</pdfaProperty:name>)"
    R"(<pdfaProperty:valueType>{1}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>)"
    R"(<pdfaProperty:description>{2}</pdfaProperty:description></rdf:li>
)";

constexpr std::string_view kExtensions = R"(<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
{}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
)";

constexpr std::string_view kUaNamespace = "http://www.aiim.org/pdfua/ns/id/";

bool is_accessible(const Info& info) {
    return info.conformance == Conformance::pdf_a3a_ua1;
}

std::string properties_of(const Info& info) {
    std::string out;
    for (const auto& [key, value] : info.properties)
        out += fmt::format("<hocba:{0}>{1}</hocba:{0}>\n", key, xml_text(value));
    return out;
}

// ISO 19005-3, 6.6.2.3: every property outside the predefined schemas is described, pdfuaid included.
std::string extensions_of(const Info& info) {
    std::string schemas;
    if (is_accessible(info))
        schemas = fmt::format(kSchema, "PDF/UA identification", kUaNamespace, "pdfuaid",
                              fmt::format(kProperty, "part", "Integer", "Part of ISO 14289"));
    std::string own;
    for (const auto& [key, value] : info.properties)
        own += fmt::format(kProperty, key, "Text", "What hocba says of the document: " + key);
    if (!own.empty()) schemas += fmt::format(kSchema, "hocba", kPropertyNamespace, "hocba", own);
    return schemas.empty() ? "" : fmt::format(kExtensions, schemas);
}

}  // namespace

std::string xmp(const Info& info) {
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
           fmt::format(kDescription, kPropertyNamespace, xml_text(info.title), xml_text(info.language),
                       to_rfc3339(info.created), xml_text(info.producer), properties_of(info),
                       is_accessible(info)
                           ? "<pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
                           : "<pdfaid:conformance>B</pdfaid:conformance>",
                       is_accessible(info) ? fmt::format("xmlns:pdfuaid=\"{}\" ", kUaNamespace) : "") +
           extensions_of(info) + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

Reference write_metadata(Writer& writer, const Info& info) {
    // Unfiltered, so that tools which know no PDF find the packet (ISO 16684-1, 7.3.2).
    return writer.add_plain_stream("/Type/Metadata/Subtype/XML", xmp(info));
}

Reference write_information(Writer& writer, const Info& info) {
    const std::string date = text_string(to_pdf_date(info.created));
    return writer.add(fmt::format("<</Title{}/Producer{}/CreationDate{}/ModDate{}>>", text_string(info.title),
                                  text_string(info.producer), date, date));
}

}  // namespace hocba::pdf
