// Builds the page into dist/: files that any static server can give (README.md lists them).
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const OUT = 'dist', WORKER = 'sw.js';

const filesIn = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? filesIn(path) : [relative(OUT, path)];
    });

/** Tells the service worker what to keep; a QR's address is /V, a browser may write /v: both are the page. */
function publishedFiles(): Plugin {
    return {
        name: 'published-files',
        apply: 'build',
        closeBundle() {
            const files = filesIn(OUT).filter((file) => file !== WORKER).sort();
            const hash = createHash('sha256');
            for (const file of files) hash.update(file).update(readFileSync(join(OUT, file)));
            const isScanner = (file: string) => /^assets\/(scan|worker|zxing)/.test(file);
            const shell = files.filter((file) => !isScanner(file) && !file.endsWith('index.html')).concat('v/');
            const values = {
                __SHELL__: JSON.stringify(shell),
                __SCANNER__: JSON.stringify(files.filter(isScanner)),
                __CACHE__: JSON.stringify(`hocba-page-${hash.digest('hex').slice(0, 16)}`),
            };
            let worker = readFileSync(join(OUT, WORKER), 'utf8');
            for (const [name, value] of Object.entries(values)) worker = worker.replaceAll(name, value);
            writeFileSync(join(OUT, WORKER), worker);
            mkdirSync(join(OUT, 'V'), { recursive: true });
            copyFileSync(join(OUT, 'v/index.html'), join(OUT, 'V/index.html'));
        },
    };
}

export default defineConfig({
    base: './',
    plugins: [publishedFiles()],
    worker: { format: 'iife' },
    build: {
        outDir: OUT,
        target: 'es2020',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rollupOptions: {
            input: { page: 'v/index.html', sw: 'src/service_worker.ts' },
            output: {
                entryFileNames: (chunk) => (chunk.name === 'sw' ? WORKER : 'assets/[name]-[hash].js'),
                chunkFileNames: 'assets/[name]-[hash].js',
                assetFileNames: 'assets/[name]-[hash][extname]',
            },
        },
    },
});
