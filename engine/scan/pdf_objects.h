// What the readers of scanned PDFs ask libqpdf. Only for the child of engine/sandbox, and for this room.
#pragma once

#include <new>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>
#include <string_view>

#include "engine/scan/decode.h"

namespace hocba::scan {

void open(QPDF& document, std::string_view pdf);

/// Nothing that libqpdf throws leaves the room.
template <class Work>
auto carefully(const Work& work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return damaged("PDF");
    }
}

/// The entry, or the object itself if it is no dictionary.
int integer(QPDFObjectHandle dictionary, const char* key, int otherwise);

/// The last filter's name, "" without one, and its parameters.
struct Filter {
    std::string name;
    QPDFObjectHandle parameters = QPDFObjectHandle::newNull();
    bool is_only = true;
};

Filter last_filter(QPDFObjectHandle dictionary);

/// Samples a pixel of a colour space (ISO 32000-1, 8.6): 1, 3 or 4.
int colours_of(QPDFObjectHandle space);

/// Whether the first sample's /Decode runs from 1 to 0.
bool is_inverted(QPDFObjectHandle dictionary);

}  // namespace hocba::scan
