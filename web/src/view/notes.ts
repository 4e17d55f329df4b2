// What a seal does not say: what it does not hold, up to when, and what it is worth before the law.
import type { Session } from '../session';
import type { Language, Say } from '../strings';
import { textOf } from '../verify/reasons';
import { h } from './dom';
import { yearText } from './rows';

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

/** Under every green result, in Vietnamese letter by letter whatever the language. */
export function legalView(session: Session, language: Language, say: Say): HTMLElement | null {
    if (session.report!.verdict !== 'valid') return null;
    const note = textOf('legal-note');
    return h('section', { class: 'card legal', 'aria-labelledby': 'legal' },
        h('h3', { id: 'legal' }, say('legalHeading')),
        h('p', { lang: 'vi' }, note.vi),
        language === 'en' ? h('p', { class: 'quiet' }, note.en) : null,
        h('p', {}, say('legalUuid')));
}
