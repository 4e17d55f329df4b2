// Which lists are believed and kept, when the network lies, lags or is silent.
import { beforeEach, describe, expect, it } from 'vitest';
import { acceptRoot, loadLists } from '../../src/site/lists';
import type { ListStore, Stored } from '../../src/site/list_store';
import { ed25519Key } from '../support/keys';
import { HOST, NOW, keyEntry, keyList, published, statusList } from '../support/sample';

let online: Record<string, string>, kept: Map<string, Stored>, store: ListStore;

beforeEach(() => {
    online = published();
    kept = new Map();
    store = {
        fetch: async (name) => (online[name] === undefined ? null : { text: online[name]!, fetchedAt: NOW, fromNetwork: true }),
        kept: async (name) => kept.get(name) ?? null,
        keep: async (name, stored) => void kept.set(name, { ...stored, fromNetwork: false }),
        forget: async (name) => void kept.delete(name),
    };
});
const STATUS = 'trust/status.jws', KEYS = 'trust/seal-keys.jws', ROOT = 'trust/seal-root.jwk';
const other = ed25519Key('other root');

describe('lists', () => {
    it('come from the network and are kept', async () => {
        const lists = await loadLists(store);
        expect([lists.trust?.keys.length, lists.trust?.hosts, lists.trust?.status?.entries, lists.forms?.forms.length]).toEqual([1, [HOST], [], 2]);
        expect([lists.fromNetwork, lists.fetchedAt]).toEqual([true, NOW]);
        expect([...kept.keys()].sort()).toEqual(['forms.json', KEYS, ROOT, STATUS].sort());
    });
    it('do not wait for the dictionary of forms, which is larger', async () => {
        let isAsked = () => {};
        const keysAsked = new Promise<void>((resolve) => (isAsked = resolve));
        const fetch = store.fetch;
        store.fetch = async (name) => {
            if (name === KEYS) isAsked();
            if (name === 'forms.json') await keysAsked;
            return fetch(name);
        };
        expect((await loadLists(store)).forms?.forms.length).toBe(2);
    });
    it('are as old as the older of them', async () => {
        await loadLists(store);
        delete online[STATUS];
        const later = NOW + 7200, fetch = store.fetch;
        store.fetch = async (name) => fetch(name).then((answer) => answer && { ...answer, fetchedAt: later });
        expect(await loadLists(store)).toMatchObject({ fetchedAt: NOW, fromNetwork: false, hasKeys: true });
        online[STATUS] = statusList();
        expect(await loadLists(store)).toMatchObject({ fetchedAt: later, fromNetwork: true, hasKeys: true });
    });
    it('are the kept ones without network, and say so', async () => {
        await loadLists(store);
        online = {};
        const lists = await loadLists(store);
        expect([lists.trust?.keys.length, lists.fromNetwork, lists.fetchedAt]).toEqual([1, false, NOW]);
    });
    it('are none on a device that never saw the network', async () => {
        online = {};
        expect(await loadLists(store)).toMatchObject({ trust: null, forms: null, fetchedAt: null, hasKeys: false });
    });
    it.each([[STATUS, '<html>'], [KEYS, keyList([keyEntry()], [HOST], other)], [STATUS, statusList({}, other)], ['forms.json', '[]'], ['forms.json', '{']])(
        '%s that is not believed does not replace the kept one', async (name, text) => {
            await loadLists(store);
            const before = kept.get(name);
            online[name] = text;
            const lists = await loadLists(store);
            expect(lists.trust?.keys.length && lists.trust.status && lists.forms).toBeTruthy();
            expect(kept.get(name)).toEqual(before);
        });
    it('an older status list is a replay: the newer one stays', async () => {
        await loadLists(store);
        online[STATUS] = statusList({ asOf: NOW - 9 * 86_400 });
        expect((await loadLists(store)).trust?.status?.asOf).toBe(NOW - 86_400);
        online[STATUS] = statusList({ asOf: NOW });
        expect((await loadLists(store)).trust?.status?.asOf).toBe(NOW);
    });
    it('an older key list is a replay: the one that knows of the theft stays', async () => {
        online[KEYS] = keyList([keyEntry({ state: 'stolen' })], [HOST], undefined, NOW);
        await loadLists(store);
        online[KEYS] = keyList([keyEntry()], [HOST], undefined, NOW - 1);
        expect((await loadLists(store)).trust?.keys.map((key) => key.state)).toEqual(['stolen']);
        online[KEYS] = keyList([keyEntry({ state: 'retired' })], [HOST], undefined, NOW + 1);
        expect((await loadLists(store)).trust?.keys.map((key) => key.state)).toEqual(['retired']);
    });
    it('hang on the first root that was seen, until a person accepts another', async () => {
        await loadLists(store);
        Object.assign(online, { [ROOT]: JSON.stringify(other.jwk), [KEYS]: keyList([], [HOST], other), [STATUS]: statusList({}, other) });
        const told = await loadLists(store);
        expect([told.trust?.keys.length, told.otherRoot === '', told.otherRoot === told.rootFingerprint]).toEqual([1, false, false]);
        await acceptRoot(store);
        const accepted = await loadLists(store);
        expect([accepted.trust?.keys.length, accepted.otherRoot, accepted.rootFingerprint]).toEqual([0, '', told.otherRoot]);
    });
});
