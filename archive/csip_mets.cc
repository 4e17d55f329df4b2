// METS of a package and of its representation (E-ARK CSIP 2.1, CSIP1 to CSIP119).
#include <fmt/format.h>

#include "archive/csip.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/xml_text.h"

namespace hocba::archive::csip {
namespace {

std::string attribute(std::string_view text) {
    return xml_text(text, "\"\t\n\r");
}

std::string_view media_type(const std::string& path) {
    const std::string_view name = path;
    if (name.ends_with(".pdf")) return "application/pdf";
    if (name.ends_with(".xml")) return "application/xml";
    if (name.ends_with(".json")) return "application/json";
    if (name.ends_with(".ndjson")) return "application/x-ndjson";
    if (name.ends_with(".txt") || name.ends_with(".py") || name.ends_with("/checkpoint")) return "text/plain";
    return "application/octet-stream";
}

/// An xml:id of a path.
std::string id_of(const std::string& path) {
    return "id-" + to_hex(sha256(path)).substr(0, 24);
}

/// CSIP9 and on; the agents are who hands it over and the program.
std::string head(const std::string& id, const PackageInfo& info, const char* label) {
    const std::string time = to_rfc3339(info.request.time);
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<mets xmlns="http://www.loc.gov/METS/" xmlns:csip="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" xmlns:xlink="http://www.w3.org/1999/xlink" OBJID="{}" LABEL="{}" TYPE="Textual works - Digital" PROFILE="https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml" csip:CONTENTINFORMATIONTYPE="MIXED">
<metsHdr CREATEDATE="{}" LASTMODDATE="{}" csip:OAISPACKAGETYPE="SIP">
<agent ROLE="CREATOR" TYPE="OTHER" OTHERTYPE="SOFTWARE"><name>{}</name><note csip:NOTETYPE="SOFTWARE VERSION">{}</note></agent>
<agent ROLE="CREATOR" TYPE="ORGANIZATION"><name>{}</name><note csip:NOTETYPE="IDENTIFICATIONCODE">{}</note></agent>
</metsHdr>
)",
        attribute(id), attribute(label), time, time, "hocba", xml_text(info.request.software),
        xml_text(info.organisation()), xml_text(info.proof.key.name));
}

std::string facts(const File& file, const PackageInfo& info) {
    return fmt::format(R"(MIMETYPE="{}" SIZE="{}" CREATED="{}" CHECKSUM="{}" CHECKSUMTYPE="SHA-256")",
                       media_type(file.path), file.size, to_rfc3339(info.request.time), file.sha256);
}

std::string reference(const File& file, const PackageInfo& info, const char* type) {
    return fmt::format(R"(<mdRef ID="{}-ref" LOCTYPE="URL" xlink:type="simple" xlink:href="{}" {} {}/>)",
                       id_of(file.path), attribute(file.path), type, facts(file, info));
}

std::string element(const File& file, const std::string& href, const PackageInfo& info) {
    return fmt::format(
        "<file ID=\"{}\" {}><FLocat LOCTYPE=\"URL\" xlink:type=\"simple\" xlink:href=\"{}\"/></file>\n",
        id_of(file.path), facts(file, info), attribute(href));
}

/// Metadata sections, and their ids for the structural map.
struct Sections {
    std::string descriptive, administrative, dmd_ids, adm_ids;
};

Sections sections(const Contents& contents, const PackageInfo& info) {
    Sections out;
    const std::string time = to_rfc3339(info.request.time);
    for (const File& file : contents.files) {
        const std::string id = id_of(file.path);
        if (file.path.starts_with("metadata/descriptive/")) {
            out.descriptive +=
                fmt::format("<dmdSec ID=\"{}\" CREATED=\"{}\" STATUS=\"CURRENT\">{}</dmdSec>\n", id, time,
                            reference(file, info, "MDTYPE=\"EAD\""));
            out.dmd_ids += (out.dmd_ids.empty() ? "" : " ") + id;
        } else if (file.path.starts_with("metadata/")) {
            const bool is_premis = file.path.starts_with("metadata/preservation/");
            out.administrative += fmt::format(
                "<digiprovMD ID=\"{}\" STATUS=\"CURRENT\">{}</digiprovMD>\n", id,
                reference(file, info,
                          is_premis ? "MDTYPE=\"PREMIS\"" : "MDTYPE=\"OTHER\" OTHERMDTYPE=\"LOG\""));
            out.adm_ids += (out.adm_ids.empty() ? "" : " ") + id;
        }
    }
    return out;
}

}  // namespace

std::string representation_mets(const Contents& contents, const PackageInfo& info) {
    const std::string base = "representations/rep1/";
    std::string files;
    for (const File& file : contents.files)
        if (file.path.starts_with(data_folder)) files += element(file, file.path.substr(base.size()), info);
    return head("rep1", info, "Data") +
           fmt::format(
               "<fileSec ID=\"{}-files\">\n<fileGrp ID=\"rep1-data\" "
               "USE=\"Data\">\n{}</fileGrp>\n</fileSec>\n"
               "<structMap ID=\"rep1-map\" TYPE=\"PHYSICAL\" LABEL=\"CSIP\">\n"
               "<div ID=\"rep1-root\" LABEL=\"rep1\">\n<div ID=\"rep1-div\" LABEL=\"Data\">"
               "<fptr FILEID=\"rep1-data\"/></div>\n</div>\n</structMap>\n</mets>\n",
               "rep1", files);
}

std::string root_mets(const Contents& contents, const PackageInfo& info) {
    const Sections metadata = sections(contents, info);
    std::string documentation, representation;
    for (const File& file : contents.files) {
        if (file.path.starts_with("documentation/")) documentation += element(file, file.path, info);
        if (file.path == "representations/rep1/METS.xml") representation += element(file, file.path, info);
    }
    const auto group = [](const char* id, const char* use, const std::string& files) {
        return files.empty() ? ""
                             : fmt::format("<fileGrp ID=\"{}\" USE=\"{}\">\n{}</fileGrp>\n", id, use, files);
    };
    std::string map =
        fmt::format("<div ID=\"metadata-div\" LABEL=\"Metadata\" ADMID=\"{}\"{}/>\n", metadata.adm_ids,
                    metadata.dmd_ids.empty() ? "" : fmt::format(" DMDID=\"{}\"", metadata.dmd_ids));
    map += "<div ID=\"documentation-div\" LABEL=\"Documentation\"><fptr FILEID=\"documentation\"/></div>\n";
    if (!representation.empty())
        map +=
            "<div ID=\"rep1-div\" LABEL=\"Representations/rep1\"><mptr LOCTYPE=\"URL\" xlink:type=\"simple\" "
            "xlink:href=\"representations/rep1/METS.xml\" xlink:title=\"rep1\"/></div>\n";
    return head(contents.id, info, contents.folder.empty() ? "Transparency log" : "School transcripts") +
           metadata.descriptive + "<amdSec ID=\"amd\">\n" + metadata.administrative + "</amdSec>\n" +
           fmt::format("<fileSec ID=\"files\">\n{}{}</fileSec>\n",
                       group("documentation", "Documentation", documentation),
                       group("rep1", "Representations/rep1", representation)) +
           fmt::format(
               "<structMap ID=\"map\" TYPE=\"PHYSICAL\" LABEL=\"CSIP\">\n<div ID=\"root\" LABEL=\"{}\">\n{}"
               "</div>\n</structMap>\n</mets>\n",
               attribute(contents.id), map);
}

}  // namespace hocba::archive::csip
