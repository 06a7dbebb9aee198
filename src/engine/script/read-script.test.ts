import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { DubError } from '../core/errors';
import { parseScript, readScript } from './read-script';

const schema = JSON.parse(readFileSync('docs/script.schema.json', 'utf8')) as object;
const fitsSchema = new Ajv().compile(schema);

const cue = (start: number, end: number, more: object = {}) => ({
  ...{ start, end, speech: { file: 'a.wav' } },
  ...more,
});
type Fault = { readonly code: string; readonly [detail: string]: string | number };

const faultOf = (value: unknown): Fault | null => {
  try {
    readScript(value);
    return null;
  } catch (reason) {
    if (!(reason instanceof DubError)) throw reason;
    return { code: reason.code, ...reason.detail };
  }
};

describe('readScript', () => {
  it('puts cues in order and fills in what is absent', () => {
    expect(readScript({ cues: [cue(3, 4), cue(1, 2, { fit: 'as-is', text: '你好' })] })).toEqual({
      cues: [cue(1, 2, { fit: 'as-is', text: '你好' }), cue(3, 4, { fit: 'as-is' })],
      outside: { sound: 'keep' },
    });
  });

  it('lets two people speak at once', () => {
    const cues = [cue(0, 3, { face: 1, fit: 'as-is' }), cue(1, 2, { face: 2, fit: 'as-is' })];
    expect(readScript({ cues }).cues).toEqual(cues);
  });

  it.each([
    [{ cues: [cue(0, 3, { face: 2 }), cue(1, 2, { face: 2 })] }, 2, 'overlap'],
    [{ cues: [cue(0, 1, { face: 1 }), cue(2, 3)] }, 2, 'face'],
    [{ cues: [cue(0, 1, { face: 0 })] }, 1, 'face'],
    [[], undefined, 'script'],
    [{ cues: [] }, undefined, 'cues'],
    [{ cues: [cue(0, 1), cue(2, 2)] }, 2, 'end'],
    [{ cues: [cue(4, 6), cue(1, 5)] }, 1, 'overlap'],
    [{ cues: [cue(-1, 2)] }, 1, 'start'],
    [{ cues: [cue(NaN, 2)] }, 1, 'start'],
    [{ cues: [cue(0, 1, { speach: 1 })] }, 1, 'speach'],
    [{ cues: [cue(0, 1, { fit: 'stretch' })] }, 1, 'fit'],
    [{ cues: [cue(0, 1, { text: 5 })] }, 1, 'text'],
    [{ cues: [cue(0, 1, { speech: { file: 'a', from: 2, to: 1 } })] }, 1, 'speech.to'],
    [{ cues: [cue(0, 1, { speech: { from: 1 } })] }, 1, 'speech.file'],
    [{ cues: [cue(0, 1)], outside: { sound: 2 } }, undefined, 'outside.sound'],
  ])('says what is wrong with %j', (value, number, member) =>
    expect(faultOf(value)).toEqual({
      ...{ code: 'script/invalid', member },
      ...(number !== undefined && { cue: number }),
    }),
  );

  it('says so of what is no JSON', () => expect(() => parseScript('{')).toThrow('script/invalid'));

  /** Whatever a script might hold, drawn by a generator that always draws the same. */
  it('takes what the schema takes but for order, and refuses the rest with its own error', () => {
    let seed = 19;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const one = <T>(...values: T[]) => values[Math.floor(random() * values.length)] as T;
    const number = () => one<unknown>(0, 1, 2, 3.5, 9, 86_400, -1, 1e9, '1', null);
    const maybe = (name: string, value: () => unknown) => (random() < 0.3 ? { [name]: value() } : {});
    let people = false;
    const drawCue = (i: number) => {
      const good = { start: 2 * i, end: 2 * i + 1 + random(), speech: { file: one('a.wav', '语音.wav') } };
      const speech = { ...good.speech, ...maybe('from', number), ...maybe('to', number) };
      const odd =
        random() < 0.3 ? one<object>({ start: number() }, { end: number() }, { speech: number() }, {}) : {};
      return {
        ...{ ...good, speech },
        ...maybe('fit', () => one<unknown>('as-is', 'as-is', 'picture', 3)),
        ...(people && { face: one<unknown>(1, 2, 2, i === 1 ? 1.5 : 1) }),
        ...maybe('text', () => one<unknown>('text', 3)),
        ...odd,
        ...(random() < 0.05 && { other: 1 }),
      };
    };
    const counts = { taken: 0, refused: 0, orderOnly: 0 };
    for (let round = 0; round < 6000; round++) {
      people = random() < 0.3;
      const script = {
        cues: one<unknown>(
          Array.from({ length: Math.floor(random() * 4) }, (_, i) => drawCue(i)),
          one<unknown>({}, null, 3),
        ),
        ...maybe('outside', () => one<unknown>({ sound: one<unknown>('keep', 0.5, 2, 'loud') }, {}, 1)),
      };
      const fault = faultOf(script);
      if (fault === null) counts.taken++;
      else counts.refused++;
      // What a schema cannot say: which of two times comes first.
      if (!fitsSchema(script)) expect(fault, JSON.stringify(script)).not.toBeNull();
      else if (fault !== null) {
        counts.orderOnly++;
        expect(['end', 'overlap', 'speech.to']).toContain(fault.member);
      }
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(50);
  });
});
