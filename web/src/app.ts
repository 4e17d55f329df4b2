// The page: what is known, and what the clerk does with it. view/page.ts shows it.
import { readPictures, type PictureResult } from './scan/pictures';
import { looksLikeSeal, parseToken } from './seal/token';
import { Session, type Mark } from './session';
import { acceptRoot, loadLists, type Lists } from './site/lists';
import type { ListStore } from './site/list_store';
import { sayIn, type Language, type Say } from './strings';
import { textOf } from './verify/reasons';
import { scanByCamera } from './view/camera';
import { PageView } from './view/page';

const LANGUAGE = 'language';
export const now = () => Math.floor(Date.now() / 1000);

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
    reload(): void {
        this.loading = loadLists(this.store).then(async (lists) => {
            this.lists = lists;
            await this.session.judge(lists, now());
            this.show();
        });
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
        void this.judge();
    }
    dropLast(): void {
        this.session.dropLast();
        void this.judge();
    }
    onlyLast(): void {
        this.session.keepOnlyLast();
        void this.judge();
    }

    async scan(): Promise<void> {
        this.isBusy = true;
        this.view.clearForCamera();
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
        const texts = results.flatMap((result) => result.texts);
        this.session.sawNoSeal = results.some((result) => result.outcome === 'no-seal');
        const isOnlyNoSeal = texts.length === 0 && this.session.texts.length === 0 && results.length === 1;
        this.notices = results.map((result) => this.pictureNotice(result, isOnlyNoSeal)).filter(Boolean);
        return this.take(texts);
    }
    private pictureNotice({ name, outcome }: PictureResult, isOnlyNoSeal: boolean): string {
        if (outcome === 'broken') return this.say('pictureBroken', { name });
        if (outcome === 'no-reader') return this.say('scannerBroken');
        if (outcome === 'seals' || isOnlyNoSeal) return ''; // the verdict says it
        return this.say('pictureNamed', { name }) + textOf('no-seal')[this.language];
    }

    private async take(texts: string[]): Promise<void> {
        for (const text of texts) {
            if (this.session.add(text)) continue;
            const page = parseToken(text)?.claims.page ?? '';
            this.notices.push(this.say('alreadyScanned', { page }));
        }
        this.view.renderWaiting(this.say('checking'));
        return this.judge();
    }
    private async judge(): Promise<void> {
        this.isBusy = true;
        await this.loading;
        await this.session.judge(this.lists!, now());
        this.isBusy = false;
        this.view.render();
        this.view.focusResult();
    }
}
