#include "engine/record/completion.h"

#include "engine/base/utf8.h"

namespace hocba::record {
namespace {

/// The number of one or two digits behind the words; 0 if there is none.
int number_after(std::string_view text, std::string_view words) {
    const auto found = text.find(words);
    if (found == std::string_view::npos) return 0;
    auto digit = text.find_first_not_of(' ', found + words.size());
    int number = 0;
    for (; digit < text.size() && text[digit] >= '0' && text[digit] <= '9' && number < 10; ++digit)
        number = number * 10 + (text[digit] - '0');
    return number;
}

}  // namespace

Completion read_completion(const std::string& sentence) {
    const std::string text = upper(sentence);
    const auto says = [&text](std::string_view words) { return text.find(words) != std::string::npos; };
    Completion read;
    if (says("HOÀN THÀNH CHƯƠNG TRÌNH"))
        read.completed = says("CHƯA HOÀN THÀNH") || says("KHÔNG HOÀN THÀNH") ? Said::no : Said::yes;
    if (says("ĐƯỢC LÊN LỚP")) read.promoted = Said::yes;
    for (const char* denial : {"CHƯA ĐƯỢC LÊN LỚP", "KHÔNG ĐƯỢC LÊN LỚP", "Ở LẠI LỚP"})
        if (says(denial)) read.promoted = Said::no;
    for (const std::string_view school : {"TIỂU HỌC", "TRUNG HỌC CƠ SỞ", "TRUNG HỌC PHỔ THÔNG"})
        if (says("CHƯƠNG TRÌNH " + std::string(school))) read.school = school;
    read.grade = number_after(text, "CHƯƠNG TRÌNH LỚP");
    read.next = number_after(text, "LÊN LỚP");
    read.repeated = number_after(text, "Ở LẠI LỚP");
    return read;
}

}  // namespace hocba::record
