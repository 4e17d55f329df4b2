// Pictures and the camera.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cameraWith, headline, openBrowser, openTab } from '../support/browser';
import { picture, video } from '../support/paper';
import { otherDocument, sealed } from '../support/sample';
import { choose, expectAccessible, png, ready, shot, site, start, tab, usePhone } from '../support/steps';

usePhone();

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
        expect(await tab.page.getByRole('alert').innerText()).toContain('Trang 1 đã được quét rồi. Nếu đang cầm hai tờ khác nhau');
        await tab.page.getByText('Học bạ khác').click();
        await tab.page.locator('#start').waitFor();
    });

    it('name a page of another pupil, and the clerk goes on with it', async () => {
        await start(tab.page);
        await choose(tab.page, [
            png('a.png', await picture(tab.context, { text: sealed() })),
            png('b.png', await picture(tab.context, { text: sealed({ page: 1, document: otherDocument, name: 'Trần Thị B' }) }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Không chấp nhận');
        expect(await tab.page.locator('.reasons').innerText()).toContain('Trang 1: Có trang mang tem của người học khác');
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
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Chưa xác định được');
        expect(await tab.page.locator('.reasons').innerText()).toContain('Không mở được ảnh. Chọn ảnh JPEG hoặc PNG. (x.txt)');
        await expectAccessible(tab.page);
    });

    it('without a seal beside good ones are named, until the clerk leaves them out', async () => {
        await start(tab.page);
        await choose(tab.page, [
            png('mo.png', await picture(tab.context, { text: null })),
            png('trang3.png', await picture(tab.context, { text: sealed() }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Không chấp nhận');
        expect(await tab.page.locator('.reasons').innerText()).toContain('(mo.png)');
        await expectAccessible(tab.page);
        await shot(tab.page, '16-one-without-seal', false);
        await tab.page.getByText('Bỏ các ảnh không đọc được tem').click();
        await tab.page.locator('.verdict.valid').waitFor();
        expect(await tab.page.getByText('Bỏ các ảnh không đọc được tem').count()).toBe(0);
    });

    it('that are small are enlarged', async () => {
        await start(tab.page);
        await choose(tab.page, [png('nho.png', await picture(tab.context, { text: sealed(), side: 115 }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Tem hợp lệ');
    });
});

describe('the camera', () => {
    it('reads a page held before it', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'hocba-camera-')), file = join(folder, 'page.mjpeg');
        writeFileSync(file, await video(tab.context, sealed()));
        const phone = await openBrowser(site, cameraWith(file));
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
        const phone = await openBrowser(site, cameraWith(file));
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
