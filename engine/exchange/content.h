// The parameter `content` of a transaction: a list as XML, escaped, compressed and in base64.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace hocba::exchange {

/// `<DANH_SACH_HOC_BA id="dataDanhSach">…</DANH_SACH_HOC_BA>`, without a declaration, as the example of
/// CV 2088, II.2.6; the id is what the organisation's signature will refer to.
std::string list_of(std::string_view elements);

/// base64(length ‖ gzip(text)). `text` is the list after "escape quote" (II.2.2): each " becomes \". The
/// length is that of `text` in bytes, 4 bytes, little-endian (phụ lục 1.2: CompressString). CV 2088 does not
/// say what "escape quote" is; `list` has no backslash, line break or apostrophe and no " but those around
/// attributes, so that escaping it as a string of JSON, C# or JavaScript gives the same bytes.
std::string pack(std::string_view list);

/// The list again. Fault::record if `content` is not as `pack` makes it, or holds more than 256 MiB.
Result<std::string> unpack(std::string_view content, const std::string& place);

}  // namespace hocba::exchange
