// Titles at the end of the year. Contests and other awards stand in the same member and are left alone.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/record/place.h"
#include "engine/record/rules_tt22.h"

namespace hocba::record::tt22 {
namespace {

constexpr std::int64_t kNine = 90;  // tenths
constexpr std::int64_t kSix = 6;

/// How surely the award gives a title: a sentence that only mentions one is for people to read.
enum class Given { no, perhaps, surely };

/// Without quotes, dashes, brackets and repeated spaces.
std::string bare(std::string text) {
    for (const std::string_view mark : {"\"", "“", "”", "'", "‘", "’", "«", "»", "(",  ")",     "[",
                                        "]",  "-", "–", "—", "•", "*", "+", ":", "\t", "\u00A0"})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.replace(at, mark.size(), " ");
    text.erase(0, text.find_first_not_of(' '));
    text.erase(text.find_last_not_of(' ') + 1);
    for (auto at = text.find("  "); at != std::string::npos; at = text.find("  ", at)) text.erase(at, 1);
    return text;
}

/// "Giải Nhất học sinh giỏi cấp tỉnh" names a contest.
bool of_contest(const std::string& entry) {
    constexpr std::array<std::string_view, 9> kWords{"GIẢI ",   "KÌ THI",     "KỲ THI", "CUỘC THI", "HỘI THI",
                                                     "OLYMPIC", "HUY CHƯƠNG", " CẤP ",  "ĐỘI TUYỂN"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view words) { return entry.find(words) != std::string::npos; });
}

/// "ĐẠT DANH HIỆU HỌC SINH GIỎI" → "HỌC SINH GIỎI".
std::string without_verb(std::string entry) {
    for (const std::string_view words :
         {"KHEN THƯỞNG ", "ĐẠT ", "ĐƯỢC ", "TẶNG ", "GIẤY KHEN ", "DANH HIỆU "})
        if (entry.starts_with(words)) entry.erase(0, words.size());
    return entry;
}

Given given_by(const std::string& entry, const std::string& title) {
    const auto found = entry.find(title);
    if (found == std::string::npos) return Given::no;
    const auto named = entry.find("DANH HIỆU " + title);
    if (named != std::string::npos && entry.find(title + " CẤP ", named) == std::string::npos)
        return Given::surely;
    if (of_contest(entry)) return Given::no;
    const std::string plain = without_verb(entry);
    for (const char* period : {" CẢ NĂM", " NĂM"})
        if (plain == title || plain.starts_with(title + period)) return Given::surely;
    return Given::perhaps;
}

Given gives(const std::string& award, const std::string& title) {
    Given most = Given::no;
    for (std::size_t from = 0; from <= award.size();) {
        const std::size_t end = std::min(award.find_first_of(";,.\n", from), award.size());
        most = std::max(most, given_by(bare(award.substr(from, end - from)), title));
        from = end + 1;
    }
    return most;
}

/// What a title asks for that the year does not have.
std::vector<Text> below_good(const Year& year) {
    std::vector<Text> reasons;
    for (const auto& [group, vi, en] : {std::array<std::string_view, 3>{"conduct", "rèn luyện", "conduct"},
                                        std::array<std::string_view, 3>{"learning", "học tập", "learning"}})
        if (const auto level = level_in(year, group, "year"); level && *level != Level::good)
            reasons.push_back({fmt::format("{} cả năm đang là {}, cần Tốt", vi, name_of(*level)),
                               fmt::format("{} of the year is {}, Tốt is needed", en, name_of(*level))});
    return reasons;
}

/// Scored subjects with 9,0 or more for the year; one without a mark may be such.
struct Nines {
    std::int64_t certain = 0, possible = 0;
};
Nines nines(const Year& year) {
    Nines count;
    for (const Taken& of : taken(year)) {
        if (of.subject.kind != Kind::scored) continue;
        const Json* mark = of.json.find("year");
        const bool known = mark != nullptr && mark->integer() != nullptr;
        count.certain += known && *mark->integer() >= kNine ? 1 : 0;
        count.possible += known ? 0 : 1;
    }
    count.possible += count.certain;
    return count;
}

void refuse(const Year& year, Given given, std::string_view title, std::vector<Text> reasons) {
    if (reasons.empty()) return;
    const Text why = listed(reasons);
    const Text what =
        year.cited(fmt::format("Ghi danh hiệu {} nhưng chưa đủ điều kiện: {}", title, why.vi),
                   fmt::format("the conditions of the title {} are not met: {}", title, why.en), kAwards);
    if (given == Given::perhaps)
        return year.doubt(
            "award", what,
            {"Chỉ giữ nếu không phải danh hiệu cuối năm", "keep it only if it is not the title of the year"});
    year.contradiction("award", what,
                       {"Sửa mục khen thưởng hoặc kết quả", "correct the award or the results"});
}

void check_excellent(const Year& year, Given given, const Nines& count) {
    std::vector<Text> reasons = below_good(year);
    if (count.possible < kSix)
        reasons.push_back({fmt::format("có {} môn từ 9,0, cần {}", count.possible, kSix),
                           fmt::format("subjects from 9.0: {} (needs {})", count.possible, kSix)});
    refuse(year, given, "Học sinh Xuất sắc", std::move(reasons));
}

/// A title that the results allow and the award does not give.
void offer(const Year& year, std::string_view title) {
    const std::string award = shortened(year.json.text_or("award"), 60);
    const Text instead = award.empty() ? Text{"mục khen thưởng (award) trống", "the award is empty"}
                                       : Text{fmt::format("mục khen thưởng (award) đang ghi \"{}\"", award),
                                              fmt::format("the award says \"{}\"", award)};
    year.doubt("award",
               year.cited(fmt::format("Kết quả đủ điều kiện danh hiệu {}, {}", title, instead.vi),
                          fmt::format("the results allow the title {}; {}", title, instead.en), kAwards),
               {fmt::format("Ghi \"{}\" nếu nhà trường đã tặng; nếu không thì giữ nguyên", title),
                fmt::format("write \"{}\" if the school gave it, else leave it as it is", title)});
}

void check_foreign(const Year& year, const std::string& award) {
    for (const char* title : {"HỌC SINH TIÊN TIẾN", "HỌC SINH TIÊU BIỂU HOÀN THÀNH TỐT"})
        if (award.find(title) != std::string::npos)
            year.doubt(
                "award",
                year.cited(
                    fmt::format("Không có danh hiệu \"{}\", chỉ có Học sinh Xuất sắc, Học sinh Giỏi", title),
                    fmt::format("there is no title \"{}\", only Học sinh Xuất sắc, Học sinh Giỏi", title),
                    kAwards),
                {"Bỏ danh hiệu của quy định cũ", "leave out the title of earlier rules"});
}

}  // namespace

void check_titles(const Year& year) {
    const std::string award = upper(year.json.text_or("award"));
    const Nines count = nines(year);
    const bool good =
        level_in(year, "conduct", "year") == Level::good && level_in(year, "learning", "year") == Level::good;
    const Given first = gives(award, "HỌC SINH XUẤT SẮC"), second = gives(award, "HỌC SINH GIỎI");
    if (first != Given::no)
        check_excellent(year, first, count);
    else if (good && count.certain >= kSix)
        offer(year, "Học sinh Xuất sắc");
    else if (second != Given::no)
        refuse(year, second, "Học sinh Giỏi", below_good(year));
    else if (good)
        offer(year, "Học sinh Giỏi");
    check_foreign(year, award);
}

}  // namespace hocba::record::tt22
