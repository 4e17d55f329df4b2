// The sealed cells of a page: codes of 7 bits, most significant first, the last byte filled up with one-bits.

const WIDTH = 7;
/** Cells are numbered below it. */
export const MOST_CELLS = 255;
/** The cell is not on this page; a rest of 7 filling bits reads so too. */
export const ABSENT = 127;

/** Null if the bytes are not as a writer leaves them. */
export function unpackCells(bytes: Uint8Array): number[] | null {
    const codes: number[] = [];
    let bits = 0, held = 0;
    for (const byte of bytes) {
        bits = (bits << 8) | byte;
        held += 8;
        while (held >= WIDTH) {
            held -= WIDTH;
            codes.push((bits >> held) & ABSENT);
        }
        bits &= (1 << held) - 1;
    }
    if (bits !== (1 << held) - 1) return null; // the filling
    while (codes.at(-1) === ABSENT) codes.pop();
    if (codes[0] === ABSENT || bytes.length !== Math.ceil((codes.length * WIDTH) / 8)) return null;
    return codes;
}

export function packCells(codes: number[]): Uint8Array {
    const out = new Uint8Array(Math.ceil((codes.length * WIDTH) / 8)).fill(255);
    codes.forEach((code, index) => {
        for (let bit = 0; bit < WIDTH; ++bit) {
            const at = index * WIDTH + bit;
            if (!((code >> (WIDTH - 1 - bit)) & 1)) out[at >> 3]! &= ~(128 >> (at & 7));
        }
    });
    return out;
}
