// Reads QR codes off the main thread, by ZXing-C++ as WebAssembly.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { attempts, greyOf, rgbaOf } from './picture';

export interface Question {
    id: number;
    wasm: string; // its address
    rgba: Uint8ClampedArray;
    width: number;
    height: number;
    thorough: boolean; // a still picture: with the rescaled attempts
}
export interface Answer {
    id: number;
    texts: string[] | null; // null: the reader could not be started
}

const OPTIONS = { formats: ['QRCode' as const], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 8 };

const read = async (rgba: Uint8ClampedArray, width: number, height: number) =>
    (await readBarcodes(new ImageData(rgba, width, height), OPTIONS)).filter((one) => one.isValid).map((one) => one.text);

async function answer({ wasm, rgba, width, height, thorough }: Question): Promise<string[]> {
    await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
    if (!thorough) return read(rgba, width, height);
    for (const grey of attempts(greyOf(rgba, width, height))) {
        const texts = await read(rgbaOf(grey), grey.width, grey.height);
        if (texts.length > 0) return texts;
    }
    return [];
}

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
    const reply = (texts: string[] | null) => self.postMessage({ id: data.id, texts } satisfies Answer);
    answer(data).then(reply, () => reply(null));
});
