import { describe, expect, it } from 'vitest';
import { LOOK_BYTES } from './face-look';
import { FRAME_SIZE } from './face-frames';
import type { TrackPart } from './face-track';
import { joinTracks } from './join-tracks';

const stretch = (from: number, present: number[]): TrackPart => ({
  ...{ width: 64, height: 48 },
  times: Float64Array.from(present, (_, i) => (from + i) / 25),
  present: Uint8Array.from(present),
  looks: new Uint8Array(present.length * LOOK_BYTES),
  points: {
    step: 0.5,
    values: Int16Array.from({ length: present.length * FRAME_SIZE }, (_, i) => 1000 * from + i),
  },
});

describe('joinTracks', () => {
  it('puts the stretches one behind the other', () => {
    const track = joinTracks([stretch(0, [0, 1]), stretch(2, [1])]);
    expect(track).toMatchObject({ width: 64, height: 48 });
    expect([...track.times]).toEqual([0, 0.04, 0.08]);
    expect([...track.present]).toEqual([0, 1, 1]);
    expect([...track.covered]).toEqual([0, 0, 0]);
    const { step, values } = track.points;
    expect(step).toBe(0.5);
    expect([...values.slice(2 * FRAME_SIZE, 2 * FRAME_SIZE + 2)]).toEqual([2000, 2001]);
    expect(values[FRAME_SIZE]).toBe(FRAME_SIZE);
  });

  it('needs a face in one of them', () => {
    expect(joinTracks([stretch(0, [0, 0]), stretch(2, [1])]).present).toHaveLength(3);
    expect(() => joinTracks([stretch(0, [0]), stretch(1, [0])])).toThrow(
      expect.objectContaining({ code: 'input/no-face', detail: { frames: 2 } }),
    );
  });

  it('needs frames', () => {
    expect(() => joinTracks([stretch(0, [])])).toThrow(expect.objectContaining({ code: 'input/no-frames' }));
  });
});
