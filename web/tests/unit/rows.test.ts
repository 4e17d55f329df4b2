// The lines that a clerk compares.
import { describe, expect, it } from 'vitest';
import { Session } from '../../src/session';
import { sayIn } from '../../src/strings';
import { gridOf } from '../../src/verify/forms';
import { compareRows, findingsOf } from '../../src/view/rows';
import { claims, forms, otherDocument } from '../support/sample';

const say = sayIn('vi');
function sessionOf(...pages: ReturnType<typeof claims>[]): Session {
    const session = new Session();
    session.report = {
        verdict: 'valid', reasons: [], main: pages[0]!, missing: [],
        pages: pages.map((page) => ({ claims: page, grid: gridOf(page, dictionary), belongs: true })),
    };
    return session;
}
const dictionary = {
    kinds: forms.kinds,
    forms: [{ ...forms.forms[0]!, cells: [
        { group: 'Môn học', row: 'Toán', column: 'Học kì I', kind: 'mark' }, { group: 'Môn học', row: 'Toán', column: 'Cả năm', kind: 'mark' },
        { group: 'Môn học', row: '', column: 'Rèn luyện thêm', kind: 'pass' }, { group: 'Môn học', row: '', column: 'Học lại', kind: 'pass' },
        { group: '', row: 'Toán', column: '', kind: 'pass' },
    ] }],
};

describe('the rows', () => {
    it('join a row’s cells, and a cell without a row’s name is a row', () => {
        const [who, page] = compareRows(sessionOf(claims({ codes: [85, 90, 101, 104, 102] })), say);
        expect(who!.groups[0]!.rows.map(({ label, values }) => `${label}: ${values[0]!.text}`)).toEqual(
            ['Họ và tên: Nguyễn Văn A', 'Ngày sinh: 15/03/2014', 'Số cuối mã định danh: …0017']);
        const lines = page!.groups.map(({ heading, rows }) => [heading, ...rows.map(({ label, values }) =>
            `${label}: ${values.map(({ column, text }) => `${column} ${text}`.trim()).join(', ')}`)]);
        expect(lines).toEqual([
            ['', 'Trang này (mục nào giấy có in): Trang số 3 / 4, Năm học 2025-2026, Lớp 4A1'],
            ['Môn học', 'Toán: Học kì I 8,5, Cả năm 9,0', 'Rèn luyện thêm: Đ', 'Học lại: (trống)'],
            ['Mục khác', 'Toán: CĐ'],
        ]);
    });
    it('lose their marks with their words, and keep them in another language', () => {
        const session = sessionOf(claims({ codes: [85, 90] })), before = compareRows(session, say);
        const marked = before[1]!.groups[1]!.rows[0]!.id;
        session.marks.set(marked, 'same');
        expect(compareRows(session, sayIn('en')).flatMap((page) => page.groups.flatMap(({ rows }) => rows.map(({ id }) => id)))).toContain(marked);
        expect(findingsOf(session, say).done).toBe(1);
        const page = session.report!.pages[0]!, { grid } = page;
        for (const other of [{ row: 'Ngữ văn' }, { group: 'Học kì khác' }, { column: 'Học kì II' }, { printed: { as: 'text', text: '8' } as const }, { printed: { as: 'unknown' } as const }]) {
            page.grid = { ...grid, cells: grid.cells.map((cell) => ({ ...cell, ...other })) };
            expect(findingsOf(session, say).done, JSON.stringify(other)).toBe(0);
        }
    });
    it('lose their marks in another issue, document or page, with the same words on it', () => {
        const page = claims({ codes: [85, 90] }), session = sessionOf(page);
        for (const one of compareRows(session, say).flatMap(({ groups }) => groups.flatMap(({ rows }) => rows))) session.marks.set(one.id, 'same');
        expect(findingsOf(session, say)).toMatchObject({ all: 5, done: 5 });
        const doneOf = (other: ReturnType<typeof claims>) => {
            session.report = sessionOf(other).report;
            return findingsOf(session, say).done;
        };
        expect(doneOf({ ...page, revision: 2 })).toBe(0);
        expect(doneOf({ ...page, document: otherDocument })).toBe(0);
        expect(doneOf({ ...page, page: 4 })).toBe(3); // the pupil's own
    });
    it('have ids of their own, and are counted as they are marked', () => {
        const session = sessionOf(claims({ page: 4, codes: [85, 90] }), claims({ codes: [85, 90, 101, 104, 102] }));
        const ids = compareRows(session, say).flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ id }) => id)));
        expect(new Set(ids).size).toBe(ids.length);
        expect(compareRows(session, say).map(({ heading }) => heading)).toEqual(['Người học', 'Trang 3', 'Trang 4']);
        session.marks.set(ids[0]!, 'same');
        session.marks.set(ids[4]!, 'different');
        expect(findingsOf(session, say)).toEqual({ all: 10, done: 2, different: ['Toán'] });
    });
});
