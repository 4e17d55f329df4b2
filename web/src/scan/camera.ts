// The camera's pictures, one after another, until a seal is read or the clerk stops.
import { readPicture } from './scanner';

const PAUSE_MS = 120;
const WISHES: MediaStreamConstraints = {
    audio: false,
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};

/** Rejects if there is no camera or it may not be used. */
export async function openCamera(video: HTMLVideoElement): Promise<() => void> {
    const stream = await navigator.mediaDevices.getUserMedia(WISHES);
    video.srcObject = stream;
    await video.play();
    return () => {
        for (const track of stream.getTracks()) track.stop();
        video.srcObject = null;
    };
}

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
    const { videoWidth, videoHeight } = video;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || videoWidth === 0) return null;
    canvas.width = videoWidth;
    canvas.height = videoHeight;
    context.drawImage(video, 0, 0);
    return context.getImageData(0, 0, videoWidth, videoHeight);
}

export type Ending = 'read' | 'stopped' | 'no-reader';

/** Gives the texts of every frame that has some to `take`, until it says true or `stop` is aborted. */
export async function watch(video: HTMLVideoElement, stop: AbortSignal, take: (texts: string[]) => boolean): Promise<Ending> {
    const canvas = document.createElement('canvas');
    while (!stop.aborted) {
        const frame = frameOf(video, canvas);
        const texts = frame ? await readPicture(frame, false) : [];
        if (stop.aborted) break;
        if (texts === null) return 'no-reader';
        if (texts.length > 0 && take(texts)) return 'read';
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return 'stopped';
}
