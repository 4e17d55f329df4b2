// Debian's Chromium on a phone's screen, which knows one host only.
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { HOST, NOW } from './sample';
import type { Site } from './site';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const PHONE = { width: 390, height: 844 };
export const ORIGIN = `https://${HOST}`;
const A_PHONE = { viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: 'vi-VN', ignoreHTTPSErrors: true };

function launching(site: Site, args: string[]) {
    if (!existsSync(CHROMIUM)) throw new Error(`no Chromium at ${CHROMIUM}: scripts/setup test installs it`);
    return {
        executablePath: CHROMIUM,
        args: ['--no-sandbox', '--disable-gpu', '--ignore-certificate-errors',
            `--host-resolver-rules=MAP ${HOST}:443 127.0.0.1:${site.port}, MAP phone.example:443 127.0.0.1:${site.port}, MAP * ~NOTFOUND`, ...args],
    };
}

export const openBrowser = (site: Site, args: string[] = []): Promise<Browser> => chromium.launch(launching(site, args));

/** The page opened from its icon, in a window of its own. Chromium says so of no screen that plays a mobile one. */
export async function openInstalled(site: Site, folder: string): Promise<Page> {
    const window = { ...launching(site, [`--app=${ORIGIN}/v/`]), ...A_PHONE, isMobile: false };
    const context = await chromium.launchPersistentContext(folder, window);
    return context.pages()[0]!;
}

/** For openBrowser: a camera that sees the pictures of a motion JPEG, one after another. */
export const cameraWith = (file: string) =>
    ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];

export interface Tab {
    context: BrowserContext;
    page: Page;
    foreign: string[]; // requests to another origin
    violations: string[]; // of the content security policy
    errors: string[];
}

export async function openTab(browser: Browser, origin = ORIGIN): Promise<Tab> {
    const context = await browser.newContext(A_PHONE);
    await context.clock.setFixedTime(NOW * 1000);
    const tab: Tab = { context, page: await context.newPage(), foreign: [], violations: [], errors: [] };
    context.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(`${origin}/`) && !url.startsWith('blob:') && !url.startsWith('data:')) tab.foreign.push(url);
    });
    await tab.page.exposeFunction('violated', (text: string) => tab.violations.push(text));
    await tab.page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event: SecurityPolicyViolationEvent) =>
            (window as unknown as { violated(text: string): void }).violated(`${event.effectiveDirective} ${event.blockedURI}`));
    });
    tab.page.on('pageerror', (error) => tab.errors.push(error.message));
    return tab;
}

/** The words of the verdict. */
export const headline = (page: Page) => page.locator('#verdict').innerText();
/** Opens the page by a seal's text, as a phone's camera does. */
export const openSeal = (page: Page, text: string) => page.goto(text.replace(/^HTTPS:\/\/[^/]+/, ORIGIN));
