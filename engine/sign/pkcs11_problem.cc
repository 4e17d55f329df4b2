#include "engine/sign/pkcs11_problem.h"

#include <fmt/format.h>
#include <p11-kit/p11-kit.h>

namespace hocba::sign {
namespace {

tl::unexpected<Error> locked(const std::string& place) {
    return fail(Fault::signing, place, {"Mã PIN của token đã bị khóa.", "The token's PIN is locked."},
                {"Mở khóa bằng mã PUK hoặc nhờ đơn vị cấp token.",
                 "Unlock it with the PUK, or ask whoever issued the token."});
}

/// PKCS#11 2.40, table 6: the flags tell only that few tries are left, or one.
tl::unexpected<Error> wrong_pin(const std::string& place, CK_FLAGS flags) {
    if ((flags & CKF_USER_PIN_LOCKED) != 0)
        return fail(Fault::signing, place,
                    {"Sai mã PIN, và token đã khóa mã PIN.", "The PIN is wrong, and the token locked it."},
                    {"Mở khóa bằng mã PUK hoặc nhờ đơn vị cấp token.",
                     "Unlock it with the PUK, or ask whoever issued the token."});
    Text what{"Sai mã PIN của token.", "The PIN of the token is wrong."};
    if ((flags & CKF_USER_PIN_FINAL_TRY) != 0)
        what = {"Sai mã PIN của token; chỉ còn MỘT lần thử trước khi token bị khóa.",
                "The PIN of the token is wrong; ONE try is left before the token locks it."};
    else if ((flags & CKF_USER_PIN_COUNT_LOW) != 0)
        what = {"Sai mã PIN của token; chỉ còn vài lần thử trước khi token bị khóa.",
                "The PIN of the token is wrong; few tries are left before the token locks it."};
    return fail(Fault::signing, place, std::move(what),
                {"Mã này không được thử lại tự động. Kiểm tra mã PIN rồi chạy lại lệnh.",
                 "It is not tried again by itself. Check the PIN, then run the command again."});
}

}  // namespace

tl::unexpected<Error> token_removed(const std::string& place) {
    return fail(Fault::signing, place,
                {"Token đã bị rút ra giữa chừng.", "The token was removed in the middle of the work."},
                {"Cắm lại token rồi chạy lại lệnh: văn bản đã ký không bị ký lần nữa.",
                 "Insert it and run the command again: what is signed is not signed twice."});
}

tl::unexpected<Error> no_certificate_on_token(const std::string& place) {
    return fail(Fault::signing, place,
                {"Trên token không có chứng thư số như địa chỉ này nêu.",
                 "There is no such certificate on the token."},
                {"Xem các chứng thư: pkcs11-tool -O; sửa object= hoặc id= trong hocba.toml.",
                 "See what is there with pkcs11-tool -O; mend object= or id= in hocba.toml."});
}

tl::unexpected<Error> no_key_on_token(const std::string& place) {
    return fail(Fault::signing, place,
                {"Trên token không có khóa bí mật của chứng thư số này.",
                 "The token has no private key for this certificate."},
                {"Nhờ đơn vị cấp chứng thư số kiểm tra: khóa và chứng thư phải cùng CKA_ID.",
                 "Ask the CA to check the token: key and certificate must have the same CKA_ID."});
}

tl::unexpected<Error> several_on_token(const std::string& place) {
    return fail(Fault::signing, place,
                {"Trên token có nhiều chứng thư số dùng được.",
                 "The token holds several certificates that could sign."},
                {"Thêm object= hoặc id= vào địa chỉ trong hocba.toml để chọn một.",
                 "Add object= or id= to the address in hocba.toml to choose one."});
}

tl::unexpected<Error> token_problem(const std::string& place, CK_RV code, CK_FLAGS flags) {
    switch (code) {
        case CKR_PIN_INCORRECT:
        case CKR_PIN_INVALID:
        case CKR_PIN_LEN_RANGE:
            return wrong_pin(place, flags);
        case CKR_PIN_LOCKED:
            return locked(place);
        case CKR_DEVICE_REMOVED:
        case CKR_TOKEN_NOT_PRESENT:
        case CKR_SESSION_CLOSED:
        case CKR_SESSION_HANDLE_INVALID:
        case CKR_SLOT_ID_INVALID:
            return token_removed(place);
        default:
            return fail(Fault::signing, place,
                        {fmt::format("Token không ký được: {}.", p11_kit_strerror(code)),
                         fmt::format("The token could not sign: {}.", p11_kit_strerror(code))},
                        {"Rút token ra, cắm lại rồi chạy lại lệnh.",
                         "Take the token out, insert it and run the command again."});
    }
}

}  // namespace hocba::sign
