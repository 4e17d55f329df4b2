// CBOR in deterministic encoding (RFC 8949, 4.2.1), as far as a seal needs it.
import { concat, fromUtf8, toUtf8 } from './bytes';

const enum Major { unsigned = 0, negative = 1, bytes = 2, text = 3, array = 4, map = 5, tag = 6 }

/** Thrown by the reader and caught where a seal is parsed: nothing else sees it. */
export class MalformedCbor extends Error {}

/** Takes one item after the other; every other encoding of the same values is refused. */
export class CborReader {
    private at = 0;
    constructor(private readonly data: Uint8Array) {}

    /** Integers of more than 53 bits are refused: no claim has one. */
    integer(): number {
        const [major, value] = this.head();
        if (major === Major.unsigned) return value;
        if (major === Major.negative) return -1 - value;
        throw new MalformedCbor('integer');
    }
    bytes(): Uint8Array {
        return this.take(this.expect(Major.bytes));
    }
    text(): string {
        const text = fromUtf8(this.take(this.expect(Major.text)));
        if (text === null) throw new MalformedCbor('text');
        return text;
    }
    array(items: number): void {
        if (this.expect(Major.array) !== items) throw new MalformedCbor('array');
    }
    map(pairs: number): void {
        if (this.expect(Major.map) !== pairs) throw new MalformedCbor('map');
    }
    tag(number: number): void {
        if (this.expect(Major.tag) !== number) throw new MalformedCbor('tag');
    }
    end(): void {
        if (this.at !== this.data.length) throw new MalformedCbor('end');
    }

    private expect(wanted: Major): number {
        const [major, value] = this.head();
        if (major !== wanted) throw new MalformedCbor('kind');
        return value;
    }
    private take(size: number): Uint8Array {
        if (this.at + size > this.data.length) throw new MalformedCbor('length');
        this.at += size;
        return this.data.slice(this.at - size, this.at);
    }
    /** Major type and argument, in the shortest form only. */
    private head(): [Major, number] {
        const first = this.take(1)[0]!;
        const major: Major = first >> 5, short = first & 31;
        if (short < 24) return [major, short];
        if (short > 27) throw new MalformedCbor('head');
        const size = 1 << (short - 24);
        let value = 0;
        for (const byte of this.take(size)) value = value * 256 + byte;
        const least = size === 1 ? 24 : 2 ** (size * 4);
        if (value < least || !Number.isSafeInteger(value)) throw new MalformedCbor('head');
        return [major, value];
    }
}

function head(major: Major, value: number): Uint8Array {
    if (value < 24) return Uint8Array.of((major << 5) | value);
    const size = value < 2 ** 8 ? 1 : value < 2 ** 16 ? 2 : value < 2 ** 32 ? 4 : 8;
    const out = new Uint8Array(1 + size);
    out[0] = (major << 5) | (24 + Math.log2(size));
    for (let i = size; i > 0; --i, value = Math.floor(value / 256)) out[i] = value % 256;
    return out;
}

export const cborInteger = (value: number) =>
    value >= 0 ? head(Major.unsigned, value) : head(Major.negative, -1 - value);
export const cborBytes = (bytes: Uint8Array) => concat(head(Major.bytes, bytes.length), bytes);
export const cborText = (text: string) => concat(head(Major.text, toUtf8(text).length), toUtf8(text));
export const cborArray = (...items: Uint8Array[]) => concat(head(Major.array, items.length), ...items);
/** Keys and values in turn, the keys sorted already. */
export const cborMap = (...items: Uint8Array[]) => concat(head(Major.map, items.length / 2), ...items);
export const cborTag = (number: number, item: Uint8Array) => concat(head(Major.tag, number), item);
