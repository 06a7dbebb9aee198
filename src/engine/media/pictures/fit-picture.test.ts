import { describe, expect, it } from 'vitest';
import { planes } from '../../picture/picture';
import { pictureOf } from '../../painters/wav2lip/testing';
import { PictureFitter, placeWithin } from './fit-picture';

const shape = (width: number, height: number, pixelAspect = 1) => ({ width, height, pixelAspect });

describe('where a picture lies in another', () => {
  it.each([
    [
      'the same shape, larger',
      shape(270, 480),
      shape(540, 960),
      { left: 0, top: 0, width: 540, height: 960 },
    ],
    [
      'a shape that was rounded',
      shape(426, 240),
      shape(1280, 720),
      { left: 0, top: 0, width: 1280, height: 720 },
    ],
    ['upright in wide', shape(480, 640), shape(640, 480), { left: 140, top: 0, width: 360, height: 480 }],
    ['wide in upright', shape(640, 480), shape(480, 640), { left: 0, top: 140, width: 480, height: 360 }],
    [
      'wide pixels',
      shape(720, 576, 64 / 45),
      shape(720, 576, 16 / 15),
      { left: 0, top: 72, width: 720, height: 432 },
    ],
    [
      'the same through other pixels',
      shape(1440, 1080, 4 / 3),
      shape(1920, 1080),
      { left: 0, top: 0, width: 1920, height: 1080 },
    ],
  ])('%s', (_, from, into, place) => {
    expect(placeWithin(from, into)).toEqual(place);
  });
});

describe('a fitted picture', () => {
  it('stands in the middle, black beside it', () => {
    const into = pictureOf(64, 48, () => 77);
    new PictureFitter(shape(48, 64), shape(64, 48), 16).fit(
      pictureOf(48, 64, () => 200),
      into,
    );
    const [luma, u] = planes(into);
    const row = Array.from(luma.data.subarray(20 * 64, 21 * 64));
    expect(row).toEqual([
      ...Array<number>(14).fill(16),
      ...Array<number>(36).fill(200),
      ...Array<number>(14).fill(16),
    ]);
    const chroma = Array.from(u.data.subarray(10 * 32, 11 * 32));
    expect(chroma).toEqual([
      ...Array<number>(7).fill(128),
      ...Array<number>(18).fill(200),
      ...Array<number>(7).fill(128),
    ]);
  });

  it('fills a picture of the same shape', () => {
    const into = pictureOf(64, 48, () => 77);
    new PictureFitter(shape(32, 24), shape(64, 48), 16).fit(
      pictureOf(32, 24, () => 200),
      into,
    );
    expect(new Set(into.data)).toEqual(new Set([200]));
  });
});
