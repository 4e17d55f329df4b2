// EAD3 and PREMIS 3 of a package.
#include <fmt/format.h>

#include "archive/csip.h"
#include "archive/event.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/xml_text.h"

namespace hocba::archive::csip {
namespace {

std::string title_of(const Contents& contents) {
    return fmt::format("Học bạ, trường {}, năm học {}", contents.school, contents.school_year);
}

/// "maintenance" 01: kept for ever (QĐ 1789/QĐ-SGDĐT, Điều 4); fileCode and docCode are how TT 05/2025/TT-BNV
/// names a file and its documents. Its appendix was not at hand: names and places of these three are
/// unverified.
std::string file_code(const Contents& contents) {
    return fmt::format("{}.{}", contents.school, contents.school_year);
}

std::string fixity(const char* algorithm, const std::string& hex) {
    return fmt::format(
        "<fixity><messageDigestAlgorithm>{}</messageDigestAlgorithm><messageDigest>{}</messageDigest></"
        "fixity>",
        algorithm, hex);
}

std::string event(const std::string& id, std::string_view type, const std::string& time,
                  const std::string& detail, const std::string& outcome) {
    return fmt::format(
        "<event><eventIdentifier><eventIdentifierType>local</eventIdentifierType><eventIdentifierValue>{}"
        "</eventIdentifierValue></eventIdentifier><eventType>{}</eventType><eventDateTime>{}</eventDateTime>"
        "<eventDetailInformation><eventDetail>{}</eventDetail></eventDetailInformation>{}"
        "<linkingAgentIdentifier><linkingAgentIdentifierType>local</linkingAgentIdentifierType>"
        "<linkingAgentIdentifierValue>hocba</linkingAgentIdentifierValue></linkingAgentIdentifier></event>\n",
        xml_text(id), type, time, xml_text(detail),
        outcome.empty() ? ""
                        : fmt::format("<eventOutcomeInformation><eventOutcome>{}</eventOutcome>"
                                      "</eventOutcomeInformation>",
                                      outcome));
}

}  // namespace

std::string package_id(const PackageInfo& info, const std::string& folder) {
    return "uuid-" + uuid_of("hocba csip " + info.identifier() + info.index_suffix() + "\n" + folder);
}

std::string ead(const Contents& contents, const PackageInfo& info) {
    const std::string time = to_rfc3339(info.request.time), title = xml_text(title_of(contents));
    std::string items;
    std::uint64_t number = 0;
    for (const Item& item : contents.items) {
        if (event_kind_of(item.kind)) continue;
        ++number;
        items += fmt::format(
            "<c level=\"item\"><did><unitid localtype=\"docCode\">{}.{:07}</unitid><unitid "
            "localtype=\"code\">{}</unitid>"
            "<unittitle>Học bạ của {}, lớp {}</unittitle><unitdate normal=\"{}\">{}</unitdate></did></c>\n",
            xml_text(file_code(contents)), number, item.code, xml_text(item.pupil), xml_text(item.class_name),
            item.stored_at.substr(0, 10), item.stored_at.substr(0, 10));
    }
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<ead xmlns="http://ead3.archivists.org/schema/">
<control><recordid>{}</recordid><filedesc><titlestmt><titleproper>{}</titleproper></titlestmt></filedesc>
<maintenancestatus value="new"/><maintenanceagency><agencyname>{}</agencyname></maintenanceagency>
<maintenancehistory><maintenanceevent><eventtype value="created"/><eventdatetime>{}</eventdatetime><agenttype value="machine"/><agent>{}</agent></maintenanceevent></maintenancehistory></control>
<archdesc level="file" localtype="hồ sơ">
<did><unitid localtype="fileCode">{}</unitid><unittitle>{}</unittitle><langmaterial><language langcode="vie">Tiếng Việt</language></langmaterial><physdesc>{} học bạ</physdesc></did>
<odd localtype="maintenance"><p>01</p></odd>
<dsc>
{}</dsc>
</archdesc>
</ead>
)",
        contents.id, title, xml_text(info.organisation()), time, xml_text(info.request.software),
        xml_text(file_code(contents)), title, number, items);
}

std::string premis(const Contents& contents, const PackageInfo& info) {
    std::string objects, events;
    for (const File& file : contents.files)
        if (file.path.starts_with(data_folder))
            objects += fmt::format(
                "<object "
                "xsi:type=\"file\"><objectIdentifier><objectIdentifierType>local</objectIdentifierType>"
                "<objectIdentifierValue>{}</objectIdentifierValue></"
                "objectIdentifier><objectCharacteristics>{}{}"
                "<size>{}</size><format><formatDesignation><formatName>{}</formatName></formatDesignation></"
                "format>"
                "</objectCharacteristics></object>\n",
                xml_text(file.path), fixity("SHA-256", file.sha256), fixity("SHA-512", file.sha512),
                file.size,
                file.path.ends_with(".pdf")   ? "application/pdf"
                : file.path.ends_with(".xml") ? "application/xml"
                                              : "application/json");
    for (const Item& item : contents.items)
        events += event(fmt::format("leaf-{}", item.leaf),
                        event_kind_of(item.kind) ? "modification" : "ingestion", item.stored_at,
                        fmt::format("{} {}, entry {} of the log", item.kind, item.code, item.leaf), {});
    events += event("export", "dissemination", to_rfc3339(info.request.time), info.identifier(), "success");
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<premis xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">
<object xsi:type="intellectualEntity"><objectIdentifier><objectIdentifierType>local</objectIdentifierType><objectIdentifierValue>{}</objectIdentifierValue></objectIdentifier></object>
{}{}<agent><agentIdentifier><agentIdentifierType>local</agentIdentifierType><agentIdentifierValue>hocba</agentIdentifierValue></agentIdentifier><agentName>hocba</agentName><agentType>software</agentType><agentVersion>{}</agentVersion></agent>
</premis>
)",
        contents.id, objects, events, xml_text(info.request.software));
}

}  // namespace hocba::archive::csip
