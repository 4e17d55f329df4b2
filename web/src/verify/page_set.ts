// Whether pages that were read one after another are pages of one document.
import type { Claims } from '../seal/claims';
import type { Reason } from './verify';

const isSameIssue = (a: Claims, b: Claims) =>
    a.document === b.document && a.revision === b.revision && a.setDigest === b.setDigest;

/** What all pages of one issue say alike; the year and the class are a page's own: in a book they change. */
const shared = (c: Claims) => JSON.stringify([c.form, c.pages, c.issuedAt, c.school, c.pupilTail, c.name, c.born]);

/** One claim of each document among them. */
export function documentsOf(pages: Claims[]): Claims[] {
    return [...new Map(pages.map((page) => [page.document, page])).values()];
}

/** Each page against those before it; the first is the document that the others must belong to. */
export function judgeSet(pages: Claims[]): Reason[] {
    return pages.flatMap((page, index) => judgeOne(page, pages.slice(0, index)));
}

function judgeOne(page: Claims, before: Claims[]): Reason[] {
    const first = before[0];
    if (!first) return [];
    const say = (code: Reason['code']): Reason[] => [{ code, page: page.page }];
    if (page.document === first.document && page.revision !== first.revision) return say('seal-mixed-revisions');
    if (!isSameIssue(page, first)) return [{ code: 'seal-foreign', page: page.page, detail: page.name }];
    if (shared(page) !== shared(first)) return say('seal-set');
    const twin = before.find((one) => isSameIssue(one, page) && one.page === page.page);
    if (!twin) return [];
    return JSON.stringify(twin) === JSON.stringify(page) ? say('seal-page-twice') : say('seal-set');
}
