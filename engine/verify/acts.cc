#include "engine/verify/acts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string_view>

#include "engine/verify/appearance.h"

namespace hocba::verify {
namespace {

ObjectId id_of(QPDFObjectHandle& object) {
    return {object.getObjectID(), object.getGeneration()};
}

bool is_new(const Snapshot& before, const ObjectId& id) {
    return before.objects.count(id) == 0;
}

/// A dictionary of its own with those keys alone, and every value but of `may_point` direct.
bool has_only(QPDFObjectHandle object, const std::vector<std::string_view>& keys,
              std::string_view may_point = "") {
    if (!object.isDictionary() || !object.isIndirect()) return false;
    for (const auto& key : object.getKeys()) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) return false;
        if (key != may_point && object.getKey(key).isIndirect()) return false;
    }
    return true;
}

/// ISO 32000-1, tables 253 and 256: the lock of our last signature, and no other transform (DocMDP would
/// certify, UR3 would grant rights).
bool is_field_lock(QPDFObjectHandle references) {
    if (!references.isArray() || references.getArrayNItems() != 1) return false;
    QPDFObjectHandle reference = references.getArrayItem(0);
    if (!reference.isDictionary() || !reference.getKey("/TransformMethod").isNameAndEquals("/FieldMDP"))
        return false;
    static constexpr std::array<std::string_view, 4> known = {"/Type", "/TransformMethod", "/Data",
                                                              "/TransformParams"};
    for (const auto& key : reference.getKeys())
        if (std::find(known.begin(), known.end(), key) == known.end()) return false;
    return reference.getKey("/TransformParams").isDictionary() &&
           reference.getKey("/TransformParams").getKey("/Action").isNameAndEquals("/All");
}

/// ISO 32000-1, table 252: what a signature dictionary of ours may say.
bool is_plain_signature(QPDFObjectHandle object) {
    const bool known = has_only(object,
                                {"/ByteRange", "/ContactInfo", "/Contents", "/Filter", "/Location", "/M",
                                 "/Name", "/Reason", "/Prop_Build", "/Reference", "/SubFilter", "/Type"},
                                "/Reference");
    if (!known || !object.getKey("/Type").isNameAndEquals("/Sig")) return false;
    return !object.hasKey("/Reference") || is_field_lock(object.getKey("/Reference"));
}

/// ETSI EN 319 142-1, 5.4.3: a document timestamp says nothing but its range and its token.
bool is_plain_timestamp(QPDFObjectHandle object) {
    return has_only(object, {"/ByteRange", "/Contents", "/Filter", "/SubFilter", "/Type"}) &&
           object.getKey("/Type").isNameAndEquals("/DocTimeStamp") &&
           object.getKey("/Filter").isNameAndEquals("/Adobe.PPKLite") &&
           object.getKey("/SubFilter").isNameAndEquals("/ETSI.RFC3161");
}

/// A field as before but for a new value, and perhaps a picture that shows it (appearance.h).
std::optional<Act> signature_in(QPDFObjectHandle field, const Snapshot& before) {
    const ObjectId id = id_of(field);
    QPDFObjectHandle value = field.getKey("/V");
    if (!value.isIndirect() || !is_new(before, id_of(value)) || !is_plain_signature(value))
        return std::nullopt;
    Act act{"signature", field.getKey("/T").getUTF8Value(), {id, id_of(value)}};
    if (digest_of(field, {"/V"}) == before.objects.at(id)) return act;
    const auto drawn = drawn_in(field);
    const auto bare = before.bare_fields.find(id);
    if (!drawn || bare == before.bare_fields.end() || bare->second != digest_of(field, {"/V", "/AP"}))
        return std::nullopt;
    for (const ObjectId& part : *drawn)
        if (!is_new(before, part)) return std::nullopt;
    act.objects.insert(drawn->begin(), drawn->end());
    return act;
}

/// The form as before but for one more field at the end of /Fields: the object of that field.
std::optional<QPDFObjectHandle> added_field(QPDFObjectHandle form, const std::string& digest_before) {
    QPDFObjectHandle fields = form.getKey("/Fields");
    if (fields.isIndirect() || !fields.isArray() || fields.getArrayNItems() < 2) return std::nullopt;
    std::vector<QPDFObjectHandle> older = fields.getArrayAsVector();
    QPDFObjectHandle added = older.back();
    older.pop_back();
    QPDFObjectHandle without = form.shallowCopy();
    without.replaceKey("/Fields", QPDFObjectHandle::newArray(older));
    if (digest_of(without) != digest_before) return std::nullopt;
    return added;
}

/// Invisible, printed and locked (ISO 19005-3, 6.3.2), on a page but not among its annotations.
bool is_timestamp_field(QPDFObjectHandle field) {
    if (!field.isDictionary() || !field.isIndirect()) return false;
    static constexpr std::array<std::string_view, 8> known = {"/Type", "/Subtype", "/FT", "/T",
                                                              "/Rect", "/F",       "/P",  "/V"};
    for (const auto& key : field.getKeys())
        if (std::find(known.begin(), known.end(), key) == known.end()) return false;
    const auto is = [&field](const char* key, const char* text) {
        return !field.getKey(key).isIndirect() && field.getKey(key).unparse() == text;
    };
    return is("/Subtype", "/Widget") && is("/FT", "/Sig") && is("/Rect", "[ 0 0 0 0 ]") && is("/F", "132") &&
           field.getKey("/P").isDictionary() && field.getKey("/P").getKey("/Type").isNameAndEquals("/Page") &&
           field.getKey("/T").isString() && field.getKey("/V").isIndirect();
}

std::optional<Act> timestamp_in(QPDFObjectHandle form, const Snapshot& before) {
    const ObjectId id = id_of(form);
    const auto field = added_field(form, before.objects.at(id));
    if (!field || !is_timestamp_field(*field)) return std::nullopt;
    QPDFObjectHandle added = *field, value = added.getKey("/V");
    if (!is_new(before, id_of(added)) || !is_new(before, id_of(value)) || !is_plain_timestamp(value))
        return std::nullopt;
    return Act{"timestamp", added.getKey("/T").getUTF8Value(), {id, id_of(added), id_of(value)}};
}

/// The catalog may get /DSS once; afterwards only the lists grow. Every new entry is a new stream.
std::optional<Act> evidence_in(const Snapshot& before, const Snapshot& after, const ObjectId& root) {
    const Dss& now = after.dss;
    const bool first = before.dss.id == ObjectId{};
    if (now.id == ObjectId{} || before.bare_catalog != after.bare_catalog || !only_appends(before.dss, now))
        return std::nullopt;
    if (first ? !is_new(before, now.id) : now.id != before.dss.id) return std::nullopt;
    Act act{"dss", "DSS", {now.id}};
    if (first) act.objects.insert(root);
    for (std::size_t i = 0; i < now.lists.size(); ++i) {
        for (std::size_t n = before.dss.lists[i].size(); n < now.lists[i].size(); ++n) {
            if (!is_new(before, now.lists[i][n])) return std::nullopt;
            act.objects.insert(now.lists[i][n]);
        }
    }
    return act.objects.size() > 1 ? std::optional(act) : std::nullopt;
}

bool is_changed(const Snapshot& before, const ObjectId& id, const std::string& digest) {
    const auto then = before.objects.find(id);
    return then != before.objects.end() && then->second != digest;
}

}  // namespace

std::vector<Act> acts_of(const Snapshot& before, const Snapshot& after, QPDF& pdf) {
    std::vector<Act> acts;
    QPDFObjectHandle root = pdf.getRoot(), form = root.getKey("/AcroForm");
    for (const auto& [id, digest] : after.objects) {
        if (!is_changed(before, id, digest)) continue;
        QPDFObjectHandle object = pdf.getObjectByID(id.first, id.second);
        std::optional<Act> act;
        if (form.isIndirect() && form.isDictionary() && id == id_of(form))
            act = timestamp_in(object, before);
        else if (object.isDictionary() && object.hasKey("/FT"))
            act = signature_in(object, before);
        else if (id == after.dss.id || (id == id_of(root) && before.dss.id == ObjectId{}))
            act = evidence_in(before, after, id_of(root));
        if (act) acts.push_back(*std::move(act));
    }
    return acts;
}

}  // namespace hocba::verify
