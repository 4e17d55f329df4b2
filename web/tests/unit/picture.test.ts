// The rescaled attempts at a picture.
import { describe, expect, it } from 'vitest';
import { attempts, greyOf, type Grey } from '../../src/scan/picture';

const flat = (width: number, height: number, value: number): Grey => ({ width, height, data: new Uint8ClampedArray(width * height).fill(value) });

describe('attempts', () => {
    it('are the picture, 2×, 3× softened, 3× sharpened, ½ and ¼', () => {
        expect([...attempts(flat(40, 24, 200))].map(({ width, height }) => [width, height])).toEqual([[40, 24], [80, 48], [120, 72], [120, 72], [20, 12], [10, 6]]);
    });
    it('leave an even grey as it is', () => {
        for (const attempt of attempts(flat(9, 7, 123))) expect(new Set(attempt.data)).toEqual(new Set([123]));
    });
    it('do not blow a large picture up', () => {
        expect([...attempts(flat(3000, 3000, 0))].map(({ width }) => width)).toEqual([3000, 1500, 750]);
    });
    it('what is transparent counts as white', () => {
        expect([...greyOf(Uint8ClampedArray.of(0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255), 3, 1).data]).toEqual([255, 0, 255]);
    });
});
