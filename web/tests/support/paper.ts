// A page on paper, as a picture: a table, and the seal in its square.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');

const bytes = readFileSync(wasm);
prepareZXingModule({ overrides: { wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer } });

/** As large as the square around it. */
export async function qrSvg(text: string): Promise<string> {
    const { svg, error } = await writeBarcode(text, { format: 'QRCode', ecLevel: 'M', withQuietZones: true });
    if (!svg) throw new Error(error);
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
    return svg.slice(svg.indexOf('<svg')).replace(/width="\d+" height="\d+"/, `viewBox="0 0 ${width} ${height}"`);
}

const STYLE = 'body{margin:0;background:#dcd7cc;font:18px serif}.paper{background:#fdfcf8;padding:24px;margin:20px}'
    + 'table{border-collapse:collapse}td{border:1px solid #333;padding:4px 14px}.seal{float:right}.seal svg{width:100%;height:100%}';

export interface Paper {
    text: string | null; // null: a draft, whose square holds words
    side?: number; // of the seal's square in pixels
    turn?: number; // degrees
    isInMiddle?: boolean;
    type?: 'png' | 'jpeg';
    width?: number;
    height?: number;
}

/** Drawn by a tab of its own, in a context without the page's rules. */
export async function picture(context: BrowserContext, {
    text, side = 300, turn = 0, isInMiddle = false, type = 'png', width = 900, height = 640,
}: Paper): Promise<Buffer> {
    const seal = text === null ? '<b>BẢN NHÁP</b>' : await qrSvg(text);
    const tab = await context.newPage();
    await tab.setViewportSize({ width, height });
    await tab.setContent(`<style>${STYLE}</style><div class="paper" style="transform:rotate(${turn}deg)">
        <div class="seal" style="width:${side}px;height:${side}px;${isInMiddle ? 'float:none;margin:60px auto' : ''}">${seal}</div><h2>HỌC BẠ</h2><p>Họ và tên: Nguyễn Văn A</p>
        <table><tr><td>Tiếng Việt</td><td>T</td><td>9</td></tr><tr><td>Toán</td><td>T</td><td>10</td></tr>
        <tr><td>Khoa học</td><td>T</td><td>8</td></tr></table><p>Nhận xét: chăm học.</p></div>`);
    const image = await tab.screenshot({ type });
    await tab.close();
    return image;
}

/** Motion JPEG as Chromium's fake camera takes it: pictures one after another. */
export async function video(context: BrowserContext, text: string): Promise<Buffer> {
    const frame = await picture(context, { text, side: 400, turn: 3, type: 'jpeg', width: 1280, height: 720, isInMiddle: true });
    return Buffer.concat([frame, frame, frame, frame]);
}
