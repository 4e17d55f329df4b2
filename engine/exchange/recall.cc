// The list of transcripts to be recalled (CV 2088/BGDĐT-GDTH, II.2.6). Its example writes a day of birth as
// dd/mm/yyyy, against II.1.3; the example is followed.
#include <fmt/format.h>

#include <set>

#include "engine/base/instant.h"
#include "engine/base/uuid.h"
#include "engine/exchange/content.h"
#include "engine/exchange/export.h"
#include "engine/exchange/leaves.h"
#include "engine/exchange/only_primary.h"
#include "engine/exchange/xml.h"
#include "engine/record/text.h"

namespace hocba::exchange {
namespace {

namespace moet = record::moet;

/// The tags of the example, in its order.
const std::vector<moet::Tag>& recall_tags() {
    using moet::Kind;
    using moet::Need;
    static const std::vector<moet::Tag> tags{
        {"MA_TRA_CUU_UUID", Need::mandatory, Kind::uuid, "lookup_uuid", "Mã số tra cứu học bạ"},
        {"HO_VA_TEN", Need::mandatory, Kind::text, "pupil/name", "Họ và tên"},
        {"GIOI_TINH", Need::mandatory, Kind::text, "pupil/gender", "Giới tính"},
        {"NGAY_SINH", Need::mandatory, Kind::text, "pupil/born", "Ngày sinh"},
        {"SO_CCCD", Need::mandatory, Kind::id12, "pupil/id", "Số CCCD"},
        {"TEN_TRUONG", Need::mandatory, Kind::text, "school/name", "Tên trường"},
        {"MA_TRUONG", Need::mandatory, Kind::text, "school/code", "Mã trường"},
        {"TEN_NAM_HOC", Need::mandatory, Kind::school_year, "year/name", "Tên năm học"},
    };
    return tags;
}

Json day_of_example(const Json& born) {
    const std::optional<Date> date = born.string() == nullptr ? std::nullopt : parse_date(*born.string());
    return date ? Json(fmt::format("{:02}/{:02}/{:04}", date->day, date->month, date->year)) : Json();
}

bool only_uuid(const Json& record) {
    return record.object() != nullptr && record.object()->size() == 1 &&
           record.find("lookup_uuid") != nullptr;
}

class List {
  public:
    std::string elements;
    std::vector<Problem> problems, warnings;

    void add(const Recalled& recalled) {
        const std::size_t before = problems.size();
        Json record = record::normalised(recalled.record, recalled.place, problems);
        if (!only_uuid(record))
            if (Result<void> primary = only_primary(record, "", recalled.place); !primary)
                problems.push_back(primary.error().problems.front());
        check_uuid(record.text_or("lookup_uuid"), recalled.place);
        if (problems.size() == before)
            elements += element("HOC_BA", tags_of(std::move(record), recalled.place));
    }

  private:
    std::set<std::string> seen_;

    void check_uuid(const std::string& uuid, const std::string& place) {
        if (!is_uuid4(uuid))
            problems.push_back(
                {place,
                 {fmt::format("\"{}\" không phải mã tra cứu (UUID phiên bản 4, chữ thường)", uuid),
                  fmt::format("\"{}\" is no look-up code (a UUID of version 4, lower case)", uuid)},
                 {"Chép mã từ học bạ đã nộp", "copy it from the transcript that was handed in"}});
        else if (!seen_.insert(uuid).second)
            problems.push_back(
                {place,
                 {fmt::format("Mã tra cứu {} xuất hiện hai lần", uuid), fmt::format("{} occurs twice", uuid)},
                 {"Giữ lại một", "keep one of them"}});
    }

    std::string tags_of(Json record, const std::string& place) {
        Json::Object& members = *record.object();
        std::string year = "/years/0";
        if (const auto years = members.find("years"); years != members.end()) {
            year = fmt::format("/years/{}", years->second.array()->size() - 1);
            members["year"] = years->second.array()->back();
        }
        if (const auto pupil = members.find("pupil");
            pupil != members.end() && pupil->second.object() != nullptr)
            if (const auto born = pupil->second.object()->find("born"); born != pupil->second.object()->end())
                born->second = day_of_example(born->second);
        return leaves(recall_tags(), {record, place, year}, warnings);
    }
};

}  // namespace

Result<RecallList> recall_list(const std::vector<Recalled>& recalled, std::size_t limit) {
    List list;
    for (const Recalled& one : recalled) list.add(one);
    if (!list.problems.empty()) return tl::unexpected(Error{Fault::record, std::move(list.problems)});
    std::string xml = list_of(list.elements);
    std::string content = pack(xml);
    if (content.size() > limit)
        return fail(
            Fault::record, recalled.front().place,
            {fmt::format("Danh sách chiếm {} byte, giao dịch chứa nhiều nhất {} byte", content.size(), limit),
             fmt::format("the list takes {} bytes, a transaction holds {} at most", content.size(), limit)},
            {"Chia thành nhiều danh sách", "make several lists"});
    return RecallList{std::move(xml), std::move(content), std::move(list.warnings)};
}

}  // namespace hocba::exchange
