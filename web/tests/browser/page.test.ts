// The built page in Chromium on a phone's screen.
import { mkdirSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ORIGIN, headline, openBrowser, openSeal, openTab, type Tab } from '../support/browser';
import { ed25519Key, p256Key } from '../support/keys';
import { picture, video } from '../support/paper';
import { NOW, forms, keyEntry, keyList, otherDocument, published, schoolKey, sealed, secondaryClaims, statusEntry, statusList } from '../support/sample';
import { seal } from '../support/seals';
import { startSite, type Site } from '../support/site';

const SHOTS = process.env.HOCBA_SHOTS ?? '';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let site: Site, browser: Browser, tab: Tab;

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

async function shot(page: Page, name: string, fullPage = true): Promise<void> {
    if (!SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
}

/** WCAG 2.2 AA as axe can see it; what it finds is told by rule and place. */
async function expectAccessible(page: Page): Promise<void> {
    await page.evaluate(readFileSync(AXE, 'utf8'));
    const found = await page.evaluate(async () => {
        const axe = (window as unknown as { axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } }).axe;
        const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
    });
    expect(found).toEqual([]);
}

const ready = (page: Page) => page.locator('#verdict').waitFor();
const start = (page: Page) => page.goto(`${ORIGIN}/v/`).then(() => page.locator('.fingerprint').waitFor());
const rows = (page: Page) => page.locator('.row');
const choose = (page: Page, files: { name: string; buffer: Buffer; mimeType: string }[]) => page.locator('input[type=file]').setInputFiles(files);
const png = (name: string, buffer: Buffer) => ({ name, buffer, mimeType: 'image/png' });

async function tickAll(page: Page): Promise<void> {
    const count = await rows(page).count();
    for (let index = 0; index < count; ++index) await rows(page).nth(index).getByLabel('Khớp', { exact: true }).check();
}

describe('opened by a QR', () => {
    it('goes from the address to a verdict and leaves no data in the address', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
        expect(tab.page.url()).toBe(`${ORIGIN}/V/`);
        expect(site.given.filter(({ path }) => path.includes('2KCE'))).toEqual([]);
        const text = await tab.page.locator('main').innerText();
        expect(text).toContain('Trang này vừa được một mã QR mở ra');
        expect(text).toContain('hocba.example');
        expect(text).toContain('Nguyễn Văn A');
        expect(text).toContain('So từng ô với giấy: còn 22 dòng');
        expect(text).toContain('Mới quét 1 / 4 trang; còn thiếu trang 1, 2, 4.');
        expect(text).toContain('Nội dung trùng khớp với bản do trường phát hành. Bản in chỉ thay cho học bạ giấy khi có xác nhận của trường phát hành hoặc Sở GDĐT, hoặc được sao y (QĐ 1789/QĐ-SGDĐT, Điều 3). Đây không phải Cổng xác thực học bạ số.');
        expect(text).toContain('Tính đến năm học 2025-2026.');
        expect(text).toContain('lời nhận xét');
        await expectAccessible(tab.page);
        await shot(tab.page, '01-opened-by-qr');
    });

    it('says no to a look-alike host', async () => {
        const other = await openTab(browser, 'https://phone.example');
        await other.page.goto(sealed().replace('HTTPS://HOCBA.EXAMPLE', 'https://phone.example'));
        await ready(other.page);
        expect(await headline(other.page)).toBe('Không chấp nhận');
        const text = await other.page.locator('main').innerText();
        expect(text).toContain('địa chỉ lạ');
        expect(text).toContain('KHÔNG có trong danh sách đã ký');
        await expectAccessible(other.page);
        await shot(other.page, '02-strange-host');
        await other.context.close();
        expect(other.foreign).toEqual([]);
    });
});

describe('comparing with the paper', () => {
    it('is done only when every row is marked, and one different row outweighs the seal', async () => {
        await openSeal(tab.page, seal(secondaryClaims(), schoolKey));
        await ready(tab.page);
        await shot(tab.page, '03-secondary-top', false);
        await tickAll(tab.page);
        expect(await tab.page.locator('.verdict').innerText()).toContain('Bạn đã so 14 dòng với giấy và thấy khớp.');
        await shot(tab.page, '04-secondary-all-compared');
        await expectAccessible(tab.page);
        await rows(tab.page).nth(5).getByLabel('Khác', { exact: true }).check();
        expect(await headline(tab.page)).toBe('Không khớp: không chấp nhận');
        expect(await tab.page.locator('.verdict').innerText()).toContain('Kết luận này do người kiểm tra, không phải do tem.');
        await expectAccessible(tab.page);
        await tab.page.evaluate(() => scrollTo(0, 0));
        await shot(tab.page, '05-different', false);
    });

    it('can be done with the keyboard alone', async () => {
        await start(tab.page);
        const pressed: string[] = [];
        const focused = () => tab.page.evaluate(() => (document.activeElement as HTMLElement).innerText || (document.activeElement as HTMLInputElement).name);
        const [chooser] = await Promise.all([tab.page.waitForEvent('filechooser'), (async () => {
            for (let i = 0; i < 12 && pressed.at(-1) !== 'Chọn ảnh chụp'; ++i) {
                await tab.page.keyboard.press('Tab');
                pressed.push(await focused());
            }
            await tab.page.keyboard.press('Enter');
        })()]);
        expect(pressed.slice(0, 2)).toEqual(['Tới nội dung chính', 'English']);
        await chooser.setFiles([png('trang3.png', await picture(tab.context, { text: sealed() }))]);
        await ready(tab.page);
        expect(await tab.page.evaluate(() => document.activeElement?.id)).toBe('verdict');
        for (let i = 0; i < await rows(tab.page).count(); ++i) {
            await tab.page.keyboard.press('Tab');
            await tab.page.keyboard.press('Space');
        }
        expect(await tab.page.locator('.verdict').innerText()).toContain('Bạn đã so 22 dòng');
        await tab.page.keyboard.press('ArrowDown');
        expect(await headline(tab.page)).toBe('Không khớp: không chấp nhận');
    });
});

describe('pictures', () => {
    it('of several pages make a set', async () => {
        await start(tab.page);
        await expectAccessible(tab.page);
        await shot(tab.page, '06-start', false);
        const pages = [];
        for (const page of [1, 2, 3, 4])
            pages.push(png(`trang${page}.png`, await picture(tab.context, { text: sealed({ page }), turn: page })));
        await choose(tab.page, pages.slice(0, 3));
        await ready(tab.page);
        expect(await tab.page.locator('.chip.missing').allInnerTexts()).toEqual(['4\nchưa quét']);
        await shot(tab.page, '07-three-of-four', false);
        await choose(tab.page, [pages[3]!]);
        await tab.page.locator('.chip.missing').waitFor({ state: 'detached' });
        expect(await tab.page.locator('.verdict').innerText()).toContain('Đã quét đủ 4 trang.');
        await choose(tab.page, [pages[0]!]);
        expect(await tab.page.getByRole('alert').innerText()).toBe('Trang 1 đã được quét rồi.');
        await tab.page.getByText('Học bạ khác').click();
        await tab.page.locator('#start').waitFor();
    });

    it('name a page of another document, and the clerk goes on with it', async () => {
        await start(tab.page);
        await choose(tab.page, [
            png('a.png', await picture(tab.context, { text: sealed() })),
            png('b.png', await picture(tab.context, { text: sealed({ page: 1, document: otherDocument, name: 'Trần Thị B' }) }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Không chấp nhận');
        expect(await tab.page.locator('.reasons').innerText()).toContain('Trang 1: Có trang của học bạ khác lẫn vào.');
        await expectAccessible(tab.page);
        await shot(tab.page, '08-foreign-page', false);
        await tab.page.getByText('Bắt đầu lại với trang vừa quét').click();
        await tab.page.locator('.verdict.valid').waitFor();
        expect(await tab.page.locator('.facts').innerText()).toContain('Trần Thị B');
    });

    it('without a seal are a draft or no document', async () => {
        await start(tab.page);
        await choose(tab.page, [png('nhap.png', await picture(tab.context, { text: null }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Không chấp nhận');
        expect(await tab.page.locator('.reasons').innerText()).toContain('Không thấy tem QR: bản nháp');
        await expectAccessible(tab.page);
        await shot(tab.page, '09-no-seal', false);
        await tab.page.getByText('Học bạ khác').click();
        await choose(tab.page, [{ name: 'x.txt', buffer: Buffer.from('no picture'), mimeType: 'image/png' }]);
        expect(await tab.page.getByRole('alert').innerText()).toContain('Không mở được ảnh “x.txt”');
    });

    it('that are small are enlarged', async () => {
        await start(tab.page);
        await choose(tab.page, [png('nho.png', await picture(tab.context, { text: sealed(), side: 115 }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
    });
});

describe('each verdict has its words', () => {
    const stolen = ed25519Key('stolen');
    const day = 86_400;
    it.each<[string, string, string, Record<string, string>, string]>([
        ['a changed mark', sealed({}, { ...ed25519Key('forger'), kid: schoolKey.kid }), 'Không chấp nhận', {}, 'Tem QR bị giả hoặc bị sửa'],
        ['a revoked document', sealed(), 'Không chấp nhận', { 'trust/status.jws': statusList({ entries: [statusEntry('revoked')] }) }, 'Trường đã thu hồi bản này'],
        ['an older revision', sealed(), 'Không chấp nhận', { 'trust/status.jws': statusList({ entries: [statusEntry('superseded')] }) }, 'đã được thay bằng bản mới'],
        ['one never fully signed', sealed(), 'Chưa xác định được', { 'trust/status.jws': statusList({ entries: [statusEntry('pending')] }) }, 'đang chờ ký đủ'],
        ['a retired key', sealed(), 'Tem hợp lệ', { 'trust/seal-keys.jws': keyList([keyEntry({ state: 'retired' })]) }, 'đã thôi dùng'],
        ['a stolen key that back-dates', sealed({}, stolen), 'Chưa xác định được', { 'trust/seal-keys.jws': keyList([keyEntry({ state: 'stolen', issued: [otherDocument] }, stolen)]) }, 'Khóa của tem đã bị lộ'],
        ['a stale list', sealed(), 'Chưa xác định được', { 'trust/status.jws': statusList({ asOf: NOW - 60 * day, expires: NOW - 30 * day }) }, 'đã quá hạn'],
        ['an unknown form', sealed({ form: 77, codes: [105, 90] }), 'Chưa xác định được', {}, 'chưa biết mẫu học bạ'],
        ['no lists at all', sealed(), 'Chưa xác định được', { 'trust/seal-root.jwk': 'x' }, 'Chưa có danh sách khóa tin cậy'],
        ['no seal’s text', 'HTTPS://HOCBA.EXAMPLE/V#HELLO', 'Không chấp nhận', {}, 'Đây không phải tem QR của học bạ'],
    ])('%s', async (name, text, expected, lists, words) => {
        Object.assign(site.lists, lists);
        await openSeal(tab.page, text);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe(expected);
        expect(await tab.page.locator('.verdict').innerText()).toContain(words);
        const isLegal = await tab.page.locator('.legal').count();
        expect(isLegal).toBe(expected === 'Tem hợp lệ' ? 1 : 0);
        await expectAccessible(tab.page);
        await shot(tab.page, `10-${name.replace(/\W+/g, '-')}`);
    });

    it('ES256 is checked too', async () => {
        const key = p256Key();
        site.lists['trust/seal-keys.jws'] = keyList([keyEntry({}, key)]);
        await openSeal(tab.page, sealed({}, key));
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
    });
});

describe('an older browser', () => {
    it('without Ed25519 in WebCrypto checks by the library', async () => {
        await tab.page.addInitScript(() => {
            const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<CryptoKey>;
            crypto.subtle.importKey = ((...given: unknown[]) => ((given[2] as { name?: string }).name === 'Ed25519'
                ? Promise.reject(new DOMException('', 'NotSupportedError')) : importKey(...given))) as typeof crypto.subtle.importKey;
        });
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
        await openSeal(tab.page, sealed({}, { ...ed25519Key('forger'), kid: schoolKey.kid }));
        await tab.page.locator('.verdict.invalid').waitFor();
    });
});

describe('in English', () => {
    it('everything is, and the legal text stays as it is', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        await tab.page.getByRole('button', { name: 'English' }).click();
        expect(await headline(tab.page)).toBe('Valid seal');
        expect(await tab.page.evaluate(() => document.documentElement.lang)).toBe('en');
        const text = await tab.page.locator('main').innerText();
        expect(text).toContain('Compare every cell with the paper: 22 rows left.');
        expect(text).toContain('Đây không phải Cổng xác thực học bạ số.');
        expect(text).toContain('This is not the official verification portal.');
        await expectAccessible(tab.page);
        await shot(tab.page, '11-english');
        await tab.page.getByRole('button', { name: 'Tiếng Việt' }).click();
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
    });
});

describe('offline', () => {
    it('works after the first load: page, lists and scanner', async () => {
        const own = await startSite(), phone = await openBrowser(own), { page, context } = await openTab(phone);
        await page.goto(`${ORIGIN}/`);
        await page.locator('.fingerprint').waitFor();
        const kept = () => page.evaluate(async () => {
            const names = await caches.keys();
            const sizes = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
            return sizes.reduce((a, b) => a + b, 0);
        });
        await expect.poll(kept, { timeout: 20_000 }).toBeGreaterThan(12); // shell, lists, scanner
        await page.goto('about:blank');
        const image = png('trang3.png', await picture(context, { text: sealed() }));
        await own.stop();
        await openSeal(page, sealed());
        await ready(page);
        expect(await headline(page)).toBe('Tem hợp lệ');
        expect(await page.locator('footer').innerText()).toContain('Không có mạng: đang dùng danh sách đã lưu trên máy.');
        await page.goto(`${ORIGIN}/v/`);
        await choose(page, [image]);
        await ready(page);
        expect(await headline(page)).toBe('Tem hợp lệ');
        await shot(page, '12-offline');
        // Two months later the kept list has expired.
        await context.clock.setFixedTime((NOW + 60 * 86_400) * 1000);
        await openSeal(page, sealed());
        await ready(page);
        expect(await headline(page)).toBe('Chưa xác định được');
        expect(await page.locator('.verdict').innerText()).toContain('đã quá hạn');
        await phone.close();
    });

    it('a new version is used when the clerk says so, or at the next start', async () => {
        await start(tab.page);
        await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        const [worker] = [readFileSync(new URL('../../dist/sw.js', import.meta.url), 'utf8')];
        site.lists['sw.js'] = worker.replaceAll('hocba-page-', 'hocba-page-new-');
        await tab.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
        await tab.page.getByText('Đã có bản mới của trang này.').waitFor();
        await expectAccessible(tab.page);
        await tab.page.getByText('Dùng bản mới').click();
        await tab.page.locator('#start').waitFor();
        expect(await tab.page.evaluate(() => caches.keys())).toEqual(expect.arrayContaining([expect.stringContaining('hocba-page-new-')]));
        site.lists['sw.js'] = worker.replaceAll('hocba-page-', 'hocba-page-newer-');
        await tab.page.reload();
        await expect.poll(() => tab.page.evaluate(() => caches.keys().then(String)).catch(() => ''), { timeout: 20_000 }).toMatch(/hocba-page-newer-/);
    });

    it('a list that is not believed or older does not replace the kept one; another root is told', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        const other = ed25519Key('other root');
        site.lists['trust/seal-keys.jws'] = '<html>Wi-Fi</html>';
        site.lists['trust/status.jws'] = statusList({ asOf: NOW - 3 * 86_400, entries: [statusEntry('revoked')] });
        site.lists['trust/seal-root.jwk'] = JSON.stringify(other.jwk);
        await tab.page.getByText('Tải lại danh sách').click();
        await tab.page.getByText('Khóa gốc trên trang web đã đổi').waitFor();
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
        await expectAccessible(tab.page);
        await shot(tab.page, '13-other-root');
        Object.assign(site.lists, { 'trust/seal-keys.jws': keyList([keyEntry()], ['hocba.example'], other), 'trust/status.jws': statusList({}, other) });
        await tab.page.getByText('Đã so với văn bản của Sở').click();
        await tab.page.getByText('Khóa gốc trên trang web đã đổi').waitFor({ state: 'detached' });
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
    });
});

describe('the camera', () => {
    it('reads a page held before it', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'hocba-camera-')), file = join(folder, 'page.mjpeg');
        writeFileSync(file, await video(tab.context, sealed()));
        const phone = await openBrowser(site, ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`]);
        const { page, foreign, violations } = await openTab(phone);
        await start(page);
        await page.getByText('Quét bằng máy ảnh').click();
        await page.locator('.camera').waitFor();
        await ready(page);
        expect(await headline(page)).toBe('Tem hợp lệ');
        expect(await page.locator('main').innerText()).not.toContain('Trang này vừa được một mã QR mở ra');
        expect([...foreign, ...violations]).toEqual([]);
        await phone.close();
        rmSync(folder, { recursive: true });
    });

    it('shows what it looks for and can be stopped', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'hocba-camera-')), file = join(folder, 'page.mjpeg');
        writeFileSync(file, await video(tab.context, 'HTTPS://EXAMPLE.COM/'));
        const phone = await openBrowser(site, ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`]);
        const { page } = await openTab(phone);
        await start(page);
        await page.getByText('Quét bằng máy ảnh').click();
        await page.getByText('Đây là mã QR khác').waitFor();
        await expectAccessible(page);
        await shot(page, '14-camera', false);
        await page.keyboard.press('Escape');
        await page.locator('#start').waitFor();
        await phone.close();
        rmSync(folder, { recursive: true });
    });

    it('that is not there is told, and pictures are offered', async () => {
        await start(tab.page);
        await tab.page.getByText('Quét bằng máy ảnh').click();
        expect(await tab.page.getByRole('alert').innerText()).toContain('Không mở được máy ảnh');
        await expectAccessible(tab.page);
    });
});

describe('the walls', () => {
    it('keep an injected script and a foreign request out', async () => {
        await start(tab.page);
        const ran = await tab.page.evaluate(async () => {
            const script = document.createElement('script');
            script.textContent = 'window.injected = true';
            document.body.append(script);
            document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.injected = true">');
            const fetched = await fetch('https://phone.example/forms.json').then(() => true, () => false);
            await new Promise((resolve) => setTimeout(resolve, 300));
            return { injected: 'injected' in window, fetched };
        });
        expect(ran).toEqual({ injected: false, fetched: false });
        expect(tab.violations.map((text) => text.split(' ')[0])).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'connect-src']));
        tab.violations.length = 0;
        tab.foreign.length = 0;
    });

    it('the first load is at most 300 kB, lists included, and the scanner is not in it', async () => {
        // As large as the real dictionary: seven forms, about 100 kB.
        const many = Array.from({ length: 14 }, (_, index) => ({ ...forms.forms[index % 2]!, number: index + 1 }));
        site.lists['forms.json'] = JSON.stringify({ ...forms, forms: many });
        expect(site.lists['forms.json'].length).toBeGreaterThan(50_000);
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        const first = site.given.filter(({ path }) => !/worker-|wasm/.test(path));
        const size = first.reduce((sum, { size }) => sum + size, 0);
        console.log(`first load: ${size} bytes in ${first.length} files`);
        expect(size).toBeLessThanOrEqual(300_000);
    });

    it('at 320 pixels nothing is wider than the screen', async () => {
        await tab.page.setViewportSize({ width: 320, height: 640 });
        await openSeal(tab.page, seal(secondaryClaims(), schoolKey));
        await ready(tab.page);
        expect(await tab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        await shot(tab.page, '15-narrow');
    });
});
