import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { DubJob } from '../../../engine/job/dub-job';
import type { Script } from '../../../engine/script/script';
import { input as plain, source } from '../testing';
import { PLACES, setUp } from './testing';

const input: DubJob = { ...plain, video: source('王 v.mp4'), encoder: 'ffmpeg' };

describe('a script that two people say', () => {
  const cue = (face: number, start: number, from: number) => ({
    ...{ face, start, end: start + 1, fit: 'as-is' as const },
    speech: { from, to: from + 1 },
  });
  const script: Script = { cues: [cue(2, 0, 0), cue(1, 0.5, 2)], outside: { sound: 'keep' } };

  it('is planned for each of them by what they say, and painted in one pass', async () => {
    const { asked, calls, kept, run } = setUp({}, {}, [...PLACES]);
    await run({ ...input, script });
    // All that is heard, then what each of them says.
    const laid = calls.filter((call) => call.startsWith('layOut'));
    expect(laid).toEqual(['layOut 0,2', 'layOut 2', 'layOut 0']);
    expect(calls.filter((call) => call.startsWith('listen '))).toHaveLength(2);
    const lefts = asked.plans.map(({ track }) => track.points.values[0]);
    expect(lefts).toEqual(PLACES.map(([left]) => left));
    expect(asked.render?.plan.beside).toHaveLength(1);
    expect(asked.render?.voices).toHaveLength(2);
    expect(asked.render?.script?.cues).toEqual([{ made: { from: 0, to: 1.5 }, said: { from: 0, to: 1.5 } }]);
    expect(kept[0]).toMatchObject({ speaker: { person: 0 }, beside: [{ person: 1, of: 2 }], script });
  });

  it('needs two different people', async () => {
    const seen = { places: [{ time: 0, x: 330, y: 90, size: 40 }] };
    const { run } = setUp({}, {}, [...PLACES]);
    const twice = run({ ...input, script: { ...script, faces: [seen, seen] } });
    await expect(twice).rejects.toMatchObject({ code: 'input/no-person', detail: { person: 2 } });
    const third = run({ ...input, script: { ...script, cues: [cue(1, 0, 0), cue(3, 0.5, 2)] } });
    await expect(third).rejects.toMatchObject({ code: 'input/no-person', detail: { person: 3 } });
  });
});
