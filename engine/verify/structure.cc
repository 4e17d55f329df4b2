#include "engine/verify/structure.h"

#include <array>
#include <exception>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>
#include <utility>

#include "engine/base/digest.h"
#include "engine/base/utf8.h"
#include "engine/verify/decoded.h"
#include "engine/verify/revisions.h"
#include "engine/verify/xmp.h"

namespace hocba::verify {
namespace {

constexpr std::size_t largest_attachment = 16UL * 1024 * 1024;
constexpr std::size_t largest_packet = 1024UL * 1024;
constexpr std::size_t most_attachments = 64;
// Sixteen people and thirty-two timestamps: four sign, and a document is renewed every few years.
constexpr int most_fields = 48;
constexpr std::size_t longest_name = 127;
// What the parent is told of faults and changes; a hostile file has them by the million.
constexpr std::size_t most_findings = 256;

std::unique_ptr<QPDF> open(std::string_view bytes) {
    auto pdf = std::make_unique<QPDF>();
    pdf->setAttemptRecovery(false);
    pdf->setSuppressWarnings(true);
    pdf->processMemoryFile("document.pdf", bytes.data(), bytes.size());
    return pdf;
}

std::string string_of(QPDFObjectHandle object) {
    return object.isString() ? object.getUTF8Value() : "";
}

FieldFact field_of(QPDFObjectHandle field) {
    FieldFact fact;
    fact.name = string_of(field.getKey("/T"));
    fact.object = field.getObjectID();
    fact.locks = field.getKey("/Lock").isDictionary();
    QPDFObjectHandle value = field.getKey("/V");
    fact.is_signed = !value.isNull();
    if (!value.isDictionary()) return fact;
    fact.is_timestamp = value.getKey("/Type").isNameAndEquals("/DocTimeStamp");
    QPDFObjectHandle range = value.getKey("/ByteRange");
    for (int i = 0; range.isArray() && range.getArrayNItems() == 4 && i < 4; ++i) {
        QPDFObjectHandle number = range.getArrayItem(i);
        if (number.isInteger() && number.getIntValue() >= 0)
            fact.range[static_cast<std::size_t>(i)] = static_cast<std::uint64_t>(number.getIntValue());
    }
    QPDFObjectHandle contents = value.getKey("/Contents");
    if (contents.isString()) fact.contents_digest = sha256(contents.getStringValue());
    QPDFObjectHandle sub_filter = value.getKey("/SubFilter");
    if (sub_filter.isName()) fact.sub_filter = sub_filter.getName();
    fact.claimed = string_of(value.getKey("/M"));
    fact.reason = string_of(value.getKey("/Reason"));
    fact.signer = string_of(value.getKey("/Name"));
    return fact;
}

/// A message may quote the file's own bytes, whatever they are.
std::string said_by(const std::exception& problem) {
    return on_one_line(problem.what());
}

/// What libqpdf would have to make up (recovery is off, but it still warns and goes on).
void refuse_warnings(QPDF& pdf, Facts& facts) {
    const auto warnings = pdf.getWarnings();
    if (!warnings.empty()) facts.faults.push_back({"repaired", said_by(warnings.front())});
}

/// Our documents have merged signature fields at the top and no others.
void read_fields(QPDF& pdf, Facts& facts) {
    QPDFObjectHandle form = pdf.getRoot().getKey("/AcroForm");
    if (!form.isDictionary()) return;
    if (form.hasKey("/NeedAppearances")) facts.faults.push_back({"value-appearance", "AcroForm"});
    if (form.hasKey("/XFA")) facts.faults.push_back({"active-content", "AcroForm"});
    QPDFObjectHandle fields = form.getKey("/Fields");
    if (!fields.isArray()) return;
    if (fields.getArrayNItems() > most_fields)
        return facts.faults.push_back({"too-many-signatures", "AcroForm"});
    for (int i = 0; i < fields.getArrayNItems(); ++i) {
        QPDFObjectHandle field = fields.getArrayItem(i);
        const std::string where = "AcroForm/Fields/" + std::to_string(i);
        if (field.isDictionary() && field.getKey("/FT").isNameAndEquals("/Sig") && !field.hasKey("/Kids") &&
            string_of(field.getKey("/T")).size() <= longest_name) {
            facts.fields.push_back(field_of(field));
            continue;
        }
        facts.faults.push_back({"form-field", where});
        if (field.isDictionary() && field.hasKey("/V") && field.hasKey("/AP"))
            facts.faults.push_back({"value-appearance", where});
    }
}

void read_attachments(QPDF& pdf, Facts& facts) {
    QPDFEmbeddedFileDocumentHelper helper(pdf);
    if (!helper.hasEmbeddedFiles()) return;
    for (auto& [name, file] : helper.getEmbeddedFiles()) {
        if (facts.attachments.size() >= most_attachments) return facts.faults.push_back({"too-large", name});
        auto bytes = decoded(file->getEmbeddedFileStream(), largest_attachment);
        if (bytes)
            facts.attachments[name] = std::move(*bytes);
        else
            facts.faults.push_back({"too-large", name});
    }
}

void read_properties(QPDF& pdf, Facts& facts) {
    QPDFObjectHandle metadata = pdf.getRoot().getKey("/Metadata");
    if (!metadata.isStream()) return;
    const auto packet = decoded(metadata, largest_packet);
    if (packet)
        facts.properties = xmp_properties(*packet);
    else
        facts.faults.push_back({"too-large", "XMP"});
}

/// Whether a dictionary, at any depth of direct objects, has a key that makes a reader act.
bool acts(QPDFObjectHandle object, int depth = 0) {
    static constexpr std::array<const char*, 5> keys = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/XFA"};
    if (depth > 0 && object.isIndirect()) return false;
    if (depth > 50) return true;
    if (object.isStream()) object = object.getDict();
    if (object.isArray()) {
        for (int i = 0; i < object.getArrayNItems(); ++i)
            if (acts(object.getArrayItem(i), depth + 1)) return true;
        return false;
    }
    if (!object.isDictionary()) return false;
    for (const char* key : keys)
        if (object.hasKey(key)) return true;
    if (object.getKey("/S").isNameAndEquals("/Launch")) return true;
    for (const auto& key : object.getKeys())
        if (acts(object.getKey(key), depth + 1)) return true;
    return false;
}

/// A signature with another transform than our lock: DocMDP certifies, UR3 grants rights (ISO
/// 32000-1, 12.8.2).
bool certifies(QPDFObjectHandle object) {
    if (!object.isDictionary() || !object.getKey("/Reference").isArray()) return false;
    for (QPDFObjectHandle reference : object.getKey("/Reference").getArrayAsVector())
        if (reference.isDictionary() && !reference.getKey("/TransformMethod").isNameAndEquals("/FieldMDP"))
            return true;
    return false;
}

void refuse_actions(QPDF& pdf, Facts& facts) {
    // A certification (DocMDP) would give the catalog's say to somebody else: ISO 32000-1, 12.8.4.
    if (pdf.getRoot().hasKey("/Perms")) facts.faults.push_back({"certification", "catalog"});
    int catalogs = 0;
    for (QPDFObjectHandle object : pdf.getAllObjects()) {
        const std::string where = "object " + std::to_string(object.getObjectID());
        if (acts(object)) facts.faults.push_back({"active-content", where});
        if (certifies(object)) facts.faults.push_back({"certification", where});
        if (!object.isDictionary() || !object.getKey("/Type").isNameAndEquals("/Catalog")) continue;
        // One prepared to be swapped in after signing (shadow attack); our writer makes exactly one.
        if (++catalogs > 1) facts.faults.push_back({"second-catalog", where});
    }
}

/// Opens every revision alone and compares each with the one before.
void compare_revisions(std::string_view pdf, const std::vector<Revision>& revisions, Facts& facts) {
    Snapshot before;
    std::map<ObjectId, std::int64_t> first_named;
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const std::string where = "revision " + std::to_string(i + 1);
        const auto opened = open(pdf.substr(0, revisions[i].end));
        const Snapshot now = snapshot_of(*opened);
        refuse_warnings(*opened, facts);
        const std::string previous = i == 0 ? "" : std::to_string(revisions[i - 1].xref);
        if (now.hybrid || now.previous != previous) facts.faults.push_back({"revision-chain", where});
        if (i > 0)
            for (auto& change : changes_between(before, now, *opened, static_cast<std::int64_t>(i)))
                facts.changes.push_back(std::move(change));
        for (const auto& list : now.dss.lists)
            for (const auto& id : list) first_named.emplace(id, static_cast<std::int64_t>(i));
        if (!now.dss.well_formed || (i == 0 && now.dss.id != ObjectId{}))
            facts.faults.push_back({"dss-form", where});
        if (i + 1 == revisions.size()) read_dss(*opened, now.dss, first_named, facts);
        before = now;
    }
}

/// One fault is enough to refuse a file: the rest would only be work for the parent.
void shorten(Facts& facts) {
    if (facts.faults.size() > most_findings) facts.faults.resize(most_findings);
    if (facts.changes.size() <= most_findings) return;
    facts.changes.resize(most_findings);
    facts.faults.push_back({"parser-limits", "document"});
}

void describe_whole(QPDF& pdf, Facts& facts) {
    facts.pages = static_cast<std::int64_t>(pdf.getAllPages().size());
    read_fields(pdf, facts);
    read_attachments(pdf, facts);
    read_properties(pdf, facts);
    refuse_actions(pdf, facts);
    refuse_warnings(pdf, facts);
}

}  // namespace

Facts describe(std::string_view pdf, const std::vector<Revision>& revisions) {
    Facts facts;
    try {
        const auto whole = open(pdf);
        if (whole->isEncrypted()) return Facts{{{"encrypted", "trailer"}}, 0, {}, {}, {}, {}, {}};
        describe_whole(*whole, facts);
        compare_revisions(pdf, revisions, facts);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const QPDFExc& problem) {
        const bool locked = problem.getErrorCode() == qpdf_e_password;
        facts.faults.push_back({locked ? "encrypted" : "unreadable", said_by(problem)});
    } catch (const std::exception& problem) {
        facts.faults.push_back({"unreadable", said_by(problem)});
    }
    shorten(facts);
    return facts;
}

}  // namespace hocba::verify
