// Every named verdict of a seal, by seals and lists that are made here.
import { describe, expect, it } from 'vitest';
import { keyListOf, rootOf, statusListOf, type Trust } from '../../src/trust/trust';
import { verifySeals } from '../../src/verify/verify';
import { ed25519Key, makeJws, p256Key } from '../support/keys';
import { claimsCbor, seal, sealPayload } from '../support/seals';
import {
    NOW, claims, digestOf, forms, keyEntry, keyList, otherDocument, root, schoolKey, sealed, statusEntry, statusList,
} from '../support/sample';

async function trustOf(keys = keyList(), status: string | null = statusList()): Promise<Trust> {
    const key = (await rootOf(JSON.stringify(root.jwk)))!;
    const list = await keyListOf(keys, key);
    return { keys: list?.keys ?? [], hosts: list?.hosts ?? [], keysAsOf: list?.asOf ?? null, status: status === null ? null : await statusListOf(status, key) };
}

/** "valid as-of-year legal-note not-sealed" */
async function judged(texts: string[], trust: Trust | null, complete = false, dictionary: typeof forms | null = forms) {
    const report = await verifySeals(texts, { trust, forms: dictionary, at: NOW, complete });
    return [report.verdict, ...new Set(report.reasons.map((reason) => reason.code).sort())].join(' ');
}

const GOOD = 'valid as-of-year legal-note not-sealed';
const below = (verdict: string, ...codes: string[]) => [verdict, ...['as-of-year', 'not-sealed', ...codes].sort()].join(' ');
const remark = (code: string) => ['valid', ...['as-of-year', 'legal-note', 'not-sealed', code].sort()].join(' ');

describe('one seal', () => {
    it('is valid with an active key and a current list', async () => {
        expect(await judged([sealed()], await trustOf())).toBe(GOOD);
    });
    it('is valid with ES256, and the address may be in lower case', async () => {
        const key = p256Key();
        const text = seal(claims(), key).replace('HTTPS://HOCBA.EXAMPLE', 'https://hocba.example');
        expect(await judged([text], await trustOf(keyList([keyEntry({}, key)])))).toBe(GOOD);
    });
    it.each(['', 'HTTPS://EXAMPLE.COM/', 'HTTPS://HOCBA.EXAMPLE/V#', 'HTTPS://HOCBA.EXAMPLE/V#A', 'HTTPS://HOCBA.EXAMPLE/V#ABC='])(
        'is no seal: %j', async (text) => {
            expect(await judged([text], await trustOf())).toBe('invalid seal-text');
        });
    it('with one character exchanged is never valid: every character', async () => {
        const text = sealed(), trust = await trustOf(), accepted: number[] = [];
        for (let at = text.indexOf('#') + 1; at < text.length; ++at) {
            const changed = text.slice(0, at) + (text[at] === 'Q' ? 'R' : 'Q') + text.slice(at + 1);
            if ((await judged([changed], trust)).startsWith('valid')) accepted.push(at);
        }
        expect(accepted).toEqual([]);
    });
    it('with a mark changed by a forger is forged', async () => {
        const trust = await trustOf();
        const forged = ed25519Key('forger');
        forged.kid = schoolKey.kid;
        expect(await judged([seal(claims(), forged)], trust)).toBe(below('invalid', 'seal-signature'));
    });
    it.each([
        ['a version that is not 1', sealPayload(claimsCbor(claims(), 2), schoolKey)],
        ['page 5 of 4', sealed({ page: 5 })],
        ['revision 0', sealed({ revision: 0 })],
        ['a name that is not NFC', sealed({ name: 'Nguyễn'.normalize('NFD') })],
        ['a control character', sealed({ className: '4A\n1' })],
        ['a tail of five digits', sealed({ pupilTail: '00170' })],
        ['cells without any', sealed({ codes: [], first: 3 })],
        ['a first cell that is not there', sealed({ codes: [127, 105] })],
        ['a cell number of 255', sealed({ codes: [105], first: 255 })],
        ['the year 999', sealed({ schoolYear: 999 })],
    ])('has no possible claims: %s', async (_, text) => {
        expect(await judged([text], await trustOf())).toBe('invalid seal-text');
    });
    it('of a strange host is told, unless no hosts are listed', async () => {
        const text = sealed({}, schoolKey, 'H0CBA.EXAMPLE');
        expect(await judged([text], await trustOf())).toBe(below('invalid', 'seal-host'));
        expect(await judged([text], await trustOf(keyList([keyEntry()], null)))).toBe(GOOD);
        expect(await judged([text], await trustOf(keyList([keyEntry()], [])))).toBe(GOOD);
    });
});

describe('the key', () => {
    it.each([
        ['retired', remark('seal-key-retired')],
        ['revoked', below('indeterminate', 'seal-key-revoked')],
        ['stolen', below('indeterminate', 'seal-key-stolen')],
    ])('that is %s decides', async (state, expected) => {
        expect(await judged([sealed()], await trustOf(keyList([keyEntry({ state })])))).toBe(expected);
    });
    it('that was stolen is believed for the seals of its issued-set', async () => {
        const trust = await trustOf(keyList([keyEntry({ state: 'stolen', issued: [await digestOf(sealed())] })]));
        expect(await judged([sealed()], trust)).toBe(remark('seal-key-stolen-listed'));
        expect(await judged([sealed({ codes: [106, 90] })], trust)).toBe(below('indeterminate', 'seal-key-stolen'));
        expect(await judged([sealed({ document: otherDocument })], trust)).toBe(below('indeterminate', 'seal-key-stolen'));
    });
    it('signs only within its time and for its school', async () => {
        const early = keyEntry({ from: '2020-01-01T00:00:00Z', until: '2021-01-01T00:00:00Z' });
        expect(await judged([sealed()], await trustOf(keyList([early])))).toBe(below('invalid', 'seal-key-time'));
        expect(await judged([sealed()], await trustOf(keyList([keyEntry({ school: '01000999' })])))).toBe(below('invalid', 'seal-key-school'));
    });
    it('that is not listed is unknown', async () => {
        expect(await judged([sealed()], await trustOf(keyList([])))).toBe(below('indeterminate', 'seal-key-unknown'));
    });
});

describe('the lists', () => {
    it.each([
        ['pending', 'indeterminate'], ['revoked', 'invalid'], ['superseded', 'invalid'],
    ])('say %s', async (state, verdict) => {
        const trust = await trustOf(keyList(), statusList({ entries: [statusEntry(state)] }));
        expect(await judged([sealed()], trust)).toBe(below(verdict, `status-${state}`));
    });
    it('are told when they are missing, expired or older than the seal', async () => {
        expect(await judged([sealed()], await trustOf(keyList(), null))).toBe(below('indeterminate', 'status-unknown'));
        expect(await judged([sealed()], await trustOf(keyList(), statusList({ expires: NOW - 1 })))).toBe(below('indeterminate', 'status-expired'));
        const old = statusList({ asOf: claims().issuedAt - 1 });
        expect(await judged([sealed()], await trustOf(keyList(), old))).toBe(below('indeterminate', 'status-older'));
        expect(await judged([sealed()], null)).toBe(below('indeterminate', 'no-trust'));
        expect(await judged([sealed()], await trustOf(keyList(), statusList({ keysAsOf: NOW })))).toBe(below('indeterminate', 'keys-stale'));
        expect(await judged([sealed()], await trustOf(keyList(), statusList({ keysAsOf: NOW - 2 * 86_400 })))).toBe(GOOD);
        const future = (asOf: number) => trustOf(keyList(), statusList({ asOf, keysAsOf: NOW - 86_400 }));
        expect(await judged([sealed()], await future(NOW + 86_401))).toBe(below('indeterminate', 'clock-behind'));
        expect(await judged([sealed()], await future(NOW + 86_399))).toBe(GOOD);
    });
    it.each([
        ['another root', keyList([keyEntry()], ['x'], ed25519Key('other root'))],
        ['another type', makeJws(root, 'status', { keys: [keyEntry()] })],
        ['no moment that it is of', makeJws(root, 'seal-keys', { keys: [keyEntry()] })],
        ['a third header member', makeJws(root, 'seal-keys', { keys: [keyEntry()] }, { alg: 'EdDSA', typ: 'seal-keys', kid: 'x' })],
        ['a kid that is not the key’s digest', keyList([keyEntry({ kid: '00000000' })])],
        ['a private key', keyList([keyEntry({ d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' })])],
        ['a state of its own', keyList([keyEntry({ state: 'fine' })])],
        ['no time', keyList([keyEntry({ until: '2027-01-01' })])],
        ['an end before the start', keyList([keyEntry({ until: '2001-01-01T00:00:00Z' })])],
        ['a fourth part', `${keyList()}.AA`],
    ])('are not believed with %s', async (_, jws) => {
        expect(await judged([sealed()], await trustOf(jws))).toBe(below('indeterminate', 'seal-key-unknown'));
    });
});

describe('several pages', () => {
    const page1 = sealed({ page: 1 }), page2 = sealed({ page: 2 }), page3 = sealed(), page4 = sealed({ page: 4 });
    it('make a set, complete or not', async () => {
        const trust = await trustOf();
        expect(await judged([page1, page2, page3, page4], trust, true)).toBe(GOOD);
        expect(await judged([page3, page1], trust)).toBe(GOOD);
        expect(await judged([page3, page1], trust, true)).toBe(below('indeterminate', 'pages-missing'));
        const report = await verifySeals([page3, page1], { trust, forms, at: NOW, complete: false });
        expect(report.missing).toEqual([2, 4]);
    });
    it('name what does not belong', async () => {
        const trust = await trustOf();
        expect(await judged([page3, sealed({ page: 1, document: otherDocument, name: 'Nguyễn Văn B' })], trust)).toBe(below('invalid', 'seal-pupil'));
        expect(await judged([page3, sealed({ page: 1, document: otherDocument, schoolYear: 2024 })], trust)).toBe(below('invalid', 'seal-foreign'));
        expect(await judged([page3, sealed({ page: 1, document: otherDocument })], trust)).toBe(below('invalid', 'seal-mixed-revisions'));
        expect(await judged([page3, sealed({ page: 1, setDigest: '0011223344556677' })], trust)).toBe(below('invalid', 'seal-set'));
        expect(await judged([page3, sealed({ page: 1, revision: 2 })], trust)).toBe(below('invalid', 'seal-mixed-revisions'));
        expect(await judged([page3, page3], trust)).toBe(remark('seal-page-twice'));
        expect(await judged([page3, sealed({ codes: [106, 90] })], trust)).toBe(below('invalid', 'seal-page-differs'));
        expect(await judged([page3, sealed({ page: 1, name: 'Nguyễn Văn B' })], trust)).toBe(below('invalid', 'seal-set'));
    });
    it('of a book may be of several years', async () => {
        expect(await judged([page3, sealed({ page: 4, schoolYear: 2024, className: '3A1' })], await trustOf())).toBe(GOOD);
    });
    it('that are none are no seal', async () => {
        expect(await judged([], await trustOf())).toBe('invalid no-seal');
    });
});

describe('the form', () => {
    it.each([
        ['is unknown', { form: 99 }], ['has fewer cells', { first: 20 }], ['does not know the code', { codes: [101] }],
        ['prints whole marks only', { codes: [105, 85] }],
    ])('%s', async (_, changes) => {
        expect(await judged([sealed(changes)], await trustOf())).toBe(below('indeterminate', 'form-unknown'));
    });
    it('dictionary is not at hand', async () => {
        expect(await judged([sealed()], await trustOf(), false, null)).toBe(below('indeterminate', 'form-unknown'));
    });
});
