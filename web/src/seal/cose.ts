// COSE_Sign1 (RFC 9052, 4.2), tagged, one signer, empty external_aad, nothing unprotected.
import { CborReader, MalformedCbor, cborArray, cborBytes, cborInteger, cborMap, cborText } from './cbor';

/** RFC 9053, 2.1 and 2.2. */
export const EDDSA = -8, ES256 = -7;
const TAG = 18, LABEL_ALGORITHM = 1, LABEL_KEY_ID = 4;
const KEY_ID_SIZE = 4, SIGNATURE_SIZE = 64;

export interface Sign1 {
    algorithm: number;
    keyId: Uint8Array;
    payload: Uint8Array;
    signature: Uint8Array;
}

export const protectedHeader = (algorithm: number, keyId: Uint8Array) =>
    cborMap(cborInteger(LABEL_ALGORITHM), cborInteger(algorithm), cborInteger(LABEL_KEY_ID), cborBytes(keyId));

/** The bytes that are signed (RFC 9052, 4.4). */
export const sigStructure = (message: Pick<Sign1, 'algorithm' | 'keyId' | 'payload'>) =>
    cborArray(cborText('Signature1'), cborBytes(protectedHeader(message.algorithm, message.keyId)),
              cborBytes(new Uint8Array()), cborBytes(message.payload));

/** Throws MalformedCbor. */
export function decodeSign1(cbor: Uint8Array): Sign1 {
    const reader = new CborReader(cbor);
    reader.tag(TAG);
    reader.array(4);
    const { algorithm, keyId } = decodeHeader(reader.bytes());
    reader.map(0);
    const payload = reader.bytes();
    const signature = reader.bytes();
    reader.end();
    if (signature.length !== SIGNATURE_SIZE) throw new MalformedCbor('signature');
    return { algorithm, keyId, payload, signature };
}

function decodeHeader(header: Uint8Array): { algorithm: number; keyId: Uint8Array } {
    const reader = new CborReader(header);
    reader.map(2);
    if (reader.integer() !== LABEL_ALGORITHM) throw new MalformedCbor('alg');
    const algorithm = reader.integer();
    if (algorithm !== EDDSA && algorithm !== ES256) throw new MalformedCbor('alg');
    if (reader.integer() !== LABEL_KEY_ID) throw new MalformedCbor('kid');
    const keyId = reader.bytes();
    if (keyId.length !== KEY_ID_SIZE) throw new MalformedCbor('kid');
    reader.end();
    return { algorithm, keyId };
}
