#include "engine/verify/revisions.h"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

#include "engine/base/digest.h"
#include "engine/verify/acts.h"

namespace hocba::verify {
namespace {

std::string where_of(const ObjectId& id) {
    return "object " + std::to_string(id.first) + " " + std::to_string(id.second);
}

ObjectId id_of(QPDFObjectHandle& object) {
    return {object.getObjectID(), object.getGeneration()};
}

std::string text_of(QPDFObjectHandle dictionary, const std::string& key) {
    return dictionary.hasKey(key) ? dictionary.getKey(key).unparse() : "";
}

bool is_type(QPDFObjectHandle object, const std::string& type) {
    if (object.isStream()) object = object.getDict();
    return object.isDictionary() && object.getKey("/Type").isNameAndEquals(type);
}

bool is_signature_field(QPDFObjectHandle object) {
    return object.isDictionary() && object.getKey("/FT").isNameAndEquals("/Sig");
}

/// Names what a reader would see changed; the code is part of the report.
std::string code_of(QPDFObjectHandle object) {
    if (object.isStream()) return "stream-changed";
    if (!object.isDictionary()) return "object-changed";
    if (is_type(object, "/Page") || is_type(object, "/Pages")) return "page-changed";
    if (is_type(object, "/Catalog")) return "catalog-changed";
    if (object.hasKey("/FT")) return "field-changed";
    if (object.hasKey("/Subtype") && object.hasKey("/Rect")) return "annotation-changed";
    return "object-changed";
}

/// V/AP attack: the field shows something else, whether or not it is signed in the same revision.
std::string change_code(QPDFObjectHandle object, const ObjectId& id, const Snapshot& before) {
    const auto bare = before.bare_fields.find(id);
    const bool appearance_alone =
        is_signature_field(object) && bare != before.bare_fields.end() &&
        (bare->second == digest_of(object, {"/AP"}) || bare->second == digest_of(object, {"/V", "/AP"}));
    return appearance_alone ? "appearance-changed" : code_of(object);
}

std::string addition_code(QPDFObjectHandle object) {
    const std::string changed = code_of(object);
    return changed.substr(0, changed.rfind('-')) + "-added";
}

void compare_old(const Snapshot& before, const Snapshot& after, QPDF& pdf, std::int64_t revision,
                 const std::set<ObjectId>& allowed, std::vector<ChangeFact>& changes) {
    for (const auto& [id, digest] : before.objects) {
        const auto now = after.objects.find(id);
        if (now == after.objects.end()) {
            changes.push_back({revision, "object-removed", where_of(id)});
            continue;
        }
        if (now->second == digest || allowed.count(id) != 0) continue;
        QPDFObjectHandle object = pdf.getObjectByID(id.first, id.second);
        changes.push_back({revision, change_code(object, id, before), where_of(id)});
    }
}

void compare_new(const Snapshot& before, const Snapshot& after, QPDF& pdf, std::int64_t revision,
                 const std::set<ObjectId>& allowed, std::vector<ChangeFact>& changes) {
    int tables = 0;
    for (const auto& [id, digest] : after.objects) {
        if (before.objects.count(id) != 0 || allowed.count(id) != 0) continue;
        QPDFObjectHandle object = pdf.getObjectByID(id.first, id.second);
        if (is_type(object, "/XRef") && object.isStream() && ++tables == 1) continue;
        changes.push_back({revision, addition_code(object), where_of(id)});
    }
}

}  // namespace

std::string digest_of(QPDFObjectHandle object, const std::vector<std::string>& without) {
    Sha256 digest;
    if (object.isStream()) {
        const auto data = object.getRawStreamData();
        digest.update(object.getDict().unparseResolved()).update("stream");
        digest.update({reinterpret_cast<const char*>(data->getBuffer()), data->getSize()});
        return digest.finish();
    }
    if (!without.empty() && object.isDictionary()) object = object.shallowCopy();
    for (const auto& key : without)
        if (object.isDictionary()) object.removeKey(key);
    return digest.update(object.unparseResolved()).finish();
}

Snapshot snapshot_of(QPDF& pdf) {
    Snapshot snapshot;
    for (QPDFObjectHandle object : pdf.getAllObjects()) {
        if (object.isNull()) continue;
        snapshot.objects[id_of(object)] = digest_of(object);
        if (is_signature_field(object)) snapshot.bare_fields[id_of(object)] = digest_of(object, {"/AP"});
    }
    snapshot.bare_catalog = digest_of(pdf.getRoot(), {"/DSS"});
    snapshot.dss = dss_of(pdf);
    QPDFObjectHandle trailer = pdf.getTrailer();
    snapshot.root = text_of(trailer, "/Root");
    snapshot.info = text_of(trailer, "/Info");
    QPDFObjectHandle id = trailer.getKey("/ID");
    if (id.isArray() && id.getArrayNItems() == 2) snapshot.id = id.getArrayItem(0).unparse();
    snapshot.previous = text_of(trailer, "/Prev");
    snapshot.hybrid = trailer.hasKey("/XRefStm");
    return snapshot;
}

std::vector<ChangeFact> changes_between(const Snapshot& before, const Snapshot& after, QPDF& pdf,
                                        std::int64_t revision) {
    std::vector<ChangeFact> changes;
    if (before.root != after.root || before.info != after.info || before.id != after.id)
        changes.push_back({revision, "trailer-changed", "trailer"});
    std::set<ObjectId> allowed;
    for (const Act& act : acts_of(before, after, pdf)) {
        changes.push_back({revision, act.code, act.where});
        allowed.insert(act.objects.begin(), act.objects.end());
    }
    compare_old(before, after, pdf, revision, allowed, changes);
    compare_new(before, after, pdf, revision, allowed, changes);
    return changes;
}

}  // namespace hocba::verify
