#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "engine/base/file.h"
#include "engine/base/handle.h"
#include "engine/sign/keys.h"

namespace hocba::sign {

using BioPtr = Handle<BIO, BIO_free_all>;

Result<std::vector<std::string>> read_certificates(const std::string& path) {
    const auto pem = read_file(path, 1 << 20);
    if (!pem) return tl::unexpected(Error{Fault::signing, pem.error().problems});
    const BioPtr bio(BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size())));
    std::vector<std::string> certificates;
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    while (PEM_read_bio(bio.get(), &name, &header, &data, &size) == 1) {
        if (std::string(name) == PEM_STRING_X509)
            certificates.emplace_back(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_free(data);
    }
    ERR_clear_error();
    if (!certificates.empty()) return certificates;
    return fail(Fault::signing, path,
                {"Tệp không chứa chứng thư số dạng PEM.", "The file holds no certificate in PEM form."},
                {"Đổi sang PEM: openssl x509 -inform DER -in tệp -out tệp.pem",
                 "Make it PEM: openssl x509 -inform DER -in FILE -out FILE.pem"});
}

}  // namespace hocba::sign
