#include "engine/sign/pkcs11_modules.h"

#include <filesystem>
#include <utility>

namespace hocba::sign {
namespace {

std::string last_message() {
    const char* message = p11_kit_message();
    return message != nullptr ? message : "";
}

tl::unexpected<Error> no_library(const std::string& path) {
    return fail(Fault::signing, path,
                {"Không có thư viện PKCS#11 của USB token (module).",
                 "The token's PKCS#11 library (module) is not there."},
                {"Cài phần mềm đi kèm token rồi ghi đúng đường dẫn vào hocba.toml.",
                 "Install the token's software and put the right path into hocba.toml."});
}

tl::unexpected<Error> no_module(const std::string& path, const std::string& why) {
    return fail(Fault::signing, path,
                {"Không mở được thư viện PKCS#11 này: " + why + ".",
                 "This PKCS#11 library cannot be opened: " + why + "."},
                {"Dùng thư viện 64 bit do nhà cung cấp token phát hành.",
                 "Use the 64-bit library that the token's vendor publishes."});
}

}  // namespace

Result<Pkcs11Modules> Pkcs11Modules::load(const std::string& path) {
    Pkcs11Modules modules;
    if (path.empty()) {
        modules.configured_ = p11_kit_modules_load_and_initialize(0);
        if (modules.configured_ == nullptr) return no_module("p11-kit", last_message());
        return modules;
    }
    std::error_code code;
    if (!std::filesystem::exists(path, code)) return no_library(path);
    CK_FUNCTION_LIST* module = p11_kit_module_load(path.c_str(), 0);
    if (module == nullptr) return no_module(path, last_message());
    if (const CK_RV answer = p11_kit_module_initialize(module); answer != CKR_OK) {
        p11_kit_module_release(module);
        return no_module(path, p11_kit_strerror(answer));
    }
    modules.single_ = module;
    return modules;
}

Pkcs11Modules::Pkcs11Modules(Pkcs11Modules&& other) noexcept
    : single_(std::exchange(other.single_, nullptr)),
      configured_(std::exchange(other.configured_, nullptr)) {}

Pkcs11Modules& Pkcs11Modules::operator=(Pkcs11Modules&& other) noexcept {
    unload();
    single_ = std::exchange(other.single_, nullptr);
    configured_ = std::exchange(other.configured_, nullptr);
    return *this;
}

void Pkcs11Modules::unload() {
    if (single_ != nullptr) {
        p11_kit_module_finalize(single_);
        p11_kit_module_release(std::exchange(single_, nullptr));
    }
    if (configured_ != nullptr) p11_kit_modules_finalize_and_release(std::exchange(configured_, nullptr));
}

std::vector<Pkcs11Modules::Slot> Pkcs11Modules::tokens() const {
    std::vector<CK_FUNCTION_LIST*> modules;
    if (single_ != nullptr) modules.push_back(single_);
    for (auto* next = configured_; next != nullptr && *next != nullptr; ++next) modules.push_back(*next);
    std::vector<Slot> found;
    for (CK_FUNCTION_LIST* module : modules) {
        CK_ULONG count = 0;
        if (module->C_GetSlotList(CK_TRUE, nullptr, &count) != CKR_OK) continue;
        std::vector<CK_SLOT_ID> slots(count);
        if (module->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) continue;
        slots.resize(count);
        for (const CK_SLOT_ID id : slots) {
            Slot slot{module, id, {}};
            if (module->C_GetTokenInfo(id, &slot.token) == CKR_OK) found.push_back(slot);
        }
    }
    return found;
}

}  // namespace hocba::sign
