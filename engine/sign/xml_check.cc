#include "engine/sign/xml_check.h"

#include <xmlsec/xmlsec.h>

#include <xmlsec/errors.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/xmldsig.h>

#include <initializer_list>

#include "engine/base/handle.h"

namespace hocba::sign {
namespace {

using ContextPtr = Handle<xmlSecDSigCtx, xmlSecDSigCtxDestroy>;
using KeyPtr = Handle<xmlSecKey, xmlSecKeyDestroy>;

KeyPtr key_of(std::string_view certificate) {
    return KeyPtr(xmlSecOpenSSLAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(certificate.data()),
                                                static_cast<xmlSecSize>(certificate.size()),
                                                xmlSecKeyDataFormatCertDer, nullptr, nullptr, nullptr));
}

bool all_done(std::initializer_list<int> results) {
    for (const int result : results)
        if (result < 0) return false;
    return true;
}

/// References to elements of this file only, by the transforms and algorithms that inspect_xml() lets pass.
bool restrict(xmlSecDSigCtx* context) {
    context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
    context->enabledReferenceTransforms = xmlSecPtrListCreate(xmlSecTransformIdListId);
    return all_done({
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformEnvelopedId),
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformExclC14NId),
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformInclC14NId),
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformInclC14N11Id),
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecOpenSSLTransformSha256Id),
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecOpenSSLTransformSha384Id),
        xmlSecDSigCtxEnableReferenceTransform(context, xmlSecOpenSSLTransformSha512Id),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformExclC14NId),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformInclC14NId),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformInclC14N11Id),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecOpenSSLTransformRsaSha256Id),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecOpenSSLTransformRsaSha384Id),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecOpenSSLTransformRsaSha512Id),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecOpenSSLTransformEcdsaSha256Id),
        xmlSecDSigCtxEnableSignatureTransform(context, xmlSecOpenSSLTransformEcdsaSha384Id),
    });
}

bool every_digest_matches(xmlSecDSigCtx* context) {
    const xmlSecSize count = xmlSecPtrListGetSize(&context->signedInfoReferences);
    for (xmlSecSize i = 0; i < count; ++i) {
        const auto* reference = static_cast<const xmlSecDSigReferenceCtx*>(
            xmlSecPtrListGetItem(&context->signedInfoReferences, i));
        if (reference->status != xmlSecDSigStatusSucceeded) return false;
    }
    return count > 0;
}

}  // namespace

void start_xmlsec() {
    static const bool started = [] {
        xmlSecErrorsSetCallback(nullptr);  // nothing is ever printed
        return xmlSecInit() == 0 && xmlSecOpenSSLAppInit(nullptr) == 0 && xmlSecOpenSSLInit() == 0;
    }();
    (void)started;
}

std::string check_xml_signature(xmlNode* signature, std::string_view certificate) {
    start_xmlsec();
    const ContextPtr context(xmlSecDSigCtxCreate(nullptr));
    KeyPtr key = key_of(certificate);
    if (!context || !key || !restrict(context.get())) return "xml-signature-form";
    context->signKey = key.release();  // then KeyInfo is not looked at
    if (xmlSecDSigCtxVerify(context.get(), signature) < 0) return "xml-signature-form";
    if (!every_digest_matches(context.get())) return "xml-changed";
    return context->status == xmlSecDSigStatusSucceeded ? "" : "xml-signature-value";
}

}  // namespace hocba::sign
