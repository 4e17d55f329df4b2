// Ed25519 by WebCrypto where the browser has it, else by @noble/ed25519; ES256 by WebCrypto.
import * as noble from '@noble/ed25519';
import { fromBase64url, concat } from './bytes';
import { EDDSA, ES256 } from './cose';

export interface PublicKey {
    algorithm: number; // of COSE
    raw: Uint8Array; // 32 bytes, or X9.62 uncompressed point
    spki: Uint8Array;
}

/** RFC 8410, 4 and RFC 5480, 2: a SubjectPublicKeyInfo up to the key's own bytes. */
const ED25519_PREFIX = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);
const P256_PREFIX = Uint8Array.from([
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
    0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
]);
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

function coordinate(value: unknown): Uint8Array | null {
    const bytes = typeof value === 'string' ? fromBase64url(value) : null;
    return bytes?.length === 32 ? bytes : null;
}

/** A public JWK (RFC 7517, RFC 8037); null if it is something else, a private key included. */
export async function keyOfJwk(jwk: Record<string, unknown>): Promise<PublicKey | null> {
    const x = coordinate(jwk.x);
    if ('d' in jwk || !x) return null;
    if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519')
        return { algorithm: EDDSA, raw: x, spki: concat(ED25519_PREFIX, x) };
    const y = coordinate(jwk.y);
    if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || !y) return null;
    const raw = concat(Uint8Array.of(4), x, y);
    const onCurve = await crypto.subtle.importKey('raw', raw, P256, true, ['verify']).catch(() => null);
    return onCurve && { algorithm: ES256, raw, spki: concat(P256_PREFIX, raw) };
}

export async function signatureMatches(key: PublicKey, algorithm: number, message: Uint8Array,
                                       signature: Uint8Array): Promise<boolean> {
    if (algorithm !== key.algorithm || signature.length !== 64) return false;
    return algorithm === EDDSA ? ed25519(key, message, signature) : ecdsa(key, message, signature);
}

async function ecdsa(key: PublicKey, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    const imported = await crypto.subtle.importKey('raw', key.raw, P256, false, ['verify']);
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature,
                                message);
}

async function ed25519(key: PublicKey, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    const imported = await crypto.subtle
        .importKey('raw', key.raw, { name: 'Ed25519' }, false, ['verify'])
        .catch(() => null); // an older browser, or a key that is no point
    return imported
        ? crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message)
        : ed25519ByLibrary(key.raw, message, signature);
}

/** RFC 8032 without the laxer rules of ZIP 215, as OpenSSL has it. */
export async function ed25519ByLibrary(raw: Uint8Array, message: Uint8Array, signature: Uint8Array) {
    return noble.verifyAsync(signature, message, raw, { zip215: false }).catch(() => false);
}
