// Bytes as text and back. What the encoder would not have written is refused.

const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function decode(text: string, alphabet: string, width: number): Uint8Array | null {
    const out = new Uint8Array(Math.floor((text.length * width) / 8));
    let size = 0, bits = 0, held = 0;
    for (const c of text) {
        const digit = alphabet.indexOf(c);
        if (digit < 0) return null;
        bits = (bits << width) | digit;
        held += width;
        if (held >= 8) {
            held -= 8;
            out[size++] = bits >> held;
        }
        bits &= (1 << held) - 1;
    }
    return held >= width || bits !== 0 ? null : out;
}

/** RFC 4648, 6: upper case, no padding, stray bits zero. */
export const fromBase32 = (text: string) => decode(text, BASE32, 5);
/** RFC 4648, 5, without padding, as RFC 7515 has it. */
export const fromBase64url = (text: string) => decode(text, BASE64URL, 6);
export const fromHex = (text: string) => (text.length % 2 === 0 ? decode(text, HEX, 4) : null);

export function toHex(bytes: Uint8Array): string {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Null if the bytes are not well-formed UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return null;
    }
}

export const toUtf8 = (text: string) => new TextEncoder().encode(text);

export function concat(...parts: Uint8Array[]): Uint8Array {
    const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
        out.set(part, at);
        at += part.length;
    }
    return out;
}
