// What a page that a QR opened must say of itself: no code in it can tell that it is not a forger's.
import type { Say } from '../strings';
import { h } from './dom';

export function outsideView(here: string, hosts: string[], say: Say): HTMLElement {
    const isListed = hosts.includes(here);
    const judged = hosts.length === 0 ? 'outsideNone' : isListed ? 'outsideMatch' : 'outsideDiffers';
    return h('section', { class: isListed || hosts.length === 0 ? 'outside' : 'outside strange', 'aria-labelledby': 'outside' },
        h('h2', { id: 'outside' }, say('outsideHeading')),
        h('p', {}, say('outsideLead')),
        h('p', { class: 'address' }, h('span', {}, say('outsideYou')), h('strong', {}, here), h('span', {}, say(judged))),
        hosts.length > 0 && h('p', {}, `${say('outsideTrust')} `, h('strong', {}, hosts.join(', '))),
        h('p', {}, say('outsideCheck')),
        h('p', {}, say('outsideOffice')));
}
