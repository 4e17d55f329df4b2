// DER (ITU-T X.690): written value by value, and read only in strict definite-length form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hocba::sign {

inline constexpr unsigned char kInteger = 0x02, kOctetString = 0x04, kOid = 0x06, kSequence = 0x30,
                               kSet = 0x31, kContext0 = 0xA0, kContext1 = 0xA1, kContext4 = 0xA4;

std::string der(unsigned char tag, std::string_view content);
/// X.690, 11.6: the items in ascending order of their bytes.
std::string der_set_of(unsigned char tag, std::vector<std::string> items);

struct DerValue {
    unsigned char tag = 0;
    std::string_view content;
    std::string_view whole;  // with tag and length
};

/// Takes one value after the other from the front.
class DerReader {
  public:
    explicit DerReader(std::string_view bytes) : rest_(bytes) {}

    /// Empty if the next value is cut off, has another tag, or a length that is not the shortest.
    std::optional<DerValue> next(unsigned char tag);
    bool is_next(unsigned char tag) const {
        return !rest_.empty() && static_cast<unsigned char>(rest_[0]) == tag;
    }
    bool at_end() const { return rest_.empty(); }

  private:
    std::string_view rest_;
};

}  // namespace hocba::sign
