// Keeps the page on the device, so that it opens without network. The lists are kept by the page itself, which
// can judge them (site/lists.ts).
export {};

declare const __SHELL__: string[]; // what the page needs, relative to this file: put in by vite.config.ts
declare const __SCANNER__: string[]; // what only scanning needs: fetched when there is time
declare const __CACHE__: string; // changes whenever a file does

const worker = self as unknown as ServiceWorkerGlobalScope;
const scope = new URL('./', worker.location.href);
const address = (name: string) => new URL(name, scope).href;
const PAGE = 'v/';
const shell = new Set(__SHELL__.map(address));
const scanner = new Set(__SCANNER__.map(address));

/** A kept answer must not be a redirected one: navigations refuse those. */
async function fetchWhole(url: string): Promise<Response> {
    const answer = await fetch(url, { cache: 'no-cache', credentials: 'omit' });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
}

async function fill(urls: Iterable<string>): Promise<void> {
    const cache = await caches.open(__CACHE__);
    for (const url of urls) if (!(await cache.match(url))) await cache.put(url, await fetchWhole(url));
}

async function fromCache(url: string): Promise<Response> {
    const cache = await caches.open(__CACHE__);
    const kept = await cache.match(url);
    if (kept) return kept;
    const answer = await fetchWhole(url);
    await cache.put(url, answer.clone());
    return answer;
}

async function dropOldCaches(): Promise<void> {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith('hocba-page-') && name !== __CACHE__);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
}

/** The page's file for a navigation to /V, /v/, /V/index.html …; "" for any other address. */
function pageFor(url: URL): string {
    const path = url.pathname.slice(scope.pathname.length);
    return /^v(\/(index\.html)?)?$/i.test(path) ? PAGE : '';
}

worker.addEventListener('install', (event) => event.waitUntil(fill(shell)));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldCaches()));
worker.addEventListener('message', (event) => {
    if (event.data === 'use-new-version') void worker.skipWaiting();
    if (event.data === 'keep-scanner') event.waitUntil(fill(scanner).catch(() => undefined));
});
worker.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== 'GET' || url.origin !== scope.origin) return;
    if (event.request.mode === 'navigate') {
        const page = pageFor(url);
        // A browser keeps the fragment over a redirect; the page's relative addresses need the slash.
        if (page && !/[/l]$/i.test(url.pathname)) return event.respondWith(Response.redirect(address(page)));
        if (page) return event.respondWith(fromCache(address(page)));
        return;
    }
    url.search = '';
    if (shell.has(url.href) || scanner.has(url.href)) event.respondWith(fromCache(url.href));
});
