#include "engine/verify/printed_signers.h"

#include "engine/base/utf8.h"
#include "engine/record/record.h"

namespace hocba::verify {
namespace {

std::string text_in(const Json* object, const char* member) {
    return object == nullptr ? "" : object->text_or(member);
}

/// Of text that somebody else wrote; nothing if it is ill-formed.
std::string folded(const std::string& text) {
    return ill_formed_at(text) ? "" : " " + upper(nfc(text)) + " ";
}

}  // namespace

PrintedSigners printed_signers(const Json& record) {
    const Json* year = record::last_year(record);
    if (year == nullptr) return {};
    const Json *head = year->find("head"), *teacher = year->find("homeroom");
    PrintedSigners printed{text_in(head, "name"), text_in(head, "authority"), text_in(head, "title"),
                           text_in(teacher, "name"), std::nullopt};
    if (const Json* on_behalf = teacher == nullptr ? nullptr : teacher->find("on_behalf"))
        printed.on_behalf = PrintedOnBehalf{text_in(on_behalf, "by"), text_in(on_behalf, "reason")};
    return printed;
}

bool same_person(const std::string& printed, const std::string& certified) {
    if (printed.empty() || certified.empty()) return true;
    const std::string one = folded(printed), other = folded(certified);
    return one.find(other) != one.npos || other.find(one) != other.npos;
}

}  // namespace hocba::verify
