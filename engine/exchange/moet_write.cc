// A record as MOET's primary XML (CV 2088/BGDĐT-GDTH, II.1.5 and phụ lục 1.1), in the nesting that
// engine/record/moet_xml.cc reads:
//   HOC_BA
//     DU_LIEU_HOC_BA
//       THONG_TIN_CHUNG
//       QUA_TRINH_HOC_TAP                one a row
//       TONG_KET
//         BANG_DIEM                      one a subject
//         DANH_GIA_NANG_LUC_PHAM_CHAT
// Canonical: tags in the table's order, no white space between them, a day as its first second in UTC+7,
// levels spelt out, tags without a value left out (§1.3). DANH_SACH_THONG_TIN_KY is left out as well: it
// holds signatures alone (GVCN, CBQL, KY_PHAT_HANH), and there are none before somebody signs.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/base/uuid.h"
#include "engine/exchange/export.h"
#include "engine/exchange/leaves.h"
#include "engine/exchange/losses.h"
#include "engine/exchange/moet_words.h"
#include "engine/exchange/only_primary.h"
#include "engine/exchange/xml.h"
#include "engine/record/moet_xml.h"

namespace hocba::exchange {
namespace {

namespace moet = record::moet;

/// The version of the specification (CV 2088, phụ lục 1: "phiên bản 1.0").
constexpr std::string_view kVersion = "1.0";

/// The form has one line for awards, the XML two tags: all that the line says stands in the first.
const std::vector<moet::Tag>& summary_tags() {
    static const std::vector<moet::Tag> tags = [] {
        std::vector<moet::Tag> some = moet::summary();
        std::erase_if(some, [](const moet::Tag& tag) { return tag.name == "NOI_DUNG_KHEN_THUONG_DOT_XUAT"; });
        return some;
    }();
    return tags;
}

/// A missing MA_MON_HOC is named once, not in every row.
const std::vector<moet::Tag>& mark_tags() {
    static const std::vector<moet::Tag> tags = [] {
        std::vector<moet::Tag> all = moet::marks();
        all.front().need = moet::Need::optional;
        return all;
    }();
    return tags;
}

/// "1" or "0" as section 6 says; empty if it does not say.
std::string completed(const std::string& sentence) {
    const std::string said = upper(sentence);
    if (said.find("HOÀN THÀNH CHƯƠNG TRÌNH") == std::string::npos) return "";
    return said.find("CHƯA HOÀN THÀNH") == std::string::npos ? "1" : "0";
}

class Writer {
  public:
    /// `record` has at least one school year.
    Writer(const Json& record, const std::string& place, const SubjectCodes& codes, std::string_view circular)
        : values_(record), place_(place), codes_(codes) {
        const Json::Array& years = *record.find("years")->array();
        year_ = years.back();
        year_place_ = fmt::format("/years/{}", years.size() - 1);
        Json::Object& members = *values_.object();
        members.emplace("circular", circular);
        members["PHIEN_BAN"] = kVersion;
        members["NAM_HOC"] = year_.text_or("name").substr(0, 4);
        const std::string done = completed(year_.text_or("completion"));
        members["DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC"] = done;
        if (year_.integer_or("grade", 0) == 5) members["DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC"] = done;
        members["year"] = year_;
    }

    std::vector<Problem> warnings;

    std::string hoc_ba() {
        const std::string general = element("THONG_TIN_CHUNG", part(moet::general()));
        const std::string rows = history();
        return element("HOC_BA", element("DU_LIEU_HOC_BA", general + rows + element("TONG_KET", summary())));
    }

  private:
    Json values_;  // the record, its last year as "year", and the tags that follow from others
    Json year_;
    std::string place_, year_place_;
    const SubjectCodes& codes_;

    std::string part(const std::vector<moet::Tag>& tags) {
        return leaves(tags, {values_, place_, year_place_}, warnings);
    }

    std::string history() {
        static const moet::Tag kRow{"QUA_TRINH_HOC_TAP", moet::Need::mandatory, moet::Kind::read_only, "",
                                    "Quá trình học tập"};
        const Json* rows = values_.find("history");
        if (rows == nullptr || rows->array() == nullptr || rows->array()->empty()) {
            warnings.push_back(missing(kRow, place_ + "/history"));
            return "";
        }
        std::string out;
        for (std::size_t i = 0; i < rows->array()->size(); ++i)
            out += element(kRow.name,
                           leaves(moet::history(),
                                  {(*rows->array())[i], fmt::format("{}/history/{}", place_, i)}, warnings));
        return out;
    }

    std::string summary() {
        const std::string own = part(summary_tags());
        const std::string marks = rows_of_marks();
        return own + marks + element("DANH_GIA_NANG_LUC_PHAM_CHAT", part(moet::assessments()));
    }

    std::string rows_of_marks() {
        const Json* subjects = year_.find("subjects");
        std::string out, without_code;
        for (const SubjectName& subject : kSubjectNames) {
            const Json* taught = subjects == nullptr ? nullptr : subjects->find(subject.key);
            if (taught == nullptr) continue;
            out += element("BANG_DIEM", row_of_marks(subject, *taught));
            if (!codes_.contains(subject.key))
                without_code += (without_code.empty() ? "" : ", ") + std::string(subject.key);
        }
        if (!without_code.empty()) name_missing_codes(without_code);
        return out;
    }

    std::string row_of_marks(const SubjectName& subject, const Json& taught) {
        const auto code = codes_.find(subject.key);
        const Json* level = taught.find("level");
        const Json* test = taught.find("test");
        const Json row(Json::Object{{"MA_MON_HOC", code == codes_.end() ? "" : code->second},
                                    {"name", with_language(subject, taught.text_or("language"))},
                                    {"level", level == nullptr ? "" : subject_level(*level)},
                                    {"test", test == nullptr ? Json() : *test}});
        return leaves(mark_tags(), {row, fmt::format("{}{}/subjects/{}", place_, year_place_, subject.key)},
                      warnings);
    }

    /// Phụ lục 2 writes "Ngoại ngữ 1 Tiếng Anh".
    static std::string with_language(const SubjectName& subject, const std::string& language) {
        return std::string(subject.name) + (language.empty() ? "" : " " + language);
    }

    void name_missing_codes(const std::string& keys) {
        warnings.push_back(missing(moet::marks().front(), place_ + year_place_ + "/subjects"));
        warnings.back().hint = {
            fmt::format("Xin Sở danh mục mã môn học, ghi vào tệp JSON cho --subject-codes: {}", keys),
            fmt::format("ask the Sở for its codes and give them as JSON to --subject-codes: {}", keys)};
    }
};

/// What our own reader makes of it. Its complaints are tags without a value, which the writer has named.
Result<Json> read_back(const std::string& xml, std::size_t years) {
    Result<record::MoetReading> reading = record::read_moet_xml(xml, "HOC_BA");
    if (!reading) return forward(std::move(reading));
    Json::Object* members = reading->json.object();
    const auto found = members == nullptr ? Json::Object::iterator{} : members->find("years");
    if (members == nullptr || found == members->end()) return std::move(reading->json);
    Json::Array& read = *found->second.array();
    read.insert(read.begin(), years - 1, Json());  // a unit has no place for the years before
    return std::move(reading->json);
}

/// II.1.4: the UUID is what the unit is known by.
tl::unexpected<Error> without_uuid(const std::string& place) {
    return fail(
        Fault::record, place + "/lookup_uuid",
        {"Không có mã số tra cứu học bạ (UUID phiên bản 4)",
         "there is no look-up code (a UUID of version 4)"},
        {"Bổ sung mã tra cứu; mỗi đơn vị học bạ có mã riêng", "add it; each unit has a UUID of its own"});
}

}  // namespace

Result<Unit> to_moet_xml(const record::Record& record, const SubjectCodes& codes, std::string_view circular) {
    const Result<Json> given = parse_json(record.bytes(), record.place());  // marks as given, not as tenths
    if (!given) return tl::unexpected(given.error());
    if (Result<void> primary = only_primary(*given, circular, record.place()); !primary)
        return forward(std::move(primary));
    if (!is_uuid4(given->text_or("lookup_uuid"))) return without_uuid(record.place());
    Writer writer(*given, record.place(), codes, circular);
    Unit unit{given->text_or("lookup_uuid"), given->find("pupil")->text_or("name"), record.place(),
              writer.hoc_ba(), std::move(writer.warnings)};
    const Result<Json> back = read_back(unit.xml, given->find("years")->array()->size());
    if (!back) return tl::unexpected(back.error());
    for (Problem& loss : losses(*given, *back, record.place())) unit.warnings.push_back(std::move(loss));
    return unit;
}

Result<SubjectCodes> subject_codes(const Json& json, const std::string& place) {
    SubjectCodes codes;
    std::vector<Problem> problems;
    if (json.object() == nullptr)
        return fail(Fault::record, place,
                    {"Mã môn học phải là {\"toan\": \"02\", …}", "subject codes are {\"toan\": \"02\", …}"});
    for (const auto& [key, code] : *json.object()) {
        const bool known = std::any_of(kSubjectNames.begin(), kSubjectNames.end(),
                                       [&key = key](const SubjectName& s) { return s.key == key; });
        if (known && code.string() != nullptr)
            codes[key] = *code.string();
        else
            problems.push_back({place + "/" + key,
                                {known ? "Mã môn học phải là chuỗi" : "Mẫu không có môn này",
                                 known ? "a code is a string" : "the form has no such subject"}});
    }
    if (!problems.empty()) return tl::unexpected(Error{Fault::record, std::move(problems)});
    return codes;
}

std::string xml_file(std::string_view element) {
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", element);
}

}  // namespace hocba::exchange
