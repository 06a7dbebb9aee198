import { describe, expect, it } from 'vitest';
import { FRAME_SIZE } from '../dub/track/face-frames';
import { toSteps } from '../dub/track/steps';
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

/** A face that moves over a picture; no face in the second frame. */
function track() {
  const frames = 3;
  const points = Float32Array.from({ length: frames * FRAME_SIZE }, (_, i) =>
    Math.floor(i / FRAME_SIZE) === 1 ? 0 : Math.sin(i * 12.9898) * 700,
  );
  const times = Float64Array.from({ length: frames }, (_, i) => i / 29.97);
  const marks = { present: Uint8Array.of(1, 0, 1), covered: Uint8Array.of(0, 0, 1) };
  return { width: 700, height: 500, times, ...marks, points: toSteps(points, 1 / 16) };
}

describe('a packed track', () => {
  it('is the same to the last bit', () => {
    expect(unpackTrack(packTrack(track()).buffer)).toEqual(track());
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
