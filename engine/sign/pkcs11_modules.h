// PKCS#11 libraries, loaded and initialised through p11-kit for as long as this lives.
#pragma once

#include <p11-kit/p11-kit.h>

#include <string>
#include <vector>

#include "engine/base/result.h"

namespace hocba::sign {

class Pkcs11Modules {
  public:
    /// The library at `path`, or all that p11-kit is configured with. Fault::signing: missing, or none.
    static Result<Pkcs11Modules> load(const std::string& path);
    Pkcs11Modules() = default;
    ~Pkcs11Modules() { unload(); }
    Pkcs11Modules(Pkcs11Modules&& other) noexcept;
    Pkcs11Modules& operator=(Pkcs11Modules&& other) noexcept;

    /// A token in a reader.
    struct Slot {
        CK_FUNCTION_LIST* module = nullptr;
        CK_SLOT_ID id = 0;
        CK_TOKEN_INFO token{};
    };
    std::vector<Slot> tokens() const;

  private:
    void unload();

    CK_FUNCTION_LIST* single_ = nullptr;
    CK_FUNCTION_LIST** configured_ = nullptr;  // ends with a null pointer
};

}  // namespace hocba::sign
