import { describe, expect, it, test } from 'vitest';
import { createPicture, planes } from '../../picture/picture';
import { LABEL_PLACES, labelledFrames, labelLines } from './label';
import { codedRect, placed, uprightSize, uprightToCoded, type Coded } from './placing';
import { createStamp, stampPicture } from './stamp';

test.each([
  [25, 200, 50],
  [30000 / 1001, 200, 60],
  [24.999999999, 200, 50],
  [25.000000001, 200, 50],
  [12.5, 200, 25],
  [25, 30, 30],
])('at %f fps %i frames bear the label for 2 s or to the end: %i', (fps, frames, labelled) => {
  expect(labelledFrames(fps, frames)).toBe(labelled);
});

test('every text says both AI and generated', () => {
  for (const text of ['both', 'zh', 'en'] as const)
    for (const wide of [true, false])
      expect(labelLines(text, wide).join(' ')).toMatch(/AI.*(生成|generated)/);
  expect(labelLines('both', false)).toHaveLength(2);
});

const CODED: Coded[] = [0, 90, 180, 270].flatMap((rotation) =>
  [1, 16 / 11].map((pixelAspect) => ({
    ...{ width: 720, height: 576, pixelAspect },
    rotation: rotation as Coded['rotation'],
  })),
);

describe.each(CODED)('a picture turned by $rotation of pixels $pixelAspect', (coded) => {
  const upright = uprightSize(coded);
  const [a, b, c, d, e, f] = uprightToCoded(coded);

  it('maps its upright corners onto its coded ones', () => {
    const corners = [0, upright.width].flatMap((x) =>
      [0, upright.height].map((y) => [a * x + c * y + e, b * x + d * y + f].map(Math.round).join()),
    );
    expect(corners.sort()).toEqual(['0,0', '0,576', '720,0', '720,576']);
  });

  test.each(LABEL_PLACES)('holds a label at the %s, at even pixels', (place) => {
    const rect = placed(place, { width: 150, height: 40 }, upright);
    expect(rect.left + rect.width).toBeLessThanOrEqual(upright.width);
    expect(rect.top + rect.height).toBeLessThanOrEqual(upright.height);
    const within = codedRect(rect, coded);
    expect([within.left % 2, within.top % 2]).toEqual([0, 0]);
    expect(within.left + within.width).toBeLessThanOrEqual(coded.width);
    expect(within.top + within.height).toBeLessThanOrEqual(coded.height);
    const area = (150 * 40) / coded.pixelAspect;
    expect(within.width * within.height).toBeGreaterThanOrEqual(area);
    expect(within.width * within.height).toBeLessThan(1.3 * area);
  });
});

test('a sideways picture has its top-right label where it is upright', () => {
  // A quarter turn clockwise brings the coded picture's left edge to the top, its top to the right.
  const coded: Coded = { width: 320, height: 240, rotation: 90, pixelAspect: 1 };
  const rect = codedRect(placed('top-right', { width: 100, height: 20 }, uprightSize(coded)), coded);
  expect(rect.left).toBeLessThan(10);
  expect(rect.top).toBeLessThan(10);
  expect([rect.width, rect.height]).toEqual([expect.closeTo(20, -1), expect.closeTo(100, -1)]);
});

describe('a stamp', () => {
  const rect = { left: 2, top: 4, width: 3, height: 2 };
  const rgba = (values: [number, number][]) =>
    Uint8ClampedArray.from(values.flatMap(([grey, share]) => [grey, grey, grey, share]));
  const drawing = rgba([
    ...([
      [255, 255],
      [255, 255],
      [0, 0],
    ] as [number, number][]),
    ...([
      [0, 128],
      [255, 255],
      [0, 255],
    ] as [number, number][]),
  ]);

  it.each([
    [false, 235, 16],
    [true, 255, 0],
  ])('turns what it covers grey and leaves the rest, full range %s', (fullRange, white, black) => {
    const picture = createPicture(5, 7);
    picture.data.fill(100);
    stampPicture(picture, createStamp(rect, drawing, fullRange));
    const [y, u, v] = planes(picture);
    expect([...y.data.subarray(4 * 5, 6 * 5)]).toEqual([
      ...[100, 100, white, white, 100],
      ...[100, 100, Math.round(100 + ((black - 100) * 128) / 255), white, black],
    ]);
    expect([...y.data].filter((value) => value !== 100)).toHaveLength(5);
    // Blocks of 2 × 2 and, at the odd edge, 1 × 2: covered by (255 · 3 + 128) / 4 and by 255 / 2.
    expect([...u.data.subarray(2 * 3, 3 * 3)]).toEqual([100, Math.round(100 + (28 * 223) / 255), 114]);
    expect([...v.data]).toEqual([...u.data]);
    expect([...u.data].filter((value) => value !== 100)).toHaveLength(2);
  });
});
