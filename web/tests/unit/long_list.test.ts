// The lists of a city as the page takes them: 1.5 million documents with 0.1 % exceptions, a season in which a tenth is
// waiting, and a stolen key with the documents of its school. Times are told, never asserted: tests/bench/README.md.
import { expect, it } from 'vitest';
import { keyListOf, rootOf, statusListOf } from '../../src/trust/trust';
import { verifySeals } from '../../src/verify/verify';
import { NOW, digest, digestOf, forms, keyEntry, keyList, published, sealed, statusEntry, statusList } from '../support/sample';

const documents = (count: number, of: string) => Array.from({ length: count }, (_, i) => digest(`${of} ${i}`, 8));

async function inTime<T>(what: string, act: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const value = await act();
    console.info(`${what}: ${(performance.now() - began).toFixed(0)} ms`);
    return value;
}

it.each([[1500, 'pending'], [150_000, 'pending'], [150_000, 'revoked']])('a status list of %i exceptions gives the verdict: %s', async (count, state) => {
    const entries = documents(count - 1, 'exception').map((document) => ({ document, revision: 1, state: 'pending' }));
    const jws = statusList({ entries: [...entries, statusEntry(state)] });
    const root = (await rootOf(published()['trust/seal-root.jwk']!))!;
    const status = (await inTime(`${count} exceptions, ${jws.length} characters, read`, () => statusListOf(jws, root)))!;
    expect(status.entries.length).toBe(count);
    const { keys, hosts, asOf: keysAsOf } = (await keyListOf(keyList(), root))!;
    const trust = { keys, hosts, keysAsOf, status };
    const listed = await inTime('and looked up', () => verifySeals([sealed()], { trust, forms, at: NOW, complete: false }));
    expect(listed.reasons.map((reason) => reason.code)).toContain(`status-${state}`);
    const free = await verifySeals([sealed({ document: digest('free', 8) })], { trust, forms, at: NOW, complete: false });
    expect(free.verdict).toBe('valid');
});

it('a stolen key with 20000 documents of 4 pages tells its own seals from a back-dated one', async () => {
    const issued = [...Array.from({ length: 79_999 }, (_, i) => digest(`seal ${i}`, 12)), await digestOf(sealed())];
    const jws = keyList([keyEntry({ state: 'stolen', issued })]);
    const root = (await rootOf(published()['trust/seal-root.jwk']!))!;
    const { keys, hosts, asOf: keysAsOf } = (await inTime(`80000 seals, ${jws.length} characters, read`, () => keyListOf(jws, root)))!;
    const status = await statusListOf(statusList(), root);
    const judged = async (text: string) => verifySeals([text], { trust: { keys, hosts, keysAsOf, status }, forms, at: NOW, complete: false });
    const own = await judged(sealed()), forged = await judged(sealed({ codes: [106, 90] }));
    expect([own.verdict, own.reasons.map(({ code }) => code)]).toEqual(['valid', expect.arrayContaining(['seal-key-stolen-listed'])]);
    expect([forged.verdict, forged.reasons.map(({ code }) => code)]).toEqual(['indeterminate', expect.arrayContaining(['seal-key-stolen'])]);
});
