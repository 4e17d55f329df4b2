#include "cli/clashes.h"

#include <fmt/format.h>

#include <map>

#include "cli/whose.h"
#include "engine/base/utf8.h"

namespace hocba::cli {
namespace {

using First = std::map<std::string, const record::Source*>;

/// The earlier source with that number; null pointer if this is the first, or if there is no number.
const record::Source* earlier(First& first, const std::string& number, const record::Source& source) {
    if (number.empty()) return nullptr;
    const auto [found, is_first] = first.emplace(number, &source);
    return is_first ? nullptr : found->second;
}

/// CV 2088/BGDĐT-GDTH, II.1.4: a UUID belongs to one unit.
void check_uuid(First& first, const record::Source& source, record::Findings& findings) {
    const std::string uuid = name_in(*source.json, "lookup_uuid");
    const record::Source* other = earlier(first, upper(uuid), source);
    if (other == nullptr) return;
    const std::string where = source.place + "/lookup_uuid";
    if (*other->json == *source.json)
        findings.warnings.push_back({where,
                                     {fmt::format("Hồ sơ giống hệt {}", other->place),
                                      fmt::format("this record is identical to {}", other->place)},
                                     {"Bỏ một trong hai", "leave one of them out"}});
    else
        findings.errors.push_back(
            {where,
             {fmt::format("Mã tra cứu {} đã dùng ở {} cho hồ sơ có nội dung khác", uuid, other->place),
              fmt::format("the UUID {} is used at {} by a record with other contents", uuid, other->place)},
             {"Mỗi đơn vị học bạ có mã tra cứu riêng: cấp mã mới cho hồ sơ sai",
              "each unit has a UUID of its own: give the wrong one a new UUID"}});
}

struct Person {
    std::string name, born;
    explicit Person(const Json& pupil) : name(name_in(pupil, "name")), born(name_in(pupil, "born")) {}
    bool is(const Person& other) const {
        return upper(nfc(name)) == upper(nfc(other.name)) && born == other.born;
    }
};

/// One pupil may have several records, one a school year; a number may have one pupil.
void check_person(First& first, const record::Source& source, record::Findings& findings) {
    const Json* pupil = source.json->find("pupil");
    if (pupil == nullptr) return;
    const std::string id = name_in(*pupil, "id");
    const record::Source* other = earlier(first, id, source);
    if (other == nullptr) return;
    const Person here(*pupil), there(*other->json->find("pupil"));
    if (here.is(there)) return;
    findings.errors.push_back(
        {source.place + "/pupil/id",
         {fmt::format("Số định danh {} của {} (sinh {}) cũng là của {} (sinh {}) ở {}", id, here.name,
                      here.born, there.name, there.born, other->place),
          fmt::format("the personal id {} of {} (born {}) is also that of {} (born {}) at {}", id, here.name,
                      here.born, there.name, there.born, other->place)},
         {"Đối chiếu giấy khai sinh, sửa số định danh, họ tên hoặc ngày sinh của hồ sơ sai",
          "compare the birth certificates; correct the id, the name or the date of the wrong record"}});
}

}  // namespace

std::vector<record::Findings> clashes(const std::vector<record::Source>& sources) {
    First uuids, persons;
    std::vector<record::Findings> all(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!sources[i].json) continue;
        check_uuid(uuids, sources[i], all[i]);
        check_person(persons, sources[i], all[i]);
    }
    return all;
}

}  // namespace hocba::cli
