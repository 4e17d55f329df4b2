// The verdict on the seals that were read: the same codes as the program's (engine/verify/verify_seal.cc).
import type { Claims } from '../seal/claims';
import { signatureMatches } from '../seal/signature';
import { parseToken, type Token } from '../seal/token';
import { sealDigest, type SealKey, type Trust } from '../trust/trust';
import { gridOf, type Forms, type Grid } from './forms';
import { mainOf, strangerReason } from './page_set';
import { weightOf, type Code, type Verdict } from './reasons';

export interface Reason {
    code: Code;
    page?: number; // of the seal that it speaks of
    detail?: string; // foreign text: a reason in the status list, a host, a name
}

export interface SealedPage {
    claims: Claims;
    grid: Grid;
    belongs: boolean; // to the document that the report is about, and not a page that was there already
}

export interface Report {
    verdict: Verdict;
    reasons: Reason[];
    main: Claims | null; // what the report is about
    pages: SealedPage[]; // as they were read
    missing: number[]; // page numbers
}

export interface Circumstances {
    trust: Trust | null;
    forms: Forms | null;
    at: number; // seconds since 1970-01-01T00:00:00Z
    complete: boolean; // all pages are demanded
}

/** A seal's text always gives a report, whatever it is. `before`: what was found before there was a text. */
export async function verifySeals(texts: string[], how: Circumstances, before: Reason[] = []): Promise<Report> {
    const reasons: Reason[] = [...before, ...(how.trust ? [] : [{ code: 'no-trust' } as const])];
    const tokens: Token[] = [];
    for (const text of texts) {
        const token = parseToken(text);
        if (token) tokens.push(token);
        else reasons.push({ code: 'seal-text' });
    }
    if (texts.length === 0 && before.length === 0) reasons.push({ code: 'no-seal' });
    const main = mainOf(tokens.map((token) => token.claims));
    const { pages, missing } = main ? await judgeSet(tokens, main, how, reasons) : { pages: [], missing: [] };
    const verdict = verdictOf(reasons);
    if (verdict === 'valid') reasons.push({ code: 'legal-note' });
    return { verdict, reasons, main, pages, missing };
}

async function judgeSet(tokens: Token[], main: Claims, how: Circumstances, reasons: Reason[]) {
    const pages: SealedPage[] = [], seen: Token[] = [];
    const { keysAsOf = null, status = null } = how.trust ?? {};
    if (status && keysAsOf !== null && keysAsOf < status.keysAsOf) reasons.push({ code: 'keys-stale' });
    for (const token of tokens) {
        const { claims } = token;
        if (how.trust) reasons.push(...(await judgeToken(token, how.trust)));
        const stranger = strangerReason(token, main, seen), grid = gridOf(claims, how.forms);
        pages.push({ claims, grid, belongs: !stranger });
        if (!stranger) seen.push(token);
        if (stranger) reasons.push(stranger);
        else if (!grid.known) reasons.push({ code: 'form-unknown', page: claims.page });
    }
    const missing = Array.from({ length: main.pages }, (_, index) => index + 1)
        .filter((page) => !seen.some((one) => one.claims.page === page));
    reasons.push(...judgeStatus(main, how));
    if (how.complete && missing.length > 0) reasons.push({ code: 'pages-missing' });
    reasons.push({ code: 'not-sealed' }, { code: 'as-of-year' });
    return { pages, missing };
}

/** Signature, host, key, and the key's state at the issue time: a stolen key can back-date. */
async function judgeToken(token: Token, trust: Trust): Promise<Reason[]> {
    const { issuedAt, school, page } = token.claims;
    const say = (code: Code, detail?: string): Reason => ({ code, page, detail });
    const named = trust.keys.filter((key) => key.keyId === token.keyId);
    const key = await signerOf(token, named);
    if (!key) return [say(named.length > 0 ? 'seal-signature' : 'seal-key-unknown')];
    const reasons: Reason[] = [];
    if (trust.hosts.length > 0 && !trust.hosts.includes(token.host)) reasons.push(say('seal-host', token.host));
    if (issuedAt < key.from || issuedAt > key.until) reasons.push(say('seal-key-time'));
    if (key.school !== school) reasons.push(say('seal-key-school'));
    if (key.state === 'stolen')
        reasons.push(say(key.issued.has(await sealDigest(token.message)) ? 'seal-key-stolen-listed' : 'seal-key-stolen'));
    else if (key.state !== 'active') reasons.push(say(`seal-key-${key.state}`));
    return reasons;
}

/** Of all keys with that id (4 bytes may clash) the one that made the seal. */
async function signerOf(token: Token, keys: SealKey[]): Promise<SealKey | null> {
    for (const key of keys)
        if (await signatureMatches(key.key, token.algorithm, token.toBeSigned, token.signature)) return key;
    return null;
}

/** By so many seconds clocks differ without anybody's fault. */
const CLOCK_ERROR = 86_400;

function judgeStatus(asked: Claims, { trust, at }: Circumstances): Reason[] {
    if (!trust) return [];
    if (!trust.status) return [{ code: 'status-unknown' }];
    const { asOf, expires, entries } = trust.status;
    const reasons: Reason[] = entries
        .filter((entry) => entry.document === asked.document)
        .map((entry) => ({ code: `status-${entry.state}`, detail: entry.reason }));
    if (expires < at) reasons.push({ code: 'status-expired' });
    if (asOf < asked.issuedAt) reasons.push({ code: 'status-older' });
    if (at < asOf - CLOCK_ERROR) reasons.push({ code: 'clock-behind' });
    return reasons;
}

/** invalid if one reason is, else indeterminate if one reason is, else valid. */
export function verdictOf(reasons: Reason[]): Verdict {
    const weights = reasons.map((reason) => weightOf(reason.code));
    if (weights.includes('invalid')) return 'invalid';
    return weights.includes('indeterminate') ? 'indeterminate' : 'valid';
}
