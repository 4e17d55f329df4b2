// A grey picture, and the rescaled ones in which a QR is found that was not in the first.

export interface Grey {
    width: number;
    height: number;
    data: Uint8ClampedArray; // one byte a pixel
}

/** ITU-R BT.601; what is transparent counts as white paper. */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
    const data = new Uint8ClampedArray(width * height);
    for (let i = 0, at = 0; i < data.length; ++i, at += 4) {
        const luminance = 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!;
        data[i] = luminance + (255 - rgba[at + 3]!) * (1 - luminance / 255);
    }
    return { width, height, data };
}

export function rgbaOf({ width, height, data }: Grey): Uint8ClampedArray {
    const out = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let i = 0, at = 0; i < data.length; ++i, at += 4) out[at] = out[at + 1] = out[at + 2] = data[i]!;
    return out;
}

/** A filter's weight at a distance in pixels of the original, and where it ends. */
interface Filter {
    reach: number;
    weight(distance: number): number;
}
/** Keys, 1981, with a = −1/2. */
const BICUBIC: Filter = {
    reach: 2,
    weight(x) {
        const d = Math.abs(x);
        if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
        return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
    },
};
const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const LANCZOS: Filter = { reach: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) };
const TRIANGLE: Filter = { reach: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) };

/** For each place of the result: the first place of the original, and the weights from there on. */
function taps(from: number, to: number, filter: Filter): { first: number; weights: number[] }[] {
    const step = from / to, spread = Math.max(1, step), reach = filter.reach * spread;
    return Array.from({ length: to }, (_, index) => {
        const centre = (index + 0.5) * step - 0.5;
        const first = Math.max(0, Math.ceil(centre - reach)), last = Math.min(from - 1, Math.floor(centre + reach));
        const weights = Array.from({ length: last - first + 1 }, (_, i) => filter.weight((first + i - centre) / spread));
        const sum = weights.reduce((a, b) => a + b, 0);
        return { first, weights: weights.map((weight) => weight / sum) };
    });
}

/** The result has rows and columns exchanged: applied twice they are in place again. */
function resampleRows({ width, height, data }: Grey, to: number, filter: Filter): Grey {
    const out = new Uint8ClampedArray(to * height);
    taps(width, to, filter).forEach(({ first, weights }, x) => {
        for (let y = 0; y < height; ++y) {
            let sum = 0;
            for (let i = 0, at = y * width + first; i < weights.length; ++i) sum += weights[i]! * data[at + i]!;
            out[x * height + y] = sum;
        }
    });
    return { width: height, height: to, data: out };
}

function scaled(grey: Grey, factor: number, filter: Filter): Grey {
    const size = (length: number) => Math.max(1, Math.round(length * factor));
    return resampleRows(resampleRows(grey, size(grey.width), filter), size(grey.height), filter);
}

/** The mean of 3 × 3 pixels; the rim stays. */
function blurred(grey: Grey): Grey {
    const { width, height, data } = grey, out = data.slice();
    for (let y = 1; y < height - 1; ++y)
        for (let x = 1; x < width - 1; ++x) {
            let sum = 0;
            for (let row = (y - 1) * width + x; row <= (y + 1) * width + x; row += width)
                sum += data[row - 1]! + data[row]! + data[row + 1]!;
            out[y * width + x] = sum / 9;
        }
    return { width, height, data: out };
}

function sharpened(grey: Grey): Grey {
    const soft = blurred(grey).data;
    return { ...grey, data: grey.data.map((value, i) => 2 * value - soft[i]!) };
}

/** Beyond it a phone's memory gives way. */
const MOST_PIXELS = 24_000_000;
const ATTEMPTS: { factor: number; make(grey: Grey): Grey }[] = [
    { factor: 2, make: (grey) => scaled(grey, 2, BICUBIC) },
    { factor: 3, make: (grey) => blurred(scaled(grey, 3, BICUBIC)) },
    { factor: 3, make: (grey) => sharpened(scaled(grey, 3, LANCZOS)) },
    { factor: 0.5, make: (grey) => scaled(grey, 0.5, TRIANGLE) },
    { factor: 0.25, make: (grey) => scaled(grey, 0.25, TRIANGLE) }, // a large photograph of a small seal's blur
];

/** The picture itself, then its rescaled ones, as the program tries them; each is made when it is asked for. */
export function* attempts(grey: Grey): Generator<Grey> {
    yield grey;
    for (const { factor, make } of ATTEMPTS)
        if (grey.data.length * factor * factor <= MOST_PIXELS) yield make(grey);
}
