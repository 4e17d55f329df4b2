// The lists beside the page: from the network first, else as this device kept them. Only what is believed is kept.
import type { PublicKey } from '../seal/signature';
import { fingerprintOf, keyListOf, rootOf, statusListOf, type KeyList, type StatusList, type Trust } from '../trust/trust';
import type { Forms } from '../verify/forms';
import type { ListStore, Stored } from './list_store';

export interface Lists {
    trust: Trust | null;
    forms: Forms | null;
    rootFingerprint: string;
    /** The site's root key is another than the one this device pinned: its fingerprint. */
    otherRoot: string;
    hasKeys: boolean; // a key list that is believed
    fetchedAt: number | null; // seconds; when the key list and the status list, or the older of them, came from the network
    fromNetwork: boolean; // just now, both
}

const ROOT = 'trust/seal-root.jwk', KEYS = 'trust/seal-keys.jws', STATUS = 'trust/status.jws', FORMS = 'forms.json';

interface Believed<T> {
    value: T;
    source: Stored;
}

/** The network's answer and the kept one, each if it can be believed. */
async function candidates<T>(store: ListStore, name: string, read: (text: string) => Promise<T | null> | T | null) {
    const out: { fresh?: Believed<T>; kept?: Believed<T> } = {};
    const [fresh, kept] = await Promise.all([store.fetch(name), store.kept(name)]);
    for (const [place, source] of [['fresh', fresh], ['kept', kept]] as const) {
        const value = source && (await read(source.text));
        if (source && value) out[place] = { value, source };
    }
    return out;
}

async function newest<T>(store: ListStore, name: string, read: (text: string) => Promise<T | null> | T | null,
                         isOlder: (fresh: T, kept: T) => boolean = () => false): Promise<Believed<T> | null> {
    const { fresh, kept } = await candidates(store, name, read);
    // An older list than the one at hand is a replay, or a server that lags behind.
    if (!fresh || (kept && isOlder(fresh.value, kept.value))) return kept ?? null;
    await store.keep(name, fresh.source);
    return fresh;
}

/** The first root that this device sees is pinned: a later one is only told of. */
async function pinnedRoot(store: ListStore): Promise<{ root: PublicKey | null; other: PublicKey | null }> {
    const { fresh, kept } = await candidates(store, ROOT, rootOf);
    if (!kept) {
        if (fresh) await store.keep(ROOT, fresh.source);
        return { root: fresh?.value ?? null, other: null };
    }
    const isOther = fresh && (await fingerprintOf(fresh.value)) !== (await fingerprintOf(kept.value));
    return { root: kept.value, other: isOther ? fresh.value : null };
}

/** After a person compared the fingerprint. */
export async function acceptRoot(store: ListStore): Promise<void> {
    const { fresh } = await candidates(store, ROOT, rootOf);
    if (!fresh) return;
    await store.forget(KEYS);
    await store.forget(STATUS);
    await store.keep(ROOT, fresh.source);
}

export function formsOf(text: string): Forms | null {
    try {
        const json = JSON.parse(text) as Partial<Forms>;
        return Array.isArray(json.forms) && typeof json.kinds === 'object' ? (json as Forms) : null;
    } catch {
        return null;
    }
}

export async function loadLists(store: ListStore): Promise<Lists> {
    const dictionary = newest(store, FORMS, formsOf); // meanwhile
    const { root, other } = await pinnedRoot(store);
    const [keys, status] = root
        ? await Promise.all([
              newest<KeyList>(store, KEYS, (text) => keyListOf(text, root), (a, b) => a.asOf < b.asOf),
              newest<StatusList>(store, STATUS, (text) => statusListOf(text, root), (a, b) => a.asOf < b.asOf),
          ])
        : [null, null];
    const sources = [keys, status].flatMap((list) => list?.source ?? []);
    return {
        trust: root && { keys: keys?.value.keys ?? [], hosts: keys?.value.hosts ?? [], keysAsOf: keys?.value.asOf ?? null, status: status?.value ?? null },
        forms: (await dictionary)?.value ?? null,
        rootFingerprint: root ? await fingerprintOf(root) : '',
        otherRoot: other ? await fingerprintOf(other) : '',
        hasKeys: keys !== null,
        fetchedAt: sources.length > 0 ? Math.min(...sources.map(({ fetchedAt }) => fetchedAt)) : null,
        fromNetwork: sources.length > 0 && sources.every(({ fromNetwork }) => fromNetwork),
    };
}
