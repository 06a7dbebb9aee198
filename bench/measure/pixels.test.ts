import { describe, expect, it } from 'vitest';
import { EYE_CORNERS, OUTER_LIP, TRACKED, trackedIndex } from '../../src/engine/face/track/landmarks';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { toSteps } from '../../src/engine/face/track/steps';
import { compare } from './compare';
import {
  faceCover,
  flicker,
  gradientEnergy,
  mouthRegions,
  psnr,
  radialGradient,
  squaredError,
  type Luma,
} from './pixels';
import { convexHull, eyeDistance, rowSpans } from './region';

const WIDTH = 160;
const HEIGHT = 160;

function luma(shade: (x: number, y: number) => number): Luma {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => shade(i % WIDTH, Math.floor(i / WIDTH)));
  return { width: WIDTH, height: HEIGHT, data };
}

/** A face whose eye corners are 60 apart and whose lips are an ellipse around (80, 100); the rest lies within 40 of (80, 80). */
function face(): Float32Array {
  const points = new Float32Array(TRACKED.length * 2);
  TRACKED.forEach((_, i) => points.set([80 + 40 * Math.cos(i), 80 + 40 * Math.sin(i)], 2 * i));
  OUTER_LIP.forEach((landmark, i) => {
    const angle = Math.PI - (2 * Math.PI * i) / OUTER_LIP.length;
    points.set([80 + 14 * Math.cos(angle), 100 + 6 * Math.sin(angle)], 2 * trackedIndex(landmark));
  });
  points.set([50, 60], 2 * trackedIndex(EYE_CORNERS[0]));
  points.set([110, 60], 2 * trackedIndex(EYE_CORNERS[1]));
  return points;
}

const texture = (x: number, y: number) => 128 + 40 * Math.sin(x) * Math.cos(1.3 * y);

describe('regions', () => {
  it('measures the face and sorts the pixels by their distance to the lips', () => {
    expect(eyeDistance(face())).toBe(60);
    const { mouth, ring, around, box } = mouthRegions(face(), WIDTH, HEIGHT);
    expect(mouth).toContain(100 * WIDTH + 80);
    expect(ring).toContain((106 + 13) * WIDTH + 80);
    expect(around).toContain((106 + 25) * WIDTH + 80);
    expect(new Set([...mouth, ...ring, ...around]).size).toBe(mouth.length + ring.length + around.length);
    expect(box.bottom).toBe(139);
  });

  it('covers a convex hull row by row', () => {
    const hull = convexHull(Float32Array.of(2, 2, 8, 2, 8, 6, 2, 6, 5, 4, 3, 3));
    expect(hull.length).toBe(8);
    const spans = rowSpans(hull, 9);
    expect([...spans.subarray(2 * 4, 2 * 4 + 2)]).toEqual([2, 8]);
    expect(spans[2 * 8]).toBeGreaterThan(spans[2 * 8 + 1] as number);
  });
});

describe('pixel measures', () => {
  const regions = mouthRegions(face(), WIDTH, HEIGHT);

  it('gradientEnergy is the slope squared on a ramp', () => {
    expect(
      gradientEnergy(
        luma((x) => x),
        regions.mouth,
      ),
    ).toBe(1);
    expect(
      gradientEnergy(
        luma((x, y) => Math.min(255, x + y / 1)),
        regions.mouth,
      ),
    ).toBe(2);
  });

  it('radialGradient sees a ring and not a picture without one', () => {
    const ringed = luma((x, y) => (Math.hypot((x - 80) / 14, (y - 100) / 6) < 2.6 ? 100 : 140));
    expect(radialGradient(ringed, regions.ring, regions.centre)).toBeGreaterThan(1);
    expect(
      radialGradient(
        luma(() => 100),
        regions.ring,
        regions.centre,
      ),
    ).toBe(0);
  });

  it('flicker ignores steady change', () => {
    const [a, b, c] = [luma(() => 10), luma(() => 20), luma(() => 30)];
    expect(flicker(a, b, c, regions.around)).toBe(0);
    expect(flicker(a, c, a, regions.around)).toBe(40);
  });

  it('squaredError leaves out what is covered', () => {
    const spans = faceCover(HEIGHT, face());
    const inside = luma((x, y) => (Math.hypot(x - 80, y - 80) < 20 ? 200 : 100));
    const outside = luma((x, y) => (x < 10 && y < 16 ? 110 : 100));
    const flat = luma(() => 100);
    expect(squaredError(flat, inside, spans)).toBe(0);
    expect(squaredError(flat, inside)).toBeGreaterThan(0);
    expect(squaredError(flat, outside)).toBeCloseTo((100 * 160) / (WIDTH * HEIGHT), 9);
  });

  it('psnr agrees with its definition', () => {
    expect(psnr(1)).toBeCloseTo(48.1308, 4);
    expect(psnr(0)).toBe(99);
  });
});

describe('compare', () => {
  const FRAMES = 6;
  const track = (): FaceTrack => {
    const flat = face();
    const one = TRACKED.flatMap((_, i) => [flat[2 * i] as number, flat[2 * i + 1] as number, 0]);
    return {
      width: WIDTH,
      height: HEIGHT,
      times: Float64Array.from({ length: FRAMES }, (_, i) => i / 25),
      present: new Uint8Array(FRAMES).fill(1),
      covered: new Uint8Array(FRAMES),
      points: toSteps(Array.from({ length: FRAMES }, () => one).flat(), 1 / 64),
    };
  };
  async function* rows(shade: (x: number, y: number, frame: number) => number) {
    for (let frame = 0; frame < FRAMES; frame++) yield luma((x, y) => shade(x, y, frame));
  }
  const measure = (painted: (x: number, y: number, frame: number) => number) =>
    compare({
      source: { pictures: rows(texture), track: track() },
      output: { pictures: rows(painted), track: track() },
      plain: rows((x, y, frame) => texture(x, y) + (frame % 2)),
      base: [0, 1, 2, 3, 4, 5],
    });

  it('gives ones and a high PSNR where nothing was done', async () => {
    const same = await measure((x, y, frame) => texture(x, y) + (frame % 2));
    expect(same.sharpness).toBeCloseTo(1, 1);
    expect(same).toMatchObject({ seam: 1, jitter: 1, psnr: 99, worstPsnr: 99 });
  });

  it('tells a blurred mouth, a flickering ring, and a touched background', async () => {
    const blurred = await measure((x, y) => 128 + (texture(x, y) - 128) / 2);
    expect(blurred.sharpness).toBeCloseTo(0.25, 1);
    const flickering = await measure((x, y, frame) => texture(x, y) + 8 * (frame % 2));
    expect(flickering.jitter).toBeGreaterThan(4);
    const touched = await measure(
      (x, y, frame) => texture(x, y) + (frame % 2) + (frame === 3 && x < 20 ? 30 : 0),
    );
    expect(touched.psnr).toBeLessThan(40);
    expect(touched.worstPsnr).toBeLessThan(touched.psnr);
  });

  it('refuses videos of two lengths', async () => {
    const short = compare({
      source: { pictures: rows(texture), track: track() },
      output: { pictures: rows(texture), track: track() },
      plain: (async function* () {
        yield luma(texture);
      })(),
      base: [0, 1, 2, 3, 4, 5],
    });
    await expect(short).rejects.toThrow(/second video ends first/);
  });
});
