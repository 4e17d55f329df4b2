// What is being checked, while lists and pictures come and go.
import { beforeEach, describe, expect, it } from 'vitest';
import { Session } from '../../src/session';
import { loadLists, type Lists } from '../../src/site/lists';
import type { Reason } from '../../src/verify/verify';
import { NOW, published, sealed } from '../support/sample';

let lists: Lists, session: Session;

beforeEach(async () => {
    const online = published();
    lists = await loadLists({
        fetch: async (name) => ({ text: online[name]!, fetchedAt: NOW, fromNetwork: true }),
        kept: async () => null, keep: async () => undefined, forget: async () => undefined,
    });
    session = new Session();
});

describe('two judgements at once', () => {
    it('leave the one that was asked for later', async () => {
        session.unread = [{ code: 'no-seal' }];
        session.add(sealed());
        const earlier = session.judge(lists, NOW);
        session.texts.length = 0;
        await session.judge(lists, NOW); // no signature to wait for
        expect(session.report?.pages).toEqual([]);
        await earlier;
        expect(session.report?.pages).toEqual([]);
    });
    it('do not bring back a seal that was put away', async () => {
        session.add(sealed());
        const earlier = session.judge(lists, NOW);
        session.clear();
        await earlier;
        expect(session.report).toBeNull();
    });
});

describe('pictures without a seal', () => {
    const blurred = (detail: string): Reason => ({ code: 'no-seal', detail });
    const names = () => session.unread.map(({ detail }) => detail);
    it('beside others stay', () => {
        session.addUnread([blurred('a'), blurred('b')], 4);
        session.addUnread([], 1);
        expect(names()).toEqual(['a', 'b']);
    });
    it('alone are taken again by the next one alone, whatever that gives', () => {
        session.addUnread([blurred('a')], 1);
        session.addUnread([blurred('b')], 1);
        expect(names()).toEqual(['b']);
        session.addUnread([], 1);
        expect(names()).toEqual([]);
        session.addUnread([blurred('c')], 1);
        session.addUnread([blurred('d')], 3);
        session.addUnread([], 1);
        expect(names()).toEqual(['c', 'd']);
    });
});
