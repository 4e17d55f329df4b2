// The sentence on completing a programme and going on to the next grade, as transcripts write it.
#pragma once

#include <string>
#include <string_view>

namespace hocba::record {

enum class Said { yes, no, nothing };

/// "Hoàn thành chương trình lớp 4; Được lên lớp 5." says yes, yes, grade 4, next 5.
struct Completion {
    Said completed = Said::nothing, promoted = Said::nothing;
    std::string_view school;  // "TIỂU HỌC" of "chương trình tiểu học"; "" if it names no school level
    int grade = 0;            // of "chương trình lớp 4"; 0 if it names none
    int next = 0;             // of "lên lớp 5"
    int repeated = 0;         // of "ở lại lớp 4"
};
Completion read_completion(const std::string& sentence);

}  // namespace hocba::record
