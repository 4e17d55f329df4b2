// The verdict in one line, and why.
import type { Session } from '../session';
import type { Language, Say } from '../strings';
import { textOf, weightOf, type Verdict } from '../verify/reasons';
import type { Reason, Report } from '../verify/verify';
import { button, h, icon } from './dom';
import { findingsOf, type Findings } from './rows';

export interface VerdictActions {
    dropLast(): void;
    onlyLast(): void;
    dropUnread(): void;
}

export interface Shown {
    look: Verdict;
    headline: string;
    isOpen: boolean; // something is left to scan or to compare
}

/** A row that the clerk marked as different outweighs a valid seal. Full green only when nothing is left. */
export function shownVerdict(report: Report, findings: Findings, say: Say): Shown {
    const isOpen = findings.done < findings.all || report.missing.length > 0;
    if (report.verdict !== 'invalid' && findings.different.length > 0) return { look: 'invalid', headline: say('differs'), isOpen };
    return { look: report.verdict, headline: say(report.verdict), isOpen };
}

function lead(report: Report, findings: Findings, say: Say): string {
    if (report.verdict === 'invalid') return '';
    if (findings.different.length > 0) return say('differsBy', { rows: findings.different.join(', ') });
    if (report.verdict === 'indeterminate') return say('indeterminateLead');
    const left = findings.all - findings.done;
    return left > 0 ? say('validCompare', { n: left }) : say('allCompared', { n: findings.all });
}

function pagesLine({ main, missing }: Report, say: Say): string {
    const all = main?.pages ?? 0;
    if (missing.length === 0) return all > 1 ? say('allPages', { all }) : '';
    return say('onlyPages', { seen: all - missing.length, all, missing: missing.join(', ') });
}

/** "Trang 1: …" where a reason speaks of one page of several. */
function reasonText(reason: Reason, report: Report, language: Language, say: Say): string {
    const where = reason.page !== undefined && report.pages.length > 1 ? `${say('page', { page: reason.page })}: ` : '';
    const detail = reason.detail ? ` (${reason.detail})` : '';
    return where + textOf(reason.code)[language] + detail;
}

const SET_FAULTS = ['seal-pupil', 'seal-foreign', 'seal-mixed-revisions', 'seal-set', 'seal-page-differs'];
const SAID_ELSEWHERE = ['not-sealed', 'as-of-year', 'legal-note'];

/** The grounds first, then what is only worth knowing. */
function reasonList(report: Report, language: Language, say: Say): HTMLElement | null {
    const told = report.reasons.filter((reason) => !SAID_ELSEWHERE.includes(reason.code));
    const order: Verdict[] = ['invalid', 'indeterminate', 'valid'];
    told.sort((a, b) => order.indexOf(weightOf(a.code)) - order.indexOf(weightOf(b.code)));
    const texts = new Map(told.map((reason) => [reasonText(reason, report, language, say), weightOf(reason.code)]));
    if (texts.size === 0) return null;
    return h('ul', { class: 'reasons' }, ...[...texts].map(([text, weight]) =>
        h('li', { class: weight }, icon(weight), h('span', {}, text))));
}

export function verdictView(session: Session, language: Language, say: Say, actions: VerdictActions): HTMLElement {
    const report = session.report!;
    const findings = findingsOf(session, say);
    const { look, headline, isOpen } = shownVerdict(report, findings, say);
    const lines = [lead(report, findings, say), report.verdict === 'valid' ? pagesLine(report, say) : ''].filter(Boolean);
    const isBrokenSet = report.reasons.some((reason) => SET_FAULTS.includes(reason.code));
    return h('section', { class: `verdict ${look}${look === 'valid' && isOpen ? ' open' : ''}`, 'aria-labelledby': 'verdict' },
        h('h2', { id: 'verdict', tabindex: -1 }, icon(look), h('span', {}, headline)),
        ...lines.map((line) => h('p', {}, line)),
        reasonList(report, language, say),
        isBrokenSet && h('p', { class: 'choices' },
            button(say('dropLast'), actions.dropLast, 'plain'), button(say('onlyLast'), actions.onlyLast, 'plain')),
        session.unread.length > 0 && session.texts.length > 0 && h('p', { class: 'choices' },
            button(say('dropUnread'), actions.dropUnread, 'plain')));
}
