// The page as the guides show it, with the papers and the site that scripts/lib/altered_paper.py left in $HOCBA_PICTURES.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cameraWith, headline, openBrowser, openInstalled, openTab } from '../tests/support/browser';
import { startSite, type Site } from '../tests/support/site';
import { choose, png, ready, rows, start, tickAll } from '../tests/support/steps';

const FOLDER = process.env.HOCBA_PICTURES ?? '';
const IN_TIME = '2026-11-26T08:00:00+07:00';
const LIST_EXPIRED = '2028-01-10T08:00:00+07:00';
const AIR = 12; // pixels above what was scrolled to
const LOW = { width: 390, height: 664 }; // a lower phone: the guide has to fit one page

let site: Site, browser: Browser;

beforeAll(async () => {
    site = await startSite(join(FOLDER, 'site'));
    browser = await openBrowser(site);
});
afterAll(async () => {
    await browser.close();
    await site.stop();
});

const paper = (name: string) => png(name, readFileSync(join(FOLDER, name)));
const keep = (place: Page | Locator, name: string) => place.screenshot({ path: join(FOLDER, `${name}.png`) });

async function phone(time = IN_TIME, within = browser): Promise<Page> {
    const { context, page } = await openTab(within);
    await context.clock.setFixedTime(time);
    return page;
}

/** Opens the page from inside and gives it pictures of papers. */
async function read(names: string[], time?: string): Promise<Page> {
    const page = await phone(time);
    await start(page);
    await choose(page, names.map(paper));
    await ready(page);
    return page;
}

it('starts from inside', async () => {
    const page = await openInstalled(site, join(FOLDER, 'profile'));
    await page.setViewportSize(LOW);
    await page.context().clock.setFixedTime(IN_TIME);
    await start(page);
    expect(await page.locator('.start').innerText()).toContain('Bạn đang dùng trang đã cài trên máy.');
    await keep(page, 'start');
    await page.context().close();
});

it('looks for the seal with the camera', async () => {
    const seeing = await openBrowser(site, cameraWith(join(FOLDER, 'camera.mjpeg')));
    const page = await phone(IN_TIME, seeing);
    await page.setViewportSize(LOW);
    await start(page);
    await page.getByText('Quét bằng máy ảnh').click();
    await page.getByText('Đang tìm tem…').waitFor();
    await page.waitForFunction(() => document.querySelector('video')!.currentTime > 0);
    await keep(page, 'camera');
    await seeing.close();
});

it('shows the sealed 5 beside the 8 on paper', async () => {
    const page = await read(['altered.jpg']);
    expect(await headline(page)).toBe('Tem hợp lệ');
    const all = rows(page), maths = all.filter({ hasText: /^Toán/ });
    expect(await maths.locator('.mark').innerText()).toBe('5');
    for (let index = 0; (await all.nth(index).innerText()) !== (await maths.innerText()); ++index)
        await all.nth(index).getByLabel('Khớp', { exact: true }).check();
    await maths.getByLabel('Khác', { exact: true }).check();
    await page.evaluate((air) => {
        (document.activeElement as HTMLElement).blur();
        const group = [...document.querySelectorAll('.row')].find((row) => row.textContent!.startsWith('Toán'))!.closest('.group')!;
        scrollTo(0, group.getBoundingClientRect().top + scrollY - air);
    }, AIR);
    writeFileSync(join(FOLDER, 'row.json'), JSON.stringify(await maths.boundingBox()));
    await keep(page, 'compare');
    await page.evaluate(() => scrollTo(0, 0));
    await keep(page.locator('.verdict'), 'verdict-different');
});

it('is green when all pages are there and every row was the same', async () => {
    const page = await read([1, 2, 3, 4].map((number) => `page-${number}.png`));
    await tickAll(page);
    expect(await page.locator('.verdict').innerText()).toContain('Đã quét đủ 4 trang.');
    await keep(page.locator('.verdict'), 'verdict-valid');
    await keep(page.locator('.legal'), 'legal');
});

it.each([
    ['old-list', 'page-3.png', LIST_EXPIRED, 'Chưa xác định được'],
    ['pending', 'pending.png', IN_TIME, 'Chưa xác định được'],
    ['revoked', 'revoked.png', IN_TIME, 'Không chấp nhận'],
])('has words for %s', async (name, file, time, expected) => {
    const page = await read([file], time);
    expect(await headline(page)).toBe(expected);
    await keep(page.locator('.verdict'), `verdict-${name}`);
});
