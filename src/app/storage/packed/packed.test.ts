import { describe, expect, it } from 'vitest';
import { FRAME_SIZE } from '../../../engine/face/track/face-frames';
import { toSteps } from '../../../engine/face/track/steps';
import { pack, unpack } from './packed';
import { packHeard, unpackHeard } from './packed-curve';
import { packPeople, unpackPeople } from './packed-people';

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

/** Somebody in three frames, and somebody else in the last. */
function people() {
  const person = (...frames: number[]) => {
    const numbers = Float32Array.from(
      { length: frames.length * FRAME_SIZE },
      (_, i) => Math.sin(i * 12.9898) * 700,
    );
    return {
      frames: Int32Array.from(frames),
      values: toSteps(numbers, 1 / 16).values,
      covered: Uint8Array.from(frames, (frame) => frame % 2),
      openings: Float32Array.from(frames, (frame) => 0.1 * frame),
    };
  };
  const times = Float64Array.from({ length: 3 }, (_, i) => i / 29.97);
  return { width: 700, height: 500, times, step: 1 / 16, people: [person(0, 1, 2), person(2)] };
}

describe('packed people', () => {
  it('are the same to the last bit', () => {
    expect(unpackPeople(packPeople(people()).buffer)).toEqual(people());
  });
});

describe('a packed curve', () => {
  const curve = {
    values: Float32Array.from({ length: 36 }, (_, i) => Math.sin(i)),
    components: 12,
    loudnessDb: Float32Array.of(-20.125, -33.3, -60),
    voice: Float32Array.of(1, 0.5, 0),
    heard: { rows: Int8Array.of(-127, 3, 127, 0), size: 2 },
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
