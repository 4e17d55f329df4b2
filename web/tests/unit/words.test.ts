// Words: marks as the form prints them, times, and the program's own catalogue of reasons.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dayText, instantText, parseInstant } from '../../src/trust/instant';
import { printed } from '../../src/verify/forms';
import { CATALOGUE } from '../../src/verify/reasons';
import { sayIn } from '../../src/strings';

describe('a code', () => {
    it.each([
        [85, { print: 'tenths' }, '8,5'], [100, { print: 'tenths' }, '10,0'], [0, { print: 'tenths' }, '0,0'], [90, { print: 'whole' }, '9'], [45, { print: 'count' }, '45'], [0, { print: 'count' }, '0'],
        [105, { words: { '105': 'T' } }, 'T'], [104, { words: { '104': '/' } }, '/'],
    ] as const)('%d is printed as the form prints it', (code, kind, text) => {
        expect(printed(code, kind)).toEqual({ as: 'text', text });
    });
    it.each([[103, 'unknown'], [104, 'blank'], [126, 'not-kept'], [85, 'unknown'], [110, 'unknown']] as const)('%d of a kind without it: %s', (code, as) => {
        expect(printed(code, { words: {} })).toEqual({ as });
    });
    it('85 is no whole mark', () => expect(printed(85, { print: 'whole' })).toEqual({ as: 'unknown' }));
});

describe('a time', () => {
    it.each([['2024-05-31T10:00:00+07:00', 1717124400], ['2024-05-31T03:00:00Z', 1717124400], ['1969-12-31T23:59:59Z', -1], ['2024-02-29T00:00:00Z', 1709164800]])(
        '%s is read', (text, seconds) => expect(parseInstant(text)).toBe(seconds));
    it.each(['2024-05-31', '2023-02-29T00:00:00Z', '2024-13-01T00:00:00Z', '2024-05-31T24:00:00Z', '2024-05-31T10:00:00', '2024-05-31T10:00:00.5Z', '2024-05-31T10:00:00+0700', 5])(
        '%s is not', (text) => expect(parseInstant(text)).toBeNull());
    it('is shown as in Vietnam', () => {
        expect([instantText(1717124400), dayText(16144), dayText(-1), instantText(1717088399)]).toEqual(
            ['10:00 31/05/2024', '15/03/2014', '31/12/1969', '23:59 30/05/2024']);
    });
});

describe('words', () => {
    const folder = new URL('../../../engine/verify/', import.meta.url);
    const program = new Map(readdirSync(folder).filter((name) => /^catalogue_.*\.cc$/.test(name))
        .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\{"([a-z-]+)",\s*Verdict::(\w+),/g)])
        .map(([, code, weight]) => [code!, weight!] as const));
    it('of every reason weigh what they weigh in the program', () => {
        const page = Object.entries(CATALOGUE).map(([code, { weight }]) => `${code} ${weight}`);
        expect(page.filter((line) => line !== `${line.split(' ')[0]} ${program.get(line.split(' ')[0]!)}`)).toEqual([]);
    });
    it('take values', () => {
        expect(sayIn('vi')('progress', { done: 3, all: 4 })).toBe('Đã so 3 / 4 dòng');
        expect(sayIn('en')('progress', { done: 3, all: 4 })).toBe('3 of 4 rows compared');
    });
});
