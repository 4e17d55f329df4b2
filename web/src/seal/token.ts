// A seal as it was read: not yet trusted. Text of the QR: HTTPS://HOST/V# and Base32 of a COSE_Sign1.
import { fromBase32, toHex } from './bytes';
import { MalformedCbor } from './cbor';
import { decodeClaims, type Claims } from './claims';
import { decodeSign1, sigStructure } from './cose';

export interface Token {
    host: string; // lower case
    keyId: string; // hex
    algorithm: number;
    claims: Claims;
    message: Uint8Array; // the COSE_Sign1
    toBeSigned: Uint8Array;
    signature: Uint8Array;
}

/** No QR symbol holds more alphanumeric characters (ISO/IEC 18004, table 7: 40-L). */
const LONGEST = 4296;
// A phone's browser writes scheme and host in lower case (RFC 3986, 3.2.2): they are the same address.
const ADDRESS = /^https:\/\/([a-z0-9.:-]+)\/V#([^]*)$/;
const SCHEME_AND_HOST = /^https:\/\/[a-z0-9.:-]+(?=\/)/i;

/** What looks like a seal's address, whatever stands behind it. */
export function looksLikeSeal(text: string): boolean {
    return splitAddress(text) !== null;
}

function splitAddress(text: string): { host: string; data: string } | null {
    if (text.length > LONGEST) return null;
    const found = ADDRESS.exec(text.replace(SCHEME_AND_HOST, (front) => front.toLowerCase()));
    return found && { host: found[1]!, data: found[2]! };
}

/** Null if the text is no seal's address, or its Base32, COSE or claims are not as the format has them. */
export function parseToken(text: string): Token | null {
    const address = splitAddress(text);
    const cbor = address && fromBase32(address.data);
    if (!address || !cbor) return null;
    try {
        const message = decodeSign1(cbor);
        return {
            host: address.host,
            keyId: toHex(message.keyId),
            algorithm: message.algorithm,
            claims: decodeClaims(message.payload),
            message: cbor,
            toBeSigned: sigStructure(message),
            signature: message.signature,
        };
    } catch (error) {
        if (error instanceof MalformedCbor) return null;
        throw error;
    }
}
