// The published vectors and verdicts: what the program says, the page says.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/seal/bytes';
import { ABSENT } from '../../src/seal/cells';
import { parseToken } from '../../src/seal/token';
import { keyOfJwk, signatureMatches } from '../../src/seal/signature';
import { parseInstant } from '../../src/trust/instant';
import { keyListOf, rootOf, statusListOf, type Trust } from '../../src/trust/trust';
import type { Forms, GridCell } from '../../src/verify/forms';
import { verifySeals } from '../../src/verify/verify';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../../tests/seal/${name}`, import.meta.url), 'utf8'));

interface Vector {
    claims: Record<string, string | number> & { cells: [number, number][] };
    qr: string;
    sig_structure: string;
    signature: string;
}
const { key, vectors } = read('vectors.json') as { key: Record<string, string>; vectors: Vector[] };

describe('the vectors', () => {
    it.each(vectors)('of page $claims.page', async ({ claims: expected, qr, sig_structure, signature }) => {
        const token = parseToken(qr)!, { claims } = token;
        const { d: _, ...publicKey } = key;
        expect(toHex(token.toBeSigned)).toBe(sig_structure);
        expect(toHex(token.signature)).toBe(signature);
        expect(token.keyId).toBe(key.kid);
        expect(await signatureMatches((await keyOfJwk(publicKey))!, token.algorithm, fromHex(sig_structure)!, fromHex(signature)!)).toBe(true);
        const cells = claims.codes.map((code, index) => [claims.first + index, code]).filter(([, code]) => code !== ABSENT);
        expect({
            version: 1, form: claims.form, document: claims.document, revision: claims.revision, page: claims.page, pages: claims.pages,
            issued_at: claims.issuedAt, page_digest: claims.pageDigest, set_digest: claims.setDigest, school: claims.school,
            pupil_tail: claims.pupilTail, name: claims.name, born: claims.born, school_year: claims.schoolYear,
            class_name: claims.className, cells,
        }).toEqual({
            ...expected, issued_at: parseInstant(expected.issued_at), born: Date.parse(String(expected.born)) / 86_400_000,
            school_year: expected.school_year ? Number(String(expected.school_year).slice(0, 4)) : 0, cells: expected.cells ?? [],
        });
    });
});

interface Case {
    name: string;
    trust: string;
    at: string;
    texts: string[];
    complete: boolean;
    verdict: string;
    reasons: string[];
    grid: { page: number; cell: number; row: string; column: string; value: string | null }[];
}
const verdicts = read('verdicts.json') as { forms: Forms; trusts: Record<string, Record<string, unknown>>; cases: Case[] };

async function trustOf(files: Record<string, unknown>): Promise<Trust> {
    const root = (await rootOf(JSON.stringify(files['seal-root.jwk'])))!;
    const keys = (await keyListOf(files['seal-keys.jws'] as string, root))!;
    const status = files['status.jws'] ? await statusListOf(files['status.jws'] as string, root) : null;
    return { ...keys, keysAsOf: keys.asOf, status };
}

/** The program's value: null for what the seal does not hold or nobody knows, "" for blank. */
function valueOf({ printed }: GridCell): string | null {
    if (printed.as === 'text') return printed.text;
    return printed.as === 'blank' ? '' : null;
}

describe('the verdicts', () => {
    it.each(verdicts.cases)('$name', async ({ trust, at, texts, complete, verdict, reasons, grid }) => {
        const report = await verifySeals(texts, { trust: await trustOf(verdicts.trusts[trust]!), forms: verdicts.forms, at: parseInstant(at)!, complete });
        expect([...new Set(report.reasons.map((reason) => reason.code))].sort()).toEqual(reasons);
        expect(report.verdict).toBe(verdict);
        const shown = report.pages.filter((page) => page.belongs).flatMap(({ claims, grid: { cells } }) => cells.map((cell) => ({
            page: claims.page, cell: cell.number, row: cell.kind ? cell.row : '', column: cell.column, value: valueOf(cell) })));
        expect(shown).toEqual(grid);
    });
});
