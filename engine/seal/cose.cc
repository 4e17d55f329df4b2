#include "engine/seal/cose.h"

#include "engine/seal/cbor.h"

namespace hocba::seal {
namespace {

constexpr std::uint64_t kTag = 18;  // RFC 9052, table 1
constexpr std::int64_t kAlgorithmLabel = 1, kKeyIdLabel = 4;
constexpr std::size_t kKeyId = 4, kSignature = 64;

std::string protected_header(const Sign1& message) {
    return cbor_map(2) + cbor_integer(kAlgorithmLabel) + cbor_integer(message.algorithm) +
           cbor_integer(kKeyIdLabel) + cbor_bytes(message.key_id);
}

tl::unexpected<Error> no_cose(const char* vi, const char* en) {
    return fail(Fault::document, "COSE_Sign1", {vi, en},
                {"Quét lại mã QR; nếu vẫn sai thì đây không phải tem của hệ thống này.",
                 "Scan the QR again; if it stays, this is no seal of this system."});
}

bool read_header(std::string_view header, Sign1& into) {
    CborReader reader(header);
    if (!reader.map(2) || reader.integer() != kAlgorithmLabel) return false;
    const auto algorithm = reader.integer();
    if (!algorithm || reader.integer() != kKeyIdLabel) return false;
    auto key_id = reader.bytes();
    if (!key_id || key_id->size() != kKeyId || !reader.at_end()) return false;
    into.algorithm = *algorithm;
    into.key_id = std::move(*key_id);
    return true;
}

}  // namespace

std::string sig_structure(const Sign1& message) {
    return cbor_array(4) + cbor_text("Signature1") + cbor_bytes(protected_header(message)) + cbor_bytes("") +
           cbor_bytes(message.payload);
}

std::string encode(const Sign1& message) {
    return cbor_tag(kTag) + cbor_array(4) + cbor_bytes(protected_header(message)) + cbor_map(0) +
           cbor_bytes(message.payload) + cbor_bytes(message.signature);
}

Result<Sign1> decode_sign1(std::string_view cbor) {
    CborReader reader(cbor);
    if (!reader.tag(kTag) || !reader.array(4))
        return no_cose("Dữ liệu trong mã QR không phải COSE_Sign1.", "The QR's data is no COSE_Sign1.");
    Sign1 out;
    const auto header = reader.bytes();
    if (!header || !read_header(*header, out))
        return no_cose("Phần đầu của tem không đúng khuôn.", "The seal's protected header is malformed.");
    if (out.algorithm != kEdDsa && out.algorithm != kEs256)
        return no_cose("Tem dùng thuật toán ký không được chấp nhận.",
                       "The seal's signature algorithm is not accepted.");
    if (!reader.map(0))
        return no_cose("Tem có phần đầu không được bảo vệ.", "The seal has an unprotected header.");
    auto payload = reader.bytes();
    auto signature = reader.bytes();
    if (!payload || !signature || !reader.at_end())
        return no_cose("Tem bị cắt cụt hoặc có dữ liệu thừa.", "The seal is cut off or has bytes behind it.");
    if (signature->size() != kSignature)
        return no_cose("Chữ ký của tem sai độ dài.", "The seal's signature is not 64 bytes long.");
    out.payload = std::move(*payload);
    out.signature = std::move(*signature);
    return out;
}

}  // namespace hocba::seal
