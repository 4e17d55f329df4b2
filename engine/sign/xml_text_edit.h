// Places in the text of an XML without comments, CDATA and the like, where "<" always opens a tag: a
// signature is put in, and every other byte stays.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hocba::sign {

/// Gives every start tag of that name that has no id one: `prefix` + "-" + `suffix`, or with `numbered`
/// `prefix` + "-" + its number + "-" + `suffix`.
std::string with_ids(std::string_view xml, std::string_view tag, bool numbered, std::string_view suffix);

/// The entry behind the others in DANH_SACH_THONG_TIN_KY, which is made if it is not there.
struct Inserted {
    std::string xml;
    std::size_t at = 0;  // of the entry
};
Inserted with_entry(std::string_view xml, std::string_view entry);
/// As the last child of the root of that name.
Inserted with_last_child(std::string_view xml, std::string_view root, std::string_view child);

}  // namespace hocba::sign
