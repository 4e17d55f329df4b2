// The page's parts, in order, drawn anew from what the app knows.
import type { App } from '../app';
import { now } from '../app';
import type { Verdict } from '../verify/reasons';
import { compareView } from './compare';
import { button, h, icon } from './dom';
import { listsView } from './lists';
import { legalView, notesView } from './notes';
import { outsideView } from './outside';
import { factsView, pageChips } from './pages';
import { findingsOf } from './rows';
import { startView } from './start';
import { shownVerdict, verdictView } from './verdict';

export class PageView {
    readonly main = h('main', { id: 'content', tabindex: -1 });
    private readonly header = h('header');
    private readonly bar = h('nav', { class: 'bar' });
    private readonly footer = h('footer');
    private readonly spoken = h('p', { class: 'spoken', role: 'status' });
    private readonly files: HTMLInputElement;
    private verdict: HTMLElement | null = null;
    private progress: HTMLElement | null = null;
    private readonly legal = h('div', { class: 'legal-place' });

    constructor(place: HTMLElement, private readonly app: App) {
        this.files = h('input', { type: 'file', accept: 'image/*', multiple: true, hidden: true, onchange: () => this.filesChosen() });
        place.replaceChildren(this.header, this.main, this.bar, this.footer, this.spoken, this.files);
    }
    private filesChosen(): void {
        const files = [...(this.files.files ?? [])];
        this.files.value = ''; // the same picture may be chosen again
        void this.app.readFiles(files);
    }

    render(): void {
        const { app } = this, { say, session } = app;
        document.documentElement.lang = app.language;
        document.title = say('title');
        this.renderHeader();
        this.main.replaceChildren(...[
            app.useNewVersion && h('p', { class: 'notice' }, `${say('newVersion')} `, button(say('newVersionUse'), app.useNewVersion, 'plain')),
            app.isOpenedByQr ? outsideView(location.host, app.lists?.trust?.hosts ?? [], say) : null,
            ...app.notices.map((notice) => h('p', { class: 'notice', role: 'alert' }, notice)),
            ...(session.report ? this.resultParts() : [startView(say, { isInstalled: app.isInstalled, offer: app.offerInstall })]),
        ].filter((part) => part !== null));
        this.renderLists();
        this.renderBar();
    }
    renderLists(): void {
        const { app } = this;
        this.footer.replaceChildren(listsView(app.lists, now(), app.say, { reload: () => app.reload(), acceptRoot: () => void app.acceptRoot() }));
    }

    /** After a row was marked: the verdict and the count, not the rows, so that the focus stays. */
    renderFindings(): void {
        const fresh = this.makeVerdict();
        this.verdict?.replaceWith(fresh);
        this.verdict = fresh;
        this.renderLegal();
        const progress = this.makeProgress();
        this.progress?.replaceWith(progress);
        this.progress = progress;
        this.speak();
    }
    /** Nothing can be begun meanwhile. */
    renderWaiting(text: string): void {
        this.hideBar();
        this.main.replaceChildren(h('p', { class: 'waiting' }, text));
        this.spoken.textContent = text;
    }
    hideBar(): void {
        this.bar.replaceChildren();
        this.bar.hidden = true;
    }
    focusResult(): void {
        const heading = document.getElementById('verdict') ?? document.getElementById('start');
        heading?.focus({ preventScroll: true });
        scrollTo(0, 0);
        this.speak();
    }

    private renderHeader(): void {
        const { app } = this, { say } = app;
        const other = app.language === 'vi' ? 'en' : 'vi';
        this.header.replaceChildren(
            h('a', { class: 'skip', href: '#content', onclick: (event) => this.skip(event) }, say('skip')),
            h('h1', {}, say('title')),
            h('button', { type: 'button', class: 'language', lang: other, onclick: () => this.switchLanguage() }, say('switchLanguage')));
    }
    /** The fragment stays empty: it is where a seal's data comes in. */
    private skip(event: Event): void {
        event.preventDefault();
        this.main.focus();
    }
    private switchLanguage(): void {
        this.app.switchLanguage();
        this.header.querySelector<HTMLElement>('.language')?.focus();
    }

    private resultParts(): (HTMLElement | null)[] {
        const { session, language, say } = this.app;
        this.verdict = this.makeVerdict();
        this.renderLegal();
        return [
            this.verdict, pageChips(session, say), factsView(session, say),
            compareView(session, say, (id, mark) => this.app.mark(id, mark)),
            notesView(session, language, say), this.legal,
        ];
    }
    private renderLegal(): void {
        const { session, language, say } = this.app;
        const view = legalView(shownVerdict(session.report!, findingsOf(session, say), say), language, say);
        this.legal.replaceChildren(...(view ? [view] : []));
    }
    private makeVerdict(): HTMLElement {
        const { app } = this;
        return verdictView(app.session, app.language, app.say, {
            dropLast: () => app.dropLast(), onlyLast: () => app.onlyLast(), dropUnread: () => app.dropUnread(),
        });
    }
    private progressText(): string {
        const { all, done } = findingsOf(this.app.session, this.app.say);
        return this.app.say('progress', { done, all });
    }
    /** Always in sight while the clerk goes down the rows. */
    private makeProgress(): HTMLElement {
        const { session, say } = this.app;
        const findings = findingsOf(session, say);
        const { look, headline } = shownVerdict(session.report!, findings, say);
        const { done, all } = findings;
        const words = [headline, say('progressShort', { done, all }), this.pagesText(look)].filter(Boolean).join(' · ');
        return h('p', { class: `progress ${look}` }, icon(look), h('span', {}, words));
    }
    /** While pages are missing: that all rows are compared is not all. Of a refused paper no more need be scanned. */
    private pagesText(look: Verdict): string {
        const { main, missing } = this.app.session.report!;
        return look !== 'invalid' && missing.length > 0 ? this.app.say('pagesShort', { seen: main!.pages - missing.length, all: main!.pages }) : '';
    }
    private speak(): void {
        const { session, say } = this.app;
        if (!session.report) return void (this.spoken.textContent = '');
        const { look, headline } = shownVerdict(session.report, findingsOf(session, say), say);
        const isCompared = session.report.verdict !== 'invalid' && session.pages.length > 0;
        this.spoken.textContent = isCompared ? [headline, this.progressText(), this.pagesText(look)].filter(Boolean).join('. ') : headline;
    }

    private renderBar(): void {
        const { app } = this, { session, say } = app;
        const hasResult = session.report !== null;
        const isRejected = session.report?.verdict === 'invalid', isCompared = hasResult && session.pages.length > 0;
        this.progress = isCompared && !isRejected ? this.makeProgress() : null;
        this.bar.hidden = false;
        this.bar.setAttribute('aria-label', say('title'));
        this.bar.replaceChildren(...[
            this.progress,
            button(say(hasResult ? 'scanNext' : 'scanCamera'), () => void app.scan(), isRejected ? 'plain' : 'primary', 'camera'),
            button(say('choosePictures'), () => this.files.click(), 'plain', 'picture'),
            hasResult ? button(say('startOver'), () => app.startOver(), isRejected ? 'primary' : 'plain', 'again') : null,
        ].filter((part) => part !== null));
    }
}
