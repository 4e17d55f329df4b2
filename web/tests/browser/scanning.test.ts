// Pictures and the camera.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cameraWith, headline, openBrowser, openTab } from '../support/browser';
import { picture, video } from '../support/paper';
import { NOW, otherDocument, sealed } from '../support/sample';
import { asked, choose, comeBack, expectAccessible, png, ready, shot, site, start, tab, tickAll, usePhone } from '../support/steps';

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
        await tickAll(tab.page);
        expect(await tab.page.locator('.verdict').getAttribute('class')).toBe('verdict valid open');
        expect(await tab.page.locator('.progress').innerText()).toBe('Tem hợp lệ · đã so 24/24 · quét 3/4 trang');
        await shot(tab.page, '07-three-of-four-compared', false);
        await choose(tab.page, [pages[3]!]);
        await tab.page.locator('.chip.missing').waitFor({ state: 'detached' });
        expect(await tab.page.locator('.verdict').innerText()).toContain('Đã quét đủ 4 trang.');
        await tickAll(tab.page);
        expect(await tab.page.locator('.verdict').getAttribute('class')).toBe('verdict valid');
        expect(await tab.page.locator('.progress').innerText()).toBe('Tem hợp lệ · đã so 25/25');
        await choose(tab.page, [pages[0]!]);
        expect(await tab.page.getByRole('alert').innerText()).toContain('Trang 1 đã được quét rồi; quét lại cùng một tờ thì không sao. Nếu là hai tờ khác nhau có cùng tem này, một tờ là bản sao');
        await expectAccessible(tab.page);
        await shot(tab.page, '17-scanned-already', false);
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
        expect(await tab.page.locator('.reasons').innerText()).toContain('Không đọc được ảnh. Chọn ảnh JPEG hoặc PNG, hoặc chụp lại. (x.txt)');
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
        await tab.page.getByText('Đã chụp lại: bỏ các ảnh không đọc được').click();
        await tab.page.locator('.verdict.valid').waitFor();
        expect(await tab.page.getByText('Đã chụp lại').count()).toBe(0);
    });

    it('one by one: the next one takes a blurred one again, a set of several does not', async () => {
        const blurred = await picture(tab.context, { text: null }), good = png('trang3.png', await picture(tab.context, { text: sealed() }));
        await start(tab.page);
        await choose(tab.page, [png('mo.png', blurred)]);
        await tab.page.locator('.verdict.invalid').waitFor();
        await choose(tab.page, [good]);
        await tab.page.locator('.verdict.valid').waitFor();
        expect(await tab.page.locator('main').innerText()).not.toContain('mo.png');
        await choose(tab.page, [png('mo-2.png', blurred)]);
        await tab.page.locator('.verdict.invalid').waitFor();
        await choose(tab.page, [good, png('trang1.png', await picture(tab.context, { text: sealed({ page: 1 }) }))]);
        await tab.page.locator('.chip.seen').nth(1).waitFor();
        expect(await headline(tab.page)).toBe('Không chấp nhận');
        expect(await tab.page.locator('.reasons').innerText()).toContain('(mo-2.png)');
    });

    it('on one of which the reader gives up are told from a reader that is not there', async () => {
        // As a phone whose memory is too small for the first one.
        await tab.page.addInitScript(() => {
            const post = Worker.prototype.postMessage as (this: Worker, question: { id: number }, ...rest: unknown[]) => void;
            Worker.prototype.postMessage = function (this: Worker, question: { id: number }, ...rest: unknown[]) {
                post.call(this, question.id === 1 ? { ...question, width: -1 } : question, ...rest);
            } as typeof Worker.prototype.postMessage;
        });
        await start(tab.page);
        await choose(tab.page, [
            png('qua-lon.png', await picture(tab.context, { text: sealed({ page: 1 }) })),
            png('trang3.png', await picture(tab.context, { text: sealed() }))]);
        await ready(tab.page);
        expect(await headline(tab.page)).toBe('Chưa xác định được');
        expect(await tab.page.locator('.reasons').innerText()).toContain('Không đọc được ảnh. Chọn ảnh JPEG hoặc PNG, hoặc chụp lại. (qua-lon.png)');
        expect(await tab.page.getByRole('alert').count()).toBe(0);
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
        // It takes a blurred picture again, too.
        await page.getByText('Học bạ khác').click();
        await choose(page, [png('mo.png', await picture(tab.context, { text: null }))]);
        await page.locator('.verdict.invalid').waitFor();
        await page.getByText('Quét trang tiếp').click();
        await page.locator('.verdict.valid').waitFor();
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
        // Lists of yesterday are not loaded anew while the camera looks.
        const before = asked();
        await page.context().clock.setFixedTime((NOW + 86_400) * 1000);
        await comeBack(page);
        await page.evaluate(() => dispatchEvent(new Event('online')));
        await page.locator('.camera').waitFor();
        expect(asked()).toBe(before);
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
