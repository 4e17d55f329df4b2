// Which pages were seen, and whose document it is.
import type { Session } from '../session';
import type { Key, Say } from '../strings';
import { dayText, instantText } from '../trust/instant';
import type { SealedPage } from '../verify/verify';
import { h, icon } from './dom';
import { yearText } from './rows';

/** As forms.json has them. */
const LEVELS: Record<string, Key> = { 'tieu-hoc': 'levelPrimary', 'thcs': 'levelLower', 'thpt': 'levelUpper' };

/** One chip a page: a form of its own for seen and missing, and the word. Long books show what was seen only. */
const MOST_CHIPS = 40;

export function pageChips(session: Session, say: Say): HTMLElement | null {
    const { main, missing } = session.report!;
    if (!main || main.pages === 1) return null;
    const all = Array.from({ length: main.pages }, (_, index) => index + 1);
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

function levelText(level: string, say: Say): string {
    const known = LEVELS[level];
    return known ? say(known) : level;
}

/** What the clerk compares below is not said twice: `isShort` leaves it out. */
function facts(pages: SealedPage[], isShort: boolean, say: Say): HTMLElement {
    const { claims } = pages[0]!;
    const form = pages[0]!.grid.form;
    const each = (value: (page: SealedPage) => string) => [...new Set(pages.map(value))].join(', ');
    const rows: [string, string, boolean][] = [
        [say('name'), claims.name, true],
        [say('born'), dayText(claims.born), !isShort],
        [say('tail'), `…${claims.pupilTail}`, !isShort && claims.pupilTail !== ''],
        [say('year'), each((page) => yearText(page.claims.schoolYear)), claims.schoolYear !== 0],
        [say('class'), each((page) => page.claims.className), true],
        [say('school'), claims.school, true],
        [say('form'), form ? `${levelText(form.level, say)} (${form.circular})` : say('unknownForm', { n: claims.form }), true],
        [say('issued'), instantText(claims.issuedAt), true],
        [say('revision'), String(claims.revision), claims.revision > 1],
    ];
    return h('dl', { class: 'facts' }, ...rows.filter(([, , isShown]) => isShown)
        .map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))));
}

/** Of an invalid seal it is kept shut: nobody should take it for the document's content. */
export function factsView(session: Session, say: Say): HTMLElement | null {
    const { pages, verdict } = session.report!;
    if (pages.length === 0) return null;
    const issue = ({ claims }: SealedPage) => `${claims.document}/${claims.revision}`;
    const blocks = [...new Set(pages.map(issue))].map((one) =>
        facts(pages.filter((page) => issue(page) === one), verdict !== 'invalid', say));
    if (verdict === 'invalid') return h('details', { class: 'card' }, h('summary', {}, say('untrusted')), ...blocks);
    return h('section', { class: 'card', 'aria-labelledby': 'says' }, h('h3', { id: 'says' }, say('sealSays')), ...blocks);
}
