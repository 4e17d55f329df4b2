// The verdict on the seals that were read: the same codes as the program's (engine/verify/verify_seal.cc).
import type { Claims } from '../seal/claims';
import { signatureMatches } from '../seal/signature';
import { parseToken, type Token } from '../seal/token';
import type { SealKey, StatusEntry, Trust } from '../trust/trust';
import { gridOf, type Forms, type Grid } from './forms';
import { judgeSet, documentsOf } from './page_set';
import { weightOf, type Code, type Verdict } from './reasons';

export interface Reason {
    code: Code;
    page?: number; // of the seal that it speaks of
    detail?: string; // foreign text: a reason in the status list, a host
}

export interface SealedPage {
    text: string;
    token: Token;
    grid: Grid;
}

export interface Report {
    verdict: Verdict;
    reasons: Reason[];
    pages: SealedPage[]; // as they were read
    missing: number[]; // page numbers of the first page's document
    complete: boolean;
}

export interface Circumstances {
    trust: Trust | null;
    forms: Forms | null;
    at: number; // seconds since 1970-01-01T00:00:00Z
    complete: boolean; // all pages are demanded
}

/** A seal's text always gives a report, whatever it is. */
export async function verifySeals(texts: string[], how: Circumstances): Promise<Report> {
    const reasons: Reason[] = [];
    const pages: SealedPage[] = [];
    if (texts.length === 0) reasons.push({ code: 'no-seal' });
    for (const text of texts) {
        const token = parseToken(text);
        if (!token) reasons.push({ code: 'seal-text' });
        else pages.push({ text, token, grid: gridOf(token.claims, how.forms) });
    }
    if (pages.length > 0) await judgePages(pages, how, reasons);
    const { missing } = missingOf(pages);
    const complete = pages.length > 0 && missing.length === 0;
    if (pages.length > 0 && how.complete && !complete) reasons.push({ code: 'pages-missing' });
    const verdict = verdictOf(reasons);
    if (verdict === 'valid') reasons.push({ code: 'legal-note' });
    return { verdict, reasons, pages, missing, complete };
}

async function judgePages(pages: SealedPage[], how: Circumstances, reasons: Reason[]): Promise<void> {
    if (!how.trust) reasons.push({ code: 'no-trust' });
    for (const page of pages) reasons.push(...(await judgePage(page, how)));
    const claims = pages.map((page) => page.token.claims);
    reasons.push(...judgeSet(claims));
    for (const document of documentsOf(claims)) reasons.push(...judgeStatus(document, how));
    reasons.push({ code: 'not-sealed' }, { code: 'as-of-year' });
}

async function judgePage({ token, grid }: SealedPage, how: Circumstances): Promise<Reason[]> {
    const { page } = token.claims;
    const codes = how.trust ? await judgeToken(token, how.trust) : [];
    const hosts = how.trust?.hosts ?? [];
    const reasons: Reason[] = codes.map((code) => ({ code, page }));
    if (hosts.length > 0 && !hosts.includes(token.host)) reasons.push({ code: 'seal-host', page, detail: token.host });
    if (!grid.known) reasons.push({ code: 'form-unknown', page });
    return reasons;
}

/** Signature, key, and the key's state at the issue time: a stolen key can back-date. */
async function judgeToken(token: Token, trust: Trust): Promise<Code[]> {
    const named = trust.keys.filter((key) => key.keyId === token.keyId);
    const key = await signerOf(token, named);
    if (!key) return [named.length > 0 ? 'seal-signature' : 'seal-key-unknown'];
    const { issuedAt, school, document } = token.claims;
    const codes: Code[] = [];
    if (issuedAt < key.from || issuedAt > key.until) codes.push('seal-key-time');
    if (key.school !== school) codes.push('seal-key-school');
    if (key.state === 'stolen') codes.push(key.issued.has(document) ? 'seal-key-stolen-listed' : 'seal-key-stolen');
    else if (key.state !== 'active') codes.push(`seal-key-${key.state}`);
    return codes;
}

/** Of all keys with that id (4 bytes may clash) the one that made the seal. */
async function signerOf(token: Token, keys: SealKey[]): Promise<SealKey | null> {
    for (const key of keys)
        if (await signatureMatches(key.key, token.algorithm, token.toBeSigned, token.signature)) return key;
    return null;
}

function judgeStatus(asked: Claims, { trust, at }: Circumstances): Reason[] {
    if (!trust) return [];
    if (!trust.status) return [{ code: 'status-unknown' }];
    const { asOf, expires, entries } = trust.status;
    const reasons = entries
        .filter((entry) => entry.document === asked.document)
        .map((entry: StatusEntry): Reason => ({ code: `status-${entry.state}`, detail: entry.reason }));
    if (expires < at) reasons.push({ code: 'status-expired' });
    if (asOf < asked.issuedAt) reasons.push({ code: 'status-older' });
    return reasons;
}

function missingOf(pages: SealedPage[]): { missing: number[] } {
    const first = pages[0]?.token.claims;
    if (!first) return { missing: [] };
    const seen = new Set(pages.filter((page) => page.token.claims.document === first.document)
        .map((page) => page.token.claims.page));
    const all = Array.from({ length: first.pages }, (_, index) => index + 1);
    return { missing: all.filter((page) => !seen.has(page)) };
}

/** invalid if one reason is, else indeterminate if one reason is, else valid. */
export function verdictOf(reasons: Reason[]): Verdict {
    const weights = reasons.map((reason) => weightOf(reason.code));
    if (weights.includes('invalid')) return 'invalid';
    return weights.includes('indeterminate') ? 'indeterminate' : 'valid';
}
