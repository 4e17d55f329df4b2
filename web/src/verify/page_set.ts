// Whether pages that were read one after another are pages of one document.
import { toHex } from '../seal/bytes';
import type { Claims } from '../seal/claims';
import type { Token } from '../seal/token';
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

const pupil = (c: Claims) => JSON.stringify([c.name, c.born, c.pupilTail]);

/** The same transcript of the same pupil's same year: a corrected one may have a new UUID, and begin at revision 1. */
const transcript = (c: Claims) => JSON.stringify([pupil(c), c.form, c.school, c.schoolYear]);

function otherDocument(page: Claims, main: Claims, seen: Token[]): Reason {
    if (pupil(page) !== pupil(main)) return { code: 'seal-pupil', page: page.page, detail: page.name };
    const isReplaced = [main, ...seen.map(({ claims }) => claims)].some((one) => transcript(one) === transcript(page));
    return { code: isReplaced ? 'seal-mixed-revisions' : 'seal-foreign', page: page.page };
}

/** What keeps a seal out of the set of `main`, of which `seen` are in it already; null if it belongs. */
export function strangerReason({ claims, message }: Token, main: Claims, seen: Token[]): Reason | null {
    const { page } = claims;
    if (claims.document !== main.document) return otherDocument(claims, main, seen);
    if (claims.revision !== main.revision) return { code: 'seal-mixed-revisions', page };
    if (shared(claims) !== shared(main)) return { code: 'seal-set', page };
    const first = seen.find((one) => one.claims.page === page);
    if (!first) return null;
    return { code: toHex(first.message) === toHex(message) ? 'seal-page-twice' : 'seal-page-differs', page };
}
