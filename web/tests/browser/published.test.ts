// The site as the program writes it: page, lists and forms from one command, on the sample that is ready to verify.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ORIGIN, headline, openBrowser, openTab } from '../support/browser';
import { POLICY, startSite } from '../support/site';
import { choose, png, ready, rows } from '../support/steps';

const SOURCE = new URL('../../../', import.meta.url).pathname;
const PROGRAM = process.env.HOCBA_PROGRAM ?? join(SOURCE, 'build/release/hocba');
const AFTER_ISSUE = '2026-12-01T08:00:00+07:00';

it('what hocba publish wrote is believed by the page, and reads a real page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hocba-site-')), root = join(folder, 'site');
    writeFileSync(join(folder, 'hocba.toml'), `host = "hocba.example"\ntrust = "${SOURCE}samples/ready/trust"\n`);
    execFileSync(PROGRAM, ['--time', AFTER_ISSUE, 'publish', '--config', join(folder, 'hocba.toml'), '-o', root]);
    expect(readFileSync(join(root, '_headers'), 'utf8')).toContain(`/*\n  Content-Security-Policy: ${POLICY}\n`);
    expect(readFileSync(join(SOURCE, 'web/README.md'), 'utf8')).toContain(`    Content-Security-Policy: ${POLICY}\n`);
    const shown = JSON.parse(execFileSync(PROGRAM, ['--json', 'keys', 'show', join(SOURCE, 'samples/ready/trust')], { encoding: 'utf8' })) as { root_sha256: string };
    const told = execFileSync(PROGRAM, ['--lang', 'vi', 'keys', 'show', join(SOURCE, 'samples/ready/trust')], { encoding: 'utf8' }).split('\n')[0];
    const site = await startSite(root), phone = await openBrowser(site), { page, context, foreign, violations } = await openTab(phone);
    await context.clock.setFixedTime(AFTER_ISSUE);
    await page.goto(`${ORIGIN}/v/`);
    expect(await page.locator('.fingerprint').innerText()).toBe(told);
    expect(told!.replaceAll(' ', '')).toContain(shown.root_sha256);
    await choose(page, [png('trang-3.png', readFileSync(join(SOURCE, 'samples/ready/page-3.png')))]);
    await ready(page);
    expect(await headline(page)).toBe('Tem hợp lệ');
    expect(await page.locator('body').innerText()).toContain('Nguyễn Văn A');
    expect(await rows(page).count()).toBeGreaterThan(5);
    expect([...foreign, ...violations]).toEqual([]);
    await phone.close();
    await site.stop();
    rmSync(folder, { recursive: true });
});
