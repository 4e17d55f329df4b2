// Objects, object streams and the cross-reference stream of a new file (ISO 32000-1, 7.5).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pdf/syntax.h"

namespace hocba::pdf {

/// Collects numbered objects; `finish` lays the file. What a later revision may replace, or must find without
/// inflating, is written plain; all else goes into object streams.
class Writer {
  public:
    Writer();

    /// A number whose object follows later.
    Reference reserve();
    /// Into an object stream.
    void put(Reference reference, std::string body);
    Reference add(std::string body);
    /// An object of its own, readable as it stands.
    void put_plain(Reference reference, std::string_view body);
    /// `entries` are the dictionary's without its brackets, /Length and /Filter.
    void put_stream(Reference reference, std::string_view entries, std::string_view data);
    Reference add_stream(std::string_view entries, std::string_view data);
    /// `data` as they are; `entries` name the filter if there is one.
    Reference add_plain_stream(std::string_view entries, std::string_view data);

    /// The whole file. `id` is both halves of /ID.
    std::string finish(Reference catalog, Reference info, std::string_view id) &&;

  private:
    struct Entry {
        int kind = 0;  // ISO 32000-1, table 18: 0 free, 1 plain, 2 in an object stream
        std::uint64_t place = 0;
        int index = 0;
    };
    struct Packed {
        int number = 0;
        std::string body;
    };

    void begin(Reference reference);
    void raw_stream(Reference reference, std::string_view entries, std::string_view data);
    void pack();

    std::string out_;
    std::vector<Entry> entries_;
    std::vector<Packed> packed_;
};

}  // namespace hocba::pdf
