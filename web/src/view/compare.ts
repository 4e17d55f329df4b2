// The lines of the seal, big enough to compare with the paper, each with the clerk's finding.
import type { Mark, Session } from '../session';
import type { Say } from '../strings';
import { h } from './dom';
import { compareRows, type CompareRow, type PageRows, type RowGroup } from './rows';

type OnMark = (id: string, mark: Mark) => void;

function choice(row: CompareRow, mark: Mark, label: string, session: Session, onMark: OnMark): HTMLElement {
    const input = h('input', {
        type: 'radio', name: row.id, value: mark, checked: session.marks.get(row.id) === mark, onchange: () => onMark(row.id, mark),
    });
    return h('label', { class: `choice ${mark}` }, input, h('span', {}, label));
}

function rowView(row: CompareRow, session: Session, say: Say, onMark: OnMark): HTMLElement {
    const take = (id: string, mark: Mark) => {
        view.dataset.mark = mark;
        onMark(id, mark);
    };
    const spoken = row.values.map(({ column, text }) => `${column} ${text}`.trim()).join(', ');
    const view = h('div', { class: 'row' },
        h('div', { class: 'what' },
            h('div', { class: 'label' }, row.label),
            h('div', { class: 'values' }, ...row.values.map(({ column, text, isWords }) =>
                h('div', { class: 'value' },
                    column ? h('span', { class: 'column' }, column) : null,
                    h('bdi', { class: isWords ? 'words' : 'mark' }, text))))),
        h('div', { class: 'choices', role: 'radiogroup', 'aria-label': `${row.label}: ${spoken}` },
            choice(row, 'same', say('same'), session, take), choice(row, 'different', say('different'), session, take)));
    const mark = session.marks.get(row.id);
    if (mark) view.dataset.mark = mark;
    return view;
}

const groupView = (group: RowGroup, session: Session, say: Say, onMark: OnMark) =>
    h('div', { class: 'group' },
        group.heading ? h('h5', {}, group.heading) : null,
        ...group.rows.map((row) => rowView(row, session, say, onMark)));

function pageView(page: PageRows, session: Session, say: Say, onMark: OnMark): HTMLElement {
    return h('section', { class: 'sheet' },
        h('h4', {}, page.heading),
        ...page.groups.map((group) => groupView(group, session, say, onMark)),
        page.hasCells ? null : h('p', { class: 'quiet' }, say('noCells')));
}

/** Nothing of an invalid seal is worth comparing. */
export function compareView(session: Session, say: Say, onMark: OnMark): HTMLElement | null {
    const report = session.report!;
    if (report.verdict === 'invalid' || report.pages.length === 0) return null;
    return h('section', { class: 'compare', 'aria-labelledby': 'compare' },
        h('h3', { id: 'compare' }, say('compareHeading')),
        h('p', { class: 'quiet' }, say('compareLead')),
        ...compareRows(session, say).map((page) => pageView(page, session, say, onMark)));
}
