// The altered papers of tests/e2e/altered.py, printed by the real program: the page says of each what the program says, with
// network and without.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CATALOGUE } from '../../src/verify/reasons';
import { ORIGIN, openTab } from '../support/browser';
import { browser, choose, png, ready, shot, site, usePhone } from '../support/steps';

const SOURCE = new URL('../../../', import.meta.url).pathname;
const PROGRAM = process.env.HOCBA_PROGRAM ?? join(SOURCE, 'build/release/hocba');
const LISTS = ['seal-root.jwk', 'seal-keys.jws', 'status.jws'];
const SAID_ON_EVERY_SEAL = ['not-sealed', 'as-of-year', 'legal-note'];

interface Paper {
    case: string;
    pictures: string[];
    trust: string; // folder
    at: string;
}

/** The table's columns that are the page's: with network, without. */
function expectedOf(paper: Paper): string[] {
    const table = readFileSync(join(SOURCE, 'tests/e2e/golden/altered.txt'), 'utf8');
    const row = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim())).find(([name]) => name === paper.case);
    return row!.slice(3);
}

/** In the table's words: the verdict's colour, and the codes whose words stand under it. */
async function verdictOf(page: Page): Promise<string> {
    const look = (await page.locator('.verdict').getAttribute('class'))!.split(' ')[1]!;
    const words = await page.locator('.verdict').innerText();
    const codes = Object.entries(CATALOGUE).filter(([code, { vi }]) => words.includes(vi) && !SAID_ON_EVERY_SEAL.includes(code));
    return [look, ...codes.map(([code]) => code).sort()].join(' ');
}

async function judged(page: Page, paper: Paper): Promise<string> {
    await choose(page, paper.pictures.map((path) => png(path, readFileSync(path))));
    await ready(page);
    return verdictOf(page);
}

usePhone();

it('says of each altered paper what the program says, with network and without', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hocba-altered-'));
    execFileSync('/usr/bin/python3', ['-B', join(SOURCE, 'tests/e2e/altered.py'), folder], { env: { ...process.env, HOCBA_SOURCE: SOURCE, HOCBA_PROGRAM: PROGRAM } });
    const papers = JSON.parse(readFileSync(join(folder, 'papers.json'), 'utf8')) as Paper[];
    expect(papers.length).toBeGreaterThanOrEqual(11);
    const told: string[][] = [];
    for (const paper of papers) {
        site.lists = Object.fromEntries(LISTS.map((name) => [`trust/${name}`, readFileSync(join(paper.trust, name), 'utf8')]));
        site.lists['forms.json'] = readFileSync(join(folder, 'forms.json'), 'utf8');
        const { page, context, foreign, violations, errors } = await openTab(browser);
        await context.clock.setFixedTime(paper.at);
        await page.goto(`${ORIGIN}/v/`);
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        const online = await judged(page, paper);
        await shot(page, `20-${paper.case.replace(/\W+/g, '-')}`, false);
        site.isUp = false;
        await page.goto(`${ORIGIN}/v/`);
        const offline = await judged(page, paper);
        expect(await page.locator('footer').innerText()).toContain('Không có mạng');
        site.isUp = true;
        await context.close();
        expect([...foreign, ...violations, ...errors]).toEqual([]);
        told.push([paper.case, online, offline]);
    }
    expect(told).toEqual(papers.map((paper) => [paper.case, ...expectedOf(paper)]));
    rmSync(folder, { recursive: true });
}, 600_000);
