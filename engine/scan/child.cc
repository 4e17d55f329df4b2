#include "engine/scan/child.h"

#include "engine/base/json.h"

namespace hocba::scan {
namespace {

/// The answer's first byte.
constexpr char kDone = '+', kFailed = '-';

tl::unexpected<Error> ended(sandbox::Ending ending, const std::string& where) {
    if (ending == sandbox::Ending::crashed)
        return fail(Fault::document, where,
                    {"Tệp làm bộ đọc ảnh hỏng giữa chừng nên không đọc được.",
                     "The file breaks the reader of pictures and cannot be read."},
                    {"Chụp hoặc quét lại thành tệp JPEG.", "Take or scan it again as a JPEG."});
    return fail(
        Fault::document, where,
        {"Đọc tệp này tốn quá nhiều thời gian hoặc bộ nhớ nên đã dừng.",
         "Reading this file takes too much time or memory and was stopped."},
        {"Lưu ảnh nhỏ lại, hoặc chụp riêng từng trang.", "Save it smaller, or take each page by itself."});
}

std::string answer_of(const Result<std::string>& result) {
    if (result) return kDone + *result;
    const Problem& problem = result.error().problems.front();
    return kFailed + canonical(Json::Object{{"vi", problem.what.vi},
                                            {"en", problem.what.en},
                                            {"hint_vi", problem.hint.vi},
                                            {"hint_en", problem.hint.en}});
}

}  // namespace

sandbox::Limits limits_of_sheet(std::size_t output) {
    sandbox::Limits limits;
    limits.time = std::chrono::seconds(20);
    limits.memory = 512UL * 1024 * 1024;
    limits.output = output;
    limits.fails_quietly =
        true;  // zbar asks iconv for the character sets of other symbols, which opens files
    return limits;
}

Result<std::string> in_child(const std::string& where, const sandbox::Limits& limits,
                             const std::function<Result<std::string>()>& work) {
    const sandbox::Answer answer = sandbox::run_limited([&] { return answer_of(work()); }, limits);
    if (answer.ending != sandbox::Ending::finished || answer.output.empty())
        return ended(answer.ending, where);
    if (answer.output.front() == kDone) return answer.output.substr(1);
    const auto json = parse_json(std::string_view(answer.output).substr(1), where);
    if (!json) return ended(sandbox::Ending::crashed, where);
    return fail(Fault::document, where, {json->text_or("vi"), json->text_or("en")},
                {json->text_or("hint_vi"), json->text_or("hint_en")});
}

}  // namespace hocba::scan
