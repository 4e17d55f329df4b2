// The page: what is known, and what the clerk does with it. view/page.ts shows it.
import { readPictures, type PictureResult } from './scan/pictures';
import { looksLikeSeal, parseToken } from './seal/token';
import { Session, type Mark } from './session';
import { acceptRoot, loadLists, type Lists } from './site/lists';
import { withoutNetwork, type ListStore } from './site/list_store';
import { sayIn, type Language, type Say } from './strings';
import type { Reason } from './verify/verify';
import { scanByCamera } from './view/camera';
import { PageView } from './view/page';

const LANGUAGE = 'language';
export const now = () => Math.floor(Date.now() / 1000);

const HOUR = 3600, PATIENCE_MS = 4000;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** As the program says it of a file (engine/verify/verify_paper.cc). */
function unreadOf({ name, outcome }: PictureResult): Reason[] {
    if (outcome === 'no-seal') return [{ code: 'no-seal', detail: name }];
    return outcome === 'broken' ? [{ code: 'picture-unreadable', detail: name }] : [];
}

export class App {
    language: Language = localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'vi';
    lists: Lists | null = null;
    notices: string[] = [];
    isOpenedByQr = false;
    offerInstall: (() => void) | null = null;
    useNewVersion: (() => void) | null = null;
    readonly session = new Session();
    private isBusy = false; // the main part belongs to the camera, or to a check under way
    private loading: Promise<void> = Promise.resolve();
    private loads = 0;
    private used = 0; // the load whose lists are in use
    private readonly view: PageView;

    constructor(place: HTMLElement, private readonly store: ListStore, readonly isInstalled: boolean) {
        this.view = new PageView(place, this);
        this.show();
        this.reload();
    }

    get say(): Say {
        return sayIn(this.language);
    }
    get isIdle(): boolean {
        return this.session.report === null && !this.isBusy;
    }
    show(): void {
        if (!this.isBusy) this.view.render();
    }

    switchLanguage(): void {
        this.language = this.language === 'vi' ? 'en' : 'vi';
        localStorage.setItem(LANGUAGE, this.language);
        this.notices = [];
        this.show();
    }
    /** From the network. Where that takes long, what this device keeps is used until the newer lists come. */
    reload(): void {
        const load = ++this.loads;
        let isFresh = false;
        const fresh = loadLists(this.store).then((lists) => {
            isFresh = true;
            return this.use(lists, load);
        });
        const kept = after(PATIENCE_MS).then(async () => {
            const lists = isFresh ? null : await loadLists(withoutNetwork(this.store));
            return isFresh || !lists?.hasKeys ? fresh : this.use(lists, load);
        });
        this.loading = Promise.race([fresh, kept]);
    }
    /** A page that was left open must not judge by the lists of last week. */
    refresh(): void {
        const { fetchedAt = null, trust = null } = this.lists ?? {};
        const isFresh = trust?.status && fetchedAt !== null && now() - fetchedAt <= HOUR;
        if (!this.isBusy && !isFresh) this.reload();
    }
    private async use(lists: Lists, load: number): Promise<void> {
        if (load < this.used) return; // those of a later load are used
        this.used = load;
        this.lists = lists;
        if (this.isBusy) return; // camera and check end by judging
        const before = JSON.stringify(this.session.report);
        await this.session.judge(lists, now());
        if (this.isBusy) return;
        const isNews = JSON.stringify(this.session.report) !== before;
        // While the clerk goes down the rows the focus stays, unless there is something to say.
        if (isNews) this.showResult();
        else if (this.session.report) this.view.renderLists();
        else this.view.render();
    }
    async acceptRoot(): Promise<void> {
        await acceptRoot(this.store);
        this.reload();
    }

    /** The text of the address that a phone's camera opened. */
    openedBy(text: string): void {
        this.isOpenedByQr = true;
        this.session.clear();
        void this.take([text]);
    }

    mark(id: string, mark: Mark): void {
        this.session.marks.set(id, mark);
        this.view.renderFindings();
    }
    startOver(): void {
        this.session.clear();
        this.notices = [];
        this.isOpenedByQr = false;
        this.showResult();
        this.refresh();
    }
    dropLast(): void {
        this.session.dropLast();
        void this.judge();
    }
    dropUnread(): void {
        this.session.unread = [];
        void this.judge();
    }
    onlyLast(): void {
        this.session.keepOnlyLast();
        void this.judge();
    }

    async scan(): Promise<void> {
        this.isBusy = true;
        this.view.hideBar();
        const found: string[] = [];
        const how = await scanByCamera(this.view.main, this.say, (texts) => found.push(...texts.filter(looksLikeSeal)) > 0);
        this.isBusy = false;
        this.notices = how === 'no-camera' ? [this.say('cameraDenied')] : how === 'no-reader' ? [this.say('scannerBroken')] : [];
        if (how !== 'read') return this.judge();
        navigator.vibrate?.(80);
        return this.take(found);
    }

    async readFiles(files: File[]): Promise<void> {
        if (files.length === 0) return;
        this.isBusy = true;
        const results = await readPictures(files, (index) =>
            this.view.renderWaiting(this.say('pictureReading', { n: index + 1, all: files.length })));
        this.isBusy = false;
        this.notices = results.some((result) => result.outcome === 'no-reader') ? [this.say('scannerBroken')] : [];
        return this.take(results.flatMap(({ texts }) => texts), results.flatMap(unreadOf), files.length);
    }

    /** What was read of `count` pictures; the camera's is one. */
    private async take(texts: string[], unread: Reason[] = [], count = 1): Promise<void> {
        this.session.addUnread(unread, count);
        for (const text of texts) {
            if (this.session.add(text)) continue;
            const page = parseToken(text)?.claims.page ?? '';
            this.notices.push(this.say('alreadyScanned', { page }));
        }
        return this.judge();
    }
    private async judge(): Promise<void> {
        if (this.session.isEmpty) {
            this.session.clear();
            return this.showResult();
        }
        this.isBusy = true;
        this.view.renderWaiting(this.say('checking'));
        await this.loading;
        let lists: Lists;
        do {
            lists = this.lists!;
            await this.session.judge(lists, now());
        } while (lists !== this.lists); // newer ones came meanwhile
        this.isBusy = false;
        this.showResult();
    }
    private showResult(): void {
        this.view.render();
        this.view.focusResult();
    }
}
