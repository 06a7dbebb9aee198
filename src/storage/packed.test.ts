import { describe, expect, it } from 'vitest';
import { TRACKED } from '../dub/track/landmarks';
import { pack, unpack } from './packed';
import { packHeard, unpackHeard } from './packed-curve';
import { packTrack, unpackTrack } from './packed-track';

describe('pack', () => {
  const contents = {
    facts: { width: 512, name: '王' },
    arrays: {
      times: Float64Array.of(0, 0.04, 0.08),
      present: Uint8Array.of(1, 0, 1),
      none: new Int16Array(),
    },
  };
  const bytes = pack(contents);

  it('gives back what went in, bit for bit', () => {
    expect(unpack(bytes.buffer)).toEqual(contents);
  });

  it('refuses a file that was cut off or changed anywhere', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(unpack(bytes.buffer.slice(0, length))).toBeNull();
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x20;
      expect(unpack(damaged.buffer)).toBeNull();
    }
  });
});

/** A face that moves over a picture of a given size; no face in the second frame. */
function track(size: number) {
  const frames = 3;
  const width = TRACKED.length * 3;
  const points = Float32Array.from({ length: frames * width }, (_, i) =>
    Math.floor(i / width) === 1 ? 0 : Math.sin(i * 12.9898) * size,
  );
  const times = Float64Array.from({ length: frames }, (_, i) => i / 29.97);
  const marks = { present: Uint8Array.of(1, 0, 1), covered: Uint8Array.of(0, 0, 1) };
  return { width: size, height: size, times, ...marks, points };
}

describe('a packed track', () => {
  it.each([
    [512, 1 / 16],
    [3840, 1 / 8],
  ])('keeps points of a picture of %i px to within half a step of %f px', (size, step) => {
    const { points, ...rest } = track(size);
    const back = unpackTrack(packTrack({ points, ...rest }).buffer)!;
    expect(back).toMatchObject(rest);
    const worst = points.reduce((most, value, i) => Math.max(most, Math.abs(value - back.points[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(step / 2);
    expect(worst).toBeGreaterThan(step / 8);
  });

  it('is the same track however often it is packed', () => {
    const once = packTrack(track(700));
    expect(packTrack(unpackTrack(once.buffer)!)).toEqual(once);
  });
});

describe('a packed curve', () => {
  const curve = {
    values: Float32Array.from({ length: 36 }, (_, i) => Math.sin(i)),
    components: 12,
    loudnessDb: Float32Array.of(-20.125, -33.3, -60),
    duration: 0.0301,
  };

  it('is the same to the last bit', () => {
    expect(unpackHeard(packHeard({ curve, device: 'wasm' }).buffer)).toEqual({ curve, device: 'wasm' });
  });

  it('remembers that there was nothing to hear', () => {
    expect(unpackHeard(packHeard({ curve: null, device: null }).buffer)).toEqual({
      curve: null,
      device: null,
    });
  });
});
