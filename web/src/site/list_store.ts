// Where lists come from and where they are kept: the site, and this browser's Cache storage.

export interface Stored {
    text: string;
    fetchedAt: number; // seconds since 1970-01-01T00:00:00Z
    fromNetwork: boolean;
}

export interface ListStore {
    /** From the network; null if it does not answer. A city's lists over a slow telephone take a while. */
    fetch(name: string): Promise<Stored | null>;
    kept(name: string): Promise<Stored | null>;
    keep(name: string, stored: Stored): Promise<void>;
    forget(name: string): Promise<void>;
}

const CACHE = 'hocba-lists', FETCHED_AT = 'x-fetched-at', PATIENCE_MS = 60_000;

/** What is kept, alone. */
export const withoutNetwork = (store: ListStore): ListStore => ({ ...store, fetch: async () => null });

/** `base`: the folder that holds trust/ and forms.json. */
export function browserStore(base: URL): ListStore {
    const address = (name: string) => new URL(name, base).href;
    const cache = async () => ('caches' in globalThis ? caches.open(CACHE).catch(() => null) : null);
    return {
        async fetch(name) {
            const stop = new AbortController();
            const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
            try {
                const answer = await fetch(address(name), { cache: 'no-cache', credentials: 'omit', signal: stop.signal });
                if (!answer.ok) return null;
                return { text: await answer.text(), fetchedAt: Math.floor(Date.now() / 1000), fromNetwork: true };
            } catch {
                return null;
            } finally {
                clearTimeout(timer);
            }
        },
        async kept(name) {
            const found = await (await cache())?.match(address(name));
            if (!found) return null;
            return { text: await found.text(), fetchedAt: Number(found.headers.get(FETCHED_AT)), fromNetwork: false };
        },
        async keep(name, { text, fetchedAt }) {
            const answer = new Response(text, { headers: { [FETCHED_AT]: String(fetchedAt) } });
            await (await cache())?.put(address(name), answer).catch(() => undefined); // no room: the next time then
        },
        async forget(name) {
            await (await cache())?.delete(address(name));
        },
    };
}
