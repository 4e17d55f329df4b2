// What a page that a QR opened must say of itself: no code in it can tell that it is not a forger's.
import type { Say } from '../strings';
import { h } from './dom';

export function outsideView(here: string, hosts: string[], say: Say): HTMLElement {
    const isStrange = hosts.length > 0 && !hosts.includes(here);
    return h('section', { class: isStrange ? 'outside strange' : 'outside', 'aria-labelledby': 'outside' },
        h('h2', { id: 'outside' }, say('outsideHeading')),
        h('p', {}, say('outsideLead')),
        h('p', { class: 'address' },
            h('span', {}, say('outsideYou')), h('strong', {}, here),
            hosts.length > 0 && h('span', {}, say(isStrange ? 'outsideDiffers' : 'outsideMatch'))),
        h('p', {}, hosts.length > 0 && h('b', {}, `${say('outsideTrust')} ${hosts.join(', ')}. `), say('outsideCheck')),
        h('p', {}, say('outsideOffice')));
}
