// A PKCS#11 module for tests: SoftHSM, which misbehaves as the environment says.
//   HOCBA_TOKEN_FAULTS   words: removed-after=N (signatures), final-try, many-tries, locks (on a wrong PIN),
//   locked,
//                        always-authenticate, slow (a signature takes 20 ms)
//   HOCBA_TOKEN_LOG      a file that gets one line for each login ("login", "login again") and signature
//   ("sign")
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace {

CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours;
int signatures = 0;
bool has_failed = false;  // the PIN

std::string faults() {
    const char* words = std::getenv("HOCBA_TOKEN_FAULTS");
    return words != nullptr ? words : "";
}

bool has(const std::string& word) {
    return (" " + faults() + " ").find(" " + word + " ") != std::string::npos;
}

void note(const char* line) {
    if (const char* path = std::getenv("HOCBA_TOKEN_LOG")) std::ofstream(path, std::ios::app) << line << '\n';
}

bool is_removed() {
    const std::string words = faults();
    const auto at = words.find("removed-after=");
    return at != std::string::npos && signatures >= std::atoi(words.c_str() + at + 14);
}

CK_RV initialize(void* arguments) {
    signatures = 0;
    has_failed = false;
    return real->C_Initialize(arguments);
}

CK_RV slot_info(CK_SLOT_ID slot, CK_SLOT_INFO* info) {
    const CK_RV answer = real->C_GetSlotInfo(slot, info);
    if (is_removed()) info->flags &= ~static_cast<CK_FLAGS>(CKF_TOKEN_PRESENT);
    return answer;
}

CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
    const CK_RV answer = real->C_GetTokenInfo(slot, info);
    if (has("final-try")) info->flags |= CKF_USER_PIN_FINAL_TRY;
    if (has("locked") || (has("locks") && has_failed)) info->flags |= CKF_USER_PIN_LOCKED;
    if (has("many-tries")) info->flags &= ~static_cast<CK_FLAGS>(CKF_USER_PIN_COUNT_LOW);
    return answer;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin, CK_ULONG size) {
    note(user == CKU_CONTEXT_SPECIFIC ? "login again" : "login");
    if (user == CKU_CONTEXT_SPECIFIC && has("always-authenticate")) return CKR_OK;
    const CK_RV answer = real->C_Login(session, user, pin, size);
    has_failed = answer != CKR_OK;
    return answer;
}

CK_RV attribute_value(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* wanted,
                      CK_ULONG count) {
    const CK_RV answer = real->C_GetAttributeValue(session, object, wanted, count);
    if (has("always-authenticate") && wanted->type == CKA_ALWAYS_AUTHENTICATE && wanted->pValue != nullptr)
        *static_cast<CK_BBOOL*>(wanted->pValue) = CK_TRUE;
    return answer;
}

CK_RV sign(CK_SESSION_HANDLE session, unsigned char* data, CK_ULONG data_size, unsigned char* signature,
           CK_ULONG* size) {
    if (is_removed()) return CKR_DEVICE_REMOVED;
    if (has("slow")) ::usleep(20'000);
    note("sign");
    ++signatures;
    return real->C_Sign(session, data, data_size, signature, size);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    void* library = ::dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return CKR_GENERAL_ERROR;
    const auto get = reinterpret_cast<CK_RV (*)(CK_FUNCTION_LIST**)>(::dlsym(library, "C_GetFunctionList"));
    if (get == nullptr || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
    ours = *real;
    ours.C_Initialize = initialize;
    ours.C_GetSlotInfo = slot_info;
    ours.C_GetTokenInfo = token_info;
    ours.C_Login = login;
    ours.C_GetAttributeValue = attribute_value;
    ours.C_Sign = sign;
    *list = &ours;
    return CKR_OK;
}
