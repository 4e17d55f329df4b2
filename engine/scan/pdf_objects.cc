#include "engine/scan/pdf_objects.h"

namespace hocba::scan {

void open(QPDF& document, std::string_view pdf) {
    document.setSuppressWarnings(true);
    document.processMemoryFile("document.pdf", pdf.data(), pdf.size());
}

int integer(QPDFObjectHandle dictionary, const char* key, int otherwise) {
    QPDFObjectHandle value = dictionary.isDictionary() ? dictionary.getKey(key) : dictionary;
    return value.isInteger() ? value.getIntValueAsInt() : otherwise;
}

Filter last_filter(QPDFObjectHandle dictionary) {
    QPDFObjectHandle filter = dictionary.getKey("/Filter"), parameters = dictionary.getKey("/DecodeParms");
    if (filter.isName() && parameters.isArray() && parameters.getArrayNItems() == 1)
        parameters = parameters.getArrayItem(0);
    if (filter.isName()) return {filter.getName(), parameters, true};
    if (!filter.isArray() || filter.getArrayNItems() == 0) return {};
    const int last = filter.getArrayNItems() - 1;
    QPDFObjectHandle name = filter.getArrayItem(last);
    const bool has_own = parameters.isArray() && parameters.getArrayNItems() > last;
    return {name.isName() ? name.getName() : "", has_own ? parameters.getArrayItem(last) : parameters,
            last == 0};
}

int colours_of(QPDFObjectHandle space) {
    if (space.isArray() && space.getArrayNItems() > 0) {
        QPDFObjectHandle family = space.getArrayItem(0);
        if (family.isNameAndEquals("/ICCBased") && space.getArrayNItems() > 1) {
            QPDFObjectHandle profile = space.getArrayItem(1);
            return profile.isStream() ? integer(profile.getDict(), "/N", 3) : 3;
        }
        return family.isNameAndEquals("/CalRGB") || family.isNameAndEquals("/Lab") ? 3 : 1;
    }
    if (space.isNameAndEquals("/DeviceCMYK")) return 4;
    return space.isNameAndEquals("/DeviceRGB") ? 3 : 1;
}

bool is_inverted(QPDFObjectHandle dictionary) {
    QPDFObjectHandle decode = dictionary.getKey("/Decode");
    return decode.isArray() && decode.getArrayNItems() > 1 && decode.getArrayItem(0).isNumber() &&
           decode.getArrayItem(0).getNumericValue() > 0.5;
}

}  // namespace hocba::scan
