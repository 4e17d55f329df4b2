// What is shown before the first seal.
import type { Say } from '../strings';
import { button, h } from './dom';

export interface Installing {
    isInstalled: boolean;
    offer: (() => void) | null; // the browser can install the page now
}

export function startView(say: Say, { isInstalled, offer }: Installing): HTMLElement {
    return h('section', { class: 'start', 'aria-labelledby': 'start' },
        h('h2', { id: 'start', tabindex: -1 }, say('startHeading')),
        h('p', { class: 'lead' }, say('startLead')),
        h('ol', { class: 'steps' }, ...(['step1', 'step2', 'step3'] as const).map((step) => h('li', {}, h('span', {}, say(step))))),
        h('p', { class: 'quiet' }, say('privacy')),
        isInstalled ? h('p', { class: 'quiet' }, say('installed'))
            : h('div', { class: 'install' }, h('p', {}, say('installHint')), offer && button(say('install'), offer, 'plain')));
}
