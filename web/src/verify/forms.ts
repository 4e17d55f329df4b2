// The dictionary of every form ever published (forms.json): what a cell's number and a code mean.
import { ABSENT } from '../seal/cells';
import type { Claims } from '../seal/claims';

export interface Kind {
    print?: 'tenths' | 'whole' | 'count';
    words?: Record<string, string>;
}
export interface FormCell {
    group: string;
    row: string;
    column: string;
    kind: string;
}
export interface Form {
    number: number;
    id: string;
    revision: string;
    circular: string;
    level: string;
    cells: FormCell[];
}
export interface Forms {
    kinds: Record<string, Kind>;
    forms: Form[];
}

/** A code means the same in every form. */
export const MOST_MARK = 100, BLANK = 104, NOT_KEPT = 126;

export type Printed =
    | { as: 'text'; text: string }
    | { as: 'blank' | 'not-kept' | 'unknown' };

export interface GridCell extends FormCell {
    number: number;
    code: number;
    printed: Printed;
}

export interface Grid {
    form: Form | null; // null: this form is not in the dictionary
    cells: GridCell[]; // those on the page, in the form's order
    known: boolean; // every cell, and every code of it
}

export function printed(code: number, kind: Kind | undefined): Printed {
    if (kind === undefined) return { as: 'unknown' };
    const word = kind.words?.[String(code)];
    if (word !== undefined) return { as: 'text', text: word };
    if (code === BLANK) return { as: 'blank' };
    if (code === NOT_KEPT) return { as: 'not-kept' };
    if (code > MOST_MARK || kind.print === undefined) return { as: 'unknown' };
    if (kind.print === 'count') return { as: 'text', text: String(code) };
    if (kind.print === 'whole')
        return code % 10 === 0 ? { as: 'text', text: String(code / 10) } : { as: 'unknown' };
    return { as: 'text', text: `${Math.floor(code / 10)},${code % 10}` };
}

/** The sealed cells as [number, code], without those that are not on the page. */
export function numberedCells(claims: Claims): [number, number][] {
    return claims.codes
        .map((code, index): [number, number] => [claims.first + index, code])
        .filter(([, code]) => code !== ABSENT);
}

export function gridOf(claims: Claims, forms: Forms | null): Grid {
    const form = forms?.forms.find((one) => one.number === claims.form) ?? null;
    const cells = numberedCells(claims).map(([number, code]): GridCell => {
        const cell = form?.cells[number];
        if (!cell) return { group: '', row: `#${number}`, column: '', kind: '', number, code, printed: { as: 'unknown' } };
        return { ...cell, number, code, printed: printed(code, forms?.kinds[cell.kind]) };
    });
    return { form, cells, known: cells.every((cell) => cell.printed.as !== 'unknown') };
}
