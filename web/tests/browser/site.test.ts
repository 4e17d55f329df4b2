// The page on the device: offline, its lists, new versions, old browsers, and what must stay outside.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ORIGIN, headline, openBrowser, openSeal, openTab } from '../support/browser';
import { ed25519Key } from '../support/keys';
import { picture } from '../support/paper';
import { NOW, digest, forms, keyEntry, keyList, schoolKey, sealed, secondaryClaims, statusEntry, statusList } from '../support/sample';
import { seal } from '../support/seals';
import { startSite } from '../support/site';
import { asked, choose, comeBack, expectAccessible, png, ready, shot, site, start, tab, usePhone } from '../support/steps';

usePhone();

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
        expect(await page.locator('footer').innerText()).toContain('Không có mạng, hoặc danh sách trên trang web không dùng được: đang dùng danh sách đã lưu trên máy.');
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

describe('a page that is left open', () => {
    it('asks for the lists again after an hour, and judges anew', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        await tab.page.locator('.row').first().getByLabel('Khớp', { exact: true }).check();
        const before = asked();
        await comeBack(tab.page);
        expect(asked()).toBe(before);
        site.lists['trust/status.jws'] = statusList({ asOf: NOW, entries: [statusEntry('revoked')] });
        await tab.context.clock.setFixedTime((NOW + 3601) * 1000);
        await comeBack(tab.page);
        await tab.page.locator('.verdict.invalid').waitFor();
        expect(asked()).toBe(before + 1);
        expect(await tab.page.evaluate(() => document.activeElement?.id)).toBe('verdict');
        expect(await tab.page.locator('.spoken').innerText()).toBe('Không chấp nhận');
    });
    it.each(['*', 'status.jws'])('asks when the network comes back, if it has no trust/%s', async (lost) => {
        await tab.context.route(`**/trust/${lost}`, (route) => route.abort());
        await openSeal(tab.page, sealed());
        await tab.page.locator('.verdict.indeterminate').waitFor();
        await tab.context.unroute(`**/trust/${lost}`);
        await tab.page.evaluate(() => dispatchEvent(new Event('online')));
        await tab.page.locator('.verdict.valid').waitFor();
    });
    it('asks between two transcripts, where it is never left', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        await tab.context.clock.setFixedTime((NOW + 3601) * 1000);
        const before = asked();
        await tab.page.getByText('Học bạ khác').click();
        await tab.page.getByText('Tải về lúc 11:00').waitFor();
        expect(asked()).toBe(before + 1);
    });
    it('keeps the clerk’s place when the newer lists say nothing new', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        await tab.page.locator('.row').nth(2).getByLabel('Khớp', { exact: true }).check();
        await tab.context.clock.setFixedTime((NOW + 3601) * 1000);
        const before = asked();
        await comeBack(tab.page);
        await expect.poll(asked).toBe(before + 1);
        await tab.page.getByText('Tải về lúc 11:00').waitFor();
        expect(await tab.page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('same');
    });
});

describe('a slow network', () => {
    it('is not waited for where lists are kept; the newer ones are used when they come', async () => {
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        site.lists['trust/status.jws'] = statusList({ asOf: NOW, entries: [statusEntry('revoked')] });
        let answer = () => {};
        const isAnswered = new Promise<void>((resolve) => (answer = resolve));
        await tab.context.route('**/trust/status.jws', async (route) => {
            await isAnswered;
            await route.continue();
        });
        await tab.page.goto('about:blank');
        await openSeal(tab.page, sealed());
        await tab.page.locator('.verdict.valid').waitFor();
        answer();
        await tab.page.locator('.verdict.invalid').waitFor();
    });
    it('is waited for where no list is kept, a minute and not for ever', async () => {
        await tab.context.clock.install({ time: NOW * 1000 });
        await tab.page.addInitScript(() => {
            const told: string[] = (window as unknown as { told: string[] }).told = [];
            new MutationObserver(() => {
                const words = document.getElementById('verdict')?.textContent;
                if (words && words !== told.at(-1)) told.push(words);
            }).observe(document, { childList: true, subtree: true });
        });
        let held = 0, answer = () => {};
        const isAnswered = new Promise<void>((resolve) => (answer = resolve));
        await tab.context.route('**/trust/*.jws', async (route) => {
            ++held;
            await isAnswered;
            await route.continue().catch(() => undefined); // nobody waits for it any more
        });
        const opened = async () => {
            held = 0;
            await openSeal(tab.page, sealed());
            await expect.poll(() => held).toBeGreaterThan(0);
            await tab.page.getByText('Đang kiểm tra…').first().waitFor();
            expect(await tab.page.locator('.bar').isVisible()).toBe(false);
        };
        await opened();
        await tab.page.getByText('Tải lại danh sách').click(); // the impatient
        await tab.context.clock.runFor(30_000);
        expect(await tab.page.locator('#verdict').count()).toBe(0);
        await tab.context.clock.runFor(31_000);
        await tab.page.locator('.verdict.indeterminate').waitFor();
        expect(await tab.page.locator('.reasons').innerText()).toContain('Khóa của tem không có trong danh sách tin cậy');
        await tab.page.goto('about:blank');
        await opened();
        await tab.context.clock.runFor(30_000);
        answer();
        await tab.page.locator('.verdict.valid').waitFor();
        expect(await tab.page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual(['Tem hợp lệ']);
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
        const many = Array.from({ length: 32 }, (_, index) => ({ ...forms.forms[index % 2]!, number: index + 1 }));
        site.lists['forms.json'] = JSON.stringify({ ...forms, forms: many });
        expect(site.lists['forms.json'].length).toBeGreaterThan(100_000);
        // As large as a city's of 1.5 million documents with 0.1 % exceptions, and this one is the last of them.
        const others = Array.from({ length: 1499 }, (_, index) => ({ ...statusEntry('pending', ''), document: digest(`other ${index}`, 8) }));
        site.lists['trust/status.jws'] = statusList({ entries: [...others, statusEntry('revoked')] });
        expect(site.lists['trust/status.jws'].length).toBeGreaterThan(126_000);
        await openSeal(tab.page, sealed());
        await ready(tab.page);
        expect(await tab.page.locator('.reasons').innerText()).toContain('Trường đã thu hồi bản này.');
        const first = site.given.filter(({ path }) => !/worker-|wasm/.test(path));
        const size = first.reduce((sum, { size }) => sum + size, 0);
        console.log(`first load: ${size} bytes in ${first.length} files: ${first.map(({ path, size }) => `${path} ${size}`).join(', ')}`);
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
