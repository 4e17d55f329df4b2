// Which lists are used, how old they are, and whose root key they hang on.
import type { Lists } from '../site/lists';
import type { Say } from '../strings';
import { instantText } from '../trust/instant';
import { button, h } from './dom';

const DAY = 86_400;

function ageText(since: number, now: number, say: Say): string {
    const days = Math.max(0, Math.floor((now - since) / DAY));
    return days === 0 ? say('ageToday') : say('ageDays', { n: days });
}

function statusLines({ trust }: Lists, now: number, say: Say): [string, boolean][] {
    const status = trust?.status;
    if (!status) return [[say('listsNoStatus'), true]];
    const expires = instantText(status.expires);
    const lines: [string, boolean][] = [
        [say('listsStatus', { asOf: instantText(status.asOf), age: ageText(status.asOf, now, say), expires }), false]];
    if (status.expires < now) lines.push([say('listsStale', { expires }), true]);
    if (now < status.asOf - DAY) lines.push([say('clockWrong'), true]);
    return lines;
}

export interface ListActions {
    reload(): void;
    acceptRoot(): void;
}

export function listsView(lists: Lists | null, now: number, say: Say, actions: ListActions): HTMLElement {
    const line = (text: string, isAlarm = false) => h('p', isAlarm ? { class: 'alarm' } : {}, text);
    const known = lists?.trust ? lists : null;
    return h('section', { class: 'lists', 'aria-labelledby': 'lists' },
        h('h2', { id: 'lists' }, say('listsHeading')),
        lists && !known && line(say('listsNone'), true),
        ...(known ? statusLines(known, now, say).map(([text, isAlarm]) => line(text, isAlarm)) : []),
        known?.fetchedAt != null && line(say('listsFetched', {
            at: instantText(known.fetchedAt), age: ageText(known.fetchedAt, now, say), keys: known.trust!.keys.length })),
        known && !known.fromNetwork && line(say('offline')),
        known && h('p', { class: 'fingerprint' }, say('listsRoot', { fingerprint: known.rootFingerprint.replace(/(.{8})(?=.)/g, '$1 ') })),
        known?.otherRoot ? line(say('rootChanged', { fingerprint: known.otherRoot.replace(/(.{8})(?=.)/g, '$1 ') }), true) : null,
        known?.otherRoot ? button(say('rootAccept'), actions.acceptRoot, 'plain') : null,
        button(say('listsReload'), actions.reload, 'plain', 'again'));
}
