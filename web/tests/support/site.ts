// The built page behind a real HTTPS server on this machine, with the headers that README.md asks for.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { published } from './sample';

const DIST = new URL('../../dist/', import.meta.url).pathname;
const TYPES: Record<string, string> = {
    '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
    '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json',
};
/** What the servers of README.txt send with gzip. */
const TEXT = /^(text|image\/svg|application\/(json|manifest))/;
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface Site {
    port: number;
    /** What is published beside the page; a test may change it. */
    lists: Record<string, string>;
    /** Paths and sizes of what was given since the last reset. */
    given: { path: string; size: number }[];
    /** No: whoever asks finds no server. */
    isUp: boolean;
    stop(): Promise<void>;
}

function certificate(): { key: Buffer; cert: Buffer } {
    const folder = mkdtempSync(join(tmpdir(), 'hocba-web-'));
    try {
        const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
        execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
            '-subj', '/CN=hocba.example', '-keyout', key, '-out', cert], { stdio: 'ignore' });
        return { key: readFileSync(key), cert: readFileSync(cert) };
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** A folder without its slash is redirected to, as common servers do. */
function answerOf(path: string, root: string, lists: Record<string, string>): { status: number; body: Buffer; location?: string; type: string } {
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const list = lists[path.slice(1)];
    if (list !== undefined) return { status: 200, body: Buffer.from(list), type };
    const file = join(root, normalize(path));
    if (!existsSync(file)) return { status: 404, body: Buffer.alloc(0), type };
    if (!statSync(file).isDirectory()) return { status: 200, body: readFileSync(file), type };
    if (!path.endsWith('/')) return { status: 301, body: Buffer.alloc(0), location: `${path}/`, type };
    return { status: 200, body: readFileSync(join(file, 'index.html')), type: TYPES['.html']! };
}

/** `root`: a folder that holds everything; without it the built page and the lists of sample.ts. */
export async function startSite(root?: string): Promise<Site> {
    const site = { lists: root ? {} : published(), given: [], isUp: true } as unknown as Site;
    const server: Server = createServer(certificate(), (request, response) => {
        if (!site.isUp) return void request.socket.destroy();
        const path = new URL(request.url!, 'https://x').pathname;
        const { status, body, location, type } = answerOf(path, root ?? DIST, site.lists);
        const sent = TEXT.test(type) || path.endsWith('.jws') ? gzipSync(body) : body;
        site.given.push({ path, size: sent.length });
        response.writeHead(status, {
            ...(sent === body ? {} : { 'content-encoding': 'gzip' }),
            'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff',
            ...(location ? { location } : {}),
        });
        response.end(sent);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.port = (server.address() as AddressInfo).port;
    site.stop = () => new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
    });
    return site;
}
