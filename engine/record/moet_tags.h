// The tags of CV 2088/BGDĐT-GDTH, phụ lục 1.1, and where their values stand in a record.
#pragma once

#include <string_view>
#include <vector>

namespace hocba::record::moet {

/// How a value is read.
enum class Kind {
    text,
    id12,         // 12 digits
    uuid,         // lower-cased (RFC 4122 §3: input is case-insensitive)
    day,          // YYYY-MM-DDThh:mm:ssTZD (§1.3), YYYY-MM-DD or dd/mm/yyyy
    whole,        // count
    decimal,      // §1.3: a dot before the decimals
    flag,         // true/false, 1/0, Có/Không, "Được lên lớp"/"Chưa được lên lớp"
    school_year,  // "2023-2024"
    grade,        // "4" or "04"
    circular,
    stage,      // MA_CAP_HOC
    quality,    // T, Đ, C or spelt out
    read_only,  // must be there; the record has no member for it
};

/// "X" in the table is mandatory. Of two it is only expected: §1.3 omits null tags, there are motherless
/// pupils (HO_VA_TEN_ME), and districts ended on 1/7/2025 (TEN_QUAN_HUYEN). They may be absent, and
/// record::check warns.
enum class Need { optional, expected, mandatory };

struct Tag {
    std::string_view name;
    Need need;
    Kind kind;
    std::string_view member;  // "pupil/name"; "years/0/…" is written "year/…"
    std::string_view title;   // the table's first column
};

/// Two tags stand misspelt in the table (THONG_SO_…, …_HOC_TAC); their plain spelling is accepted as well.
std::string_view official(std::string_view name);

/// In the table's order.
const std::vector<Tag>& general();      // Thông tin chung
const std::vector<Tag>& history();      // Quá trình học tập, one row
const std::vector<Tag>& summary();      // Tổng kết
const std::vector<Tag>& marks();        // Bảng điểm, one row
const std::vector<Tag>& assessments();  // Đánh giá năng lực phẩm chất

}  // namespace hocba::record::moet
