// Whether pages that were read one after another are pages of one document.
import type { Claims } from '../seal/claims';
import type { Reason } from './verify';

/** The document that most of the pages are of; the first of two that are as often. */
export function mainOf(pages: Claims[]): Claims | null {
    const count = (document: string) => pages.filter((page) => page.document === document).length;
    return pages.reduce<Claims | null>(
        (best, page) => (best && count(best.document) >= count(page.document) ? best : page), null);
}

/** School year and class may differ from page to page, in a book. */
const shared = (c: Claims) =>
    JSON.stringify([c.setDigest, c.pages, c.form, c.issuedAt, c.school, c.name, c.born, c.pupilTail]);

/** The same transcript of the same pupil's same year: a corrected one may have a new UUID, and begin at revision 1. */
const transcript = (c: Claims) => JSON.stringify([c.form, c.school, c.name, c.born, c.pupilTail, c.schoolYear]);

/** What keeps a page out of the set of `main`, of which `seen` are in it already; null if it belongs. */
export function strangerReason(page: Claims, main: Claims, seen: Claims[]): Reason | null {
    if (page.document !== main.document) {
        const isReplaced = [main, ...seen].some((one) => transcript(one) === transcript(page));
        return isReplaced ? { code: 'seal-mixed-revisions', page: page.page } : { code: 'seal-foreign', page: page.page, detail: page.name };
    }
    if (page.revision !== main.revision) return { code: 'seal-mixed-revisions', page: page.page };
    if (shared(page) !== shared(main)) return { code: 'seal-set', page: page.page };
    return seen.some((one) => one.page === page.page) ? { code: 'seal-page-twice', page: page.page } : null;
}
