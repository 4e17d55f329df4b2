#include "cli/names.h"

#include <algorithm>
#include <array>

namespace hocba::cli {
namespace {

struct Named {
    std::string_view name;
    const char* vi;
    const char* en;
};

constexpr std::array<Named, 5> kRoles{{{"subject-teacher", "giáo viên bộ môn", "subject teacher"},
                                       {"homeroom", "giáo viên chủ nhiệm", "homeroom teacher"},
                                       {"principal", "hiệu trưởng", "principal"},
                                       {"school", "nhà trường", "school"},
                                       {"timestamp", "dấu thời gian", "timestamp"}}};

constexpr std::array<Named, 11> kPlaces{{{"document", "toàn văn bản", "document"},
                                         {"page", "trang", "page"},
                                         {"field", "ô ký", "field"},
                                         {"revision", "lần ghi thêm", "revision"},
                                         {"object", "đối tượng", "object"},
                                         {"seal key", "khóa đóng mã", "seal key"},
                                         {"catalog", "danh mục gốc của PDF", "catalog"},
                                         {"trailer", "phần cuối PDF", "trailer"},
                                         {"XMP", "siêu dữ liệu XMP", "XMP"},
                                         {"AcroForm", "biểu mẫu AcroForm", "AcroForm"},
                                         {"image", "ảnh", "image"}}};

template <std::size_t N>
const Named* found_in(const std::array<Named, N>& table, std::string_view name) {
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const Named& one) { return one.name == name; });
    return at == table.end() ? nullptr : &*at;
}

const Named* known(std::string_view name) {
    const Named* role = found_in(kRoles, name);
    return role != nullptr ? role : found_in(kPlaces, name);
}

/// "page 3" is a name and its number; "timestamp1" too.
std::size_t end_of_name(std::string_view part) {
    const auto end = std::min(part.find_first_of("0123456789"), part.size());
    const auto last = part.substr(0, end).find_last_not_of(' ');
    return last == part.npos ? 0 : last + 1;
}

/// One part between commas or colons; what is no known name stays.
std::string in_vietnamese(std::string_view part) {
    const std::size_t end = end_of_name(part);
    const std::string rest(part.substr(end));
    const bool is_joined = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
    if (const Named* named = known(part.substr(0, end))) return named->vi + (is_joined ? " " + rest : rest);
    const auto space = part.find(' ');
    if (space == part.npos || found_in(kPlaces, part.substr(0, space)) == nullptr) return std::string(part);
    // "field principal": a place and whose it is; "ảnh page.png" would be a file, and stays.
    const Named* whose = found_in(kRoles, part.substr(space + 1, end > space ? end - space - 1 : 0));
    if (whose == nullptr) return std::string(part);
    return std::string(found_in(kPlaces, part.substr(0, space))->vi) + " " + whose->vi + rest;
}

}  // namespace

Text role_name(const std::string& role) {
    const Named* named = found_in(kRoles, role);
    return named == nullptr ? Text{role, role} : Text{named->vi, named->en};
}

Text place_name(std::string_view where) {
    std::string vi;
    for (std::size_t from = 0; from < where.size();) {
        const auto comma = where.find(", ", from), colon = where.find(": ", from);
        const auto end = std::min({comma, colon, where.size()});
        vi += in_vietnamese(where.substr(from, end - from));
        vi += where.substr(end, 2);
        from = end == where.size() ? end : end + 2;
    }
    return {vi, std::string(where)};
}

}  // namespace hocba::cli
