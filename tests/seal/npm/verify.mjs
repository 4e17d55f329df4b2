// Verifies seals (texts of QR codes) with @auth0/cose: node verify.mjs KEY.jwk [QR-TEXT...]; texts may come on
// standard input, one a line. KEY.jwk is a JWK or {"keys": [JWK...]}. Prints the claims, one JSON array a line;
// exits 1 if a seal does not hold.
import { createHash, createPublicKey, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

globalThis.crypto ??= webcrypto; // Node 18
const { Sign1 } = await import('@auth0/cose');
const { decode } = await import('cbor-x');
const { importJWK } = await import('jose');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, 6, without padding; canonical. */
function base32(text) {
    const bytes = [];
    let bits = 0, held = 0;
    for (const c of text) {
        const digit = ALPHABET.indexOf(c);
        if (digit < 0) throw new Error('not Base32');
        bits = (bits << 5) | digit;
        held += 5;
        if (held < 8) continue;
        held -= 8;
        bytes.push(bits >> held);
        bits &= (1 << held) - 1;
    }
    if (held >= 5 || bits !== 0) throw new Error('Base32 is not canonical');
    return Uint8Array.from(bytes);
}

/** The first 4 bytes of SHA-256 of the key's SubjectPublicKeyInfo. */
function keyId(jwk) {
    const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(spki).digest('hex').slice(0, 8);
}

async function verify(text, keys) {
    const found = /^HTTPS:\/\/[A-Z0-9.:-]+\/V#([A-Z2-7]+)$/.exec(text);
    if (!found) throw new Error('not the address of a seal');
    const cose = base32(found[1]);
    if (cose[0] !== 0xd2) throw new Error('not tagged as COSE_Sign1');
    const message = Sign1.decode(cose);
    const id = Buffer.from(message.protectedHeaders.get(4)).toString('hex');
    const jwk = keys.find((key) => keyId(key) === id);
    if (!jwk) throw new Error(`no key ${id}`);
    await message.verify(await importJWK(jwk, jwk.kty === 'EC' ? 'ES256' : 'EdDSA'));
    const claims = decode(message.payload);
    return claims.map((claim) => (claim instanceof Uint8Array ? Buffer.from(claim).toString('hex') : claim));
}

const [keyFile, ...given] = process.argv.slice(2);
const key = JSON.parse(readFileSync(keyFile, 'utf8'));
const keys = (key.keys ?? [key]).map(({ kty, crv, x, y }) => ({ kty, crv, x, y }));
const texts = given.length > 0 ? given : readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
if (texts.length === 0) {
    console.error('no seal given');
    process.exit(1);
}
for (const text of texts) {
    try {
        console.log(JSON.stringify(await verify(text, keys)));
    } catch (error) {
        console.error(`${text.slice(0, 40)}…: ${error.message}`);
        process.exitCode = 1;
    }
}
