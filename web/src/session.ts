// What is being checked now: the seals that were read, and what the clerk found on the paper.
import type { Lists } from './site/lists';
import { verifySeals, type Reason, type Report, type SealedPage } from './verify/verify';

export type Mark = 'same' | 'different';

export class Session {
    readonly texts: string[] = [];
    readonly marks = new Map<string, Mark>(); // by a row's id
    report: Report | null = null;
    /** Pictures that were looked at and gave no seal: that is a finding, not nothing. */
    unread: Reason[] = [];
    private isLastAlone = false;
    private asked = 0;

    /** False if that very seal was read before. */
    add(text: string): boolean {
        if (this.texts.includes(text)) return false;
        this.texts.push(text);
        return true;
    }
    /** Of `count` pictures those without a seal. One alone that gave none is what the next one alone takes again. */
    addUnread(unread: Reason[], count: number): void {
        if (this.isLastAlone && count === 1) this.unread.pop();
        this.unread.push(...unread);
        this.isLastAlone = count === 1 && unread.length === 1;
    }
    dropLast(): void {
        this.texts.pop();
    }
    keepOnlyLast(): void {
        this.texts.splice(0, this.texts.length - 1);
        this.unread = [];
        this.marks.clear();
    }
    clear(): void {
        this.texts.length = 0;
        this.marks.clear();
        this.unread = [];
        this.report = null;
        ++this.asked; // a judgement under way is of no use
    }
    get isEmpty(): boolean {
        return this.texts.length === 0 && this.unread.length === 0;
    }
    /** Of two that overlap the one that was asked for later counts: it knows what the other does not. */
    async judge(lists: Lists, at: number): Promise<void> {
        const { trust, forms } = lists, asked = ++this.asked;
        const report = this.isEmpty ? null : await verifySeals([...this.texts], { trust, forms, at, complete: false }, this.unread);
        if (asked === this.asked) this.report = report;
    }
    /** Of the document, in the order of their numbers, as the paper in hand. */
    get pages(): SealedPage[] {
        const pages = this.report?.pages.filter((page) => page.belongs) ?? [];
        return pages.sort((a, b) => a.claims.page - b.claims.page);
    }
}
