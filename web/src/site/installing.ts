// The page stays on the device: by its service worker, and by being installed.
import type { App } from '../app';

interface InstallPrompt extends Event {
    prompt(): Promise<unknown>;
}

export function keepPage(app: App, site: URL): void {
    addEventListener('beforeinstallprompt', (event) => {
        event.preventDefault();
        app.offerInstall = () => void (event as InstallPrompt).prompt();
        if (app.isIdle) app.show();
    });
    if (import.meta.env.PROD && 'serviceWorker' in navigator) void register(app, site);
}

async function register(app: App, site: URL): Promise<void> {
    const registration = await navigator.serviceWorker.register(new URL('sw.js', site)).catch(() => null);
    if (!registration) return; // private windows: the page works, with network
    void navigator.storage?.persist?.();
    watchForNewVersion(app, registration);
    await navigator.serviceWorker.ready;
    whenIdle(() => registration.active?.postMessage('keep-scanner'));
}

/** The new one takes over when nothing can be lost, or when the clerk says so. */
function watchForNewVersion(app: App, registration: ServiceWorkerRegistration): void {
    const wasControlled = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => wasControlled && location.reload());
    const offer = (waiting: ServiceWorker | null) => {
        if (!waiting || !wasControlled) return;
        const use = () => waiting.postMessage('use-new-version');
        if (app.isIdle) return use();
        app.useNewVersion = use;
        app.show();
    };
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
        const fresh = registration.installing;
        fresh?.addEventListener('statechange', () => fresh.state === 'installed' && offer(fresh));
    });
}

/** The scanner is 1 MB: after what the clerk waits for. */
function whenIdle(act: () => void): void {
    const SECOND = 1000;
    if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: 5 * SECOND });
    else setTimeout(act, 3 * SECOND);
}
