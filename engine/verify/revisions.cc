#include "engine/verify/revisions.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string_view>

#include "engine/base/digest.h"
#include "engine/verify/appearance.h"

namespace hocba::verify {
namespace {

std::string where_of(const ObjectId& id) {
    return "object " + std::to_string(id.first) + " " + std::to_string(id.second);
}

ObjectId id_of(QPDFObjectHandle& object) {
    return {object.getObjectID(), object.getGeneration()};
}

std::string digest_of(QPDFObjectHandle object) {
    Sha256 digest;
    if (!object.isStream()) return digest.update(object.unparseResolved()).finish();
    const auto data = object.getRawStreamData();
    digest.update(object.getDict().unparseResolved()).update("stream");
    digest.update({reinterpret_cast<const char*>(data->getBuffer()), data->getSize()});
    return digest.finish();
}

std::string text_of(QPDFObjectHandle dictionary, const std::string& key) {
    return dictionary.hasKey(key) ? dictionary.getKey(key).unparse() : "";
}

bool is_type(QPDFObjectHandle object, const std::string& type) {
    if (object.isStream()) object = object.getDict();
    return object.isDictionary() && object.getKey("/Type").isNameAndEquals(type);
}

/// Names what a reader would see changed; the code is part of the report.
std::string change_code(QPDFObjectHandle object) {
    if (object.isStream()) return "stream-changed";
    if (!object.isDictionary()) return "object-changed";
    if (is_type(object, "/Page") || is_type(object, "/Pages")) return "page-changed";
    if (is_type(object, "/Catalog")) return "catalog-changed";
    if (object.hasKey("/FT")) return "field-changed";
    if (object.hasKey("/Subtype") && object.hasKey("/Rect")) return "annotation-changed";
    return "object-changed";
}

std::string addition_code(QPDFObjectHandle object) {
    const std::string changed = change_code(object);
    return changed.substr(0, changed.rfind('-')) + "-added";
}

bool is_signature_field(QPDFObjectHandle object) {
    return object.isDictionary() && object.getKey("/FT").isNameAndEquals("/Sig");
}

std::string digest_without(QPDFObjectHandle dictionary, std::initializer_list<const char*> keys) {
    QPDFObjectHandle without = dictionary.shallowCopy();
    for (const char* key : keys) without.removeKey(key);
    return digest_of(without);
}

bool same(const std::map<ObjectId, std::string>& digests, const ObjectId& id, const std::string& digest) {
    const auto at = digests.find(id);
    return at != digests.end() && at->second == digest;
}

/// What a signing revision adds; `drawn` is set if it draws the signature.
struct Addition {
    ObjectId value;
    std::optional<Drawn> drawn;
    bool holds(const ObjectId& id) const {
        return drawn && std::find(drawn->begin(), drawn->end(), id) != drawn->end();
    }
};

/// A field as before but for a value that is new and, maybe, a picture that is new.
std::optional<Addition> addition_to(QPDFObjectHandle field, const ObjectId& id, const Snapshot& before) {
    if (!is_signature_field(field)) return std::nullopt;
    QPDFObjectHandle value = field.getKey("/V");
    if (!value.isIndirect() || !value.isDictionary() || before.objects.count(id_of(value)) != 0)
        return std::nullopt;
    if (same(before.objects, id, digest_without(field, {"/V"}))) return Addition{id_of(value), {}};
    const auto drawn = drawn_in(field);
    if (!drawn || !same(before.bare_fields, id, digest_without(field, {"/V", "/AP"}))) return std::nullopt;
    const bool is_new = std::all_of(drawn->begin(), drawn->end(), [&before](const ObjectId& part) {
        return before.objects.count(part) == 0;
    });
    return is_new ? std::optional(Addition{id_of(value), drawn}) : std::nullopt;
}

/// V/AP attack: the field shows something else, whether or not it is signed in the same revision.
std::string field_code(QPDFObjectHandle field, const ObjectId& id, const Snapshot& before) {
    const bool appearance_alone =
        is_signature_field(field) && (same(before.bare_fields, id, digest_without(field, {"/AP"})) ||
                                      same(before.bare_fields, id, digest_without(field, {"/V", "/AP"})));
    return appearance_alone ? "appearance-changed" : change_code(field);
}

/// ISO 32000-1, table 252: what a signature dictionary of ours may say, and nothing indirect in it.
bool is_plain_signature(QPDFObjectHandle object) {
    static constexpr std::array<std::string_view, 11> allowed = {
        "/ByteRange", "/ContactInfo", "/Contents",   "/Filter",    "/Location", "/M",
        "/Name",      "/Reason",      "/Prop_Build", "/SubFilter", "/Type"};
    if (!object.isDictionary() || object.isIndirect() == false) return false;
    for (const auto& key : object.getKeys()) {
        if (key == "/Reference") continue;  // FieldMDP: points to the catalog
        if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) return false;
        if (object.getKey(key).isIndirect()) return false;
    }
    return object.getKey("/Type").isNameAndEquals("/Sig");
}

/// The signatures that the revision puts into prepared fields; other changed objects become changes.
std::vector<Addition> compare_old(const Snapshot& before, const Snapshot& after, QPDF& pdf,
                                  std::int64_t revision, std::vector<ChangeFact>& changes) {
    std::vector<Addition> additions;
    for (const auto& [id, digest] : before.objects) {
        const auto now = after.objects.find(id);
        if (now == after.objects.end()) {
            changes.push_back({revision, "object-removed", where_of(id)});
            continue;
        }
        if (now->second == digest) continue;
        QPDFObjectHandle object = pdf.getObjectByID(id.first, id.second);
        const auto addition = addition_to(object, id, before);
        if (!addition) {
            changes.push_back({revision, field_code(object, id, before), where_of(id)});
            continue;
        }
        additions.push_back(*addition);
        changes.push_back({revision, "signature", object.getKey("/T").getUTF8Value()});
    }
    return additions;
}

void compare_new(const Snapshot& before, const Snapshot& after, QPDF& pdf, std::int64_t revision,
                 const std::vector<Addition>& additions, std::vector<ChangeFact>& changes) {
    int tables = 0;
    for (const auto& [id, digest] : after.objects) {
        if (before.objects.count(id) != 0) continue;
        QPDFObjectHandle object = pdf.getObjectByID(id.first, id.second);
        if (is_type(object, "/XRef") && object.isStream() && ++tables == 1) continue;
        const bool is_value = std::any_of(additions.begin(), additions.end(),
                                          [&id](const Addition& one) { return one.value == id; });
        const bool is_drawn = std::any_of(additions.begin(), additions.end(),
                                          [&id](const Addition& one) { return one.holds(id); });
        if (!is_drawn && (!is_value || !is_plain_signature(object)))
            changes.push_back({revision, addition_code(object), where_of(id)});
    }
}

}  // namespace

Snapshot snapshot_of(QPDF& pdf) {
    Snapshot snapshot;
    for (QPDFObjectHandle object : pdf.getAllObjects()) {
        if (object.isNull()) continue;
        snapshot.objects[id_of(object)] = digest_of(object);
        if (is_signature_field(object)) snapshot.bare_fields[id_of(object)] = digest_without(object, {"/AP"});
    }
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
    const auto additions = compare_old(before, after, pdf, revision, changes);
    compare_new(before, after, pdf, revision, additions, changes);
    return changes;
}

}  // namespace hocba::verify
