#include "cli/in_force.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report.h"
#include "engine/base/bytes.h"

namespace hocba::cli {
namespace {

/// "tt27-2020-tieu-hoc-so" of "tt27-2020-tieu-hoc-so 2024-1": a later revision is the same transcript.
std::string_view form_of(const archive::Description& description) {
    return std::string_view(description.form).substr(0, description.form.find(' '));
}

Result<std::vector<archive::Entry>> others_in_force(const archive::Archive& archive,
                                                    const archive::Description& fresh) {
    if (fresh.pupil_id.empty()) return std::vector<archive::Entry>();
    archive::Query query;
    query.pupil_id = fresh.pupil_id;
    query.school = fresh.school;
    query.school_year = fresh.school_year;
    auto found = archive.find(query);
    if (found)
        std::erase_if(*found, [&](const archive::Entry& other) {
            return other.is_over() || other.description.uuid == fresh.uuid ||
                   form_of(other.description) != form_of(fresh);
        });
    return found;
}

tl::unexpected<Error> waits(const std::string& place, const std::string& code, const std::string& year) {
    return fail(
        Fault::record, place,
        {fmt::format("Học sinh này đã có học bạ {} của năm học {}, đang chờ ký", code, year),
         fmt::format("this pupil has transcript {} of {}, which waits for signatures", code, year)},
        {fmt::format("Bản ấy đúng thì ký tiếp; sai thì hocba archive revoke … {} rồi phát hành lại", code),
         fmt::format("sign that one; if it is wrong: hocba archive revoke … {}, then issue again", code)});
}

tl::unexpected<Error> stands(const std::string& place, const std::string& code, const std::string& year) {
    return fail(
        Fault::record, place,
        {fmt::format("Học sinh này đã có học bạ {} của năm học {}, còn hiệu lực", code, year),
         fmt::format("this pupil already has transcript {} of {}, which is in force", code, year)},
        {fmt::format("Để thay bản ấy: phát hành với --replaces {0}, ký đủ, rồi hocba archive supersede … {0}",
                     code),
         fmt::format("to replace it: issue with --replaces {0}, sign, then hocba archive supersede … {0}",
                     code)});
}

}  // namespace

Result<void> only_one_in_force(const archive::Archive& archive, const archive::Description& fresh,
                               const std::string& place, const Replacing& replacing) {
    const auto others = others_in_force(archive, fresh);
    if (!others) return tl::unexpected(others.error());
    for (const archive::Entry& other : *others) {
        const std::string& code = other.description.code;
        if (other.state == "pending") return waits(place, code, fresh.school_year);
        const bool is_named =
            std::any_of(replacing.codes.begin(), replacing.codes.end(),
                        [&](const std::string& typed) { return crockford_code(typed) == code; });
        if (!is_named) return stands(place, code, fresh.school_year);
        archive::Event event{archive::EventKind::supersede, other.description.document};
        if (replacing.decided) event.decision.emplace();
        auto may = archive.may_end(event, replacing.freeze, replacing.now);
        if (may) continue;
        Error error = std::move(may).error();
        for (Problem& problem : error.problems)
            problem = {place + ", " + problem.where,
                       problem.what,
                       {"Gửi yêu cầu chỉnh lý lên Sở; được phê duyệt thì chạy lại với --decision TỆP.pdf (QĐ "
                        "1789/QĐ-SGDĐT, Điều 21.6).",
                        "Ask the department for its approval, then run this again with --decision FILE.pdf "
                        "(QĐ 1789/QĐ-SGDĐT, 21.6)."}};
        return tl::unexpected(std::move(error));
    }
    return {};
}

Result<void> tell_of_older(const Context& context, const archive::Archive& archive,
                           const archive::Description& fresh) {
    const auto others = others_in_force(archive, fresh);
    if (!others) return tl::unexpected(others.error());
    for (const archive::Entry& other : *others)
        tell(context,
             {{fresh.code,
               {fmt::format("Học bạ {} của cùng học sinh, cùng năm vẫn còn hiệu lực", other.description.code),
                fmt::format("transcript {} of the same pupil and year is still in force",
                            other.description.code)},
               {fmt::format("Thay nó ngay: hocba archive supersede … {} --by {}", other.description.code,
                            fresh.code),
                fmt::format("replace it now: hocba archive supersede … {} --by {}", other.description.code,
                            fresh.code)}}});
    return {};
}

}  // namespace hocba::cli
