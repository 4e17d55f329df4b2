// The engine and the libraries that shape its bytes, by name and version, as found when it was built.
#include <sstream>

#include "engine/engine.h"

namespace hocba {

std::string engine_version() {
    return "hocba " HOCBA_VERSION;
}

Json software() {
    Json::Object names{{"engine", engine_version()}};
    std::istringstream libraries(HOCBA_LIBRARIES);  // "harfbuzz=6.0.0,icu-uc=72.1"
    for (std::string library; std::getline(libraries, library, ',');) {
        const auto sign = library.find('=');
        names[library.substr(0, sign)] = library.substr(sign + 1);
    }
    return names;
}

}  // namespace hocba
