#include "engine/verify/dss.h"

#include <algorithm>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "engine/verify/decoded.h"

namespace hocba::verify {
namespace {

// A national authority's revocation list has megabytes; a document of four signers needs about twenty
// entries.
constexpr std::size_t largest_entry = 4UL * 1024 * 1024;
constexpr std::size_t largest_store = 8UL * 1024 * 1024;
constexpr std::size_t most_entries = 256;

constexpr std::array<const char*, 3> kinds = {"certificate", "ocsp", "crl"};

bool is_plain_stream(QPDFObjectHandle object) {
    if (!object.isIndirect() || !object.isStream()) return false;
    for (const auto& key : object.getDict().getKeys())
        if (key != "/Length" && key != "/Filter") return false;
    return true;
}

/// False if it is not a direct array of references to streams.
bool read_list(QPDFObjectHandle list, std::vector<ObjectId>& ids) {
    if (list.isIndirect() || !list.isArray()) return false;
    for (int i = 0; i < list.getArrayNItems(); ++i) {
        QPDFObjectHandle item = list.getArrayItem(i);
        if (!is_plain_stream(item)) return false;
        ids.emplace_back(item.getObjectID(), item.getGeneration());
    }
    return true;
}

bool read_dictionary(QPDFObjectHandle dictionary, Dss& dss) {
    if (!dictionary.isIndirect() || !dictionary.isDictionary()) return false;
    dss.id = {dictionary.getObjectID(), dictionary.getGeneration()};
    for (const auto& key : dictionary.getKeys()) {
        const auto* const found = std::find(kDssLists.begin(), kDssLists.end(), key);
        if (key == "/Type" && dictionary.getKey(key).isNameAndEquals("/DSS")) continue;
        if (found == kDssLists.end()) return false;
        const auto index = static_cast<std::size_t>(found - kDssLists.begin());
        if (!read_list(dictionary.getKey(key), dss.lists[index])) return false;
    }
    return true;
}

}  // namespace

Dss dss_of(QPDF& pdf) {
    Dss dss;
    QPDFObjectHandle root = pdf.getRoot();
    if (root.hasKey("/DSS")) dss.well_formed = read_dictionary(root.getKey("/DSS"), dss);
    return dss;
}

bool only_appends(const Dss& before, const Dss& now) {
    if (!now.well_formed) return false;
    for (std::size_t i = 0; i < now.lists.size(); ++i) {
        const auto& older = before.lists[i];
        const auto& newer = now.lists[i];
        if (newer.size() < older.size() || !std::equal(older.begin(), older.end(), newer.begin()))
            return false;
    }
    return true;
}

void read_dss(QPDF& pdf, const Dss& dss, const std::map<ObjectId, std::int64_t>& first, Facts& facts) {
    std::size_t left = largest_store;
    for (std::size_t i = 0; i < dss.lists.size(); ++i) {
        for (const auto& id : dss.lists[i]) {
            const std::string where = "DSS, object " + std::to_string(id.first);
            if (facts.evidence.size() >= most_entries) return facts.faults.push_back({"too-large", where});
            auto bytes = decoded(pdf.getObjectByID(id.first, id.second), std::min(left, largest_entry));
            if (!bytes) return facts.faults.push_back({"evidence-unreadable", where});
            left -= bytes->size();
            const auto revision = first.find(id);
            facts.evidence.push_back(
                {kinds[i], revision == first.end() ? 0 : revision->second, std::move(*bytes)});
        }
    }
}

}  // namespace hocba::verify
