// Which pages were seen, and whose document it is.
import type { Session } from '../session';
import type { Say } from '../strings';
import { dayText, instantText } from '../trust/instant';
import type { SealedPage } from '../verify/verify';
import { h, icon } from './dom';
import { yearText } from './rows';

/** One chip a page: a form of its own for seen and missing, and the word. Long books show what was seen only. */
const MOST_CHIPS = 40;

export function pageChips(session: Session, say: Say): HTMLElement | null {
    const { pages, missing } = session.report!;
    const first = pages[0]?.token.claims;
    if (!first || first.pages === 1) return null;
    const all = Array.from({ length: first.pages }, (_, index) => index + 1);
    const shown = all.length <= MOST_CHIPS ? all : all.filter((page) => !missing.includes(page));
    return h('section', { class: 'pages', 'aria-labelledby': 'pages' },
        h('h3', { id: 'pages' }, say('pagesHeading')),
        h('ol', { class: 'chips' }, ...shown.map((page) => {
            const isMissing = missing.includes(page);
            return h('li', { class: isMissing ? 'chip missing' : 'chip seen' },
                isMissing ? null : icon('valid'), h('span', {}, String(page)),
                h('span', { class: 'word' }, say(isMissing ? 'pageMissing' : 'pageSeen')));
        })));
}

function facts(pages: SealedPage[], say: Say): HTMLElement {
    const { claims } = pages[0]!.token;
    const form = pages[0]!.grid.form;
    const years = [...new Set(pages.map((page) => yearText(page.token.claims.schoolYear)))];
    const classes = [...new Set(pages.map((page) => page.token.claims.className))];
    const rows: [string, string][] = [
        [say('name'), claims.name],
        [say('born'), dayText(claims.born)],
        ...(claims.pupilTail ? [[say('tail'), `…${claims.pupilTail}`] as [string, string]] : []),
        [say('school'), claims.school],
        [say('year'), years.join(', ')],
        [say('class'), classes.join(', ')],
        [say('form'), form ? `${form.title} (${form.circular})` : say('unknownForm', { n: claims.form })],
        [say('issued'), instantText(claims.issuedAt)],
        ...(claims.revision > 1 ? [[say('revision'), String(claims.revision)] as [string, string]] : []),
    ];
    return h('dl', { class: 'facts' }, ...rows.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))));
}

/** Of an invalid seal it is kept shut: nobody should take it for the document's content. */
export function factsView(session: Session, say: Say): HTMLElement | null {
    const { pages, verdict } = session.report!;
    if (pages.length === 0) return null;
    const documents = new Map(pages.map((page) => [`${page.token.claims.document}/${page.token.claims.revision}`, page]));
    const blocks = [...documents.keys()].map((key) =>
        facts(pages.filter((page) => `${page.token.claims.document}/${page.token.claims.revision}` === key), say));
    if (verdict === 'invalid') return h('details', { class: 'card' }, h('summary', {}, say('untrusted')), ...blocks);
    return h('section', { class: 'card', 'aria-labelledby': 'says' }, h('h3', { id: 'says' }, say('sealSays')), ...blocks);
}
