// The document security store: certificates, OCSP answers and revocation lists that the file brings along
// (ISO 32000-2, 12.8.4.3), in the one form that we write: three arrays of streams.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/verify/facts.h"

class QPDF;

namespace hocba::verify {

using ObjectId = std::pair<int, int>;

/// What the catalog's /DSS names; `id` is {0, 0} if there is none.
struct Dss {
    ObjectId id{};
    bool well_formed = true;  // a dictionary of our form, or none
    std::array<std::vector<ObjectId>, 3> lists;
};

/// The keys of the lists, in the order of Dss::lists.
inline constexpr std::array<const char*, 3> kDssLists = {"/Certs", "/OCSPs", "/CRLs"};

Dss dss_of(QPDF& pdf);

/// Whether `now` holds all of `before`, in order, and only appends.
bool only_appends(const Dss& before, const Dss& now);

/// The streams' bytes; `first` tells the revision that first named each. What is too large is a fault.
void read_dss(QPDF& pdf, const Dss& dss, const std::map<ObjectId, std::int64_t>& first, Facts& facts);

}  // namespace hocba::verify
