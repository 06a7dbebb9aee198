import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { program } from '../../scripts/chromium';
import { videoOf } from '../../scripts/ffmpeg';
import type { DubSettings } from '../../src/engine/plan/dub-plan';
import { letters, lumaOf, type Luma } from '../e2e/label-pixels';
import { FPS, SIZE } from '../fixtures/make';
import { useLab } from './use-lab';

const here = useLab();

async function dub(settings: Partial<DubSettings>, video = 'face.mp4'): Promise<string> {
  return (await here.dub(video, 'voice.wav', { settings })).out;
}

describe('the visible label', () => {
  it('stands in the first two seconds at its place, high enough, and in no frame after', async () => {
    const plain = await lumaOf(await dub({ label: 'off' }));
    const labelled = await lumaOf(await dub({ label: 'bottom-left', labelText: 'en' }));
    expect(labelled.length).toBe(plain.length);
    for (const [frame, picture] of labelled.entries()) {
      const { xs, ys } = letters(picture, plain[frame] as Luma);
      const shown = frame < 2 * FPS;
      expect(xs.length > 200, `frame ${frame}`).toBe(shown);
      if (!shown) continue;
      expect(Math.max(...xs)).toBeLessThan(0.7 * SIZE);
      expect(Math.min(...ys)).toBeGreaterThan(0.8 * SIZE);
    }
    // The leftmost letter is a capital A.
    const { xs, ys } = letters(labelled[10] as Luma, plain[10] as Luma);
    const left = Math.min(...xs);
    const capital = ys.filter((_, i) => (xs[i] ?? 0) < left + 0.04 * SIZE);
    expect(Math.max(...capital) - Math.min(...capital) + 1).toBeGreaterThanOrEqual(0.05 * SIZE);
  });

  it('is upright where the file says that its pictures lie on their side', async () => {
    const plain = await lumaOf(await dub({ label: 'off' }, 'face-rotated.mp4'));
    const labelled = await lumaOf(await dub({ label: 'bottom-left', labelText: 'en' }, 'face-rotated.mp4'));
    const { xs, ys } = letters(labelled[5] as Luma, plain[5] as Luma);
    const { width, height } = labelled[5] as Luma;
    // Coded, before the quarter turn clockwise, the bottom left corner is the bottom right one, and lines go upwards.
    expect(Math.min(...xs)).toBeGreaterThan(0.8 * width);
    expect(Math.min(...ys)).toBeGreaterThan(0.4 * height);
    expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(3 * (Math.max(...xs) - Math.min(...xs)));
  });
});

it('the file tells machines that it is generated, by whom and under which number', async () => {
  const out = await dub({});
  const args = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', out];
  const { stdout } = spawnSync(program('ffprobe', 'ffmpeg'), args, { encoding: 'utf8' });
  const { tags } = (JSON.parse(stdout) as { format: { tags: Record<string, string> } }).format;
  expect(JSON.parse(tags.AIGC ?? '')).toEqual({
    ...{ Label: '1', ContentProducer: 'Koubo', ReservedCode1: '', ContentPropagator: '' },
    ...{ ProduceID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, PropagateID: '', ReservedCode2: '' },
  });
  expect(tags.encoder).toMatch(/^Koubo \d/);
  expect(tags.comment).toMatch(/AI/);
  expect(videoOf(out).frames).toBe(75);
});
