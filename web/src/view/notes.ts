// What a seal does not say: what it does not hold, up to when, and what it is worth before the law.
import type { Session } from '../session';
import type { Language, Say } from '../strings';
import { textOf } from '../verify/reasons';
import { h } from './dom';
import { yearText } from './rows';
import type { Shown } from './verdict';

export function notesView(session: Session, language: Language, say: Say): HTMLElement | null {
    const { pages, verdict } = session.report!;
    if (pages.length === 0 || verdict === 'invalid') return null;
    const year = yearText(Math.max(...pages.map((page) => page.claims.schoolYear)));
    return h('section', { class: 'card', 'aria-labelledby': 'not-sealed' },
        h('h3', { id: 'not-sealed' }, say('notSealedHeading')),
        h('p', {}, textOf('not-sealed')[language]),
        h('p', {}, say('notSealedHow')),
        year ? h('p', {}, say('asOf', { year })) : null);
}

/** Under every green result, in Vietnamese letter by letter whatever the language; it holds once all was compared. */
export function legalView({ look, isOpen }: Shown, language: Language, say: Say): HTMLElement | null {
    if (look !== 'valid') return null;
    const note = textOf('legal-note');
    return h('section', { class: 'card legal', 'aria-labelledby': 'legal' },
        h('h3', { id: 'legal' }, say('legalHeading')),
        isOpen && h('p', { class: 'once' }, say('legalOnce')),
        h('p', { lang: 'vi' }, note.vi),
        language === 'en' ? h('p', { class: 'quiet' }, note.en) : null,
        h('p', {}, say('legalWhose')),
        h('p', {}, say('legalUuid')));
}
