// Who is believed: the seal keys and the status list, each signed by the root (engine/trust/lists.cc).
import { fromHex, toHex, toUtf8 } from '../seal/bytes';
import { EDDSA } from '../seal/cose';
import { keyOfJwk, type PublicKey } from '../seal/signature';
import { parseInstant } from './instant';
import { isObject, openJws, parseJson, type Json, type JsonObject } from './jws';

export type KeyState = 'active' | 'retired' | 'revoked' | 'stolen';
export type DocumentState = 'pending' | 'revoked' | 'superseded';
const KEY_STATES: readonly Json[] = ['active', 'retired', 'revoked', 'stolen'];
const DOCUMENT_STATES: readonly Json[] = ['pending', 'revoked', 'superseded'];

export interface SealKey {
    key: PublicKey;
    keyId: string; // hex
    school: string;
    from: number;
    until: number;
    state: KeyState;
    issued: Set<string>; // of a stolen key: the seals that it is known to have made, sealDigest of each
}

export interface KeyList {
    asOf: number;
    keys: SealKey[];
    hosts: string[]; // that seals may name, lower case; none: not judged
}

export interface StatusEntry {
    document: string; // hex
    revision: number;
    state: DocumentState;
    reason: string;
}

export interface StatusList {
    asOf: number;
    expires: number;
    keysAsOf: number; // of the key list in force with this one
    entries: StatusEntry[]; // exceptions only
}

export interface Trust {
    keys: SealKey[];
    hosts: string[];
    keysAsOf: number | null; // null without a key list
    status: StatusList | null;
}

export async function rootOf(jwkText: string): Promise<PublicKey | null> {
    const jwk = parseJson(toUtf8(jwkText));
    const key = isObject(jwk) ? await keyOfJwk(jwk) : null;
    return key?.algorithm === EDDSA ? key : null;
}

const sha256 = async (bytes: Uint8Array) => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/** SHA-256 of the SubjectPublicKeyInfo, hex: what is compared when a key is handed over. */
export const fingerprintOf = (key: PublicKey): Promise<string> => sha256(key.spki);

/** Bytes of SHA-256 over a seal's COSE_Sign1 that the list of a stolen key has (docs/seal-format.md). */
const SEAL_DIGEST = 12;
export const sealDigest = async (message: Uint8Array) => (await sha256(message)).slice(0, 2 * SEAL_DIGEST);

const isHexOf = (json: Json | undefined, size: number): json is string =>
    typeof json === 'string' && fromHex(json)?.length === size;

/** One malformed entry and the whole list is not believed; so does the program. */
async function every<T>(list: Json | undefined, read: (entry: JsonObject) => Promise<T | null> | T | null) {
    if (!Array.isArray(list)) return null;
    const out: T[] = [];
    for (const entry of list) {
        const value = isObject(entry) ? await read(entry) : null;
        if (value === null) return null;
        out.push(value);
    }
    return out;
}

async function sealKeyOf(entry: JsonObject): Promise<SealKey | null> {
    const key = await keyOfJwk(entry);
    const from = parseInstant(entry.from), until = parseInstant(entry.until);
    if (!key || from === null || until === null || until < from) return null;
    // The id is not a name that someone gives: it is the key's digest (docs/seal-format.md).
    if (entry.kid !== (await fingerprintOf(key)).slice(0, 8)) return null;
    const { school, state, issued = [] } = entry;
    if (typeof school !== 'string' || school === '' || !KEY_STATES.includes(state ?? null)) return null;
    if (!Array.isArray(issued) || !issued.every((digest) => isHexOf(digest, SEAL_DIGEST))) return null;
    return {
        key, keyId: entry.kid as string, school, from, until, state: state as KeyState,
        issued: new Set(issued as string[]),
    };
}

function statusEntryOf(entry: JsonObject): StatusEntry | null {
    const { document, revision, state, reason } = entry;
    if (!isHexOf(document, 8) || !DOCUMENT_STATES.includes(state ?? null)) return null;
    if (!Number.isSafeInteger(revision) || (revision as number) < 1) return null;
    return {
        document, revision: revision as number, state: state as DocumentState,
        reason: typeof reason === 'string' ? reason : '',
    };
}

export async function keyListOf(jws: string, root: PublicKey): Promise<KeyList | null> {
    const payload = await openJws(jws, root, 'seal-keys');
    const keys = isObject(payload) ? await every(payload.keys, sealKeyOf) : null;
    if (!keys || !isObject(payload)) return null;
    const hosts = payload.hosts ?? [], asOf = parseInstant(payload.as_of);
    if (asOf === null || !Array.isArray(hosts) || !hosts.every((host) => typeof host === 'string' && host !== '')) return null;
    return { asOf, keys, hosts: (hosts as string[]).map((host) => host.toLowerCase()) };
}

export async function statusListOf(jws: string, root: PublicKey): Promise<StatusList | null> {
    const payload = await openJws(jws, root, 'status');
    const entries = isObject(payload) ? await every(payload.entries, statusEntryOf) : null;
    if (!entries || !isObject(payload)) return null;
    const asOf = parseInstant(payload.as_of), expires = parseInstant(payload.expires);
    const keysAsOf = parseInstant(payload.keys_as_of), signersAsOf = parseInstant(payload.signers_as_of);
    if (asOf === null || expires === null || keysAsOf === null || signersAsOf === null || expires < asOf) return null;
    return { asOf, expires, keysAsOf, entries };
}
