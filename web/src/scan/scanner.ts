// The worker as a function from a picture to its QR texts. Loaded when the first picture comes.
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Answer, Question } from './worker';

type Reading = (texts: string[] | null) => void;
let worker: Worker | null = null;
let last = 0;
const open = new Map<number, Reading>();
let hasRead = false;

/** Whether it ever read a picture: one on which it fails since then is itself at fault. */
export const readerWorks = () => hasRead;

function started(): Worker {
    if (worker) return worker;
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
        if (data.texts) hasRead = true;
        open.get(data.id)?.(data.texts);
        open.delete(data.id);
    });
    worker.addEventListener('error', failAll);
    return worker;
}

/** The next picture starts a new worker. */
function failAll(): void {
    worker?.terminate();
    worker = null;
    for (const reading of open.values()) reading(null);
    open.clear();
}

/** Null if the reader could not be loaded. */
export function readPicture(image: ImageData, thorough: boolean): Promise<string[] | null> {
    return new Promise((resolve) => {
        const id = ++last;
        open.set(id, resolve);
        const question: Question = {
            id, thorough, wasm: new URL(wasm, import.meta.url).href, rgba: image.data, width: image.width, height: image.height,
        };
        started().postMessage(question, [image.data.buffer]);
    });
}
