// From an address to a verdict, and what the clerk finds on the paper.
import { describe, expect, it } from 'vitest';
import { ORIGIN, headline, openSeal, openTab } from '../support/browser';
import { ed25519Key, p256Key } from '../support/keys';
import { picture } from '../support/paper';
import { NOW, digest, keyEntry, keyList, schoolKey, sealed, secondaryClaims, statusEntry, statusList } from '../support/sample';
import { seal } from '../support/seals';
import { browser, expectAccessible, png, ready, rows, shot, site, start, tab, tickAll, usePhone } from '../support/steps';

usePhone();

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
        expect(await tab.page.locator('.verdict').innerText()).toContain('Mới quét 1 / 3 trang; còn thiếu trang 1, 3.');
        expect(await tab.page.locator('.verdict').getAttribute('class')).toBe('verdict valid open');
        expect(await tab.page.locator('.progress').innerText()).toBe('Tem hợp lệ · đã so 14/14 · quét 1/3 trang');
        expect(await tab.page.locator('.spoken').innerText()).toBe('Tem hợp lệ. Đã so 14 / 14 dòng. quét 1/3 trang');
        // A page is still missing, so the legal text holds under its condition.
        expect(await tab.page.locator('.legal').innerText()).toContain('Chỉ khi đã so mọi dòng của mọi trang và thấy khớp:');
        await shot(tab.page, '04-secondary-all-compared');
        await expectAccessible(tab.page);
        await rows(tab.page).nth(5).getByLabel('Khác', { exact: true }).check();
        expect(await headline(tab.page)).toBe('Không khớp: không chấp nhận');
        expect(await tab.page.locator('.legal').count()).toBe(0);
        expect(await tab.page.locator('.verdict').innerText()).toContain('Kết luận này do người kiểm tra, không phải do tem.');
        expect(await tab.page.locator('.progress').innerText()).toBe('Không khớp: không chấp nhận · đã so 14/14');
        await expectAccessible(tab.page);
        await tab.page.evaluate(() => scrollTo(0, 0));
        await shot(tab.page, '05-different', false);
    });

    it('lets the legal text stand without a condition once every row of every page is the same', async () => {
        await openSeal(tab.page, sealed({ page: 1, pages: 1 }));
        await ready(tab.page);
        expect(await tab.page.locator('.legal .once').count()).toBe(1);
        await tickAll(tab.page);
        expect(await tab.page.locator('.legal .once').count()).toBe(0);
        expect(await tab.page.locator('.legal').innerText()).toContain('Nội dung trùng khớp với bản do trường phát hành.');
        expect(await tab.page.locator('.verdict').getAttribute('class')).toBe('verdict valid');
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

describe('each verdict has its words', () => {
    const stolen = ed25519Key('stolen');
    const day = 86_400;
    it.each<[string, string, string, Record<string, string>, string]>([
        ['a changed mark', sealed({}, { ...ed25519Key('forger'), kid: schoolKey.kid }), 'Không chấp nhận', {}, 'Tem QR bị giả hoặc bị sửa'],
        ['a revoked document', sealed(), 'Không chấp nhận', { 'trust/status.jws': statusList({ entries: [statusEntry('revoked')] }) }, 'Trường đã thu hồi bản này'],
        ['an older revision', sealed(), 'Không chấp nhận', { 'trust/status.jws': statusList({ entries: [statusEntry('superseded')] }) }, 'đã được thay bằng bản mới'],
        ['one never fully signed', sealed(), 'Chưa xác định được', { 'trust/status.jws': statusList({ entries: [statusEntry('pending')] }) }, 'đang chờ ký đủ'],
        ['a retired key', sealed(), 'Tem hợp lệ', { 'trust/seal-keys.jws': keyList([keyEntry({ state: 'retired' })]) }, 'đã thôi dùng'],
        ['a stolen key that back-dates', sealed({}, stolen), 'Chưa xác định được', { 'trust/seal-keys.jws': keyList([keyEntry({ state: 'stolen', issued: [digest('another seal', 12)] }, stolen)]) }, 'Khóa của tem đã bị lộ'],
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
