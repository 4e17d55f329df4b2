// What every browser test stands on: a site, a phone, and walls that fail the test when something crosses them.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { ORIGIN, openBrowser, openTab, type Tab } from './browser';
import { published } from './sample';
import { startSite, type Site } from './site';

const SHOTS = process.env.HOCBA_SHOTS ?? '';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Of the test file that calls usePhone; a new tab for each test. */
export let site: Site, browser: Browser, tab: Tab;

export function usePhone(): void {
    beforeAll(async () => {
        site = await startSite();
        browser = await openBrowser(site);
    });
    afterAll(async () => {
        await browser.close();
        await site.stop();
    });
    beforeEach(async () => {
        site.lists = published();
        site.given.length = 0;
        tab = await openTab(browser);
    });
    afterEach(async () => {
        await tab.context.close();
        expect(tab.foreign, 'requests to another origin').toEqual([]);
        expect(tab.violations, 'violations of the content security policy').toEqual([]);
        expect(tab.errors, 'uncaught errors').toEqual([]);
    });
}

/** Kept for a person to look at, if $HOCBA_SHOTS names a folder. */
export async function shot(page: Page, name: string, fullPage = true): Promise<void> {
    if (!SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
}

/** WCAG 2.2 AA as axe can see it; what it finds is told by rule and place. */
export async function expectAccessible(page: Page): Promise<void> {
    await page.evaluate(readFileSync(AXE, 'utf8'));
    const found = await page.evaluate(async () => {
        const axe = (window as unknown as { axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } }).axe;
        const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
    });
    expect(found).toEqual([]);
}

export const ready = (page: Page) => page.locator('#verdict').waitFor();
export const start = (page: Page) => page.goto(`${ORIGIN}/v/`).then(() => page.locator('.fingerprint').waitFor());
export const rows = (page: Page) => page.locator('.row');
export const choose = (page: Page, files: { name: string; buffer: Buffer; mimeType: string }[]) => page.locator('input[type=file]').setInputFiles(files);
export const png = (name: string, buffer: Buffer) => ({ name, buffer, mimeType: 'image/png' });

/** How often the status list was. */
export const asked = () => site.given.filter(({ path }) => path === '/trust/status.jws').length;
/** To a page that was left open. */
export const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

export async function tickAll(page: Page): Promise<void> {
    const count = await rows(page).count();
    for (let index = 0; index < count; ++index) await rows(page).nth(index).getByLabel('Khớp', { exact: true }).check();
}
