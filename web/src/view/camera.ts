// The camera's picture with a frame to aim by.
import { openCamera, watch } from '../scan/camera';
import type { Say } from '../strings';
import { button, h } from './dom';

export type Scanned = 'read' | 'stopped' | 'no-camera' | 'no-reader';

/** Shows itself in `place` until a seal is read or the clerk stops. `take` says whether the texts hold a seal. */
export async function scanByCamera(place: HTMLElement, say: Say, take: (texts: string[]) => boolean): Promise<Scanned> {
    const stop = new AbortController();
    const video = h('video', { playsinline: true, muted: true, 'aria-hidden': 'true' });
    video.muted = true; // Safari plays nothing without it
    const state = h('p', { role: 'status', class: 'state' }, say('cameraStarting'));
    const heading = h('h2', { tabindex: -1, id: 'camera' }, say('cameraHeading'));
    place.replaceChildren(h('section', { class: 'camera', 'aria-labelledby': 'camera' },
        heading, h('div', { class: 'finder' }, video, h('div', { class: 'frame' })), state,
        h('p', { class: 'quiet' }, say('cameraHint')), button(say('cameraStop'), () => stop.abort(), 'primary')));
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && stop.abort();
    document.addEventListener('keydown', onKey);
    try {
        const close = await openCamera(video);
        state.textContent = say('cameraSearching');
        const taken = (texts: string[]) => {
            if (take(texts)) return true;
            state.textContent = say('cameraOther');
            return false;
        };
        return await watch(video, stop.signal, taken).finally(close);
    } catch {
        return 'no-camera';
    } finally {
        document.removeEventListener('keydown', onKey);
    }
}
