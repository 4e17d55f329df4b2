// Compact JWS (RFC 7515) with EdDSA (RFC 8037), as the lists have it.
import { fromBase64url, fromUtf8, toUtf8 } from '../seal/bytes';
import { EDDSA } from '../seal/cose';
import { signatureMatches, type PublicKey } from '../seal/signature';

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export type JsonObject = { [member: string]: Json };

export function parseJson(bytes: Uint8Array): Json | undefined {
    const text = fromUtf8(bytes);
    if (text === null) return undefined;
    try {
        return JSON.parse(text) as Json;
    } catch {
        return undefined;
    }
}

export const isObject = (json: Json | undefined): json is JsonObject =>
    typeof json === 'object' && json !== null && !Array.isArray(json);

/** Exactly {"alg","typ"}: with anything more another reading would be possible (RFC 7515, 10.7; RFC 8725, 3.1). */
function isHeader(json: Json | undefined, type: string): boolean {
    return isObject(json) && Object.keys(json).length === 2 && json.alg === 'EdDSA' && json.typ === type;
}

/** The payload; undefined if the list is not signed by the root or is of another type. */
export async function openJws(compact: string, root: PublicKey, type: string): Promise<Json | undefined> {
    const text = compact.replace(/\r?\n$/, ''); // an editor's, not an attacker's
    const parts = text.split('.');
    const [head, body, signature] = parts.map(fromBase64url);
    if (parts.length !== 3 || !head || !body || !signature) return undefined;
    const message = toUtf8(text.slice(0, text.lastIndexOf('.')));
    if (!(await signatureMatches(root, EDDSA, message, signature))) return undefined;
    return isHeader(parseJson(head), type) ? parseJson(body) : undefined;
}
