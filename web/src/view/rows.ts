// What the clerk compares with the paper: the pupil once, then each page's lines in the form's order.
import type { Session } from '../session';
import type { Say } from '../strings';
import { dayText } from '../trust/instant';
import type { GridCell } from '../verify/forms';
import type { SealedPage } from '../verify/verify';

export interface Value {
    column: string;
    text: string;
    isWords: boolean; // longer than a mark
}
export interface CompareRow {
    id: string; // the same for the same line, with the same words, of the same page of the same issue
    label: string;
    values: Value[];
}
export interface RowGroup {
    heading: string;
    rows: CompareRow[];
}
export interface PageRows {
    heading: string;
    groups: RowGroup[];
    hasCells: boolean;
}

export const yearText = (year: number) => (year === 0 ? '' : `${year}-${year + 1}`);

export function cellText(cell: GridCell, say: Say): string {
    return cell.printed.as === 'text' ? cell.printed.text : say(cell.printed.as, { code: cell.code });
}

const words = (text: string, column = ''): Value => ({ column, text, isWords: true });

const issueOf = ({ claims }: SealedPage) => `${claims.document}/${claims.revision}`;
const pageOf = (page: SealedPage) => `${issueOf(page)}/${page.claims.page}`;

function pupilRows(page: SealedPage, say: Say): CompareRow[] {
    const { claims } = page;
    const row = (part: string, label: string, value: Value): CompareRow =>
        ({ id: `${issueOf(page)}/${part}`, label, values: [value] });
    return [
        row('name', say('name'), words(claims.name)),
        row('born', say('born'), words(dayText(claims.born))),
        ...(claims.pupilTail ? [row('tail', say('tail'), words(`…${claims.pupilTail}`, say('ifPrinted')))] : []),
    ];
}

function pageRow(page: SealedPage, say: Say): CompareRow {
    const { claims } = page;
    const values = [
        words(`${claims.page} / ${claims.pages}`, say('pageNumber')),
        words(yearText(claims.schoolYear), say('year')),
        words(claims.className, say('class')),
    ];
    return { id: `${pageOf(page)}/page`, label: say('thisPage'), values: values.filter(({ text }) => text !== '') };
}

/** Cells of one row stand side by side, rows of one group below one another; where a row has no name, a cell is a row. */
function cellGroups(page: SealedPage, say: Say): RowGroup[] {
    const groups: RowGroup[] = [];
    let before: GridCell | null = null;
    for (const cell of page.grid.cells) {
        if (before?.group !== cell.group || groups.length === 0) groups.push({ heading: cell.group || say('otherCells'), rows: [] });
        const rows = groups.at(-1)!.rows;
        const isSameRow = cell.row !== '' && before?.row === cell.row && rows.length > 0;
        if (!isSameRow) rows.push({ id: `${pageOf(page)}/${cell.number}`, label: cell.row || cell.column, values: [] });
        const text = cellText(cell, say), row = rows.at(-1)!;
        // What was compared under other words, by another dictionary, was not compared.
        row.id += `/${JSON.stringify([cell.group, cell.row, cell.column, cell.code, cell.printed])}`;
        row.values.push({ column: cell.row ? cell.column : '', text, isWords: text.length > 6 });
        before = cell;
    }
    return groups;
}

export function compareRows(session: Session, say: Say): PageRows[] {
    const pages = session.pages, first = pages[0];
    if (!first) return [];
    const who = { heading: say('who'), groups: [{ heading: '', rows: pupilRows(first, say) }], hasCells: true };
    return [who, ...pages.map((page) => {
        const { claims } = page;
        return {
            heading: say('page', { page: claims.page }),
            groups: [{ heading: '', rows: [pageRow(page, say)] }, ...cellGroups(page, say)],
            hasCells: page.grid.cells.length > 0,
        };
    })];
}

export interface Findings {
    all: number;
    done: number;
    different: string[]; // labels
}

export function findingsOf(session: Session, say: Say): Findings {
    const rows = compareRows(session, say).flatMap((page) => page.groups.flatMap((group) => group.rows));
    return {
        all: rows.length,
        done: rows.filter((row) => session.marks.has(row.id)).length,
        different: rows.filter((row) => session.marks.get(row.id) === 'different').map((row) => row.label),
    };
}
