import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { soundOf, videoOf } from '../../scripts/ffmpeg';
import { expectVideo } from '../e2e/expect-video';
import { lumaOf, type Luma } from '../e2e/label-pixels';
import { fixture, FPS, SIZE } from '../fixtures/make';
import { joinSpeeches } from '../../src/engine/script/join';
import { useLab } from './use-lab';

const { dub } = useLab();
const network = (name: string) => fileURLToPath(new URL(`../fixtures/${name}.onnx`, import.meta.url));

describe('the Wav2Lip engine', () => {
  it.each(['wav2lip-tiny-batch1', 'wav2lip-tiny-batch8', 'wav2lip-tiny-time5', 'wav2lip-tiny-half'])(
    'paints every frame with a file of its own ways: %s',
    async (name) => {
      const { out, painter } = await dub('face-short.mp4', 'voice.wav', {
        wav2lip: { network: network(name) },
      });
      expect(painter.id).toBe('wav2lip');
      expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
    },
  );

  it('paints two people at once with one network, and only where they speak', async () => {
    const { ranges } = joinSpeeches([3, 3], 24_000);
    const cues = ranges.map((speech, i) => ({
      ...{ start: 0.4, end: 2.4, fit: 'as-is' as const },
      ...{ speech: { ...speech, to: speech.from + 2 }, face: i + 1 },
    }));
    const { out, beside } = await dub('pair.mp4', 'voice.wav', {
      script: { cues, outside: { sound: 'keep' } },
      behind: [fixture('voice.wav')],
      wav2lip: { network: network('wav2lip-tiny-batch8') },
      settings: { label: 'off' },
    });
    expect(beside).toHaveLength(1);
    const [given, made] = [await lumaOf(fixture('pair.mp4')), await lumaOf(out)];
    expect(made).toHaveLength(given.length);
    // Mean change of luma of the mouth in each half.
    const change = (frame: number, half: 0 | 1) => {
      const [before, after] = [given[frame] as Luma, made[frame] as Luma];
      let sum = 0;
      for (let y = Math.round(0.58 * SIZE); y < 0.72 * SIZE; y++)
        for (let x = Math.round(0.42 * SIZE); x < 0.58 * SIZE; x++) {
          const pixel = y * before.width + half * SIZE + x;
          sum += Math.abs((before.data[pixel] as number) - (after.data[pixel] as number));
        }
      return sum / (0.14 * 0.16 * SIZE ** 2);
    };
    for (const half of [0, 1] as const) {
      const painted = change(Math.round(1.4 * FPS), half);
      for (const second of [0.1, 3.5])
        expect(change(Math.round(second * FPS), half)).toBeLessThan(painted / 3);
    }
  });

  it('works exactly as published, which ends before the sound does', async () => {
    const wav2lip = { network: network('wav2lip-tiny'), settings: { method: 'published' as const } };
    const { out } = await dub('face-short.mp4', 'voice.wav', { wav2lip });
    // 3 s of sound are 241 columns; a window of 16 every 3.2 fits 72 times (trunc(i · 3.2) + 16 ≤ 241), then the last.
    expect(videoOf(out).frames).toBe(72);
    expect(soundOf(out).duration).toBeGreaterThan(2.995);
  });
});
