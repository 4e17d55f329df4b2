// Starts the page. What a QR put behind # is taken out of the address before anything else is done.
import { App } from './app';
import { browserStore } from './site/list_store';
import { keepPage } from './site/installing';
import './style.css';

/** The seal's text as it stands on paper: a browser lowers scheme and host, the reader takes either. */
function sealInAddress(): string | null {
    if (location.hash.length < 2) return null;
    const text = `HTTPS://${location.host}/V${location.hash}`;
    history.replaceState(null, '', location.pathname);
    return text;
}

const opened = sealInAddress();
const isInstalled = matchMedia('(display-mode: standalone)').matches;
// Vite leaves this module in assets/: the site's root is one folder above.
const site = new URL(/* @vite-ignore */ '../', import.meta.url);
const app = new App(document.getElementById('page')!, browserStore(site), isInstalled);
if (opened !== null) app.openedBy(opened);
addEventListener('hashchange', () => {
    const text = sealInAddress();
    if (text !== null) app.openedBy(text);
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && app.refresh());
addEventListener('online', () => app.refresh());
keepPage(app, site);
