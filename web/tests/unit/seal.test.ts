// Base32, CBOR, cells and signatures: what a writer would not have written is refused.
import { describe, expect, it } from 'vitest';
import { fromBase32, fromBase64url, fromHex, toHex } from '../../src/seal/bytes';
import { CborReader, cborInteger } from '../../src/seal/cbor';
import { packCells, unpackCells } from '../../src/seal/cells';
import { ed25519ByLibrary } from '../../src/seal/signature';
import { looksLikeSeal } from '../../src/seal/token';
import { toBase32 } from '../support/seals';

const bytes = (hex: string) => fromHex(hex)!;

describe('Base32', () => {
    it('reads the test vectors of RFC 4648, 10, without padding', () => {
        const words = ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'];
        expect(words.map((word) => Buffer.from(fromBase32(word)!).toString())).toEqual(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']);
    });
    it.each(['M', 'MZX', 'MZ', 'my', 'MY======', 'M1', 'MZXW6Y', ' MY'])('refuses %j', (text) => {
        expect(fromBase32(text)).toBeNull();
    });
    it('base64url has neither padding nor stray bits', () => {
        expect(toHex(fromBase64url('AQI')!)).toBe('0102');
        expect([fromBase64url('AQI='), fromBase64url('AQJ'), fromBase64url('A+'), fromHex('0')]).toEqual([null, null, null, null]);
    });
});

describe('CBOR', () => {
    it.each([0, 23, 24, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -1, -24, -25, -256, -257, -719162])('integer %d comes back', (value) => {
        const reader = new CborReader(cborInteger(value));
        expect(reader.integer()).toBe(value);
        reader.end();
    });
    it('has the encodings of RFC 8949, appendix A', () => {
        expect([0, 23, 24, 100, 1000, 1000000, 1000000000000, -1, -10, -100, -1000].map((value) => toHex(cborInteger(value)))).toEqual(
            ['00', '17', '1818', '1864', '1903e8', '1a000f4240', '1b000000e8d4a51000', '20', '29', '3863', '3903e7']);
    });
    it.each(['1800', '1817', '190018', '1900ff', '1a0000ffff', '1b00000000ffffffff', '1b0020000000000000', '1c', '1f', '18', '', '40', 'f4'])(
        'refuses %s as an integer', (hex) => {
            expect(() => new CborReader(bytes(hex)).integer()).toThrow();
        });
    it.each(['5f4100ff', '4200', '61ff', '5801aa'])('refuses %s as a string', (hex) => {
        expect(() => new CborReader(bytes(hex)).bytes()).toThrow();
        expect(() => new CborReader(bytes(hex)).text()).toThrow();
    });
});

describe('cells', () => {
    it.each([[[]], [[85]], [[0, 100, 101]], [[5, 127, 6]], [[1, 2, 3, 4, 5, 6, 7]], [[1, 2, 3, 4, 5, 6, 7, 8]], [Array(255).fill(90)]])('%j come back', (codes) => {
        expect(unpackCells(packCells(codes))).toEqual(codes);
    });
    it('85 is 1010101 and a one-bit of filling', () => {
        expect(toHex(packCells([85]))).toBe('ab');
        expect(toHex(packCells([1, 2, 3, 4, 5, 6, 7]))).toBe('02081840a183ff');
    });
    it.each([['aa', 'a filling that is not ones'], ['abff', 'a byte of filling too many'], ['ff', 'only filling']])('%s is refused: %s', (hex) => {
        expect(unpackCells(bytes(hex))).toBeNull();
    });
    it('the first is on the page', () => expect(unpackCells(packCells([127, 5]))).toBeNull());
});

describe('Ed25519 by the library', () => {
    const key = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = bytes('92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00');
    it('knows test 2 of RFC 8032, 7.1', async () => {
        expect(await ed25519ByLibrary(key, bytes('72'), signature)).toBe(true);
        expect(await ed25519ByLibrary(key, bytes('73'), signature)).toBe(false);
        expect(await ed25519ByLibrary(key, bytes('72'), signature.slice(1))).toBe(false);
    });
});

describe('an address', () => {
    it.each(['HTTPS://HOCBA.EXAMPLE/V#A', 'https://hocba.example:8443/V#'])('%s looks like a seal', (text) => {
        expect(looksLikeSeal(text)).toBe(true);
    });
    it.each(['HTTP://HOCBA.EXAMPLE/V#A', 'HTTPS://HOCBA.EXAMPLE/v#A', 'HTTPS://HOCBA.EXAMPLE/X/V#A', 'HTTPS://A@B/V#A', 'HTTPS:///V#A'])('%s does not', (text) => {
        expect(looksLikeSeal(text)).toBe(false);
    });
    it('Base32 of the test is the page’s', () => expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI'));
});
