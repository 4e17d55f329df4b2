#include <fmt/format.h>

#include "engine/record/record.h"
#include "engine/record/rules.h"

namespace hocba::record {

Findings check(const Record& record) {
    Findings findings;
    const std::string circular = record.json().text_or("circular");
    if (circular == "27/2020/TT-BGDĐT") {
        check_person(record, findings);
        check_tt27(record, findings);
        return findings;
    }
    findings.warnings.push_back(
        {record.place() + "/circular",
         {fmt::format("Chưa có quy tắc kiểm tra cho \"{}\"; chỉ kiểm tra theo lược đồ", circular),
          fmt::format("there are no rules for \"{}\"; only its schema was checked", circular)},
         {"Người phụ trách tự đối chiếu với thông tư", "compare it with the circular by hand"}});
    return findings;
}

}  // namespace hocba::record
