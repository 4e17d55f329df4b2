// bag-info.txt and fetch.txt (RFC 8493, 2.2.2 and 2.2.3).
#include <fmt/format.h>

#include <set>

#include "archive/check_bag.h"
#include "archive/lines.h"
#include "archive/package_scan.h"
#include "engine/base/bytes.h"
#include "engine/base/instant.h"
#include "engine/base/utf8.h"

namespace hocba::archive {
namespace {

/// 2.2.2: these must not be repeated.
const std::set<std::string, std::less<>> once = {"bagging-date", "bag-size", "payload-oxum",
                                                 "bag-group-identifier", "bag-count"};

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 19 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void BagCheck::label(const std::string& where, const std::string& name, const std::string& value) {
    const std::string lower = ascii_lower(name);
    if (++labels_[lower] > 1 && once.count(lower) != 0)
        return add(
            report_, "label-twice", where,
            {fmt::format("{} chỉ được ghi một lần.", name), fmt::format("{} may be given once", name)});
    if (lower == "bagging-date" && !parse_date(value))
        add(report_, "bagging-date", where, {"Ngày không có dạng YYYY-MM-DD.", "the date is not YYYY-MM-DD"});
    if (lower != "payload-oxum") return;
    if (value != fmt::format("{}.{}", report_.bytes, report_.files))
        add(report_, "payload-oxum", where,
            {fmt::format("Payload-Oxum ghi {}, trong gói có {}.{}.", value, report_.bytes, report_.files),
             fmt::format("Payload-Oxum says {}, the bag holds {}.{}", value, report_.bytes, report_.files)});
}

Result<void> BagCheck::bag_info() {
    LineReader lines(*storage_, "bag-info.txt");
    std::string where, name, value;
    while (true) {
        auto line = lines.next();
        if (!line) return forward(std::move(line));
        const bool continued = *line && (**line).find_first_of(" \t") == 0 && !name.empty();
        if (continued) {
            value += **line;
            continue;
        }
        if (!name.empty()) label(where, name, value);
        name.clear();
        if (!*line) return {};
        where = fmt::format("bag-info.txt:{}", lines.number());
        const std::size_t colon = (**line).find(':');
        if (colon == 0 || colon == std::string::npos || ill_formed_at(**line)) {
            add(report_, "bag-info", where,
                {"Dòng này không có dạng \"nhãn: giá trị\".", "this line is not \"label: value\""});
            continue;
        }
        name = (**line).substr(0, colon);
        const std::size_t start = (**line).find_first_not_of(" \t", colon + 1);
        value = start == std::string::npos ? "" : (**line).substr(start);
    }
}

/// What has to be fetched first is not here: such a bag is not complete.
Result<void> BagCheck::fetch() {
    LineReader lines(*storage_, "fetch.txt");
    while (true) {
        auto line = lines.next();
        if (!line) return forward(std::move(line));
        if (!*line) return {};
        const std::string where = fmt::format("fetch.txt:{}", lines.number());
        const std::size_t first = (**line).find_first_of(" \t");
        const std::size_t length =
            first == std::string::npos ? first : (**line).find_first_not_of(" \t", first);
        const std::size_t second =
            length == std::string::npos ? length : (**line).find_first_of(" \t", length);
        const std::size_t path =
            second == std::string::npos ? second : (**line).find_first_not_of(" \t", second);
        const std::string size = second == std::string::npos ? "" : (**line).substr(length, second - length);
        if (path == std::string::npos || (size != "-" && !is_number(size))) {
            add(report_, "fetch-line", where,
                {"Dòng này không có dạng URL, độ dài, đường dẫn.",
                 "this line is not a URL, a length and a path"});
            continue;
        }
        const std::string name = (**line).substr(path);
        if (!stays_below(name) || !name.starts_with("data/"))
            add(report_, "path", where, {"Đường dẫn ra ngoài gói.", "the path leads out of the bag"});
        else if (!has(name))
            add(report_, "to-be-fetched", name,
                {"Tệp này còn phải tải về.", "this file has yet to be fetched"});
    }
}

}  // namespace hocba::archive
