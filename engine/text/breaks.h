// Where a line may end (UAX #14), by ICU.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace hocba::text {

/// Keeps ICU's rules for Vietnamese; one object serves one thread.
class LineBreaker {
  public:
    LineBreaker();
    ~LineBreaker();
    LineBreaker(const LineBreaker&) = delete;
    LineBreaker& operator=(const LineBreaker&) = delete;

    /// Byte offsets after which a line may end, ascending; the last is the length of the text. Spaces belong
    /// to what stands before them. Empty for an empty text.
    std::vector<std::uint32_t> after(std::string_view text);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hocba::text
