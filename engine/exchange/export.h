// Records on their way to a Sở: MOET's primary XML, packages of it, and lists of what is recalled, all as
// Công văn 2088/BGDĐT-GDTH (8/5/2024) has them. No key is here: XML signatures (II.1.6) and the
// organisation's signature on each transaction (II.2.2, II.2.6) are made by who holds it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/record/record.h"

namespace hocba::exchange {

/// MA_MON_HOC by the record's key: {"toan": "02"}. The ministry's catalogue is not printed in CV 2088, so
/// that the codes come from who has it. Fault::record names keys that are no subject.
using SubjectCodes = std::map<std::string, std::string, std::less<>>;
Result<SubjectCodes> subject_codes(const Json& json, const std::string& place);

/// One <HOC_BA> element, and what it could not say.
struct Unit {
    std::string uuid, pupil, place, xml;
    std::vector<Problem> warnings;
};

/// The record's last school year (II.1.5: a unit is one year) with every tag of phụ lục 1.1 but those of
/// signatures. Warnings name each mandatory tag without a value, and each member of the record that the XML
/// does not give back when it is read. `circular` is the form's, for a record that does not name one.
/// Fault::record if it is not of primary school under Thông tư 27/2020: no other XML of the ministry is
/// known.
Result<Unit> to_moet_xml(const record::Record& record, const SubjectCodes& codes = {},
                         std::string_view circular = "");

/// A whole XML file: the declaration, the element, a line break.
std::string xml_file(std::string_view element);

/// II.2.8: 10 MB a transaction. Read as 10,000,000 bytes, less 64 KiB for the account, the message's names
/// and the signature that join `content` in it.
inline constexpr std::size_t kLargestContent = 10'000'000 - 65'536;

/// One transaction's `content`, of units[first] … units[first + count - 1].
struct Package {
    std::string name;  // "package-0001.txt"
    std::string content;
    std::size_t first = 0, count = 0;
};

/// In order, each within the limit; too many units are halved until they are, and one is never cut.
/// Fault::record if a single unit is larger.
Result<std::vector<Package>> packages(const std::vector<Unit>& units, std::size_t limit = kLargestContent);

/// Which units are in which file, and whether the organisation has signed each transaction.
Json index(const std::vector<Package>& packages, const std::vector<Unit>& units, bool is_signed);

/// A transaction whose list the organisation has signed (II.2.2, II.2.6): the list and its `content`.
struct Transaction {
    std::string xml, content;
};
/// `sign` puts the signature into the list as the last child of its root.
Result<Transaction> signed_transaction(
    std::string_view content, const std::string& place,
    const std::function<Result<std::string>(const std::string& list)>& sign);

/// The <HOC_BA> elements of a transaction's `content`, in order. Fault::record if it is none.
Result<std::vector<std::string>> units_of(std::string_view content, const std::string& place);

/// What is to be recalled: a record as it was read, good or not; or {"lookup_uuid": "…"} alone.
struct Recalled {
    Json record;
    std::string place;
};

/// II.2.6: the list as XML with <DANH_SACH_HOC_BA id="dataDanhSach">, and as a transaction's `content`.
struct RecallList {
    std::string xml, content;
    std::vector<Problem> warnings;  // tags of the example without a value
};

/// Fault::record with every problem: a UUID that is none or occurs twice, another school level, no text that
/// can be meant, a list beyond the limit.
Result<RecallList> recall_list(const std::vector<Recalled>& recalled, std::size_t limit = kLargestContent);

}  // namespace hocba::exchange
