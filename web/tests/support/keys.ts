// Keys for tests, by Node's own cryptography: it shares no code with the page.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface TestKey {
    privateKey: KeyObject;
    jwk: Record<string, string>;
    kid: string;
    algorithm: 'EdDSA' | 'ES256';
}

function testKey(privateKey: KeyObject, algorithm: TestKey['algorithm']): TestKey {
    const publicKey = createPublicKey(privateKey);
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const kid = createHash('sha256').update(spki).digest('hex').slice(0, 8);
    return { privateKey, jwk: publicKey.export({ format: 'jwk' }) as Record<string, string>, kid, algorithm };
}

/** The same for the same seed: RFC 8410's PKCS#8 around SHA-256 of it. */
export function ed25519Key(seed: string): TestKey {
    const secret = createHash('sha256').update(seed).digest();
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret]);
    return testKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), 'EdDSA');
}

export const p256Key = () => testKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'ES256');

export function signBytes(key: TestKey, message: Uint8Array): Buffer {
    return key.algorithm === 'EdDSA'
        ? sign(null, message, key.privateKey)
        : sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
}

export function makeJws(key: TestKey, type: string, payload: unknown, header: unknown = { alg: 'EdDSA', typ: type }) {
    const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const message = `${part(header)}.${part(payload)}`;
    return `${message}.${signBytes(key, Buffer.from(message)).toString('base64url')}`;
}
