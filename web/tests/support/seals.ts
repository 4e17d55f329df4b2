// Seals for tests, written from docs/seal-format.md.
import { cborArray, cborBytes, cborInteger, cborMap, cborTag, cborText } from '../../src/seal/cbor';
import { packCells } from '../../src/seal/cells';
import { fromHex } from '../../src/seal/bytes';
import type { Claims } from '../../src/seal/claims';
import { EDDSA, ES256, protectedHeader, sigStructure } from '../../src/seal/cose';
import { signBytes, type TestKey } from './keys';

export function toBase32(bytes: Uint8Array): string {
    const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
    return (bits.match(/.{1,5}/g) ?? [])
        .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)])
        .join('');
}

export const claimsCbor = (c: Claims, version = 1) =>
    cborArray(cborInteger(version), cborInteger(c.form), cborBytes(fromHex(c.document)!), cborInteger(c.revision),
              cborInteger(c.page), cborInteger(c.pages), cborInteger(c.issuedAt), cborBytes(fromHex(c.pageDigest)!),
              cborBytes(fromHex(c.setDigest)!), cborText(c.school), cborText(c.pupilTail), cborText(c.name),
              cborInteger(c.born), cborInteger(c.schoolYear), cborText(c.className), cborInteger(c.first),
              cborBytes(packCells(c.codes)));

export function sealPayload(payload: Uint8Array, key: TestKey, host = 'HOCBA.EXAMPLE'): string {
    const algorithm = key.algorithm === 'EdDSA' ? EDDSA : ES256;
    const keyId = fromHex(key.kid)!;
    const signature = signBytes(key, sigStructure({ algorithm, keyId, payload }));
    const message = cborArray(cborBytes(protectedHeader(algorithm, keyId)), cborMap(), cborBytes(payload),
                              cborBytes(signature));
    return `HTTPS://${host}/V#${toBase32(cborTag(18, message))}`;
}

export const seal = (claims: Claims, key: TestKey, host?: string) => sealPayload(claimsCbor(claims), key, host);
