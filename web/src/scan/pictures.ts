// The pictures that the clerk chose, each read in turn.
import { looksLikeSeal } from '../seal/token';
import { readPicture, readerWorks } from './scanner';
import { pixelsOf } from './still';

export interface PictureResult {
    name: string;
    outcome: 'seals' | 'no-seal' | 'broken' | 'no-reader';
    texts: string[];
}

async function readOne(file: File): Promise<PictureResult> {
    const pixels = await pixelsOf(file);
    if (!pixels) return { name: file.name, outcome: 'broken', texts: [] };
    const read = await readPicture(pixels, true);
    if (!read) return { name: file.name, outcome: 'no-reader', texts: [] };
    const texts = read.filter(looksLikeSeal);
    return { name: file.name, outcome: texts.length > 0 ? 'seals' : 'no-seal', texts };
}

export async function readPictures(files: File[], onStart: (index: number) => void): Promise<PictureResult[]> {
    const results: PictureResult[] = [];
    for (const [index, file] of files.entries()) {
        onStart(index);
        results.push(await readOne(file));
    }
    return results.map((one) => (one.outcome === 'no-reader' && readerWorks() ? { ...one, outcome: 'broken' } : one));
}
